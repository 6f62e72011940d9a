"""What the passes of an LSTM leave behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnn_core.cells.lstm_params import LSTMParams
from rnn_core.types import Array


class LSTMStep(NamedTuple):
    """What one step computes, each (H,) or (H, B)."""

    f: Array
    i: Array
    C_tilde: Array
    C: Array
    o: Array
    h: Array


@dataclass(frozen=True, slots=True, eq=False)
class LSTMTrace:
    """Every intermediate of a pass.

    x as given; gates (T, 4, B, H), also as i, f, o, C_tilde; C, h (T+1, B, H) with the initial
    states in row 0; tanh_C (T, B, H); added_kept (T, 2, B, H): i_t * C~_t and f_t * C_{t−1}, the
    terms of C_t; held (T, 4, B, H): which gates were held, None for none.
    """

    x: Array
    gates: Array
    C: Array
    h: Array
    tanh_C: Array
    added_kept: Array
    held: Array | None

    @property
    def i(self) -> Array:
        """The input gate, a view (T, B, H)."""
        return self.gates[:, 0]

    @property
    def f(self) -> Array:
        """The forget gate, a view (T, B, H)."""
        return self.gates[:, 1]

    @property
    def o(self) -> Array:
        """The output gate, a view (T, B, H)."""
        return self.gates[:, 2]

    @property
    def C_tilde(self) -> Array:
        """The candidate, a view (T, B, H)."""
        return self.gates[:, 3]

    @property
    def last(self) -> tuple[Array, Array]:
        """h_T and C_T, each (B, H): what the next pass starts from."""
        return self.h[-1], self.C[-1]

    def part(self, start: int, stop: int) -> "LSTMTrace":
        """The trace of the steps start … stop−1 (array numbers), made of views."""
        now, states = slice(start, stop), slice(start, stop + 1)
        return LSTMTrace(
            self.x[now],
            self.gates[now],
            self.C[states],
            self.h[states],
            self.tanh_C[now],
            self.added_kept[now],
            None if self.held is None else self.held[now],
        )

    @classmethod
    def joined(cls, traces: "Sequence[LSTMTrace]") -> "LSTMTrace":
        """One trace of passes without held gates, each started from the `last` of the one before."""
        if any(trace.held is not None for trace in traces):
            raise ValueError("traces must be of passes without held gates")
        x, gates, tanh_C, added_kept = (
            np.concatenate([getattr(trace, name) for trace in traces])
            for name in ("x", "gates", "tanh_C", "added_kept")
        )
        C, h = (
            np.concatenate([getattr(traces[0], name), *(getattr(trace, name)[1:] for trace in traces[1:])])
            for name in ("C", "h")
        )
        return cls(x, gates, C, h, tanh_C, added_kept, None)


@dataclass(frozen=True, slots=True, eq=False)
class LSTMGrads:
    """What `backward` returns, total derivatives.

    params: LSTMParams. x: (T, B, D), None for tokens. h, C: (T+1, B, H), row 0 for the initial
    states. a: (T, 4, B, H), of what σ or tanh is taken of, gates as in the trace; 0 where held.
    """

    params: LSTMParams
    x: Array | None
    h: Array
    C: Array
    a: Array
    trace: LSTMTrace

    @property
    def i(self) -> Array:
        """dL/di_t (T, B, H): what a larger value of the gate, also of a held one, would change."""
        return self.C[1:] * self.trace.C_tilde

    @property
    def f(self) -> Array:
        """dL/df_t (T, B, H)."""
        return self.C[1:] * self.trace.C[:-1]

    @property
    def o(self) -> Array:
        """dL/do_t (T, B, H)."""
        return self.h[1:] * self.trace.tanh_C

    @property
    def C_tilde(self) -> Array:
        """dL/dC~_t (T, B, H)."""
        return self.C[1:] * self.trace.i


@dataclass(frozen=True, slots=True, eq=False)
class LSTMShares:
    """What each step adds to the gradients, the sequences of a batch summed: W (T, 4H, H+D), b (T, 4H)."""

    W: Array
    b: Array
