"""Norms of state gradients: equal to back-propagation, right beyond the range of float64."""

import math
from typing import Any

import numpy as np
import pytest

from rnn_core.cells import gru, lstm, rnn
from rnn_core.cells.gru import GRUParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads import gradients
from rnn_core.grads.gradients import state_gradient_norms, with_spectrum
from rnn_core.types import Array
from tests.rnn_core.golden import assert_equal_to, random_model
from tests.rnn_core.stacks import random_gru, random_lstm


def vanilla(W_hh: Array, scale: float = 1.0, D: int = 2) -> RNNParams:
    H, rng = len(W_hh), np.random.default_rng(0)
    return RNNParams(scale * rng.standard_normal((H, D)), W_hh, np.zeros(H))


@pytest.mark.parametrize("tokens", [True, False])
@pytest.mark.parametrize("n", [1, 3, 45])
def test_many_vanilla_networks_at_once_are_each_network_alone(n: int, tokens: bool) -> None:
    rng = np.random.default_rng(0)
    networks = [random_model(rng, 3, 4).cell for _ in range(n)]
    x: Array = rng.integers(3, size=(9, n)) if tokens else rng.standard_normal((9, n, 3))
    ends, starts = rng.standard_normal((2, n, 4))
    found = state_gradient_norms(networks, x, ends, starts)
    for s, one in enumerate(networks):
        dh = np.zeros((9, 1, 4))
        dh[-1] = ends[s]
        trace = rnn.forward(one, x[:, [s]], starts[[s]])
        expected = np.linalg.norm(rnn.backward(one, trace, dh).h[:, 0], axis=-1)
        assert_equal_to(found.h.values[s], expected)
        assert_equal_to(10 ** found.h.log10[s], expected)
    assert (found.h.log10 <= found.log10_bound + 1e-12).all()


@pytest.mark.parametrize("n", [1, 23])
def test_many_lstms_at_once_are_each_network_alone(n: int) -> None:
    rng = np.random.default_rng(1)
    networks = [random_lstm(rng, 3, 4) for _ in range(n)]
    x, end = rng.standard_normal((9, 1, 3)), rng.standard_normal(4)
    found = state_gradient_norms(networks, x, end)
    assert found.C is not None
    assert found.direct is not None
    for s, one in enumerate(networks):
        dh = np.zeros((9, 1, 4))
        dh[-1] = end
        trace = lstm.forward(one, x)
        grads = lstm.backward(one, trace, dh)
        direct = lstm.direct(trace, grads.C[-1])
        for norms, vectors in ((found.h, grads.h), (found.C, grads.C), (found.direct, direct)):
            assert_equal_to(norms.values[s], np.linalg.norm(vectors[:, 0], axis=-1))


@pytest.mark.parametrize("tokens", [True, False])
@pytest.mark.parametrize("n", [1, 23])
def test_many_grus_at_once_are_each_network_alone(n: int, tokens: bool) -> None:
    rng = np.random.default_rng(1)
    networks = [random_gru(rng, 3, 4) for _ in range(n)]
    x: Array = rng.integers(3, size=(9, n)) if tokens else rng.standard_normal((9, n, 3))
    ends, starts = rng.standard_normal((2, n, 4))
    found = state_gradient_norms(networks, x, ends, starts)
    assert found.direct is not None
    assert found.C is None
    for s, one in enumerate(networks):
        dh = np.zeros((9, 1, 4))
        dh[-1] = ends[s]
        trace = gru.forward(one, x[:, [s]], starts[[s]])
        assert_equal_to(found.h.values[s], np.linalg.norm(gru.backward(one, trace, dh).h[:, 0], axis=-1))
        kept = ends[s] * np.concatenate([np.cumprod(trace.z[::-1, 0], axis=0)[::-1], np.ones((1, 4))])
        assert_equal_to(found.direct.values[s], np.linalg.norm(kept, axis=-1))


def test_a_gradient_along_closed_update_gates_is_known_beyond_the_range_of_float64() -> None:
    b = np.array([0, -60.0, 0])  # z = σ(−60)
    found = state_gradient_norms(
        [GRUParams(np.zeros((3, 1)), np.zeros((3, 1)), b, np.zeros(1))], np.zeros((40, 1), int)
    )
    assert np.diff(found.h.log10[0]) == pytest.approx(60 * math.log10(math.e), rel=1e-12)
    assert found.h.below_floor[0, 0]


