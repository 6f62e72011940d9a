"""The cards beside one update: how far the truncated gradient is from the full one, what it saves."""

import numpy as np
import streamlit as st

from figures.numbers import signed
from lessons.truncated_bptt.model import windows
from lessons.truncated_bptt.model.windows import Windows
from lessons.truncated_bptt.state import STOPS
from rnn_core.grads.bptt import Comparison
from ui import page as lesson
from ui.cards import drawer, note

ROWS = {"cell.W_hh": "W_hh", "cell.W_xh": "W_xh", "cell.b_h": "b_h", "readout.W_hy": "W_hy", "readout.b_y": "b_y"}
"""The sets of weights in the order of the table."""


def compare(found: Windows) -> None:
    """How far the truncated gradient is from the full one, matrix by matrix."""
    title = "The truncated gradient beside the full one"
    lines = ["| | cosine | length |", "|:--|--:|--:|"]
    for name, shown in ROWS.items():
        lines.append(_row(shown, found.beside[name], exact=name in found.unchanged))
    T, k = len(found.h), min(found.k, len(found.h))
    kept, whole = (windows.numbers_kept(found.run, size) for size in (k, T))
    note(
        title,
        "\n".join(lines)
        + f"\n\n:gray[Cosine of the angle between the two gradients, and how many times as long the truncated one is. "
        f"The backward pass needs {kept} stored numbers; without truncation {whole}.]",
    )


def proof(found: Windows) -> None:
    """The line that compares both gradients with finite differences."""
    lesson.proof(
        lambda: windows.errors(found, np.random.default_rng(0)),
        "truncated and full gradient agree with finite differences",
        how="The truncated gradient: how the sum of the windows' losses changes when the weights move "
        "and each window's first state is held fixed. The full one: how the whole loss changes.",
    )


def cost(found: Windows) -> None:
    """A drawer with memory and time of an update for several k, measured when it is opened."""

    def content() -> None:
        T = len(found.h)
        sizes = [k for k in STOPS if k < T] + [T]
        rows = []
        for k in sizes:
            low, middle, high = np.quantile(windows.seconds(found.run, k), (0.25, 0.5, 0.75)) * 1e6
            rows.append(
                {
                    "k": str(k) if k < T else f"{k} (full)",
                    "numbers stored for the way back": str(windows.numbers_kept(found.run, k)),
                    "an update, µs": f"{middle:.0f} ({low:.0f} to {high:.0f})",
                    "for each character, µs": f"{middle / k:.0f}",
                }
            )
        st.table({name: [row[name] for row in rows] for name in rows[0]})
        st.caption(
            "Numbers counted from the arrays: k + 1 states and k outputs. Times measured just now "
            "on this machine: forward and backward through one window, the median and the middle "
            "half of 41 repetitions. An update takes k time steps whatever the length of the text: "
            "that is why truncation exists."
        )

    drawer("Memory and time against k · measure now", "cost_drawer", content, icon=":material/timer:")


def _row(name: str, found: Comparison, *, exact: bool) -> str:
    if exact:
        return f"| {name} | :gray[exact] | :gray[exact] |"
    cosine = "no direction" if np.isnan(found.cosine) else f"**{signed(found.cosine, 3)}**"
    return f"| {name} | :violet[{cosine}] | × {signed(found.norm_ratio, 2)} |"
