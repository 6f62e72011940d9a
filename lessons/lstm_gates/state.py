"""The controls of the lesson lstm-gates."""

from dataclasses import dataclass
from typing import Literal

from lessons.lstm_gates.model import KEEP, LONGEST, Experiment, unusable
from ui.fields import choice, live, option, span, text, whole
from ui.state import PageState

UNITS = ("1", "2", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class LstmGates(PageState):
    """What the network reads, the time that is taken apart, and which gate is held, where, at what and when."""

    reads: str = text(
        "a.?!b..?",
        "Reads",
        check=unusable,
        help="Letters a and b, . wait, ! erase, ? what was the letter? Up to 20 symbols.",
    )
    apart: int = whole(
        1,
        1,
        LONGEST,
        "Take apart at t",
        help="The time whose five panels the walk visits; then it goes on through time.",
    )
    gate: Literal["none", "f", "i", "o", "keep"] = choice(
        "none",
        {"none": "none", "f": "f", "i": "i", "o": "o", KEEP: "f = 1, i = 0"},
        "Hold",
        help="Be the gate: it has your value, whatever the network would have chosen.",
    )
    unit: str = option("1", "of unit", options=UNITS, help="Which number of the gate's vector you hold.")
    value: float = live(0.0, 0.0, 1.0, 0.05, "at", help="The gate's value: 0 is shut, 1 is open. It follows your hand.")
    times: tuple[int, int] = span(
        (6, 6),
        1,
        LONGEST,
        "from t to t",
        help="The steps in which you hold it. Steps after the word's end hold nothing.",
    )

    @property
    def taken_apart(self) -> int:
        """The time that is taken apart, within the word."""
        return min(self.apart, len(self.reads))

    @property
    def experiment(self) -> Experiment:
        """What is read, and the hold."""
        return Experiment(self.reads, self.gate, self.unit, self.value, self.times)
