"""A chart or a surface that readers explore: zoomed, turned, read out, clicked; Plotly draws it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui import presenter
from ui.components import bundle
from ui.components.payload import encode
from ui.plotly_js import ADDRESS

_HERE = Path(__file__).parent
LEAST, MOST = 320, 640
"""The height in px before a figure is there, and the most that a main one takes of what the window has left."""

HTML = '<div class="plot"></div>'
CODE = f"const LIBRARY = {json.dumps(ADDRESS)};\n{bundle.figure(_HERE / 'plot.js', _HERE / 'plot.css')}"

_code = st.components.v2.component("plot_code", js=CODE)
_component = st.components.v2.component(
    "plot", html=HTML, css=f".plot:empty {{ min-height: {LEAST}px; }}\n", js=bundle.mounting("plot")
)


def load() -> None:
    """Send the code that draws, once for the page and outside of any fragment."""
    _code(key="plot_code", height=1)


def mount(
    payload: Mapping[str, Any],
    key: str,
    *,
    on_select: Callable[[str | None], None] | None = None,
    on_place: Callable[[Any, Any], None] | None = None,
    on_beyond: Callable[[int], None] | None = None,
    height: int | None = None,
    home: int | None = None,
    walk: tuple[int, int] | None = None,
) -> None:
    """Draw what ``figures.plot.as_data`` returns; the page also calls ``load``.

    ``on_select`` is told the name of each point that is chosen ("free.3"), ``on_place`` the place of any other that is
    clicked, ``on_beyond`` 1 or −1 when a key asks for what comes after the last step or before the first; each before
    the page runs again. ``height`` in px makes it a figure beside the main one. ``home`` is the step at which the page
    starts by itself, ``walk`` are the steps between which a presenter's Page keys walk.
    """

    def select() -> None:
        chosen = st.session_state[key]["selected"]
        if on_select is not None:
            on_select(None if chosen is None else chosen["id"])

    def placed() -> None:
        if on_place is not None and (place := st.session_state[key]["placed"]):
            on_place(place["x"], place["y"])

    def beyond() -> None:
        if on_beyond is not None and (asked := st.session_state[key]["beyond"]):
            on_beyond(asked["by"])

    size = {
        **({"least": height} if height else {}),
        "most": height or MOST,
        "main": height is None,
        "home": home,
        "range": walk,
    }
    takes = {"scenes": on_beyond is not None, "places": on_place is not None, "present": presenter.active()}
    _component(
        key=key,
        data=encode({**payload, **size, **takes}),
        default={"selected": None, "placed": None, "beyond": None},
        on_selected_change=select,
        on_placed_change=placed,
        on_beyond_change=beyond,
    )
