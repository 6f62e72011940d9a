"""A surface over two weights with walks upon it: turned by hand, clicked, and stepped."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui import presenter
from ui.components import bundle
from ui.components.payload import encode

_HERE = Path(__file__).parent
LEAST, MOST = 320, 640
"""The height of the drawing in px; it takes what the window has left."""

HTML = '<div class="relief"></div>'

_code = st.components.v2.component("relief_code", js=bundle.figure(_HERE / "relief.js", _HERE / "relief.css"))
_component = st.components.v2.component(
    "relief", html=HTML, css=f".relief:empty {{ min-height: {LEAST}px; }}\n", js=bundle.mounting("relief")
)


def load() -> None:
    """Send the code that draws, once for the page and outside of any fragment."""
    _code(key="relief_code", height=1)


def mount(
    payload: Mapping[str, Any],
    key: str,
    *,
    on_select: Callable[[str | None], None],
    on_start: Callable[[float, float], None],
    on_beyond: Callable[[int], None] | None = None,
    home: int | None = None,
    walk: tuple[int, int] | None = None,
) -> None:
    """Draw a surface and the walks upon it; the page also calls ``load``.

    ``on_select`` is told the id of each chosen point of a walk ("free.3"), ``on_start`` the two weights of the
    place on the ground that was clicked, ``on_beyond`` 1 or −1 when a key asks for what comes after the last step
    or before the first; each before the page runs again. ``home`` is the step at which the page starts by itself,
    ``walk`` are the steps between which a presenter's Page keys walk.
    """

    def select() -> None:
        chosen = st.session_state[key]["selected"]
        on_select(None if chosen is None else chosen["id"])

    def started() -> None:
        if place := st.session_state[key]["started"]:
            on_start(place["w"], place["b"])

    def beyond() -> None:
        if on_beyond is not None and (asked := st.session_state[key]["beyond"]):
            on_beyond(asked["by"])

    present = presenter.active()
    size = {"least": LEAST, "most": MOST, "present": present, "main": True, "home": home, "range": walk}
    _component(
        key=key,
        data=encode({**payload, **size, "scenes": on_beyond is not None}),
        default={"selected": None, "started": None, "beyond": None},
        on_selected_change=select,
        on_started_change=started,
        on_beyond_change=beyond,
    )
