"""The gradient check finds what is wrong, and nothing else."""

import numpy as np
import pytest

from rnn_core.grads.gradcheck import directional, entries
from rnn_core.types import Array

THETA = np.array([0.3, -1.2, 2.0])


def loss(theta: Array) -> float:
    return float(np.exp(theta).sum())


def test_a_right_gradient_has_a_tiny_error() -> None:
    errors = directional(loss, THETA, np.exp(THETA), np.random.default_rng(0))
    assert max(errors.values()) < 1e-10


@pytest.mark.parametrize("factor", [1 + 1e-6, -1.0, 0.0, 2.0])
def test_a_wrong_gradient_has_an_error_of_the_size_of_the_fault(factor: float) -> None:
    errors = directional(loss, THETA, factor * np.exp(THETA), np.random.default_rng(0))
    expected = abs(factor - 1) / max(1.0, abs(factor))
    assert max(errors.values()) == pytest.approx(expected, rel=1e-3)


def test_only_the_wrong_array_is_reported() -> None:
    params = (THETA, THETA)
    grads = (np.exp(THETA), np.exp(THETA)[::-1])
    errors = directional(lambda p: loss(p[0]) + loss(p[1]), params, grads, np.random.default_rng(1))
    assert errors["0"] < 1e-10
    assert errors["1"] > 1e-3


def test_a_parameter_that_does_not_matter_has_no_error() -> None:
    assert directional(lambda _: 2.0, THETA, np.zeros(3), np.random.default_rng(2)) == {"": 0.0}
    assert directional(lambda _: 0.0, THETA, np.zeros(3), np.random.default_rng(2)) == {"": 0.0}


def test_the_weights_are_left_alone() -> None:
    directional(loss, THETA, np.exp(THETA), np.random.default_rng(0))
    assert THETA.tolist() == [0.3, -1.2, 2.0]


def test_a_gradient_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="grads must hold 3 numbers like params, got 2"):
        directional(loss, THETA, THETA[:2], np.random.default_rng(0))


def test_weight_by_weight_the_slopes_are_the_gradient_of_the_weights_own_class() -> None:
    params = (THETA, THETA[:2].reshape(2, 1))
    slopes = entries(lambda p: loss(p[0]) + 2 * loss(p[1]), params)
    assert isinstance(slopes, tuple)
    np.testing.assert_allclose(slopes[0], np.exp(params[0]), rtol=1e-11)
    np.testing.assert_allclose(slopes[1], 2 * np.exp(params[1]), rtol=1e-11)


def test_only_the_places_that_are_asked_for_are_moved() -> None:
    asked: list[Array] = []

    def watched(theta: Array) -> float:
        asked.append(theta)
        return loss(theta)

    slopes = entries(watched, THETA, [1])
    assert np.isnan(slopes).tolist() == [True, False, True]
    assert slopes[1] == pytest.approx(np.exp(THETA[1]), rel=1e-11)
    assert len(asked) == 4
    assert all(np.array_equal(theta[[0, 2]], THETA[[0, 2]]) for theta in asked)
