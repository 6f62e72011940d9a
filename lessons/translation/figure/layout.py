"""What a drawing of a translation shows, and where its boxes stand.

The encoder reads in the lower row, the decoder writes in the upper one; time runs to the right in
both. Between them is the one vector, and attention where there is some.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from figures.columns import View
from figures.graph import PADDING
from lessons.translation.model.translated import UNITS, Translated

LEFT, RIGHT, GAP, FED = 30.0, 10.0, 14.0, 24.5
"""The room beside the columns and between them; FED where a written word is fed back."""
LETTER, MARGIN, NARROW, NARROWEST, WIDEST = 8.2, 12.0, 50.0, 66.0, 104.0
"""The width of a letter, what a box adds to its word, and the limits of a column's width, the
second one where a state and what attention brings stand in it."""
COMMON = 7
"""Letters of a word that is not written but likely; a longer one is drawn narrower."""
TYPED = 18.0
"""The height of the row of words as they were typed, where some are read as unknown."""
INSIDE, SMALLEST, ROW = 36.0, 8.2, 20.0
"""A box of units is so high inside, and a unit at least so wide; the height of a word or a number."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The heights of the rows, from the top down, and the whole size."""

    shown: Translated
    view: View

    @property
    def attends(self) -> bool:
        """True if there are boxes for attention."""
        return self.shown.trace.translator.attends

    @property
    def both_ways(self) -> bool:
        """True if the encoder has a second cell, which reads from the end."""
        return self.shown.trace.translator.model.encoder.back is not None

    @property
    def times(self) -> range:
        """The time steps of the decoder that are drawn, counted from 1.

        Before anything is written there are as many as words that are read: how many there will be gives it away.
        """
        return range(1, 1 + len(self.shown.source if self.covered else self.shown.trace.tokens))

    @property
    def covered(self) -> bool:
        """True while nothing of what is written may be seen."""
        return self.view.veil_after is not None and self.view.veil_after <= len(self.shown.source)

    def written_at(self, t: int) -> int:
        """The time whose numbers stand in the column of time t; a column beyond the end has those of the last."""
        return min(t, len(self.shown.trace.tokens))

    @property
    def crowded(self) -> bool:
        """True where no height is left for the names of single boxes."""
        return self.attends and self.view.dense

    @property
    def tries(self) -> int:
        """How many words an output shows."""
        return (2 if self.attends else 3) if self.view.dense else 5

    def gap(self, roomy: float) -> float:
        """The space between two rows; less of it where height is scarce."""
        return (0.5 if self.attends else 0.7) * roomy if self.view.dense else roomy

    @cached_property
    def inside(self) -> float:
        """The height of a box of units within its borders."""
        return (0.42 if self.attends else 0.75) * INSIDE if self.view.dense else INSIDE

    @cached_property
    def state(self) -> float:
        """The height of a box of units."""
        return self.inside + 2 * PADDING

    @cached_property
    def output(self) -> float:
        """The outputs' center."""
        return 26 + self.tries * ROW / 2 + PADDING

    @cached_property
    def tilde(self) -> float:
        """The center of h~_t, with attention."""
        return self.output + self.tries * ROW / 2 + PADDING + self.gap(22) + self.state / 2

    @cached_property
    def hidden(self) -> float:
        """The center of h_t."""
        return self.tilde + self.state + self.gap(18) if self.attends else self.tilde

    @cached_property
    def context(self) -> float:
        """The center of c_t."""
        return self.hidden + self.state + self.gap(18)

    @cached_property
    def vector(self) -> float:
        """The center of what is handed over."""
        if self.attends:
            return self.context + self.state + 26
        return self.hidden + self.state + self.gap(38)

    @cached_property
    def weights(self) -> float:
        """The center of the weights of attention."""
        return self.vector + self.state / 2 + self.gap(18) + ROW / 2

    @cached_property
    def read(self) -> float:
        """The center of s_j."""
        if self.attends:
            named = self.gap(18) if self.crowded else 16
            return self.weights + ROW / 2 + PADDING + named + self.state / 2
        return self.vector + self.state + self.gap(32)

    @cached_property
    def word(self) -> float:
        """The center of the words that are read."""
        return self.read + self.state / 2 + self.gap(20) + ROW / 2 + PADDING

    @cached_property
    def read_columns(self) -> list[tuple[float, float]]:
        """The middle and the width of each column of the encoder."""
        return _columns([[max(word, typed, key=len)] for word, typed in self.shown.read_and_typed], NARROW, GAP)

    @cached_property
    def columns(self) -> list[tuple[float, float]]:
        """The middle and the width of each column of the decoder."""
        tried = [[self.shown.symbols[k] for k in self.best(t)] for t in self.times]
        if self.covered:
            tried = [["?"] for _ in self.times]
        return _columns(tried, NARROWEST, GAP) if self.attends else _columns(tried, NARROW, FED)

    def best(self, t: int) -> list[int]:
        """The tokens of the words that the output shows at time t, likeliest first."""
        order = np.argsort(-self.shown.trace.log_p[self.written_at(t) - 1], kind="stable")
        found: list[int] = order[: self.tries].tolist()
        return found

    @property
    def width(self) -> float:
        """Of the whole drawing."""
        ends = (x + width / 2 for x, width in (self.read_columns[-1], self.columns[-1]))
        return max(ends) + RIGHT

    @property
    def height(self) -> float:
        """Of the whole drawing."""
        return self.word + ROW / 2 + PADDING + 6 + TYPED * bool(self.shown.strangers)


def rows_of(width: float) -> int:
    """In how many rows the units of a box of this width stand."""
    return -(-UNITS // int(width // SMALLEST))


def _columns(words: Sequence[Sequence[str]], narrowest: float, gap: float) -> list[tuple[float, float]]:
    found, left = [], LEFT
    for tried in words:
        longest = max(len(tried[0]), *(min(len(word), COMMON) for word in tried))
        width = min(WIDEST, max(narrowest, MARGIN + LETTER * longest))
        found.append((left + width / 2, width))
        left += width + gap
    return found
