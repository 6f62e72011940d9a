"""All pairs of losses and states as maps side by side, and below them what one prediction hears from the past."""

import math
from typing import Any

import numpy as np

from figures.numbers import visible
from figures.plot import Plot, rows
from lessons.rnn_vs_lstm.hearing import LINES, Hearing
from rnn_core.types import Array

LOWEST = -4.0
"""The decimal logarithm at which the color of the maps ends; what is less is as pale."""
ROLES = {"rnn": "hidden", "gru": "other", "lstm": "output", "memory": "gradient"}
WIDE = 60
"""Characters in a line of the colored text."""
GAP = 0.02
MAPS, TEXTS, COURSE = (0.7, 0.95), (0.31, 0.52), (0.0, 0.2)
"""Where, from the bottom up, the maps stand, the colored texts, and the course of the lengths."""
SHORT = {"rnn": "RNN: h", "gru": "GRU: h", "lstm": "LSTM: h", "memory": "LSTM: C"}
TALL = 520
HINT = "click on a map or a character to hear from there · drag to zoom, all maps follow · double-click to go back"


def pairs(found: Hearing, t: int, *, relative: bool) -> Plot:
    """The maps, and below them the prediction after ``t`` characters, the first being the end of a line."""
    labels = [f"{s} {visible(symbol)}" for s, symbol in enumerate(found.symbols, start=1)]
    logs = {name: logarithms(found, name, relative=relative) for name in LINES}
    high = 0.0 if relative else max(float(each[np.isfinite(each)].max()) for each in logs.values())
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"annotations": [], "shapes": [], "hovermode": "closest", "showlegend": True}
    for k, name in enumerate(LINES):
        end = "" if k == 0 else str(k + 1)
        domain = [k / len(LINES) + (GAP / 2 if k else 0), (k + 1) / len(LINES) - GAP / 2]
        traces.append(_map(name, logs[name], labels, end, high))
        layout[f"xaxis{end}"] = _axis(domain, f"y{end}", end and "x", title="after t")
        layout[f"yaxis{end}"] = {
            **_axis([*MAPS], f"x{end}", end and "y", title="" if end else "heard from s"),
            "autorange": "reversed",
            "showticklabels": not end,
        }
        layout["annotations"].append(_title(SHORT[name], domain[0], MAPS[1] + 0.01))
        layout["shapes"].append({
            "type": "line", "xref": f"x{end}", "yref": f"y{end} domain", "x0": t - 1, "x1": t - 1, "y0": 0, "y1": 1,
            "line": {"color": "color:amber", "width": 2},
        })  # fmt: skip
    traces += [_texts(found, t), *_course(found, t, labels, relative=relative)]
    layout["xaxis6"] = {"visible": False, "domain": [0, 1], "anchor": "y6", "range": [-0.5, WIDE - 0.5]}
    layout["yaxis6"] = {
        "domain": [*TEXTS],
        "anchor": "x6",
        "autorange": "reversed",
        "showgrid": False,
        "zeroline": False,
        "tickvals": [k * lines_of(found) for k in range(len(LINES))],
        "ticktext": list(SHORT.values()),
    }
    layout["annotations"].append(_title(said(found, t), 0, TEXTS[1] + 0.01))
    layout["xaxis5"] = {**_axis([0, 1], "y5", ""), "nticks": 12}
    layout["yaxis5"] = {
        "domain": [*COURSE],
        "anchor": "x5",
        "type": "log",
        "exponentformat": "power",
        "nticks": 5,
        "title": {"text": "relative to s = t" if relative else "length of the gradient"},
    }
    layout["legend"] = {"orientation": "h", "x": 0, "y": COURSE[1] + 0.01, "yanchor": "bottom"}
    return Plot(
        "What each prediction hears from the past",
        "; ".join(
            f"{words}: {found.left_after(name, 10):.1%} left ten characters back in the middle of the predictions"
            for name, (_, _, words) in LINES.items()
            if found.T > 10
        ),
        traces,
        layout,
        HINT,
        least=TALL,
    )


