"""Sigmoid and softmax: right, and finite for any finite input."""

from collections.abc import Callable

import numpy as np
import pytest

from rnn_core.activations import log_softmax, sigmoid, softmax
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
