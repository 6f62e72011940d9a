"""What the address bar says at this moment, including the step that only the browser knows."""

from pathlib import Path

import streamlit as st

from ui.components import bundle

_component = st.components.v2.component("location", js=bundle.bundle(Path(__file__).parent / "location.js"))


def address() -> str | None:
    """The address of the page as the browser shows it, and follows it; None until the browser has answered."""
    result = _component(key="location", default={"address": None}, on_address_change=_nothing)
    found: str | None = result["address"]
    return found


def _nothing() -> None:
    """Stand in for a callback: Streamlit keeps a state only when one is given."""
