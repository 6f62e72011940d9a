"""Matrices with a chosen largest singular value and spectral radius."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.grads.gradients import nilpotent, orthogonal, with_spectrum


@given(
    st.integers(2, 64),
    st.floats(0.01, 20),
    st.one_of(st.sampled_from([0.0, 1e-12, 1e-6, 0.001, 0.01, 1.0]), st.floats(0, 1)),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=80, deadline=None)
def test_both_are_hit(n: int, sigma: float, share: float, seed: int) -> None:
    W = with_spectrum(np.random.default_rng(seed), n, sigma_max=sigma, spectral_radius=share * sigma)
    assert W.shape == (n, n)
    assert np.linalg.norm(W, 2) == pytest.approx(sigma, rel=1e-10)
    assert np.abs(np.linalg.eigvals(W)).max() == pytest.approx(share * sigma, abs=1e-10 * sigma)


def test_one_unit_has_one_number() -> None:
    W = with_spectrum(np.random.default_rng(0), 1, sigma_max=0.5, spectral_radius=0.5)
    assert abs(W[0, 0]) == 0.5


def test_equal_seeds_give_equal_matrices_and_others_others() -> None:
    one, same, other = (with_spectrum(np.random.default_rng(s), 8, sigma_max=2, spectral_radius=1) for s in (1, 1, 2))
    assert np.array_equal(one, same)
    assert np.abs(one - other).max() > 0.1


@pytest.mark.parametrize("n", [1, 2, 7, 64])
def test_orthogonal_matrices_keep_every_length(n: int) -> None:
    W = orthogonal(np.random.default_rng(n), n, 1.5)
    assert np.abs(W @ W.T - 2.25 * np.eye(n)).max() < 1e-13


@pytest.mark.parametrize(("n", "order"), [(2, 2), (3, 2), (7, 3), (8, 8)])
def test_nilpotent_matrices_end_in_exactly_zero(n: int, order: int) -> None:
    W = nilpotent(np.random.default_rng(n), n, 5.0, order)
    power = np.linalg.matrix_power(W, order - 1)
    assert np.linalg.norm(W, 2) == 5
    assert np.linalg.norm(power, 2) == pytest.approx(5.0 ** (order - 1))
    assert not (power @ W).any()
    assert not np.linalg.eigvals(W).any()


@pytest.mark.parametrize(
    ("n", "settings_", "message"),
    [
        (4, {"sigma_max": 1.0, "spectral_radius": 1.1}, "must be at most sigma_max.* 1.1 and 1.0"),
        (1, {"sigma_max": 1.0, "spectral_radius": 0.5}, "must equal sigma_max for n = 1"),
        (0, {"sigma_max": 1.0, "spectral_radius": 0.5}, "n must be at least 1, got 0"),
        (4, {"sigma_max": 0.0, "spectral_radius": 0.0}, "sigma_max must be a positive number"),
        (4, {"sigma_max": 1.0, "spectral_radius": -0.1}, "spectral_radius must be at least 0"),
        (4, {"sigma_max": float("nan"), "spectral_radius": 0.0}, "sigma_max must be a positive"),
    ],
)
def test_what_cannot_be_is_named(n: int, settings_: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        with_spectrum(np.random.default_rng(0), n, **settings_)


@pytest.mark.parametrize("order", [1, 5])
def test_a_chain_longer_than_the_network_is_refused(order: int) -> None:
    with pytest.raises(ValueError, match=f"order must lie in 2 … 4, .* got {order}"):
        nilpotent(np.random.default_rng(0), 4, 1.0, order)
