"""The arrays the passes of an LSTM work in.

Gates lie as [time, gate, batch, unit] in the order i, f, o, C~, so that the gate of a step is one
block, and C_{t−1} beside them: [i, f] * [C~, C_{t−1}] is one product.
"""

from functools import cache
from typing import Any

import numpy as np

from rnn_core.lstm_trace import LSTMTrace
from rnn_core.types import Array


@cache
def halves(H: int, dtype: np.dtype[Any]) -> Array:
    """½ for the rows of i, f, o and 1 for those of C~, (4H, 1)."""
    return np.repeat(np.array([[0.5], [0.5], [0.5], [1]], dtype), H, 0)


class Forward:
    """The arrays of a forward pass and the blocks of each step, made once."""

    def __init__(self, T: int, B: int, H: int, dtype: np.dtype[Any]) -> None:
        """Arrays for T steps, B sequences, H units."""
        cells = np.empty((T + 1, 5, B, H), dtype)  # i, f, o, C~ of a step beside its C_{t−1}
        now = cells[:-1]
        self.gates, self.C = now[:, :4], cells[:, 4]
        self.h = np.empty((T + 1, B, H), dtype)
        self.tanh_C = np.empty((T, B, H), dtype)
        self.from_state = np.empty((4, B, H), dtype)
        self.products = np.empty((2, B, H), dtype)
        ifo, if_, C_tilde_C_prev, o = now[:, :3], now[:, :2], now[:, 3:], now[:, 2]
        blocks = (ifo, if_, C_tilde_C_prev, o, self.C[1:], self.tanh_C, self.h[1:])
        self.steps = list(zip(self.h[:-1], self.gates, *blocks, strict=True))


class Backward:
    """The arrays of a backward pass and the blocks of each step, made once, last step first.

    rows, the same numbers as a, has a row of 4H for each step of one sequence, (1, T, 4H), and a
    matrix for each gate of a batch, (4, T·B, H): as the products for the weights want them.
    """

    def __init__(self, T: int, B: int, H: int, dtype: np.dtype[Any]) -> None:
        """Arrays for T steps, B sequences, H units."""
        self.W_shape: tuple[int, ...] = (4 * H, H)
        if B == 1:
            self.a = np.empty((T, 4, 1, H), dtype)
            self.rows = self.a.reshape(1, T, 4 * H)
            by_step = self.a.reshape(T, 1, 4 * H)
            self.back = np.empty((1, H), dtype)
            self.parts = [self.back]
        else:
            by_gate = np.empty((4, T, B, H), dtype)
            self.a = by_step = by_gate.swapaxes(0, 1)
            self.rows, self.W_shape = by_gate.reshape(4, T * B, H), (4, H, H)
            self.back = np.empty((4, B, H), dtype)
            self.parts = list(self.back)
        self.C, self.h = np.empty((2, T + 1, B, H), dtype)
        gates = self.a.swapaxes(0, 1)
        blocks = zip(*gates, by_step, self.C[1:], self.h[1:], self.h[:-1], strict=True)
        self.steps = list(blocks)[::-1]


def local_derivatives(trace: LSTMTrace, da: Array, dC: Array) -> None:
    """Write into da and dC what (7)–(9) of the LSTM multiply dL/dC_t or dL/dh_t by."""
    i, f, o, C_tilde = trace.i, trace.f, trace.o, trace.C_tilde
    da_i, da_f, da_o, da_candidate = (da[:, gate] for gate in range(4))
    np.multiply(i, C_tilde, da_i)
    np.multiply(da_i, C_tilde, da_candidate)
    np.subtract(i, da_candidate, da_candidate)  # i (1 − C~²)
    np.multiply(da_i, i, da_o)
    np.subtract(da_i, da_o, da_i)  # C~ i (1 − i)
    np.multiply(f, trace.C[:-1], da_f)
    np.multiply(da_f, f, da_o)
    np.subtract(da_f, da_o, da_f)  # C_{t−1} f (1 − f)
    np.multiply(trace.h[1:], o, da_o)
    np.subtract(trace.h[1:], da_o, da_o)  # tanh(C) o (1 − o)
    np.multiply(trace.h[1:], trace.tanh_C, dC)
    np.subtract(o, dC, dC)  # o (1 − tanh² C)
    if trace.held is not None:
        da[trace.held] = 0
