"""Shares, parts, immediate and truncated derivatives: they sum up, and PyTorch agrees."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core import model as network
from rnn_core.cells import protocol as cells
from rnn_core.cells.deep import DeepParams
from rnn_core.grads import bptt
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.types import Array
from rnn_core.weights import flatten, named
from tests.rnn_core.golden import assert_equal_to, random_model
from tests.rnn_core.stacks import case, gru_of, lstm_of, random_gru, random_lstm, rnn_of, stored

KINDS = ["rnn", "lstm", "gru", "deep"]


def random_cell(kind: str, seed: int, D: int = 3, H: int = 4) -> Any:
    rng = np.random.default_rng(seed)
    if kind == "rnn":
        return random_model(rng, D, H).cell
    if kind == "lstm":
        return random_lstm(rng, D, H)
    if kind == "gru":
        return random_gru(rng, D, H)
    return DeepParams((random_lstm(rng, D, H), random_lstm(rng, H, H)))


def random_network(kind: str, seed: int) -> tuple[Model, Array, Array]:
    rng = np.random.default_rng(seed)
    readout = ReadoutParams(rng.standard_normal((3, 4)), rng.standard_normal(3))
    x, targets = rng.integers(3, size=(2, 12, 2))
    return Model(random_cell(kind, seed), readout), x, targets


@given(st.sampled_from(KINDS), st.integers(1, 8), st.integers(1, 3), st.booleans(), st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_the_shares_of_the_steps_sum_to_the_gradient(kind: str, T: int, B: int, tokens: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    params = random_cell(kind, seed)
    x = rng.integers(3, size=(T, B)) if tokens else rng.standard_normal((T, B, 3))
    trace = cells.forward(params, x)
    grads = cells.backward(params, trace, rng.standard_normal((T, B, 4)))
    shares = bptt.contributions(trace, grads)
    sums = bptt.running(shares)
    layers = grads.layers if kind == "deep" else (grads,)
    tuples = (shares, sums) if kind == "deep" else ((shares,), (sums,))
    for layer, share, total in zip(layers, *tuples, strict=True):
        for name, gradient in named(layer.params).items():
            assert getattr(share, name).shape == (T, *gradient.shape)
            assert_equal_to(getattr(share, name).sum(0), gradient, 1e-13)
            assert_equal_to(getattr(total, name)[0], gradient, 1e-13)
            assert np.array_equal(getattr(total, name)[-1], getattr(share, name)[-1])


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
def test_a_share_is_what_removing_the_step_from_the_sum_would_take_away(kind: str) -> None:
    params, rng = random_cell(kind, 1), np.random.default_rng(1)
    x, dh = rng.standard_normal((5, 1, 3)), rng.standard_normal((5, 1, 4))
    trace = cells.forward(params, x)
    grads = cells.backward(params, trace, dh)
    shares = bptt.contributions(trace, grads)
    for t in range(5):
        a = grads.a[t].ravel()
        z = np.concatenate([trace.h[t, 0], x[t, 0]])
        if kind == "lstm":
            assert_equal_to(shares.W[t], np.outer(a, z))
            assert_equal_to(shares.b[t], a)
        else:
            assert_equal_to(shares.W_hh[t], np.outer(a, trace.h[t, 0]))
            assert_equal_to(shares.W_xh[t], np.outer(a, x[t, 0]))
            assert_equal_to(shares.b_h[t], a)


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
@pytest.mark.parametrize("B", [1, 3])
def test_what_comes_from_the_loss_and_from_the_future_is_the_total(kind: str, B: int) -> None:
    params, rng = random_cell(kind, 2), np.random.default_rng(2)
    x, dh = rng.standard_normal((6, B, 3)), rng.standard_normal((6, B, 4))
    trace = cells.forward(params, x)
    grads = cells.backward(params, trace, dh)
    parts = bptt.split(params, trace, grads, dh)
    assert_equal_to(parts.h_from_loss + parts.h_from_future, parts.h, 1e-15)
    assert_equal_to(parts.h, grads.h[1:])
    assert not parts.h_from_future[-1].any()
    if kind == "rnn":
        assert_equal_to(parts.local * parts.h, grads.a, 1e-15)
        assert parts.C is None
        return
    assert parts.C_from_h is not None
    assert parts.C_from_future is not None
    assert parts.C is not None
    assert_equal_to(parts.C_from_h + parts.C_from_future, parts.C, 1e-15)
    assert_equal_to(parts.C_from_future[2], grads.C[4] * trace.f[3])
    assert not parts.C_from_future[-1].any()


@pytest.mark.parametrize("kind", KINDS)
def test_the_immediate_derivative_holds_all_earlier_states_fixed(kind: str) -> None:
    params, rng = random_cell(kind, 3), np.random.default_rng(3)
    x, dh = rng.standard_normal((5, 2, 3)), rng.standard_normal((5, 2, 4))
    trace = cells.forward(params, x)
    found = bptt.immediate(params, trace, dh)

    def loss(moved: Any) -> float:
        parts = [trace.part(t, t + 1) for t in range(5)]
        states = (
            [[layer.h[0] for layer in getattr(part, "layers", [part])] for part in parts],
            [[layer.C[0] for layer in getattr(part, "layers", [part])] for part in parts]
            if kind in ("lstm", "deep")
            else None,
        )
        total = 0.0
        for t in range(5):
            starts = [np.stack(one[t]) if kind == "deep" else one[t][0] for one in states if one]
            total += float((dh[t] * cells.forward(moved, x[[t]], *starts).h[1]).sum())
        return total

    errors = directional(loss, params, found.params, rng)
    assert max(errors.values()) < 1e-8
    shares = bptt.contributions(trace, found)
    for layer, share in zip(getattr(found, "layers", [found]), shares if kind == "deep" else [shares], strict=True):
        for name, gradient in named(layer.params).items():
            assert_equal_to(getattr(share, name).sum(0), gradient)


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_truncated_gradients_equal_pytorch_with_detached_states(kind: str) -> None:
    numbers = case(f"truncated-{kind}")
    params: Any = {"rnn": rnn_of, "lstm": lstm_of, "gru": gru_of}[kind](numbers)
    trace = cells.forward(params, numbers["x"])
    settings_stored = {key.split("/")[0] for key in numbers if "/" in key}
    assert len(settings_stored) == 6
    for setting in settings_stored:
        k1, k2 = map(int, setting.split("-"))
        grads = bptt.cut(params, trace, numbers["weight"], k1, k2)
        for name, gradient in named(grads).items():
            assert_equal_to(gradient, stored()[f"truncated-{kind}/{setting}/d{name}.0"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_behind_the_beginning_is_no_cut(kind: str) -> None:
    model, x, targets = random_network(kind, 4)
    full = network.backward(network.run(model, x, targets)).model
    for k1 in (12, 13, 1000):
        cut = bptt.truncated(model, x, targets, k1)
        assert np.array_equal(flatten(cut.model), flatten(full))
        assert cut.windows == ((0, 12),)
    for k1 in (1, 5):
        summed = bptt.truncated(model, x, targets, k1, 12).model
        assert_equal_to(flatten(summed), flatten(full), 1e-14)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_within_the_sequence_is_another_gradient_for_the_recurrent_weights(kind: str) -> None:
    model, x, targets = random_network(kind, 5)
    full = network.backward(network.run(model, x, targets)).model
    cut = bptt.truncated(model, x, targets, 3)
    assert cut.windows == ((0, 3), (3, 6), (6, 9), (9, 12))
    assert cut.run.loss == network.run(model, x, targets).loss
    found = bptt.compare(cut.model, full)
    assert set(found) == set(named(model))
    assert found["readout.W_hy"].cosine == pytest.approx(1, abs=1e-14)
    assert found["readout.W_hy"].norm_ratio == 1
    cell = [one.cosine for name, one in found.items() if name.startswith("cell")]
    assert 0 < min(cell) < 0.9999
    longer = bptt.compare(bptt.truncated(model, x, targets, 3, 9).model, full)
    assert np.mean([one.cosine for one in longer.values()]) > np.mean([one.cosine for one in found.values()])


def test_overlapping_windows_count_every_loss_once() -> None:
    model, x, targets = random_network("rnn", 6)
    assert bptt.truncated(model, x, targets, 5, 7).windows == ((0, 5), (3, 10), (5, 12))


def test_an_empty_gradient_has_no_direction() -> None:
    found = bptt.compare((np.zeros(2), np.ones(2)), (np.ones(2), np.zeros(2)))
    assert np.isnan(found["0"].cosine)
    assert found["0"].norm_ratio == 0


@pytest.mark.parametrize(("k1", "k2"), [(0, 0), (3, 2), (-1, 4)])
def test_windows_that_cannot_be_are_named(k1: int, k2: int) -> None:
    model, x, targets = random_network("rnn", 7)
    message = f"k1 and k2 must satisfy 1 ≤ k1 ≤ k2, got k1 = {k1} and k2 = {k2}"
    with pytest.raises(ValueError, match=message):
        bptt.truncated(model, x, targets, k1, k2)


def test_a_gru_is_not_split_like_a_vanilla_cell() -> None:
    params, x = random_cell("gru", 9), np.zeros((2, 1, 3))
    trace = cells.forward(params, x)
    grads = cells.backward(params, trace, np.ones((2, 1, 4)))
    with pytest.raises(ValueError, match="split must be asked of a vanilla cell or an LSTM, got GRUGrads"):
        bptt.split(params, trace, grads, np.ones((2, 1, 4)))


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_the_gradients_of_a_whole_network_have_the_shares_of_its_cell(kind: str) -> None:
    model, x, targets = random_network(kind, 8)
    run = network.run(model, x, targets)
    grads = network.backward(run)
    shares = bptt.contributions(run.trace, grads)
    for name, gradient in named(grads.model.cell).items():
        assert_equal_to(getattr(shares, name).sum(0), gradient, 1e-13)


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_the_gradient_at_a_state_is_the_sum_of_what_each_loss_contributes(kind: str) -> None:
    weights, x, targets = random_network(kind, 3)
    run = network.run(weights, x, targets)
    parts = bptt.by_loss(run)
    assert_equal_to(parts.sum(0), network.backward(run).cell.h[1:], 1e-12)
    for s in range(len(x)):
        assert not parts[s, s + 1 :].any(), "a loss does not depend on later states"


def test_what_a_loss_contributes_at_a_state_agrees_with_finite_differences() -> None:
    weights, x, targets = random_network("rnn", 5)
    x, targets = x[:, :1], targets[:, :1]
    run = network.run(weights, x, targets)
    parts, T, eps = bptt.by_loss(run), len(x), 1e-6
    t = 4
    for s in (t, t + 3, T - 1):
        for unit in range(4):

            def loss(by: float, unit: int = unit, s: int = s) -> float:
                h = run.trace.h[t].copy()
                h[0, unit] += by
                score = weights.readout.W_hy @ h[0] + weights.readout.b_y
                if s == t - 1:
                    return float(-np.log(np.exp(score[targets[s, 0]]) / np.exp(score).sum()))
                again = network.run(weights, x[t:], targets[t:], h)
                assert again.losses is not None
                return float(again.losses[s - t, 0])

            slope = (loss(eps) - loss(-eps)) / (2 * eps) / T
            np.testing.assert_allclose(parts[s, t - 1, 0, unit], slope, rtol=1e-6, atol=1e-10)
