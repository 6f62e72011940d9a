"""All pairs of losses and states as maps side by side, and below them the gradient of one loss at the text before."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from figures.numbers import visible
from figures.plot import Plot, rows
from lessons.rnn_vs_lstm.all_pairs import LINES, AllPairs
from rnn_core.types import Array

RATIOS, LENGTHS = 4, 8
"""So many powers of ten lie between the darkest color and the paper; what is less is paper. Lengths differ from loss to
loss as well."""
MOST_TICKS = 5
ROLES = {"rnn": "hidden", "gru": "other", "lstm": "output", "memory": "gradient"}
WIDE, TYPE = 40, 12
"""Characters in a line of the colored text, and their size in px: a phone has room for so many."""
GAP = 0.02


class Bands(NamedTuple):
    """Where, as shares of the height from the bottom up, the maps, the colors' bar, the texts and the course stand."""

    maps: tuple[float, float]
    bar: float
    texts: tuple[float, float] | None
    course: tuple[float, float]


READER = Bands((0.745, 0.96), 0.692, (0.275, 0.6), (0.0, 0.18))
HALL = Bands((0.56, 0.93), 0.475, None, (0.0, 0.3))
"""A hall could not read the texts."""
LEGEND = 0.09
"""How far above the course the title stands where there are no texts."""
SHORT = {"rnn": "RNN: h", "gru": "GRU: h", "lstm": "LSTM: h", "memory": "LSTM: C"}
TALL, LOW = 520, 420
"""The least height in px for a reader and for a hall, whose window shows the whole figure."""
HINT = "click on a map or a character to choose its loss · drag to zoom, all maps follow · double-click to go back"


def pairs(found: AllPairs, t: int, *, relative: bool, hall: bool = False) -> Plot:
    """The maps, and below them the loss after ``t`` characters, the first being the end of a line."""
    bands = HALL if hall else READER
    labels = [f"{s} {visible(symbol)}" for s, symbol in enumerate(found.symbols, start=1)]
    logs = {name: logarithms(found, name, relative=relative) for name in LINES}
    highest = 0.0 if relative else max(float(each[np.isfinite(each)].max()) for each in logs.values())
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"annotations": [], "shapes": [], "hovermode": "closest", "showlegend": True}
    for k, name in enumerate(LINES):
        end = "" if k == 0 else str(k + 1)
        domain = [k / len(LINES) + (GAP / 2 if k else 0), (k + 1) / len(LINES) - GAP / 2]
        traces.append(_map(found, name, logs[name], labels, end))
        layout[f"xaxis{end}"] = _axis(domain, f"y{end}", end and "x")
        layout[f"yaxis{end}"] = {
            **_axis([*bands.maps], f"x{end}", end and "y"),
            "autorange": "reversed",
            "showticklabels": not end,
            **({} if end else {"title": {"text": "state at s"}}),
        }
        layout["annotations"].append(_title(SHORT[name], domain[0], bands.maps[1]))
        layout["shapes"].append({
            "type": "line", "xref": f"x{end}", "yref": f"y{end} domain", "x0": t - 1, "x1": t - 1, "y0": 0, "y1": 1,
            "line": {"color": "color:amber", "width": 2},
        })  # fmt: skip
    layout["annotations"].append(_note("loss at t →", 0, bands.maps[0]))
    layout["coloraxis"] = _colors(highest, RATIOS if relative else LENGTHS, bands.bar)
    if bands.texts:
        traces.append(_texts(found, t, labels, logs))
        layout["xaxis6"] = {"visible": False, "domain": [0, 1], "anchor": "y6", "range": [-0.5, WIDE - 0.5]}
        layout["yaxis6"] = {
            "domain": [*bands.texts],
            "anchor": "x6",
            "autorange": "reversed",
            "showgrid": False,
            "zeroline": False,
            "tickvals": [k * lines_of(found) for k in range(len(LINES))],
            "ticktext": list(SHORT.values()),
        }
    traces += _course(found, t, labels, relative=relative)
    layout["annotations"].append(_title(said(found, t), 0, bands.texts[1] if bands.texts else bands.course[1] + LEGEND))
    layout["xaxis5"] = {**_axis([0, 1], "y5", ""), "nticks": 8}
    before = np.array([logs[name][:t, t - 1] for name in LINES])
    powers = _powers(math.floor(before.min()), math.ceil(before.max()))
    layout["yaxis5"] = {
        "domain": [*bands.course],
        "anchor": "x5",
        "type": "log",
        "tickvals": [10.0**power for power in powers],
        "ticktext": [_power(power) for power in powers],
        "title": {"text": "relative to s = t" if relative else "length"},
    }
    layout["legend"] = {"orientation": "h", "x": 0, "y": bands.course[1] + 0.01, "yanchor": "bottom"}
    return Plot(
        "The gradient of every loss at every state before it",
        "; ".join(
            f"{words}: {found.left_after(name, 10):.1%} left ten characters back in the middle of the losses"
            for name, (_, _, words) in LINES.items()
        ),
        traces,
        layout,
        HINT,
        least=LOW if hall else TALL,
    )


def logarithms(found: AllPairs, name: str, *, relative: bool) -> Array:
    """Decimal logarithms of a line's lengths, (T, T); nan where s > t."""
    values = found.ratios(name) if relative else found.lengths[name]
    with np.errstate(divide="ignore"):
        logs = np.log10(values)
    return np.where(np.tri(found.T, k=-1, dtype=bool), np.nan, logs)


