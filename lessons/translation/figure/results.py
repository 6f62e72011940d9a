"""The stored scores of all four networks against the length of the sentence, to explore."""

from collections.abc import Mapping
from typing import Any

from figures import studies
from figures.plot import Plot
from lessons.translation.figure.lengths import NAMES

WORDS = (
    "The share of held-out sentences that come out right in every word, by the number of English words. One vector "
    "must hold the whole sentence in three of the networks; *both ways* reads it from both ends and still has one "
    "vector. Each network was trained once, so differences of a few percent may be luck."
)


def by_length(measured: Mapping[str, Any]) -> Plot:
    """Exact matches by length of every network."""
    groups = []
    for name, (title, role) in NAMES.items():
        points = measured[name]["lengths"]
        share = tuple(100 * point["exact"] for point in points)
        groups.append(studies.Runs(title, role, tuple(point["words"] for point in points), (share,), ("stored",), " %"))
    return studies.lines("Exact matches by length", groups, "English words", "all words right, %")
