"""The checks of arrays: what is right passes silently, what is wrong is named."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rnn_core.types import Array, check_dtype, check_finite, check_shape, check_tokens


def accepted(check: Callable[..., None], *arguments: Any) -> bool:
    try:
        check(*arguments)
    except ValueError:
        return False
    return True


def test_right_arrays_are_accepted_and_wrong_ones_beside_them_are_not() -> None:
    assert accepted(check_shape, "h", np.zeros((2, 3)), (3, 2), (2, 3))
    assert not accepted(check_shape, "h", np.zeros((2, 3)), (3, 2), (2, 2))
    assert accepted(check_dtype, "h", np.zeros(2), np.dtype(float))
    assert not accepted(check_dtype, "h", np.zeros(2, np.float32), np.dtype(float))
    assert accepted(check_tokens, "x", np.array([[0], [3]]), 4)
    assert not accepted(check_tokens, "x", np.array([[0], [4]]), 4)
    assert accepted(check_tokens, "x", np.zeros((0,), int), 4)


@pytest.mark.parametrize("value", [0.0, 1e308, -1e308, 1e-320, 1e200 + 1e200j])
def test_every_finite_number_is_finite_even_where_its_square_is_not(value: complex) -> None:
    assert accepted(check_finite, "W", np.array([[1.0, value]]))
    assert not accepted(check_finite, "W", np.array([[np.nan, value]]))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_what_is_not_finite_is_named_with_its_place(value: float, dtype: type) -> None:
    array: Array = np.zeros((2, 3), dtype)
    array[1, 2] = value
    with pytest.raises(ValueError, match=r"W_hh must be finite everywhere, got .* at \(1, 2\)"):
        check_finite("W_hh", array)


def test_the_message_says_what_was_expected_and_found() -> None:
    with pytest.raises(ValueError, match=r"h must have shape \(3,\) or \(4,\), got \(2, 3\)"):
        check_shape("h", np.zeros((2, 3)), (3,), (4,))
    with pytest.raises(ValueError, match="h must be float32 like the other arrays, got float64"):
        check_dtype("h", np.zeros(2), np.dtype(np.float32))
    with pytest.raises(ValueError, match="x must hold tokens in 0 … 3, got -2"):
        check_tokens("x", np.array([[0], [-2]]), 4)
    with pytest.raises(ValueError, match="x must hold integer tokens, got bool"):
        check_tokens("x", np.array([True]), 4)
