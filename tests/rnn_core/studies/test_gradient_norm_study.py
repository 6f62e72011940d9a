"""The laboratory's networks have what was asked for, and their curves are back-propagation."""

import math
from typing import get_args

import numpy as np
import pytest

from rnn_core.cells import rnn
from rnn_core.studies import gradient_norm_study
from rnn_core.studies.gradient_norm_study import Cell, Chance, Laboratory, draw, factors, matrix, measure

PRESETS = [(0.5, 0.5), (2.0, 2.0), (1.0, 1.0), (5.0, 0.0), (5.0, 0.9), (2.0, 0.001), (0.05, 0.05)]


def networks(H: int = 6, n: int = 3) -> tuple[Chance, ...]:
    return tuple(draw(1, k, H) for k in range(n))


def measured(sigma: float, rho: float, cell: Cell = "tanh", T: int = 30, H: int = 6) -> Laboratory:
    return measure(networks(H), sigma_max=sigma, spectral_radius=rho, cell=cell, T=T)


@pytest.mark.parametrize("H", [2, 3, 16, 65])
@pytest.mark.parametrize(("sigma", "rho"), PRESETS)
def test_a_matrix_has_exactly_the_two_numbers_asked_for(H: int, sigma: float, rho: float) -> None:
    W = matrix(draw(3, 0, H), sigma, rho)
    assert np.linalg.norm(W, 2) == pytest.approx(sigma, rel=1e-9)
    assert np.abs(np.linalg.eigvals(W)).max() == pytest.approx(rho, abs=1e-7)


def test_moving_either_number_leaves_what_chance_has_drawn() -> None:
    one, other = measured(2, 0.9), measured(3, 0.4, T=7)
    for a, b in zip(one.networks, other.networks, strict=True):
        np.testing.assert_array_equal(a.W_xh, b.W_xh)
    np.testing.assert_array_equal(one.x[:7], other.x)


# Where tanh is flat, 1 − h² keeps few digits of h; the laboratory takes it from what enters tanh.
@pytest.mark.parametrize(("cell", "digits"), [("tanh", 1e-9), ("saturated", 1.0)])
@pytest.mark.parametrize(("sigma", "rho"), PRESETS)
def test_every_curve_is_the_back_propagation_of_its_network(
    sigma: float, rho: float, cell: Cell, digits: float
) -> None:
    found = measured(sigma, rho, cell)
    for k, params in enumerate(found.networks):
        trace = rnn.forward(params, found.x[:, [k]])
        dh = np.zeros_like(trace.h[1:])
        dh[-1] = 1 / math.sqrt(params.n_hidden)
        norms = np.linalg.norm(rnn.backward(params, trace, dh).h[:, 0], axis=1)
        large = norms > 1e-280
        np.testing.assert_allclose(found.log10[k][large], np.log10(norms[large]), atol=digits)


def test_linear_is_the_power_of_the_transposed_matrix() -> None:
    found = measured(2, 0.9, "linear")
    W, g = found.networks[0].W_hh, np.full(6, 6**-0.5)
    for t in (29, 20, 0):
        power = np.linalg.matrix_power(W.T, 30 - t) @ g
        assert 10 ** found.log10[0, t] == pytest.approx(np.linalg.norm(power), rel=1e-10)


@pytest.mark.parametrize("cell", get_args(Cell))
@pytest.mark.parametrize(("sigma", "rho"), PRESETS)
def test_the_factors_multiply_to_the_norm_and_obey_their_limits(sigma: float, rho: float, cell: Cell) -> None:
    found = measured(sigma, rho, cell)
    squash, turn = factors(found, 1)
    alive = np.isfinite(found.log10[1, :-1])
    assert (squash[alive] <= 1 + 1e-12).all()
    assert (turn[alive] <= sigma * (1 + 1e-9)).all()
    with np.errstate(divide="ignore"):
        total = np.cumsum(np.log10(squash * turn)[::-1])[::-1]
    np.testing.assert_allclose(total[alive], found.log10[1, :-1][alive], atol=1e-9)


@pytest.mark.parametrize("cell", get_args(Cell))
@pytest.mark.parametrize(("sigma", "rho"), PRESETS)
def test_no_curve_is_above_its_bound_and_none_is_nan(sigma: float, rho: float, cell: Cell) -> None:
    found = measured(sigma, rho, cell, T=200)
    assert not np.isnan(found.log10).any()
    assert (found.log10 <= found.log10_bound + 1e-9).all()


def test_orthogonal_and_linear_the_length_stays_nilpotent_it_ends_saturated_it_vanishes() -> None:
    np.testing.assert_allclose(measured(1, 1, "linear", T=200).log10, 0, atol=1e-10)
    ended = measured(5, 0).log10
    assert np.isneginf(ended[:, :-2]).all()
    assert np.isfinite(ended[:, -2:]).all()
    strong = measure(networks(64), sigma_max=2, spectral_radius=2, cell="saturated", T=100)
    weak = measure(networks(64), sigma_max=2, spectral_radius=2, cell="tanh", T=100)
    np.testing.assert_array_equal(strong.networks[0].W_hh, weak.networks[0].W_hh)
    assert (strong.log10[:, 0] < -gradient_norm_study.LARGE).all()
    assert (weak.log10[:, 0] > gradient_norm_study.LARGE).all()


def test_a_spectral_radius_below_1_lets_linear_vanish_but_not_tanh() -> None:
    linear, tanh = (
        measure(networks(64), sigma_max=5, spectral_radius=0.9, cell=cell, T=100).log10[:, 0]
        for cell in ("linear", "tanh")
    )
    assert (linear < -3).all()
    assert (tanh > 3).all()


def test_one_unit_and_one_step_work() -> None:
    found = measure(networks(1), sigma_max=0.9, spectral_radius=0.9, cell="tanh", T=1)
    assert found.log10.shape == (3, 2)
    assert factors(found, 0)[0][0] <= 1
