"""What the page shows: a vanilla RNN's cell, or an LSTM's whose gates may be fixed, beside its untouched run."""

from dataclasses import dataclass

from figures.columns import View
from figures.graph import Graph
from lessons.lstm_gates import model
from lessons.lstm_gates.figure.graph import Walk, cell
from lessons.lstm_gates.figure.plain import plain_cell
from lessons.lstm_gates.model import Plain
from lessons.lstm_gates.state import LstmGates
from rnn_core.studies.clamped_run import Play


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The run with fixed gates, the untouched run (the same one if no gate is fixed), the time step taken apart.

    ``plain`` is the vanilla RNN where its cell is shown, else None.
    """

    play: Play
    free: Play
    apart: int
    plain: Plain | None = None

    def gate(self, name: str, unit: int, t: int | None = None) -> float:
        """A gate or the candidate ("f", "i", "o", "C_tilde") of a unit (from 1) at time step ``t`` (from 1)."""
        return float(getattr(self.play.trace, name)[(t or self.apart) - 1, 0, unit - 1])

    def C(self, unit: int, t: int | None = None) -> float:
        """The cell state of a unit (from 1) after time step ``t`` (from 0)."""
        return float(self.play.trace.C[self.apart if t is None else t, 0, unit - 1])

    def h(self, unit: int, t: int | None = None) -> float:
        """The hidden state of a unit (from 1) after time step ``t`` (from 0)."""
        return float(self.play.trace.h[self.apart if t is None else t, 0, unit - 1])


def result(state: LstmGates) -> Shown:
    """What the page shows in ``state``."""
    free = model.untouched(state.reads)
    return shown(state, free)


def shown(state: LstmGates, free: Play) -> Shown:
    """What the page shows in ``state`` beside the untouched run ``free`` of its word."""
    plain = model.plain(state.reads) if state.cell == "plain" else None
    return Shown(model.played(state.experiment, free), free, state.taken_apart, plain)


def figure(found: Shown, view: View, asked: int | None = None) -> Graph:
    """The figure of what is shown; ``asked`` is the step, from 0, at which an open question stands."""
    if found.plain is not None:
        return plain_cell(found.plain, view)
    return cell(Walk(found.play, found.free, found.apart, asked), view)
