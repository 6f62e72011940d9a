"""The card that shows how the chosen number was made; the figure beside it fills it, in the browser."""

from pathlib import Path

import streamlit as st

from ui.components import bundle
from ui.components.payload import encode

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "unrolled_number",
    html='<div class="card" role="region" aria-label="How the chosen number was made" aria-live="polite"></div>',
    css=(bundle.JS / "roles.css").read_text(encoding="utf-8") + (_HERE / "number.css").read_text(encoding="utf-8"),
    js=bundle.bundle(_HERE / "number.js"),
)


def mount(key: str) -> None:
    """Draw the card beside a figure that explains its numbers itself."""
    _component(key=key, data=encode({}))
