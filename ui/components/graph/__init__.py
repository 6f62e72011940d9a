"""The one SVG component that draws, steps and plays every diagram of the lessons."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui.components import bundle
from ui.components.payload import Prepared, encode

_HERE = Path(__file__).parent
HTML = '<div class="graph" role="group" tabindex="-1"></div>'

_code = st.components.v2.component("unrolled_graph_code", js=bundle.figure(_HERE / "graph.js", _HERE / "graph.css"))
_component = st.components.v2.component(
    "unrolled_graph", html=HTML, css=".graph:empty { min-height: 30rem; }\n", js=bundle.mounting("graph")
)


def load() -> None:
    """Send the code that draws, once for all diagrams of the page and outside of any fragment.

    Streamlit sends a component's code again with every change of its data. Kept apart, it
    travels once and an update of a diagram is little more than its numbers.
    """
    _code(key="unrolled_graph_code", height=1)


def mount(
    payload: Mapping[str, Any],
    key: str,
    present: bool = False,
    *,
    prepared: Prepared | None = None,
    max_height: int = 520,
    main: bool = True,
    home: int | None = None,
    walk: tuple[int, int] | None = None,
    on_select: Callable[[str | None], None] | None = None,
    on_edit: Callable[[str, str], None] | None = None,
    on_cut: Callable[[str, str], None] | None = None,
    on_beyond: Callable[[int], None] | None = None,
) -> None:
    """Draw the diagram. The page also calls ``load``.

    ``payload`` comes from ``figures.payload.as_data``; what of it was ``prepared`` is not in it. ``max_height`` bounds
    the drawing, without its bar, in px; it never takes more than the window has left. ``present`` makes numbers and
    controls large and listens to a clicker's keys. ``main``: the step shown stands in the address and the page's keys
    step it; False for a second graph on a page. ``home`` is the step, from 0, at which the page starts by itself: the
    address does not name it. ``walk`` are the steps between which a presenter's Page keys walk.

    ``on_select`` is called with the id of each new selection ("h.2", "h.2.3", "W_hh.2"; None for nothing) before the
    script runs; the page puts it into ``Graph.selected``. ``on_edit`` is called in the same way with the cell
    ("weights.3") and the text that was typed into it, ``on_cut`` with the cut edge whose scissors were dragged and the
    cuttable edge where they were let go, ``on_beyond`` with 1 or −1 when a key asks for what comes after the last step
    or before the first. Raises ValueError or TypeError naming the place of a value that JSON cannot carry.
    """
    settings: dict[str, Any] = {
        "present": present,
        "max_height": max_height,
        "main": main,
        "home": home,
        "range": walk,
        "scenes": on_beyond is not None,
    }
    if on_edit is not None:
        settings["answered"] = _last_edit(key)

    def report() -> None:
        if on_select is not None:
            on_select(_selected_id(st.session_state[key]["selected"]))

    def edit() -> None:
        if on_edit is not None and (edited := st.session_state[key]["edited"]):
            on_edit(edited["id"], edited["text"])

    def cut() -> None:
        if on_cut is not None and (moved := st.session_state[key]["cut"]):
            on_cut(moved["from"], moved["to"])

    def beyond() -> None:
        if on_beyond is not None and (asked := st.session_state[key]["beyond"]):
            on_beyond(asked["by"])

    told: dict[str, Any] = {
        f"on_{name}_change": tell
        for name, tell, wanted in (
            ("selected", report, on_select),
            ("edited", edit, on_edit),
            ("cut", cut, on_cut),
            ("beyond", beyond, on_beyond),
        )
        if wanted is not None
    }
    _component(
        key=key,
        data=encode({**payload, **settings}, prepared),
        default=dict.fromkeys(name.removeprefix("on_").removesuffix("_change") for name in told),
        **told,
    )


def _last_edit(key: str) -> int | None:
    """When the reader typed the last number that the script has heard of, in ms as the browser counts them."""
    state = st.session_state.get(key)
    edited = state["edited"] if state else None
    return edited["at"] if edited else None


def _selected_id(state: Mapping[str, Any] | None) -> str | None:
    # The browser sends the time of the click too: choosing a thing again is a change again.
    return None if state is None else state["id"]