def _colors(highest: float, decades: int, y: float) -> dict[str, Any]:
    """One scale for all maps and texts: the paper so many powers of ten below the highest logarithm."""
    lowest = highest - decades
    powers = _powers(lowest, highest)
    names = [_power(power) for power in powers]
    return {
        "colorscale": [[0, "color:paper"], [1, "color:gradient"]],
        "cmin": lowest,
        "cmax": highest,
        "colorbar": {
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "len": 0.6,
            "y": y,
            "yanchor": "top",
            "ypad": 0,
            "thickness": 8,
            "outlinewidth": 1,
            "outlinecolor": "color:line",
            "tickvals": powers,
            "ticktext": [f"≤ {names[0]}" if powers[0] == lowest else names[0], *names[1:]],
        },
    }


def _powers(lowest: float, highest: float) -> list[int]:
    """At most `MOST_TICKS` whole logarithms between the two, evenly apart."""
    first, last = math.ceil(lowest), math.floor(highest)
    step = -(-(last - first) // (MOST_TICKS - 1)) or 1
    return list(range(last, first - 1, -step))[::-1]


def _power(exponent: int) -> str:
    return "1" if exponent == 0 else f"10<sup>{exponent}</sup>".replace("-", "−")


def _map(found: AllPairs, name: str, logs: Array, labels: list[str], end: str) -> dict[str, Any]:
    lengths, ratios = found.lengths[name].tolist(), found.ratios(name).tolist()
    return {
        "type": "heatmap",
        "x": labels,
        "y": labels,
        "z": rows(logs),
        "xaxis": f"x{end}",
        "yaxis": f"y{end}",
        "text": [
            [_numbers(lengths[s][t], ratios[s][t]) if s <= t else "" for t in range(found.T)] for s in range(found.T)
        ],
        "coloraxis": "coloraxis",
        "hoverongaps": False,
        "hovertemplate": f"{_read_out(name, '%{x}', '%{y}', '%{text}')}<extra></extra>",
    }


def lines_of(found: AllPairs) -> int:
    """How many lines the text takes."""
    return -(-found.T // WIDE)


def time_at(found: AllPairs, column: int, row: int) -> int:
    """The time of a cell of the colored texts; at most the last."""
    return min(row % lines_of(found) * WIDE + column + 1, found.T)


def said(found: AllPairs, t: int) -> str:
    """Which loss is looked at."""
    then = f"“{visible(found.symbols[t])}”" if t < found.T else "the last character"
    return f"Loss at t = {t}, predicting {then}"


def _texts(found: AllPairs, t: int, labels: list[str], logs: Mapping[str, Array]) -> dict[str, Any]:
    """The text once for each line of `LINES`, colored by the gradient of the loss at ``t`` at each character."""
    height = lines_of(found)
    z = np.full((len(LINES) * height, WIDE), np.nan)
    shown = [[""] * WIDE for _ in z]
    spoken = [[""] * WIDE for _ in z]
    for k, name in enumerate(LINES):
        lengths, ratios = found.lengths[name][:, t - 1].tolist(), found.ratios(name)[:, t - 1].tolist()
        for place, symbol in enumerate(found.symbols):
            row, column = k * height + place // WIDE, place % WIDE
            shown[row][column] = visible(symbol)
            if place < t:
                z[row, column] = logs[name][place, t - 1]
                numbers = _numbers(lengths[place], ratios[place])
                spoken[row][column] = _read_out(name, labels[t - 1], labels[place], numbers)
    return {
        "type": "heatmap",
        "z": rows(z),
        "text": shown,
        "texttemplate": "%{text}",
        "textfont": {"family": "monospace", "size": TYPE},
        "hovertext": spoken,
        "hoverinfo": "text",
        "xaxis": "x6",
        "yaxis": "y6",
        "coloraxis": "coloraxis",
        "ygap": 2,
    }


def _course(found: AllPairs, t: int, labels: list[str], *, relative: bool) -> list[dict[str, Any]]:
    found_lines = []
    for name, (_, _, words) in LINES.items():
        lengths, ratios = found.lengths[name][:t, t - 1], found.ratios(name)[:t, t - 1]
        found_lines.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": words,
                "x": labels[:t],
                "y": np.ascontiguousarray(ratios if relative else lengths),
                "text": [_numbers(*each) for each in zip(lengths.tolist(), ratios.tolist(), strict=True)],
                "xaxis": "x5",
                "yaxis": "y5",
                "line": {"color": f"color:{ROLES[name]}", "width": 2},
                "hovertemplate": f"{_read_out(name, labels[t - 1], '%{x}', '%{text}')}<extra></extra>",
            }
        )
    return found_lines


def _axis(domain: list[float], anchor: str, matches: str) -> dict[str, Any]:
    return {
        "type": "category",
        "domain": domain,
        "anchor": anchor,
        "nticks": 3,
        "tickangle": 0,
        "showgrid": False,
        **({"matches": matches} if matches else {}),
    }


def _title(words: str, x: float, y: float) -> dict[str, Any]:
    return _note(f"<b>{words}</b>", x, y)


def _note(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": words, "x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom",
        "showarrow": False,
    }  # fmt: skip


def _read_out(name: str, loss: str, state: str, numbers: str) -> str:
    return (
        f"{LINES[name][2]}<br>loss at t = {loss}, state at s = {state}<br>"
        f"length, and relative to s = t: <b>{numbers}</b>"
    )


def _numbers(length: float, ratio: float) -> str:
    return f"{length:.2g}, {ratio:.2g}"
