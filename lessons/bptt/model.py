"""The walk backwards through one run, factor by factor, with one matrix followed to its gradient.

    (1)  dL/dy_t = (p_t − target_t) / T                L is the mean of the T losses
    (2)  dL/dh_t = W_hyᵀ dL/dy_t + (from the future)   the second term is 0 when immediate
    (3)  dL/da_t = dL/dh_t * (1 − h_t²)                for an LSTM: equations (7)–(9) of lstm
    (4)  share_t = left_t right_tᵀ                     dL/dW = Σ_t share_t, see `followed`

Source: Werbos, Backpropagation through time (1990). One sequence, B = 1; the batch axis is gone.
"""

from dataclasses import dataclass, replace

import numpy as np

from rnn_core import model
from rnn_core.grads import bptt
from rnn_core.grads.per_step_gradients import Split
from rnn_core.model import Grads, Model, Run
from rnn_core.studies import parameter_gradient as followed
from rnn_core.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """How dL/dC_t of an LSTM is made, all (T, H): by h, along the memory, and their sum."""

    by_h: Array
    along: Array
    total: Array


@dataclass(frozen=True, slots=True, eq=False)
class Backwards:
    """Everything the walk shows.

    dy (T, V). from_loss, from_future, dh, local (T, H): equation (2) and the slope of h_t by a_t,
    for an LSTM by C_t. da (T, H), for an LSTM (T, 4, H). left (T, R), right (T, C): the factors of
    each share; shares (T, R, C); running (T, R, C): row t holds the sum of the steps t … T.
    total (R, C): the gradient, also while the immediate derivative is shown.
    """

    run: Run
    matrix: str
    immediate: bool
    dy: Array
    from_loss: Array
    from_future: Array
    dh: Array
    local: Array
    memory: Memory | None
    da: Array
    left: Array
    right: Array
    shares: Array
    running: Array
    total: Array

    @property
    def gradient(self) -> Array:
        """The sum of all shares (R, C): the gradient by the derivative that is shown."""
        gradient: Array = self.running[0]
        return gradient

    @property
    def largest_entry(self) -> tuple[int, int]:
        """Row and column of the entry with the largest gradient."""
        row, column = np.unravel_index(int(np.abs(self.total).argmax()), self.total.shape)
        return int(row), int(column)

    def largest_share(self, entry: tuple[int, int]) -> int:
        """The time, from 1, of the step that adds most to `entry`, in either direction."""
        return int(np.abs(self.shares[:, entry[0], entry[1]]).argmax()) + 1


def walk(run: Run, matrix: str, *, immediate: bool = False) -> Backwards:
    """The walk of a run of one sequence; ValueError for a matrix that the network does not have."""
    followed.check(run, matrix)
    full = model.backward(run)
    grads = _immediate(run, full) if immediate else full
    parts = bptt.split(run.model.cell, run.trace, grads.cell, grads.from_output)
    if immediate:
        nothing = np.zeros_like(parts.h)
        parts = replace(parts, h=parts.h_from_loss, h_from_future=nothing)
    left, right = followed.factors(run, grads, matrix)
    shares = left[:, :, np.newaxis] * right[:, np.newaxis, :]
    return Backwards(
        run,
        matrix,
        immediate,
        grads.dy[:, 0],
        parts.h_from_loss[:, 0],
        parts.h_from_future[:, 0],
        parts.h[:, 0],
        parts.local[:, 0],
        _memory(parts, immediate) if run.model.cell.has_memory else None,
        grads.a[..., 0, :],
        left,
        right,
        shares,
        shares[::-1].cumsum(0)[::-1],
        followed.of(full.model, matrix),
    )


def _immediate(run: Run, full: Grads) -> Grads:
    """The gradients that hold every earlier state fixed."""
    cell = bptt.immediate(run.model.cell, run.trace, full.from_output)
    return replace(full, model=Model(cell.params, full.model.readout), cell=cell)


def _memory(parts: Split, immediate: bool) -> Memory:
    by_h: Array = (parts.h * parts.local)[:, 0]
    if immediate or parts.C_from_future is None:
        return Memory(by_h, np.zeros_like(by_h), by_h)
    along = parts.C_from_future[:, 0]
    return Memory(by_h, along, by_h + along)