@pytest.mark.parametrize("factor", [1e-3, 0.5, 2.0, 1e3])
def test_a_linear_network_with_an_orthogonal_matrix_has_exactly_its_bound(factor: float) -> None:
    W = gradients.orthogonal(np.random.default_rng(2), 16, factor)
    found = state_gradient_norms([vanilla(W)], np.zeros((400, 1), int), activation="linear")
    steps = np.arange(400, -1, -1)
    assert np.abs(found.h.log10[0] - steps * math.log10(factor)).max() < 1e-11
    assert np.abs(found.h.log10 - found.log10_bound).max() < 1e-11
    expected = factor ** steps[steps * abs(math.log10(factor)) < 300].astype(float)
    assert found.h.values[0, -len(expected) :] == pytest.approx(expected, rel=1e-11)


def test_what_is_too_small_for_a_number_is_reported_and_never_zero() -> None:
    W = gradients.orthogonal(np.random.default_rng(3), 8, 1e-2)
    found = state_gradient_norms([vanilla(W)], np.zeros((200, 1), int), activation="linear").h
    below = 2 * np.arange(200, -1, -1) > 300
    assert np.array_equal(found.below_floor[0], below)
    assert np.isnan(found.values[0][below]).all()
    assert (found.values[0][~below] >= 1e-300 * (1 - 1e-9)).all()
    assert found.log10[0, 0] == pytest.approx(-400, abs=1e-9)
    assert not found.exactly_zero.any()


def test_saturated_units_have_a_tiny_gradient_not_none() -> None:
    params = RNNParams(np.zeros((1, 1)), np.array([[3.0]]), np.array([60.0]))
    found = state_gradient_norms([params], np.zeros((3, 1), int)).h
    sums = [60, 63, 63]  # h_0 = 0, then h = 1
    logs = [math.log10(3) + math.log10(4) - 2 * a * math.log10(math.e) for a in sums]
    assert found.log10[0, ::-1] == pytest.approx(np.cumsum([0, *logs[::-1]]), rel=1e-12)
    b = np.array([0, -60.0, 0, 0])
    forget = LSTMParams(np.zeros((4, 2)), b)
    direct = state_gradient_norms([forget], np.zeros((9, 1), int)).direct
    assert direct is not None
    assert np.diff(direct.log10[0]) == pytest.approx(60 * math.log10(math.e), rel=1e-12)


def test_nothing_behind_a_nilpotent_matrix_is_exactly_nothing() -> None:
    W = gradients.nilpotent(np.random.default_rng(4), 6, 5.0)
    found = state_gradient_norms([vanilla(W)], np.zeros((5, 1), int), activation="linear")
    assert np.array_equal(found.h.exactly_zero[0], [True] * 4 + [False] * 2)
    assert not found.h.values[0, :4].any()
    assert found.log10_bound[0, 0] == pytest.approx(5 * math.log10(5))


def test_a_large_singular_value_alone_does_not_explode() -> None:
    rng = np.random.default_rng(5)
    x = np.zeros((200, 1), int)
    for radius, grows in ((0.9, False), (1.1, True)):
        W = with_spectrum(rng, 16, sigma_max=3, spectral_radius=radius)
        end = np.ones(16)
        found = state_gradient_norms([vanilla(W)], x, end, activation="linear").h
        assert (found.log10[0, 0] > found.log10[0, -1]) is np.bool_(grows)


@pytest.mark.parametrize(
    ("networks", "arguments", "message"),
    [
        ([], {}, "networks must hold at least 1 network, got none"),
        ([vanilla(np.eye(2)), vanilla(np.eye(3))], {}, "networks must all be RNNParams with"),
        ([vanilla(np.eye(2))], {"activation": "relu"}, "must be tanh or linear, got 'relu'"),
        ([random_gru(np.random.default_rng(0), 2, 2)], {"activation": "linear"}, "must be tanh for GRUParams"),
        ([vanilla(np.eye(2))], {"dh_last": np.ones(3)}, r"dh_last must have shape \(1, 2\) or \(2,\)"),
        ([vanilla(np.eye(2))] * 3, {"x": np.zeros((4, 2), int)}, r"x must have shape \(T, 3\)"),
    ],
)
def test_what_does_not_fit_is_named(networks: Any, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        state_gradient_norms(networks, **({"x": np.zeros((4, 1), int)} | arguments))


def test_the_bound_is_one_of_the_vanilla_network() -> None:
    found = state_gradient_norms([random_lstm(np.random.default_rng(0), 2, 3)], np.zeros((4, 1), int))
    with pytest.raises(ValueError, match="log10_bound must be asked of vanilla networks"):
        _ = found.log10_bound


def test_single_precision_is_refused_where_gradients_vanish() -> None:
    W = vanilla(np.eye(2))
    single = RNNParams(*(w.astype(np.float32) for w in (W.W_xh, W.W_hh, W.b_h)))
    with pytest.raises(ValueError, match=r"networks must be float64 .* got float32"):
        state_gradient_norms([single], np.zeros((4, 1), int))
