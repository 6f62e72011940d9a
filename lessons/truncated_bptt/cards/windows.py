"""The cards and controls of the lesson on truncated gradients: k, what the cut costs and saves."""

import numpy as np
import streamlit as st

from figures.numbers import signed
from lessons.truncated_bptt import model as chunks
from lessons.truncated_bptt.figure.scissors import dragged_to
from lessons.truncated_bptt.model import Chunks
from rnn_core.grads.bptt import Comparison
from ui import controls
from ui import page as lesson
from ui.cards import drawer, note

STOPS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 20, 40)
ROWS = {"cell.W_hh": "W_hh", "cell.W_xh": "W_xh", "cell.b_h": "b_h", "readout.W_hy": "W_hy", "readout.b_y": "b_y"}
"""The sets of weights in the order of the table."""


def view() -> str:
    """Which of the page's three figures: one update, the race, or what the states hold."""
    return controls.choice(
        "view",
        "Figure",
        {"update": "update", "race": "race", "memory": "memory"},
        help="One update with scissors; trainings that differ in k alone; what their states hold.",
    )


def keep_footer(shown: str) -> None:
    """Run the page anew when another figure is shown: what stands under it belongs to it."""
    before = st.session_state.get("chunks.view", shown)
    st.session_state["chunks.view"] = shown
    if before != shown:
        st.rerun()


def bet(found: Chunks) -> tuple[str, list[str]]:
    """Which gradients the cut leaves as they are, and the options to bet on."""
    names = [ROWS[name] for name in ROWS if name in found.unchanged]
    options = ["W_xh", "W_hh", "W_hy", "all of them"]
    if len(names) == len(ROWS):
        return "all of them", options
    said = " and ".join(name for name in names if not name.startswith("b_")) or "none of them"
    return said, options if said in options else [*options, said]


def steps_back() -> int:
    """k, over how many steps a gradient may walk back."""
    return int(
        controls.stop(
            "k",
            "Chunk length k",
            STOPS,
            2,
            help="The states are carried on for ever; the gradient of a window of k steps stops at "
            "its beginning. Drag the scissors in the figure, or move this.",
        )
    )


def move_scissors(edge_from: str, edge_to: str, k: int) -> None:
    """Set k to where the scissors were let go, another k in any case; for use in a callback."""
    controls.set_to({"k": str(dragged_to(edge_from, edge_to, k, STOPS))})


def compare(found: Chunks, *, hidden: bool) -> None:
    """How far the cut gradient is from the full one, matrix by matrix."""
    title = "The cut gradient beside the full one"
    if hidden:
        note(title, "The question below is still open: answer or skip it, then look.")
        return
    lines = ["| | cosine | length |", "|:--|--:|--:|"]
    for name, shown in ROWS.items():
        lines.append(_row(shown, found.beside[name], exact=name in found.unchanged))
    T, k = len(found.h), min(found.k, len(found.h))
    kept, whole = (chunks.kept(found.run, size) for size in (k, T))
    note(
        title,
        "\n".join(lines) + f"\n\n:gray[{kept} numbers of the way forward are kept for the way back; without a cut "
        f"{whole}.]",
    )


def proof(found: Chunks) -> None:
    """The line that compares both gradients with finite differences."""
    lesson.proof(
        lambda: chunks.errors(found, np.random.default_rng(0)),
        "cut and full gradient agree with finite differences",
        how="The cut gradient: how the sum of the windows' losses changes when the weights move "
        "and each window's first state is held fixed. The full one: how the whole loss changes.",
    )


def cost(found: Chunks) -> None:
    """A drawer with memory and time of an update for several k, measured when it is opened."""

    def content() -> None:
        T = len(found.h)
        sizes = [k for k in STOPS if k < T] + [T]
        rows = []
        for k in sizes:
            low, middle, high = np.quantile(chunks.seconds(found.run, k), (0.25, 0.5, 0.75)) * 1e6
            rows.append(
                {
                    "k": str(k) if k < T else f"{k} (full)",
                    "numbers kept for the way back": str(chunks.kept(found.run, k)),
                    "an update, µs": f"{middle:.0f} ({low:.0f} to {high:.0f})",
                    "for each symbol, µs": f"{middle / k:.0f}",
                }
            )
        st.table({name: [row[name] for row in rows] for name in rows[0]})
        st.caption(
            "Numbers counted from the arrays: k + 1 states and k outputs. Times measured just now "
            "on this machine: forward and backward through one window, the median and the middle "
            "half of 41 repetitions. An update costs k steps whatever the length of the text: that "
            "is why truncation exists."
        )

    drawer("Memory and time against k · measure now", "cost_drawer", content, icon=":material/timer:")


def _row(name: str, found: Comparison, *, exact: bool) -> str:
    if exact:
        return f"| {name} | :gray[exact] | :gray[exact] |"
    cosine = "no direction" if np.isnan(found.cosine) else f"**{signed(found.cosine, 3)}**"
    return f"| {name} | :violet[{cosine}] | × {signed(found.norm_ratio, 2)} |"