def logarithms(found: Hearing, name: str, *, relative: bool) -> Array:
    """Decimal logarithms of a line's lengths, (T, T); nan where s > t."""
    values = found.ratios(name) if relative else found.lengths[name]
    with np.errstate(divide="ignore"):
        logs = np.log10(values)
    return np.where(np.tri(found.T, k=-1, dtype=bool), np.nan, logs)


def _map(name: str, logs: Array, labels: list[str], end: str, high: float) -> dict[str, Any]:
    role = ROLES[name]
    shares = np.where(np.isnan(logs), np.nan, 10 ** np.maximum(logs, -300))
    return {
        "type": "heatmap",
        "x": labels,
        "y": labels,
        "z": rows(np.maximum(logs, high + LOWEST)),
        "xaxis": f"x{end}",
        "yaxis": f"y{end}",
        "text": [[_spoken(value) for value in row] for row in shares.tolist()],
        "colorscale": [[0, "color:paper"], [1, f"color:{role}"]],
        "zmin": high + LOWEST,
        "zmax": high,
        "showscale": False,
        "hoverongaps": False,
        "hovertemplate": f"{LINES[name][2]}<br>predicted after %{{x}}<br>heard from %{{y}}: <b>%{{text}}</b>"
        "<extra></extra>",
    }


def lines_of(found: Hearing) -> int:
    """How many lines the text takes."""
    return -(-found.T // WIDE)


def time_at(found: Hearing, column: int, row: int) -> int:
    """The time of a cell of the colored texts; at most the last."""
    return min(row % lines_of(found) * WIDE + column + 1, found.T)


def said(found: Hearing, t: int) -> str:
    """Which prediction is looked at."""
    then = f"“{visible(found.symbols[t])}”" if t < found.T else "what follows"
    return f"What the prediction of {then} after t = {t} hears"


def _texts(found: Hearing, t: int) -> dict[str, Any]:
    """The text once for each line of `LINES`, colored by what is left of its gradient on the way back from ``t``."""
    height = lines_of(found)
    z = np.full((len(LINES) * height, WIDE), np.nan)
    shown = [[""] * WIDE for _ in z]
    spoken = [[""] * WIDE for _ in z]
    for k, name in enumerate(LINES):
        ratios = found.ratios(name)[:, t - 1]
        for place, symbol in enumerate(found.symbols):
            row, column = k * height + place // WIDE, place % WIDE
            shown[row][column] = visible(symbol)
            if place < t:
                z[row, column] = max(math.log10(max(ratios[place], 1e-300)), LOWEST)
                spoken[row][column] = f"{LINES[name][2]}, s = {place + 1}: {_spoken(ratios[place])} of that at s = t"
    return {
        "type": "heatmap",
        "z": rows(z),
        "text": shown,
        "texttemplate": "%{text}",
        "textfont": {"family": "monospace"},
        "hovertext": spoken,
        "hoverinfo": "text",
        "xaxis": "x6",
        "yaxis": "y6",
        "colorscale": [[0, "color:paper"], [1, "color:amber"]],
        "zmin": LOWEST,
        "zmax": 0,
        "showscale": False,
        "xgap": 1,
        "ygap": 2,
    }


def _course(found: Hearing, t: int, labels: list[str], *, relative: bool) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": words,
            "x": labels[:t],
            "y": np.ascontiguousarray((found.ratios(name) if relative else found.lengths[name])[:t, t - 1]),
            "xaxis": "x5",
            "yaxis": "y5",
            "line": {"color": f"color:{ROLES[name]}", "width": 2},
            "hovertemplate": f"{words}, heard from %{{x}}: %{{y:.2g}}<extra></extra>",
        }
        for name, (_, _, words) in LINES.items()
    ]


def _axis(domain: list[float], anchor: str, matches: str, *, title: str = "") -> dict[str, Any]:
    return {
        "type": "category",
        "domain": domain,
        "anchor": anchor,
        "nticks": 3,
        "tickangle": 0,
        "showgrid": False,
        **({"title": {"text": title}} if title else {}),
        **({"matches": matches} if matches else {}),
    }


def _title(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": f"<b>{words}</b>", "x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left",
        "yanchor": "bottom", "showarrow": False,
    }  # fmt: skip


def _spoken(value: float) -> str:
    if math.isnan(value):
        return ""
    return f"{value:.2g}"
