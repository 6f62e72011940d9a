"""A Streamlit script whose scenes take their time, for test_scenes.py.

Diagrams and curves take turns; each has two steps, and a scene begins at its last.
"""

import time

import streamlit as st

from figures import curve_data
from figures.curves import Curves, Panel, Series, Stop
from figures.graph import Graph, Node, Step
from figures.payload import as_data
from ui.components import curves, graph

WAIT, LAST = 1.0, 4
"""Seconds until a scene is drawn, and the number of the last one."""


def diagram(scene: int) -> Graph:
    """Two boxes, one after the other."""
    nodes = tuple(Node(f"h.{t}", "hidden", 100.0 * t, 60.0, 60.0, 24.0) for t in (1, 2))
    steps = tuple(Step(f"{scene}, step {t}", (f"h.{t}",), (f"h.{t}",)) for t in (1, 2))
    return Graph(300, 120, nodes, steps=steps, start=int(scene > 0), start_token=str(scene))


def line(scene: int) -> Curves:
    """One line of two points."""
    panel = Panel("loss", (Series("loss", "loss", (1.0, 0.5), id="loss"),))
    stops = tuple(Stop(x, f"{scene}, step {x + 1}") for x in (0, 1))
    return Curves("Loss", "step", (panel,), steps=stops, start=1, start_token=str(scene))


def move(by: int) -> None:
    """Go to the next scene or the one before, after a while."""
    time.sleep(WAIT)
    st.session_state["scene"] = min(max(st.session_state.get("scene", 0) + by, 0), LAST)


def main() -> None:
    """The scene and its number."""
    scene = st.session_state.get("scene", 0)
    if scene % 2:
        curves.mount_main(curve_data.as_data(line(scene)), "line", on_beyond=move)
    else:
        graph.mount(as_data(diagram(scene)), "diagram", True, on_beyond=move)
    graph.load()
    curves.load()
    st.text(f"scene {scene}")


if __name__ == "__main__":
    main()
