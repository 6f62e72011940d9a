"""The controls of the lesson lstm-gates."""

from dataclasses import dataclass
from typing import Literal

from lessons.lstm_gates import units
from lessons.lstm_gates.model import KEEP, LONGEST, Experiment, unusable
from ui.fields import choice, live, option, span, text, whole
from ui.state import PageState

UNITS = ("1", "2", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class LstmGates(PageState):
    """One cell: which, what it reads, the time step taken apart, which gate is fixed, and how; or 64 units at a text.

    trained: whose units. words: what they read. order: of the units in the maps. number: the unit that is opened.
    """

    view: Literal["cell", "maps", "saturation", "unit"] = choice(
        "cell",
        {"cell": "one cell", "maps": "64 units", "saturation": "saturation", "unit": "one of 64"},
        "View",
        help="One cell: the five panels of a small trained LSTM. 64 units: every gate and state of a larger network "
        "while it reads a text, as maps. Saturation: how often each of its gates is nearly shut or open. One of 64: a "
        "single unit of it over the text.",
    )
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

    trained: Literal["lstm", "gru", "rnn"] = choice(
        "lstm",
        {"lstm": "LSTM", "gru": "GRU", "rnn": "vanilla RNN"},
        "Network",
        help="Three networks with 64 hidden units, trained on the same programs.",
    )
    words: str = text(
        units.example(),
        "Text (yours: type here)",
        check=units.unreadable,
        noun="text",
        lines=True,
        trimmed=False,
        help=f"{units.LEAST} to {units.MOST} characters of the networks' vocabulary: small letters, digits, brackets, "
        "quotation marks and other signs of programs. Ctrl+Enter to read.",
    )
    order: str = option(
        "time scale",
        "Units by",
        options=("number", "time scale", "what they follow", "saturation"),
        width=160,
        help="The order from the top down. Time scale: how long what a unit carries stays like itself. What they "
        "follow: bracket depth, quotes, comments, place in the line, indentation; then units that follow none of them. "
        "Saturation: how often the first gate is nearly open.",
    )
    number: int = whole(1, 1, 64, "Unit", help="The unit that is shown; a click on a map or a point opens another.")

    @property
    def taken_apart(self) -> int:
        """The time that is taken apart, within the word."""
        return min(self.apart, len(self.reads))

    @property
    def experiment(self) -> Experiment:
        """What is read, and the hold."""
        return Experiment(self.reads, self.gate, self.unit, self.value, self.times)
