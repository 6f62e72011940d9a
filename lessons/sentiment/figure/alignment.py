"""Two sentences side by side: equal words share a column."""

from collections.abc import Sequence
from difflib import SequenceMatcher

Column = tuple[int | None, int | None]
"""The times (from 1) that the two sentences have in a column; None where one has no word."""


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
