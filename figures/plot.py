"""A chart that readers explore, as plain data: Plotly's traces and layout in one dict, with our walk and our names.

Colors are named ("color:output", "color:ink/30" for 30 % of it on the paper) and become those of the theme in the
browser. A trace that ``grows`` by so many points a step is shown up to the step of the walk; ``customdata`` are the
names of its points, which make them selectable; ``above`` is what it is seen from above. Arrays of float64 travel as
they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from figures import forms
from figures.columns import View
from figures.forms import Explained


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """``alt`` says what is seen, ``hint`` what can be done; ``steps`` are the texts of the walk.

    ``hidden`` are the names that an open question hides. ``table`` are the numbers as CSV, where a reader may take them
    home on their own. ``least`` is its height in px where the window has no more room, as on a phone.
    """

    title: str
    alt: str
    traces: Sequence[Mapping[str, Any]]
    layout: Mapping[str, Any]
    hint: str = ""
    steps: tuple[str, ...] = ()
    place: View = field(default_factory=View)
    selected: str | None = None
    explained: Explained | None = None
    hidden: frozenset[str] = frozenset()
    table: str = ""
    least: int = 320

    def has(self, name: str) -> bool:
        """True if a point of this name can be chosen."""
        return any(name in trace.get("customdata", ()) for trace in self.traces)


def as_data(plot: Plot) -> dict[str, Any]:
    """What is sent of a chart; ValueError where a trace's points and their names differ in number."""
    for trace in plot.traces:
        if "customdata" in trace and len(trace["customdata"]) != len(trace["x"]):
            raise ValueError(f"{trace.get('name')} names {len(trace['customdata'])} of {len(trace['x'])} points")
    data: dict[str, Any] = {
        "title": plot.title,
        "alt": plot.alt,
        "traces": [dict(trace) for trace in plot.traces],
        "layout": dict(plot.layout),
        "hint": plot.hint,
        "steps": [{"text": text} for text in plot.steps],
        "start": min(plot.place.start, max(len(plot.steps) - 1, 0)),
        "start_token": plot.place.token,
        "selected": plot.selected,
        "least": plot.least,
    }
    if plot.explained is not None:
        data["explained"] = forms.as_data(plot.explained, plot.hidden)
    return data


def rows(values: np.ndarray) -> list[np.ndarray]:
    """A matrix as Plotly takes it: row by row."""
    return [np.ascontiguousarray(row, dtype=np.float64) for row in values]
