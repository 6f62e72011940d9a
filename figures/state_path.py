"""The states of a network over a sequence as a path in space, its axes named by the variance along them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from figures.plot import Plot
from rnn_core.studies import state_path
from rnn_core.types import Array

HINT = "drag to turn · Shift and arrow keys turn, + and − zoom · point at a state to read it out"


def path(title: str, paths: Sequence[tuple[str, str, Array, Sequence[str]]]) -> Plot:
    """Paths in common directions: a name, a color, the states (T, H) and what was read before each.

    With two directions, as of two units, it is drawn in the plane.
    """
    states = np.concatenate([each for _, _, each, _ in paths])
    found = state_path.path(states)
    k = found.places.shape[1]
    axes = [f"direction {n + 1}: {share:.0%} of the variance" for n, share in enumerate(found.shares.tolist())]
    space = k == 3  # stated: as many as a picture has
    traces, begin = [], 0
    for name, role, each, read in paths:
        places = found.places[begin : begin + len(each)]
        begin += len(each)
        traces.append(_trace(name, role, places, read, space=space))
    titled = [{"title": {"text": axis}} for axis in [*axes, "nothing is left in another direction"]]
    layout: dict[str, Any] = {"showlegend": len(paths) > 1, "legend": {"x": 0.02, "y": 0.98}}
    if space:
        layout["scene"] = {
            **dict(zip(("xaxis", "yaxis", "zaxis"), titled, strict=False)),
            "camera": {"eye": {"x": 1.4, "y": 1.3, "z": 0.8}},
        }
    else:
        layout |= dict(zip(("xaxis", "yaxis"), titled, strict=False))
    alt = f"{'; '.join(name for name, _, _, _ in paths)}: {len(states)} states; " + "; ".join(axes)
    return Plot(title, alt, traces, layout, HINT)


def _trace(name: str, role: str, places: Array, read: Sequence[str], *, space: bool) -> dict[str, Any]:
    columns = [np.ascontiguousarray(column) for column in places.T]
    flat = [*columns, np.zeros(len(places))]
    return {
        "type": "scatter3d" if space else "scatter",
        "mode": "lines+markers+text",
        "name": name,
        **dict(zip("xyz" if space else "xy", columns if space else flat, strict=False)),
        "text": list(read),
        "textposition": "top center",
        "hovertext": [f"{name}: after “{each}”, t = {t}" for t, each in enumerate(read)],
        "hoverinfo": "text",
        "line": {"color": f"color:{role}", "width": 4 if space else 2},
        "marker": {"color": f"color:{role}", "size": 4 if space else 8},
    }
