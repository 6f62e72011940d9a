"""What the lesson draws: a reading, maybe beside another one, with equal words in one column."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lessons.sentiment.model.reading import Reading

Column = tuple[int | None, int | None]
"""The times (from 1) that the two sentences have in a column; None where one has no word."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What is drawn: a reading, another one to compare it with or None, the unit that latches."""

    reading: Reading
    twin: Reading | None
    unit: int

    @property
    def columns(self) -> tuple[Column, ...]:
        """Which words stand one above the other."""
        return columns(self.reading.words, None if self.twin is None else self.twin.words)

    def reached(self, known: int) -> tuple[int, int]:
        """How many words of each sentence stand in the first ``known`` columns."""
        drawn = self.columns[:known]
        return sum(t is not None for t, _ in drawn), sum(s is not None for _, s in drawn)


def columns(first: Sequence[str], second: Sequence[str] | None) -> tuple[Column, ...]:
    """The columns of both sentences in order; of the first alone if there is no second."""
    if second is None:
        return tuple((t, None) for t in range(1, len(first) + 1))
    found: list[Column] = []
    matcher = SequenceMatcher(None, list(first), list(second), autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        found += [
            (a + k + 1 if a + k < b else None, c + k + 1 if c + k < d else None) for k in range(max(b - a, d - c))
        ]
    return tuple(found)
