"""What a drawing of a translation shows, and where its boxes stand.

The encoder reads in the lower row, the decoder writes in the upper one; time runs to the right in
both. Between them is the one vector, and attention where there is some.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from figures.columns import View
from figures.graph import PADDING
from rnn_core.experiments.translation_walk import Walk
from rnn_core.types import Tokens

PITCH, WIDTH, LEFT, RIGHT = 96.0, 72.0, 66.0, 12.0
HALF = 40.0
"""The width of h_t and of c_t where both stand in a column."""
UNITS, ACROSS, UNIT = 18, 6, 9.0
"""So many units of a state are drawn, so many side by side, and how high each is."""
FIRST = "‹start›"
OWN, NOTHING, OTHER = "own", "nothing", "other"
"""What the decoder is handed: the encoder's last states, 0, or those of another sentence."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A walk with its reference and what the decoder was handed (OWN, NOTHING or OTHER).

    right: of each written word, whether the reference has it there.
    """

    walk: Walk
    reference: tuple[str, ...]
    right: tuple[bool, ...]
    handed: str = OWN

    @property
    def heard(self) -> tuple[str, ...]:
        """The words in the order in which the encoder reads them."""
        words = self.walk.words
        return words[::-1] if self.walk.translator.reverse else words

    @property
    def symbols(self) -> tuple[str, ...]:
        """The French words by their tokens."""
        return self.walk.translator.answer.symbols

    @cached_property
    def units(self) -> Tokens:
        """The units that are drawn: those that move most in this sentence, in their order."""
        walk = self.walk
        states = np.concatenate([walk.read.s[:, 0], walk.wrote.cell.h[1:, 0]])
        chosen: Tokens = np.sort(np.argsort(-states.std(0), kind="stable")[:UNITS])
        return chosen


@dataclass(frozen=True, eq=False)
class Layout:
    """The heights of the rows, from the top down, and the whole size."""

    shown: Shown
    view: View

    @property
    def attends(self) -> bool:
        """True if there are boxes for attention."""
        return self.shown.walk.translator.attends

    @property
    def tries(self) -> int:
        """How many words an output shows."""
        return 3 if self.view.dense else 5

    @cached_property
    def state(self) -> float:
        """The height of a box of units."""
        return UNITS / ACROSS * UNIT + 2 * PADDING

    @cached_property
    def output(self) -> float:
        """The outputs' center."""
        return 26 + self.tries * 9 + PADDING

    @cached_property
    def tilde(self) -> float:
        """The center of h~_t, with attention."""
        return self.output + self.tries * 9 + PADDING + 22 + self.state / 2

    @cached_property
    def hidden(self) -> float:
        """The center of h_t."""
        return self.tilde + self.state + 18 if self.attends else self.tilde

    @cached_property
    def context(self) -> float:
        """The center of c_t."""
        return self.hidden + self.state + 20

    @cached_property
    def vector(self) -> float:
        """The center of what is handed over."""
        return self.context + 60 if self.attends else self.hidden + self.state + 34

    @cached_property
    def weights(self) -> float:
        """The center of the weights of attention."""
        return self.vector + self.state / 2 + 28

    @cached_property
    def read(self) -> float:
        """The center of s_j."""
        return self.weights + 46 if self.attends else self.vector + self.state + 28

    @cached_property
    def word(self) -> float:
        """The center of the words that are read."""
        return self.read + self.state / 2 + 34

    @property
    def width(self) -> float:
        """Of the whole drawing."""
        walk = self.shown.walk
        return LEFT + max(len(walk.words), len(walk.tokens)) * PITCH - 24 + RIGHT

    @property
    def height(self) -> float:
        """Of the whole drawing."""
        return self.word + 20

    def center(self, t: int) -> float:
        """The middle of the column of time t, in both rows."""
        return LEFT + WIDTH / 2 + (t - 1) * PITCH
