"""The decoder W_2: a cell that starts from given states and says one symbol after the other.

    (1)  h_t = the cell's state after x_t, from the states it was given
    (2)  y_t = W_hy h_t + b_y             or W_hy h~_t + b_y with attention over s, attention (4)

In training x_t is the symbol that should have come before (teacher forcing), in use the symbol that
was chosen. Source: Sutskever, Vinyals, Le (2014); Williams and Zipser (1989) for teacher forcing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core import attention as look
from rnn_core import readout as output
from rnn_core.cells import protocol as cells
from rnn_core.encoder import States
from rnn_core.types import Array, check_dtype, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class DecoderParams:
    """The weights, or their gradient: the cell, the readout, and maybe attention."""

    cell: Any
    readout: output.ReadoutParams
    attention: look.AttentionParams | None = None

    def __post_init__(self) -> None:
        """ValueError unless the parts fit together and the dtypes are equal."""
        cells.of(self.cell)
        H, dtype = self.cell.n_hidden, self.cell.dtype
        check_shape("W_hy", self.readout.W_hy, (len(self.readout.W_hy), H))
        check_dtype("W_hy", self.readout.W_hy, dtype)
        if self.attention is not None:
            check_shape("b_c", self.attention.b_c, (H,))
            check_dtype("W_a", self.attention.W_a, dtype)


@dataclass(frozen=True, slots=True, eq=False)
class DecoderTrace:
    """Every intermediate of a pass: the cell's trace, attention's or None, y (T, B, V)."""

    cell: Any
    attention: look.AttentionTrace | None
    y: Array

    @classmethod
    def joined(cls, traces: "Sequence[DecoderTrace]") -> "DecoderTrace":
        """One trace of passes without attention, each started from the last states of the one before."""
        if any(trace.attention is not None for trace in traces):
            raise ValueError("traces must be of passes without attention")
        cells_of_all = [trace.cell for trace in traces]
        return cls(type(cells_of_all[0]).joined(cells_of_all), None, np.concatenate([trace.y for trace in traces]))


@dataclass(frozen=True, slots=True, eq=False)
class DecoderGrads:
    """What `backward` returns, total derivatives.

    params: DecoderParams. cell: all of the cell's gradients. x: (T, B, D). states: of the given
    states, each (B, H). s: (J, B, S), None without attention.
    """

    params: DecoderParams
    cell: Any
    x: Array
    states: States
    s: Array | None


def forward(
    params: DecoderParams, x: Array, states: States = (), s: Array | None = None, inside: Array | None = None
) -> DecoderTrace:
    """The trace for x (T, B, D) from the states, 0 if none are given.

    With attention, s (J, B, S) are the encoder's states and inside (J, B) the real places.
    """
    trace = cells.forward(params.cell, x, *states)
    if params.attention is None:
        return DecoderTrace(trace, None, output.forward(params.readout, trace.h[1:]))
    if s is None or inside is None:
        raise ValueError("s and inside must be given to a decoder with attention, got None")
    looked = look.forward(params.attention, trace.h[1:], s, inside)
    return DecoderTrace(trace, looked, output.forward(params.readout, looked.h_tilde))


def backward(params: DecoderParams, trace: DecoderTrace, dy: Array) -> DecoderGrads:
    """All gradients, from dL/dy (T, B, V)."""
    if params.attention is None or trace.attention is None:
        top = output.backward(params.readout, trace.cell.h[1:], dy)
        dh, d_attention, ds = top.h, None, None
    else:
        top = output.backward(params.readout, trace.attention.h_tilde, dy)
        looked = look.backward(params.attention, trace.attention, top.h)
        dh, d_attention, ds = looked.h, looked.params, looked.s
    cell = cells.backward(params.cell, trace.cell, np.ascontiguousarray(dh))
    states = (cell.h[0],) if not hasattr(cell, "C") else (cell.h[0], cell.C[0])
    return DecoderGrads(DecoderParams(cell.params, top.params, d_attention), cell, cell.x, states, ds)
