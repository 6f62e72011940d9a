"""Curves that are patched in place: they follow a hand or a training, are walked and read out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui import presenter
from ui.components import bundle
from ui.components.payload import encode

_HERE = Path(__file__).parent
SMALL = 130
"""The height in px of curves in a card."""

HTML = '<div class="curves"></div>'

_code = st.components.v2.component("curves_code", js=bundle.figure(_HERE / "curves.js", _HERE / "curves.css"))
_component = st.components.v2.component(
    "curves", html=HTML, css=f".curves:empty {{ min-height: {SMALL}px; }}\n", js=bundle.mounting("curves")
)


def load() -> None:
    """Send the code that draws, once for all curves of the page and outside of any fragment."""
    _code(key="curves_code", height=1)


def mount(payload: Mapping[str, Any], key: str, *, height: int = SMALL) -> None:
    """Draw what ``figures.curve_data.as_data`` returns, ``height`` px at the normal type size.

    The page also calls ``load``. Raises ValueError or TypeError naming the place of a value that
    JSON cannot carry.
    """
    _mount(payload, key, {"height_px": height, "bar": False, "main": False})


def mount_main(
    payload: Mapping[str, Any],
    key: str,
    *,
    least: int = 300,
    most: int = 620,
    home: int | None = None,
    walk: tuple[int, int] | None = None,
    on_select: Callable[[str | None], None] | None = None,
    on_beyond: Callable[[int], None] | None = None,
) -> None:
    """Draw curves with a bar for their steps, and points that can be chosen ("median.7").

    The figure has a bar for its steps and for saving, and takes what height the window has left, from ``least`` to
    ``most`` px. ``home`` is the step, from 0, at which the page starts by itself: the address does not name it.
    ``walk`` are the steps between which a presenter's Page keys walk. ``on_select`` is told each chosen point, which
    the page puts into ``Curves.selected``. ``on_beyond`` is called with 1 or −1 when a key asks for what comes after
    the last step or before the first.
    """
    settings = {"fills": True, "least": least, "most": most, "bar": True, "main": True, "home": home, "range": walk}
    _mount(payload, key, {**settings, "scenes": on_beyond is not None}, on_select, on_beyond)


def _mount(
    payload: Mapping[str, Any],
    key: str,
    settings: Mapping[str, Any],
    on_select: Callable[[str | None], None] | None = None,
    on_beyond: Callable[[int], None] | None = None,
) -> None:
    def select() -> None:
        if on_select is not None:
            chosen = st.session_state[key]["selected"]
            on_select(None if chosen is None else chosen["id"])

    def beyond() -> None:
        if on_beyond is not None and (asked := st.session_state[key]["beyond"]):
            on_beyond(asked["by"])

    data = {**payload, **settings, "present": presenter.active()}
    _component(
        key=key,
        data=encode(data),
        default={"selected": None, "beyond": None},
        on_selected_change=select,
        on_beyond_change=beyond,
    )
