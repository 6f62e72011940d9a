"""Sigmoid and softmax: right, and finite for any finite input."""

from collections.abc import Callable

import numpy as np
import pytest

from rnn_core.activations import log_softmax, sigmoid, sigmoid_and_rest, softmax, tanh_slope
from rnn_core.types import Array
from tests.rnn_core.golden import assert_equal_to


def test_softmax_of_huge_logits_is_finite_and_certain() -> None:
    p = softmax(np.array([1000.0, -1000.0, 999.0]))
    assert_equal_to(p, np.array([np.e / (1 + np.e), 0.0, 1 / (1 + np.e)]))


def test_softmax_equals_its_definition_along_the_last_axis() -> None:
    y = np.random.default_rng(0).standard_normal((3, 2, 4))
    assert_equal_to(softmax(y), np.exp(y) / np.exp(y).sum(axis=-1, keepdims=True))
    assert_equal_to(np.exp(log_softmax(y)), softmax(y))


def test_softmax_ignores_a_common_shift() -> None:
    y = np.random.default_rng(1).standard_normal((5, 4))
    assert_equal_to(softmax(y + 700), softmax(y))


def test_log_softmax_keeps_what_softmax_rounds_to_zero() -> None:
    log_p = log_softmax(np.array([1000.0, -1000.0]))
    assert_equal_to(log_p, np.array([0.0, -2000.0]))


def test_sigmoid_equals_its_definition_and_never_overflows() -> None:
    x = np.linspace(-30, 30, 61)
    assert np.abs(sigmoid(x) - 1 / (1 + np.exp(-x))).max() < 4e-16
    assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("function", [sigmoid, softmax, log_softmax])
def test_activations_leave_input_and_dtype_alone(function: Callable[[Array], Array]) -> None:
    y = np.array([1.0, 2.0], np.float32)
    assert function(y).dtype == np.float32
    assert y.tolist() == [1.0, 2.0]


def test_slopes_of_saturated_units_are_tiny_not_zero() -> None:
    a = np.array([-400.0, -60.0, -1.0, 0.0, 0.5, 60.0, 300.0])
    slope = tanh_slope(a)
    assert slope[2:5] == pytest.approx(1 - np.tanh(a[2:5]) ** 2, rel=1e-14)
    assert slope[[1, 5, 6]] == pytest.approx(4 * np.exp(-2 * np.abs(a[[1, 5, 6]])), rel=1e-14)
    assert slope[0] > 0
    gate, rest = sigmoid_and_rest(a)
    assert gate[2:5] == pytest.approx(1 / (1 + np.exp(-a[2:5])), rel=1e-14)
    assert gate[1] == pytest.approx(np.exp(-60.0), rel=1e-14)
    assert rest[5:] == pytest.approx(np.exp(-a[5:]), rel=1e-14)
    assert gate + rest == pytest.approx(np.ones(7), rel=1e-15)
    assert (sigmoid_and_rest(np.array([-1e6, 1e6]))[0] > 0).all()
