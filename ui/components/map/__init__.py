"""The map's cards: each lesson as one link, with its question, what it needs, and a tick."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from ui.components import bundle
from ui.components.payload import encode

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "unrolled_map",
    html='<nav class="map" aria-label="Lessons"></nav>',
    css=(_HERE / "map.css").read_text(encoding="utf-8"),
    js=bundle.bundle(_HERE / "map.js"),
)


def mount(
    key: str, sections: Sequence[Mapping[str, Any]], *, ahead: str, behind: str, on_open: Callable[[str, int], None]
) -> None:
    """Draw the sections with their lessons.

    A section has a ``name`` and ``lessons`` with ``slug``, ``title``, ``question``, ``needs`` and ``tick``. ``ahead``
    and ``behind`` are the lessons that a presenter's Page Down and Page Up open, "" for none. ``on_open`` is called,
    before the page runs again, with the slug of a lesson that is opened, and −1 where that is the one behind, else 1.
    """

    def opened() -> None:
        if asked := st.session_state[key]["opened"]:
            on_open(asked["slug"], asked["by"])

    _component(
        key=key,
        data=encode({"sections": list(sections), "ahead": ahead, "behind": behind}),
        default={"opened": None},
        on_opened_change=opened,
    )
