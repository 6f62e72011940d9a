"""The walk backwards through one run, factor by factor, with one matrix followed to its gradient.

    (1)  dL/dy_t = (p_t − target_t) / T                L is the mean of the T losses
    (2)  dL/dh_t = W_hyᵀ dL/dy_t + (from the future)   the second term is 0 when immediate
    (3)  dL/da_t = dL/dh_t * (1 − h_t²)                for an LSTM: equations (7)–(9) of lstm
    (4)  share_t = left_t right_tᵀ                     dL/dW = Σ_t share_t, see `parameter_gradient`

Source: Werbos, Backpropagation through time (1990). One sequence, B = 1; the batch axis is gone.
"""

from dataclasses import dataclass, replace

import numpy as np

from figures.columns import MOST_ROWS
from figures.numbers import visible
from lessons.bptt.state import Bptt
from rnn_core import model
from rnn_core.grads import bptt
from rnn_core.grads.per_step_gradients import Split
from rnn_core.model import Grads, Model, Run
from rnn_core.studies import parameter_gradient
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from ui import character_model
from ui.character_model import Choice, Training


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
    parameter_gradient.check(run, matrix)
    full = model.backward(run)
    grads = _immediate(run, full) if immediate else full
    parts = bptt.split(run.model.cell, run.trace, grads.cell, grads.from_output)
    if immediate:
        nothing = np.zeros_like(parts.h)
        parts = replace(parts, h=parts.h_from_loss, h_from_future=nothing)
    left, right = parameter_gradient.factors(run, grads, matrix)
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
        parameter_gradient.of(full.model, matrix),
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


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the page shows: a network after its training, the walk back through it, and one of its weights.

    entry: row and column of the weight. numeric: the finite differences of the loss by the visible entries of the
    followed matrix, as in `window`. slope: the one by the weight.
    """

    choice: Choice
    vocabulary: Vocabulary
    walk: Backwards
    entry: tuple[int, int]
    numeric: Array
    slope: float

    @property
    def name(self) -> str:
        """The weight as it is written: W_hh[3,1]."""
        return entry_name(self.walk, self.vocabulary, self.entry)


def shown(choice: Choice, training: Training, matrix: str, immediate: bool, entry: int | None, numeric: Array) -> Shown:
    """The walk of ``choice`` after its training, by the derivative that is total or immediate.

    matrix: the followed one, which the network has. entry: the weight, counted row by row from 1; None for the one
    with the largest gradient. numeric: what `slopes` returns for them.
    """
    run = character_model.read(choice, training.model)
    found = walk(run, matrix, immediate=immediate)
    i, j = found.largest_entry if entry is None else divmod(entry - 1, found.total.shape[1])
    if i < numeric.shape[0] and j < numeric.shape[1]:
        slope = float(numeric[i, j])
    else:
        slope = float(parameter_gradient.numeric(run, matrix, (i,), (j,))[0, 0])
    return Shown(choice, training.vocabulary, found, (i, j), numeric, slope)


def result(state: Bptt) -> Shown:
    """What the page shows in ``state``."""
    choice = state.choice
    tape = character_model.start_tape(choice) if state.tape is None else state.tape
    training = character_model.replay(choice, tape)
    numeric = slopes(choice, training, state.followed)
    return shown(choice, training, state.followed, state.immediate, state.entry, numeric)


def by_loss(b: Backwards, t: int) -> Array:
    """∂L/∂h_t, t from 1, itemized by the loss that each part comes from: (T, H), a row for each loss."""
    parts: Array = bptt.by_loss(b.run)[:, t - 1, 0]
    return parts


def slopes(choice: Choice, training: Training, matrix: str) -> Array:
    """The finite differences of the loss by the entries of ``matrix`` that fit into the figure."""
    run = character_model.read(choice, training.model)
    return parameter_gradient.numeric(run, matrix, *_fitting(parameter_gradient.of(run.model, matrix)))


def window(b: Backwards) -> tuple[list[int], list[int]]:
    """The rows and columns of the followed matrix that fit into the figure."""
    return _fitting(b.total)


def _fitting(matrix: Array) -> tuple[list[int], list[int]]:
    rows, columns = (list(range(min(n, MOST_ROWS))) for n in matrix.shape)
    return rows, columns


def entry_name(b: Backwards, vocabulary: Vocabulary, entry: tuple[int, int]) -> str:
    """The weight ``entry`` as it is written: W_hh[3,1], W_xh[2,h], W_hy[o,3]."""
    row, column = str(entry[0] + 1), str(entry[1] + 1)
    if b.matrix == "W_hy":
        row = visible(vocabulary.symbols[entry[0]])
    if b.matrix == "W_xh":
        column = visible(vocabulary.symbols[entry[1]])
    return f"{b.matrix}[{row},{column}]"
