"""The stored grades of all captioners, to explore."""

from collections.abc import Mapping
from typing import Any

from figures import studies
from figures.plot import Plot

WORDS = (
    "The grades of the sentences on {n:,} held-out pictures, in percent: four captioners that differ in the cell "
    "and in when the image enters. Each was trained once."
)
ROLES = ("hidden", "output", "other", "input")


def grades(measured: Mapping[str, Any], names: tuple[str, ...]) -> Plot:
    """The share of each of the grades ``names``, by captioner."""
    decoders = measured["decoders"]
    groups = [
        (grade, role, [100 * each["test"]["grades"][k] for each in decoders.values()])
        for k, (grade, role) in enumerate(zip(names, ROLES, strict=True))
    ]
    return studies.bars("Grades of all captioners", list(decoders), groups, "percent of the sentences")


def words(measured: Mapping[str, Any]) -> str:
    """What the chart shows."""
    first = next(iter(measured["decoders"].values()))
    return WORDS.format(n=first["test"]["n"])
