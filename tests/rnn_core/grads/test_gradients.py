"""The norm of a gradient and its clipping."""

import math

import numpy as np
import pytest

from rnn_core.grads.gradients import clip_by_global_norm, clip_by_value, global_norm
from rnn_core.types import Array
from rnn_core.weights import flatten
from tests.rnn_core.golden import assert_equal_to, random_model, stored


def test_clipping_equals_pytorch_up_to_its_epsilon() -> None:
    grads = (stored()["clip/a"], stored()["clip/b"])
    assert global_norm(grads) == stored()["clip/norm"] == 13


def test_clipping_cuts_the_length_and_keeps_the_direction() -> None:
    grads = random_model(np.random.default_rng(0), 4, 3)
    clipped, norm = clip_by_global_norm(grads, 0.5)
    assert norm == pytest.approx(float(np.linalg.norm(flatten(grads))), rel=1e-14)
    assert global_norm(clipped) == pytest.approx(0.5, rel=1e-14)
    assert_equal_to(flatten(clipped) * (norm / 0.5), flatten(grads))
    assert type(clipped) is type(grads)


def test_a_short_gradient_comes_back_untouched() -> None:
    grads = random_model(np.random.default_rng(0), 4, 3)
    clipped, norm = clip_by_global_norm(grads, 1e6)
    assert clipped is grads
    assert norm == global_norm(grads)


@pytest.mark.parametrize(
    ("dtype", "size"),
    [
        *((np.float64, size) for size in (1e-300, 1e-160, 1.0, 1e300)),
        *((np.float32, size) for size in (1e-30, 1e-23, 1.0, 1e30)),
    ],
)
def test_norms_are_right_where_squares_leave_the_numbers(dtype: type, size: float) -> None:
    grads: tuple[Array, Array] = (np.array([3.0 * size], dtype), np.array([[-4.0 * size]], dtype))
    assert global_norm(grads) == pytest.approx(5 * size, rel=1e-6)


def test_zero_and_infinite_gradients_have_those_norms() -> None:
    assert global_norm(np.zeros(3)) == 0
    assert global_norm(np.array([1.0, np.inf])) == math.inf
    grads = np.array([1.0, np.nan])
    clipped, norm = clip_by_global_norm(grads, 1.0)
    assert clipped is grads
    assert math.isnan(norm)


@pytest.mark.parametrize("threshold", [0.0, -1.0, math.nan])
def test_a_threshold_that_cannot_be_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold must be positive, got"):
        clip_by_global_norm(np.ones(3), threshold)


def test_clipping_by_value_cuts_each_entry_by_itself() -> None:
    grads = (np.array([3.0, -0.5]), np.array([[-7.0]]))
    clipped, n_cut = clip_by_value(grads, 1.0)
    assert np.array_equal(flatten(clipped), [1.0, -0.5, -1.0])
    assert n_cut == 2
    assert clip_by_value(grads, 7.0) == (grads, 0)
    with pytest.raises(ValueError, match="limit must be positive, got 0"):
        clip_by_value(grads, 0)
