"""How often each unit's gate is nearly shut against how often it is nearly open: a point for each unit."""

from typing import Any

import numpy as np

from figures.plot import Plot
from lessons.lstm_gates.units import GATES, PARTS, Reading
from rnn_core.cells.registry import CELLS
from rnn_core.studies.unit_statistics import OPEN, SHUT
from rnn_core.types import Array

ROLES = {"f": "gate_f", "z": "gate_f", "i": "gate_i", "r": "gate_i", "o": "gate_o", "h": "hidden"}
BETWEEN = 0.04
HINT = "point at a unit to read it out · click to open it · drag to zoom"


def saturation(reading: Reading) -> Plot:
    """A panel for each gate; for a network without gates one for the ends of tanh."""
    gates = GATES[reading.cell] or ("h",)
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"annotations": [], "showlegend": False, "margin": {"l": 8, "r": 12, "t": 30, "b": 8}}
    for k, name in enumerate(gates):
        end = "" if k == 0 else str(k + 1)
        left, right = shares(reading, name)
        domain = [k / len(gates) + (BETWEEN if k else 0), (k + 1) / len(gates) - (BETWEEN if k < len(gates) - 1 else 0)]
        traces += [_limit(end), _points(left, right, name, end)]
        shut, opened = _limits(name)
        axis = {"range": [-0.04, 1.04], "tickvals": [0, 0.5, 1], "tickformat": ".0%", "tickangle": 0}
        layout[f"xaxis{end}"] = {**axis, "domain": domain, "anchor": f"y{end}", "title": {"text": f"time {shut}"}}
        layout[f"yaxis{end}"] = {**axis, "anchor": f"x{end}", "title": {"text": f"time {opened}"}}
        layout["annotations"].append({
            "text": f"<b>{PARTS[reading.cell][name]}</b>", "x": domain[0], "y": 1.02, "xref": "paper", "yref": "paper",
            "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        })  # fmt: skip
    return Plot(
        f"Saturation of the {CELLS[reading.cell].label}'s gates",
        "; ".join(said(reading, name) for name in gates),
        traces,
        layout,
        HINT,
    )


def shares(reading: Reading, name: str) -> tuple[Array, Array]:
    """The shares of the time at which a gate is nearly shut and nearly open; of tanh: nearly −1 and nearly 1."""
    if name != "h":
        return reading.saturation(name)
    h = reading.values["h"]
    return (h < -OPEN).mean(axis=0), (h > OPEN).mean(axis=0)


def said(reading: Reading, name: str) -> str:
    """In words: how many units' gate is nearly open, and nearly shut, more than half of the time."""
    left, right = shares(reading, name)
    shut, opened = _limits(name)
    return (
        f"{PARTS[reading.cell][name]}: {int((right > 0.5).sum())} of {reading.H} units are more than half of the time "
        f"{opened}, {int((left > 0.5).sum())} {shut}"
    )


def _limits(name: str) -> tuple[str, str]:
    if name == "h":
        return f"below −{OPEN}", f"above {OPEN}"
    return f"below {SHUT}", f"above {OPEN}"


def _limit(end: str) -> dict[str, Any]:
    """The line that no unit can cross: both shares together are at most 1."""
    return {
        "type": "scatter", "mode": "lines", "x": np.array([0.0, 1.0]), "y": np.array([1.0, 0.0]),
        "xaxis": f"x{end}", "yaxis": f"y{end}", "line": {"color": "color:line", "width": 1}, "hoverinfo": "skip",
    }  # fmt: skip


def _points(left: Array, right: Array, name: str, end: str) -> dict[str, Any]:
    units = range(1, len(left) + 1)
    shut, opened = _limits(name)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": left,
        "y": right,
        "xaxis": f"x{end}",
        "yaxis": f"y{end}",
        "marker": {"color": f"color:{ROLES[name]}/70", "size": 9, "line": {"color": "color:paper", "width": 1}},
        "customdata": [f"unit.{unit}" for unit in units],
        "hovertext": [
            f"unit {unit}: {low:.0%} of the time {shut}, {high:.0%} {opened}"
            for unit, low, high in zip(units, left.tolist(), right.tolist(), strict=True)
        ],
        "hoverinfo": "text",
    }
