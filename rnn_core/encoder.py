"""The encoder W_1: a sequence of symbols read into states, the last of which stands for all of it.

    (1)  e_j = E x_j
    (2)  s_j = h_j                                a cell reading ahead, j = 1 … J
         s_j = [h_j→; h_j←]                       with a second cell reading from the end
    (3)  last = the states after the last symbol each cell has read, side by side

A source shorter than its neighbors stands still after its end: h and C stay what they were, and
gradients that arrive at its last state pass back to its end unchanged.
Sources: Sutskever, Vinyals, Le, Sequence to sequence learning with neural networks (2014); for two
directions Schuster and Paliwal (1997), Bahdanau, Cho, Bengio (2015).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rnn_core import embedding
from rnn_core.batches import backwards, inside
from rnn_core.cells import protocol as cells
from rnn_core.cells import registry
from rnn_core.types import Array, Tokens, check_dtype, check_shape

States = tuple[Array, ...]
"""The states of a cell, each (B, H): (h,), or (h, C) for a cell with a memory."""


@dataclass(frozen=True, slots=True, eq=False)
class EncoderParams:
    """The weights, or their gradient: E (symbols, D), the cell ahead, and maybe the cell back."""

    E: Array
    ahead: Any
    back: Any = None

    def __post_init__(self) -> None:
        """ValueError unless the cells read what E gives and are of one kind."""
        for cell in self.cells:
            registry.module_of(cell)
            check_shape("E", self.E, (len(self.E), cell.n_inputs))
            check_dtype("E", self.E, cell.dtype)
        if self.back is not None and type(self.back) is not type(self.ahead):
            kinds = type(self.ahead).__name__, type(self.back).__name__
            raise ValueError(f"back must be {kinds[0]} like ahead, got {kinds[1]}")

    @property
    def cells(self) -> tuple[Any, ...]:
        """The one or two cells."""
        return (self.ahead,) if self.back is None else (self.ahead, self.back)

    @property
    def n_hidden(self) -> int:
        """S, the length of s_j and of the last states."""
        return sum(int(cell.n_hidden) for cell in self.cells)


@dataclass(frozen=True, slots=True, eq=False)
class EncoderTrace:
    """Every intermediate of a pass.

    tokens (J, B) and lengths (B,) as given; traces: of each cell, that of the second in its own
    order of time; s: (J, B, S), 0 beyond a source's end; last: the states, each (B, S).
    """

    tokens: Tokens
    lengths: Tokens
    traces: tuple[Any, ...]
    s: Array
    last: States


@dataclass(frozen=True, slots=True, eq=False)
class EncoderGrads:
    """What `backward` returns: params (EncoderParams), and all of each cell's gradients."""

    params: EncoderParams
    cells: tuple[Any, ...]


def forward(params: EncoderParams, tokens: Tokens, lengths: Tokens) -> EncoderTrace:
    """The trace of sources (J, B) of these lengths (B,), padded at their ends with any symbol."""
    check_shape("lengths", lengths, tokens.shape[1:])
    real = inside(lengths, len(tokens))[..., np.newaxis]
    e = embedding.forward(params.E, tokens)  # (1)
    orders = e, backwards(e, lengths)
    traces = tuple(_stand_still(cells.forward(cell, x), real) for cell, x in zip(params.cells, orders, strict=False))
    s = [traces[0].h[1:]] + [backwards(trace.h[1:], lengths) for trace in traces[1:]]
    states = zip(*(trace.last for trace in traces), strict=True)
    last = tuple(np.concatenate(parts, 1) for parts in states)  # (3)
    return EncoderTrace(tokens, lengths, traces, np.concatenate(s, 2) * real, last)  # (2)


def backward(params: EncoderParams, trace: EncoderTrace, ds: Array, d_last: States) -> EncoderGrads:
    """All gradients, from dL/ds (J, B, S) and those of the last states, each (B, S)."""
    check_shape("ds", ds, trace.s.shape)
    each, end = np.arange(len(trace.lengths)), trace.lengths - 1
    start, found = 0, []
    for number, (cell, its) in enumerate(zip(params.cells, trace.traces, strict=True)):
        part = slice(start, start := start + cell.n_hidden)
        dh = ds[..., part] * inside(trace.lengths, len(ds))[..., np.newaxis]
        if number == 1:
            dh = backwards(dh, trace.lengths)
        dh[end, each] += d_last[0][:, part]
        memories = (d[:, part] for d in d_last[1:])
        found.append(cells.of(cell).backward(cell, its, dh, *memories))
    de = found[0].x + (backwards(found[1].x, trace.lengths) if len(found) == 2 else 0)
    table = embedding.backward(params.E, trace.tokens, de)
    grads = EncoderParams(table, *(grad.params for grad in found))
    return EncoderGrads(grads, tuple(found))


def _stand_still(trace: Any, real: Array) -> Any:
    """The trace in which a sequence keeps its state beyond its end; real (J, B, 1).

    There f = 1, i = 0, and no gate can be moved: no gradient enters, and that of C passes.
    """
    if real.all():
        return trace
    count = real[..., 0].cumsum(0)
    rows = np.concatenate([np.zeros_like(count[:1]), count])  # the state after each step
    each = np.arange(rows.shape[1])
    if not hasattr(trace, "C"):
        return replace(trace, h=trace.h[rows, each])
    padding = np.broadcast_to(~real[:, np.newaxis], trace.gates.shape)
    still = np.array([0, 1, 0, 0], trace.gates.dtype)[:, np.newaxis, np.newaxis]  # i, f, o, C~
    return replace(
        trace,
        gates=np.where(padding, still, trace.gates),
        C=trace.C[rows, each],
        h=trace.h[rows, each],
        tanh_C=trace.tanh_C[count - 1, each],
        held=padding,
    )
