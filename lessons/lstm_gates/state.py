"""The controls of the lesson lstm-gates."""

from dataclasses import dataclass
from typing import Literal

from lessons.lstm_gates.model import KEEP, LONGEST, Experiment, unusable
from ui.fields import choice, live, option, span, text, whole
from ui.state import PageState

UNITS = ("1", "2", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class LstmGates(PageState):
    """Which cell, what it reads, the time step that is taken apart, and which gate is fixed, and how."""

    cell: Literal["plain", "lstm"] = choice(
        "lstm",
        {"plain": "vanilla RNN", "lstm": "LSTM"},
        "Cell",
        help="The cell of a vanilla RNN (random weights, not trained) or the trained LSTM's.",
    )
    reads: str = text(
        "a..b..?",
        "Reads",
        check=unusable,
        help="a and b: letters to keep; . wait; ! erase; ? question. Up to 20 characters.",
    )
    apart: int = whole(
        4,
        1,
        LONGEST,
        "Take apart at t",
        help="The time step whose five panels the walk visits first; then it goes on through time.",
    )
    gate: Literal["none", "f", "i", "o", "keep"] = choice(
        "none",
        {"none": "none", "f": "f", "i": "i", "o": "o", KEEP: "f = 1, i = 0"},
        "Fix gate",
        help="Give a gate a value of your own; all else is computed as before.",
    )
    unit: str = option("1", "Unit", options=UNITS, help="The unit whose gate is fixed, or all units.")
    value: float = live(
        0.0, 0.0, 1.0, 0.05, "Value", help="The gate's value: at 0 it is closed, at 1 open. The figure follows."
    )
    times: tuple[int, int] = span(
        (5, 5),
        1,
        LONGEST,
        "Time steps",
        help="The first and the last time step at which the gate is fixed. Those after the end of the word do nothing.",
    )

    @property
    def taken_apart(self) -> int:
        """The time that is taken apart, within the word."""
        return min(self.apart, len(self.reads))

    @property
    def experiment(self) -> Experiment:
        """What is read, and the hold."""
        return Experiment(self.reads, self.gate, self.unit, self.value, self.times)
