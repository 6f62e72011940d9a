"""The arrays the passes of an LSTM work in.

Gates lie as [time, gate, batch, unit] in the order i, f, o, C~, so that the gate of a step is one
block, and C_{t−1} beside them: [i, f] * [C~, C_{t−1}] is one product.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from rnn_core.cells.lstm_trace import LSTMTrace
from rnn_core.types import Array


@lru_cache(maxsize=32)
def halves(H: int, dtype: np.dtype[Any]) -> Array:
    """(4H,), read-only: ½ for the rows of i, f, o, 1 for those of C~."""
    made = np.repeat(np.array([0.5, 0.5, 0.5, 1], dtype), H)
    made.flags.writeable = False
    return made


class Forward:
    """The arrays of a forward pass and the blocks of each step, made once.

    Blocks that only meet elementwise operations are flat: NumPy is quickest with one axis.
    """

    def __init__(self, T: int, B: int, H: int, dtype: np.dtype[Any]) -> None:
        """Arrays for T steps, B sequences, H units."""
        cells = np.empty((T + 1, 5, B, H), dtype)  # i, f, o, C~ of a step beside its C_{t−1}
        now = cells[:-1]
        self.gates, self.C = now[:, :4], cells[:, 4]
        self.h = np.empty((T + 1, B, H), dtype)
        self.h_0, self.C_0 = self.h[0], self.C[0]
        self.tanh_C = np.empty((T, B, H), dtype)
        self.added_kept = np.empty((T, 2, B, H), dtype)
        self.from_input = np.empty((T, 4, B, H), dtype)  # W x_t + b
        recurrent = np.empty((4, B, H), dtype)
        self.from_state = recurrent.reshape(-1)
        self.product_out = self.from_state if B == 1 else recurrent
        h_prev = self.h[:-1, 0] if B == 1 else self.h[:-1]
        blocks = (
            self.from_input, self.gates, now[:, :3], now[:, :2], now[:, 3:], now[:, 2],
            self.added_kept, self.added_kept[:, 0], self.added_kept[:, 1], self.C[1:],
            self.tanh_C, self.h[1:],
        )  # fmt: skip
        self.steps = list(zip(h_prev, *(block.reshape(T, -1) for block in blocks), strict=True))


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
            by_step = self.rows[0]
            if_ = by_step[:, : 2 * H]
            self.back = np.empty(H, dtype)
            self.parts = [self.back]
        else:
            by_gate = np.empty((4, T, B, H), dtype)
            self.a = by_step = by_gate.swapaxes(0, 1)
            if_ = self.a[:, :2]
            self.rows, self.W_shape = by_gate.reshape(4, T * B, H), (4, H, H)
            self.back = np.empty((4, B, H), dtype)
            self.parts = list(self.back.reshape(4, -1))
        states = np.empty((T + 2, 2, B, H), dtype)  # dL/dh_t beside dL/dC_{t+1}
        self.h, self.C = states[1:, 0], states[:, 1]
        self.h_0, self.from_output = self.h[0], self.h[1:]
        self.factors = np.empty((T, 2, B, H), dtype)  # what (7) multiplies them by
        self.local = if_, self.a[:, 2], self.a[:, 3], self.factors[:, 0], self.factors[:, 1]
        self.pair = np.empty(2 * B * H, dtype)
        self.pair_parts = self.pair.reshape(2, -1)
        blocks = (
            *self.a.swapaxes(0, 1), states[2:], self.factors,
            self.C[1:-1], self.h[1:], self.h[:-1],
        )  # fmt: skip
        flat = (block.reshape(T, -1) for block in blocks)
        self.steps = list(zip(by_step, *flat, strict=True))[::-1]


def local_derivatives(trace: LSTMTrace, own: Backward) -> None:
    """Write into own.a and own.factors what (7)–(9) of the LSTM multiply the gradients by."""
    da_if, da_o, da_candidate, by_h, by_next = own.local
    i, o, C_tilde, h = trace.i, trace.o, trace.C_tilde, trace.h[1:]
    added_kept, if_ = (x.reshape(da_if.shape) for x in (trace.added_kept, trace.gates[:, :2]))
    np.multiply(added_kept, if_, da_if)
    np.subtract(added_kept, da_if, da_if)  # C~ i (1 − i) and C_{t−1} f (1 − f)
    np.multiply(trace.added_kept[:, 0], C_tilde, da_candidate)
    np.subtract(i, da_candidate, da_candidate)  # i (1 − C~²)
    np.multiply(h, o, da_o)
    np.subtract(h, da_o, da_o)  # tanh(C) o (1 − o)
    np.multiply(h, trace.tanh_C, by_h)
    np.subtract(o, by_h, by_h)  # o (1 − tanh² C)
    by_next[:-1], by_next[-1] = trace.f[1:], 1
    if trace.held is not None:
        own.a[trace.held] = 0
