"""The array types of the core and the checks that name what is wrong with an array."""

import math
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
"""Real numbers (float64, or float32 throughout); complex only for the complex-step check."""

Tokens: TypeAlias = npt.NDArray[np.integer[Any]]
"""Integer symbol numbers, 0 … V−1."""

_FEW = 64  # up to so many tokens, Python is quicker than NumPy


@lru_cache(maxsize=32)
def ones(n: int, dtype: np.dtype[Any]) -> Array:
    """(n,) of ones, read-only: 1ᵀA is the sum of the rows of A, quicker than a reduction."""
    made = np.ones(n, dtype)
    made.flags.writeable = False
    return made


@lru_cache(maxsize=32)
def row_starts(n: int, length: int) -> Tokens:
    """Where n rows of this length start once they are one row, read-only."""
    made = np.arange(0, n * length, length)
    made.flags.writeable = False
    return made


def check_shape(symbol: str, array: Array, *expected: tuple[int, ...]) -> None:
    """Nothing, if `array` has one of the `expected` shapes; else a ValueError naming `symbol`."""
    if array.shape not in expected:
        shapes = " or ".join(map(str, expected))
        raise ValueError(f"{symbol} must have shape {shapes}, got {array.shape}")


def check_dtype(symbol: str, array: Array, expected: np.dtype[Any]) -> None:
    """Nothing, if `array` has the dtype `expected`; else a ValueError naming `symbol`."""
    if array.dtype != expected:
        raise ValueError(f"{symbol} must be {expected} like the other arrays, got {array.dtype}")


def check_finite(symbol: str, array: Array) -> None:
    """Nothing, if no entry of `array` is nan or infinite; else a ValueError naming the first."""
    if math.isfinite(abs(np.vdot(array, array))):  # one call instead of two for the usual case
        return
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        index = tuple(bad[0].tolist())
        raise ValueError(f"{symbol} must be finite everywhere, got {array[index]} at {index}")


def check_tokens(symbol: str, tokens: Tokens, n_symbols: int) -> None:
    """Nothing, if every token lies in 0 … n_symbols−1; else a ValueError naming the first bad."""
    if tokens.dtype.kind not in "iu":
        raise ValueError(f"{symbol} must hold integer tokens, got {tokens.dtype}")
    if not tokens.size:
        return
    if tokens.size <= _FEW:
        values = tokens.ravel().tolist()
        low, high = min(values), max(values)
    else:
        low, high = tokens.min(), tokens.max()
    if low < 0 or high >= n_symbols:
        bad = next(value for value in tokens.ravel().tolist() if not 0 <= value < n_symbols)
        raise ValueError(f"{symbol} must hold tokens in 0 … {n_symbols - 1}, got {bad}")


def check_columns(symbol: str, array: Array, rows: int) -> None:
    """Nothing, if `array` is a vector (rows,) or columns (rows, B); else a ValueError."""
    if array.ndim not in (1, 2) or array.shape[0] != rows:
        raise ValueError(f"{symbol} must have shape ({rows},) or ({rows}, B), got {array.shape}")


def check_state(symbol: str, given: Array | None, like: Array) -> Array | int:
    """The given state, (B, H) or (H,) and of the dtype of `like` (B, H); 0 for None."""
    if given is None:
        return 0
    check_shape(symbol, given, like.shape, like.shape[1:])
    check_dtype(symbol, given, like.dtype)
    return given
