"""A surface over two weights with walks upon it: turned by hand, clicked, and stepped."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui import presenting, scene
from ui.components.graph import encode, module, mounting

_HERE = Path(__file__).parent
LEAST, MOST = 320, 640
"""The height of the drawing in px; it takes what the window has left."""

_code = st.components.v2.component(
    "relief_code", js=module("relief", "relief.js", styles=("relief.css",), folder=_HERE)
)
_component = st.components.v2.component(
    "relief",
    html='<div class="relief"></div>',
    css=f".relief:empty {{ min-height: {LEAST}px; }}\n",
    js=mounting("relief"),
)


def load() -> None:
    """Send the code that draws, once for the page and outside of any fragment."""
    _code(key="relief_code", height=1)


def mount(
    payload: Mapping[str, Any], key: str, *, on_start: Callable[[float, float], None]
) -> str | None:
    """The id of the chosen point of a walk ("free.3"), None for none; the page also calls ``load``.

    ``payload`` comes from ``cliff_relief.as_data``. ``on_start`` is told the two weights of the
    place on the ground that was clicked, before the page runs again.
    """

    def started() -> None:
        if place := st.session_state[key]["started"]:
            on_start(place["w"], place["b"])

    def beyond() -> None:
        if asked := st.session_state[key]["beyond"]:
            scene.move(asked["by"])

    present = presenting.active()
    size = {"least": LEAST, "most": MOST, "present": present, "step_param": "step"}
    result = _component(
        key=key,
        data={"relief": encode({**payload, **size, "scenes": present})},
        default={"selected": None, "started": None, "beyond": None},
        on_selected_change=_nothing,
        on_started_change=started,
        on_beyond_change=beyond,
    )
    selected = result["selected"]
    return None if selected is None else selected["id"]


def _nothing() -> None:
    """Stand in for a callback: Streamlit keeps a state only when one is given."""
