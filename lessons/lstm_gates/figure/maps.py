"""What every unit computed at every character: one map for each gate and state, units down, characters across."""

from typing import Any

import numpy as np

from figures.numbers import visible
from figures.plot import Plot, rows
from lessons.lstm_gates.units import PARTS, Reading
from rnn_core.cells.registry import CELLS
from rnn_core.types import Array

FORMULAS = {
    "lstm": {
        "f": "f = σ(W_f · [h_prev, x] + b_f)",
        "i": "i = σ(W_i · [h_prev, x] + b_i)",
        "o": "o = σ(W_o · [h_prev, x] + b_o)",
        "C_tilde": "C̃ = tanh(W_C · [h_prev, x] + b_C)",
        "C": "C = f * C_prev + i * C̃",
        "h": "h = o * tanh(C)",
    },
    "gru": {
        "z": "z = σ(W_z · [h_prev, x] + b_z)",
        "r": "r = σ(W_r · [h_prev, x] + b_r)",
        "n": "n = tanh(W_xn x + b_n + r * (W_hn h_prev + b_hn))",
        "h": "h = (1 − z) * n + z * h_prev",
    },
    "rnn": {"h": "h = tanh(W_hh h_prev + W_xh x + b_h)"},
}
"""How each number is computed, for the reading out."""
ROLES = {"f": "gate_f", "z": "gate_f", "i": "gate_i", "r": "gate_i", "o": "gate_o"}
"""The color of a gate; candidates and states are drawn from amber, below 0, to violet, above it."""
BETWEEN, ABOVE = 0.02, 0.05
"""The room between maps and the room for a map's name, as shares of the figure."""
TALL = 480
HINT = "drag across to zoom, all maps follow · double-click to go back · click to open a unit"


def maps(reading: Reading, by: str) -> Plot:
    """The maps of a reading, its units in the order ``by``."""
    order = reading.order(by)
    names = PARTS[reading.cell]
    across = 1 if len(names) == 1 else 2
    down = -(-len(names) // across)
    times, units = labels(reading.symbols), [str(unit + 1) for unit in order]
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"annotations": [], "hovermode": "closest", "margin": {"l": 8, "r": 12, "t": 4, "b": 8}}
    for k, (name, words) in enumerate(names.items()):
        row, column = divmod(k, across)
        end = "" if k == 0 else str(k + 1)
        left, top = column / across, 1 - row / down
        x_domain = [left + (2 * BETWEEN if column else 0), left + 1 / across]
        y_domain = [top - 1 / down + (BETWEEN if row < down - 1 else 0), top - ABOVE]
        traces.append(_map(reading.values[name].T[order], name, reading.cell, times, units, end))
        layout[f"xaxis{end}"] = _times_axis(x_domain, end, shown=row == down - 1 or k + across >= len(names))
        layout[f"yaxis{end}"] = _units_axis(y_domain, end, titled=column == 0)
        layout["annotations"].append({
            "text": f"<b>{words}</b>", "x": x_domain[0], "y": y_domain[1], "xref": "paper", "yref": "paper",
            "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        })  # fmt: skip
    label = CELLS[reading.cell].label
    return Plot(
        f"{reading.H} units of the {label} at a text",
        f"{len(names)} maps of {reading.H} units at {len(times)} characters: {', '.join(names.values())}; "
        f"units by {by}",
        traces,
        layout,
        HINT,
        least=TALL,
    )


def labels(symbols: tuple[str, ...]) -> list[str]:
    """The characters with their times, each another text: "57 (", "58 ␣"."""
    return [f"{t} {visible(symbol)}" for t, symbol in enumerate(symbols, start=1)]


def color_scale(name: str, values: Array) -> dict[str, Any]:
    """From the paper at 0 to the gate's color at 1; for what has a sign, from amber over the paper to violet."""
    if name in ROLES:
        return {"colorscale": [[0, "color:paper"], [1, f"color:{ROLES[name]}"]], "zmin": 0, "zmax": 1}
    most = max(1.0, float(np.abs(values).max())) if name == "C" else 1.0
    scale = [[0, "color:negative"], [0.5, "color:paper"], [1, "color:positive"]]
    return {"colorscale": scale, "zmin": -most, "zmax": most}


def _map(values: Array, name: str, cell: str, times: list[str], units: list[str], end: str) -> dict[str, Any]:
    symbol = name.replace("C_tilde", "C̃")
    return {
        "type": "heatmap",
        "x": times,
        "y": units,
        "z": rows(values),
        "xaxis": f"x{end}",
        "yaxis": f"y{end}",
        "showscale": False,
        **color_scale(name, values),
        "hovertemplate": f"unit %{{y}} at %{{x}}<br><b>{symbol} = %{{z:.3f}}</b><br>{FORMULAS[cell][name]}"
        "<extra></extra>",
    }


def _times_axis(domain: list[float], end: str, *, shown: bool) -> dict[str, Any]:
    return {
        "type": "category",
        "domain": domain,
        "anchor": f"y{end}",
        "nticks": 4,
        "tickangle": 0,
        "showticklabels": shown,
        "showgrid": False,
        **({"matches": "x"} if end else {}),
    }


def _units_axis(domain: list[float], end: str, *, titled: bool) -> dict[str, Any]:
    return {
        "type": "category",
        "domain": domain,
        "anchor": f"x{end}",
        "autorange": "reversed",
        "nticks": 6,
        "showticklabels": titled,
        "showgrid": False,
        **({"title": {"text": "unit"}} if titled else {}),
        **({"matches": "y"} if end else {}),
    }
