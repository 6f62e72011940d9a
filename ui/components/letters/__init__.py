"""A text in colored cells with the likeliest next characters: walked through, clicked, read out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui import presenter
from ui.components import bundle
from ui.components.payload import encode

_HERE = Path(__file__).parent
HTML = '<div class="letters"></div>'

_code = st.components.v2.component("letters_code", js=bundle.figure(_HERE / "letters.js", _HERE / "letters.css"))
_component = st.components.v2.component(
    "letters", html=HTML, css=".letters:empty { min-height: 24rem; }\n", js=bundle.mounting("letters")
)


def load() -> None:
    """Send the code that draws, once for the page and outside of any fragment."""
    _code(key="letters_code", height=1)


def mount(
    payload: Mapping[str, Any],
    key: str,
    *,
    on_select: Callable[[str | None], None],
    on_beyond: Callable[[int], None] | None = None,
    home: int | None = None,
    walk: tuple[int, int] | None = None,
) -> None:
    """Draw the text; the page also calls ``load``.

    ``on_select`` is told the id of each chosen number ("c.7", "p.7.12"; None for nothing), ``on_beyond`` is
    called with 1 or −1 when a key asks for what comes after the last step or before the first. ``home`` is the step at
    which the page starts by itself. ``walk`` are the steps between which a presenter's Page keys walk.
    """

    def select() -> None:
        chosen = st.session_state[key]["selected"]
        on_select(None if chosen is None else chosen["id"])

    def beyond() -> None:
        if on_beyond is not None and (asked := st.session_state[key]["beyond"]):
            on_beyond(asked["by"])

    settings = {"present": presenter.active(), "main": True, "home": home, "range": walk}
    _component(
        key=key,
        data=encode({**payload, **settings, "scenes": on_beyond is not None}),
        default={"selected": None, "beyond": None},
        on_selected_change=select,
        on_beyond_change=beyond,
    )
