"""A scene of the reader's own: chosen part by part in a popover, kept in the link."""

import streamlit as st

from datasets.scenes.scene import Scene, Thing, encode, parse
from lessons.image_captioning.scene_parts import PARTS, changed, options, part_of
from ui import link

FIRST = Scene("street", (Thing("cat", "orange"), Thing("bench", "red")), "", "on top of", 1, 7)
LABELS = {
    "place": "Place",
    "count": "How many",
    "thing": "Who or what",
    "color": "Color (of shirt or dress)",
    "action": "Does",
    "other": "And",
    "other color": "Its color",
    "relation": "Stands",
    "drawing": "Drawing no.",
}


def scene() -> Scene:
    """The reader's scene."""
    return link.recall("scene", FIRST, _parsed, encode, why="no scene that can be drawn")


def edit() -> Scene:
    """The popover in which the scene is put together; returns the scene as it is now."""
    now = scene()
    with st.popover("Compose", icon=":material/edit:", help="Put a scene together, part by part."):
        left, right = st.columns(2)
        places = (left, right)
        for count, part in enumerate(part for part in PARTS if options(now, part)):
            with places[count % 2]:
                _part(now, part)
    return now


def _part(now: Scene, part: str) -> None:
    key = f"compose.{part}"
    st.session_state[key] = part_of(now, part)
    st.selectbox(
        LABELS[part],
        options(now, part),
        key=key,
        on_change=lambda: link.remember("scene", changed(now, part, st.session_state[key])),
    )


def _parsed(text: str) -> Scene | None:
    try:
        return parse(text)
    except ValueError:
        return None
