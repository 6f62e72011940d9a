"""What a forward pass of the vanilla network leaves behind, and the arrays the passes work in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class RNNTrace:
    """Every intermediate of a pass: x as given, a (T, B, H), h (T+1, B, H) with h[0] = h_0."""

    x: Array
    a: Array
    h: Array

    @property
    def last(self) -> tuple[Array]:
        """h_T (B, H): what the next pass starts from."""
        return (self.h[-1],)

    def part(self, start: int, stop: int) -> "RNNTrace":
        """The trace of the steps start … stop−1 (array numbers), made of views."""
        return RNNTrace(self.x[start:stop], self.a[start:stop], self.h[start : stop + 1])

    @classmethod
    def joined(cls, traces: "Sequence[RNNTrace]") -> "RNNTrace":
        """One trace of passes each of which started from the `last` of the one before."""
        x, a = (np.concatenate([getattr(trace, name) for trace in traces]) for name in ("x", "a"))
        return cls(x, a, np.concatenate([traces[0].h, *(trace.h[1:] for trace in traces[1:])]))


class Forward:
    """The arrays of a forward pass and the blocks of each step, made once.

    Blocks that only meet elementwise operations are flat: NumPy is quickest with one axis.
    """

    def __init__(self, T: int, B: int, H: int, dtype: np.dtype[Any]) -> None:
        """Arrays for T steps, B sequences, H units."""
        self.a = np.empty((T, B, H), dtype)
        self.h = np.empty((T + 1, B, H), dtype)
        self.h_0 = self.h[0]
        self.product_out = np.empty(H if B == 1 else (B, H), dtype)
        self.from_state = self.product_out.reshape(-1)
        a, h = self.a.reshape(T, -1), self.h.reshape(T + 1, -1)
        self.steps = list(zip(a, h[:-1] if B == 1 else self.h[:-1], h[1:], strict=True))


class Backward:
    """The arrays of a backward pass and the blocks of each step, made once, last step first."""

    def __init__(self, T: int, B: int, H: int, dtype: np.dtype[Any]) -> None:
        """Arrays for T steps, B sequences, H units."""
        self.a = np.empty((T, B, H), dtype)
        self.h = np.empty((T + 1, B, H), dtype)
        self.rows = self.a.reshape(T * B, H)
        self.from_output, self.h_0 = self.h[1:], self.h[0]
        self.product_out = np.empty(H if B == 1 else (B, H), dtype)
        self.from_future = self.product_out.reshape(-1)
        a, h = self.a.reshape(T, -1), self.h.reshape(T + 1, -1)
        self.steps = list(zip(a if B == 1 else self.a, a, h[1:], h[:-1], strict=True))[::-1]
