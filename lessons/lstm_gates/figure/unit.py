"""One unit over the text: the characters colored by what it carries, and the course of all that it computes."""

from typing import Any

import numpy as np

from figures.numbers import visible
from figures.plot import Plot, rows
from lessons.lstm_gates.figure.maps import color_scale, labels
from lessons.lstm_gates.units import PARTS, Reading
from rnn_core.cells.registry import CELLS

WIDE = 48
"""Characters in a line of the colored text."""
LINE, TRACES = 1.0, 9.0
"""The height of a line of text and that of the course, in the same unit."""
ROLES = {
    "f": "gate_f", "z": "gate_f", "i": "gate_i", "r": "gate_i", "o": "gate_o", "C_tilde": "gate_C", "n": "gate_C",
    "C": "ink", "h": "hidden",
}  # fmt: skip
DASHED = ("C_tilde", "n")
TALL = 480
HINT = "point at a character or the course to read it out · drag to zoom · a name in the legend hides its line"


def unit(reading: Reading, number: int) -> Plot:
    """What the unit ``number``, from 1, does at each character."""
    lines = laid_out(reading.symbols)
    text_share = LINE * len(lines) / (LINE * len(lines) + TRACES)
    label = CELLS[reading.cell].label
    carried = PARTS[reading.cell][reading.carried]
    parts = ", ".join(PARTS[reading.cell].values())
    return Plot(
        f"Unit {number} of the {label}",
        f"The text colored by the {carried} of unit {number}, and the course of {parts}",
        [_text(reading, number, lines), *_course(reading, number)],
        {
            "xaxis": {"visible": False, "fixedrange": True},
            "yaxis": {
                "visible": False, "autorange": "reversed", "fixedrange": True, "domain": [1 - text_share + 0.04, 1],
            },
            "xaxis2": {"type": "category", "nticks": 9, "tickangle": 0, "anchor": "y2", "showgrid": False},
            "yaxis2": {"domain": [0, 1 - text_share - 0.1], "anchor": "x2", "nticks": 5},
            "legend": {"orientation": "h", "x": 0, "y": 1 - text_share + 0.02, "yanchor": "top"},
            "hovermode": "closest",
            "margin": {"l": 8, "r": 12, "t": 4, "b": 8},
        },
        HINT,
        least=TALL,
    )  # fmt: skip


def laid_out(symbols: tuple[str, ...]) -> list[list[int]]:
    """The places, from 0, of the characters in each line: a line ends with its end of line, or when it is full."""
    lines: list[list[int]] = [[]]
    for place, symbol in enumerate(symbols):
        if len(lines[-1]) == WIDE:
            lines.append([])
        lines[-1].append(place)
        if symbol == "\n" and place + 1 < len(symbols):
            lines.append([])
    return lines


def _text(reading: Reading, number: int, lines: list[list[int]]) -> dict[str, Any]:
    values = reading.values[reading.carried][:, number - 1]
    z = np.full((len(lines), WIDE), np.nan)
    shown = [[""] * WIDE for _ in lines]
    for row, places in enumerate(lines):
        for column, place in enumerate(places):
            z[row, column] = values[place]
            shown[row][column] = visible(reading.symbols[place])
    return {
        "type": "heatmap",
        "z": rows(z),
        "text": shown,
        "texttemplate": "%{text}",
        "textfont": {"family": "monospace"},
        "showscale": False,
        "xgap": 1,
        "ygap": 2,
        **color_scale(reading.carried, values),
        "hovertemplate": f"“%{{text}}”: {reading.carried} = %{{z:.3f}}<extra></extra>",
    }


def _course(reading: Reading, number: int) -> list[dict[str, Any]]:
    times = labels(reading.symbols)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": words,
            "x": times,
            "y": np.ascontiguousarray(reading.values[name][:, number - 1]),
            "xaxis": "x2",
            "yaxis": "y2",
            "line": {
                "color": f"color:{ROLES[name]}",
                "width": 2.5 if name == reading.carried else 1.5,
                "dash": "dot" if name in DASHED else "solid",
            },
            "hovertemplate": f"%{{x}}: {name.replace('C_tilde', 'C̃')} = %{{y:.3f}}<extra></extra>",
        }
        for name, words in PARTS[reading.cell].items()
    ]
