"""What belongs to the whole page: small windows, the page of another site, a clicker's blank key, copying."""

from pathlib import Path

import streamlit as st

from ui.components import bundle

_HERE = Path(__file__).parent
_component = st.components.v2.component("unrolled_frame", js=bundle.styled(_HERE / "frame.js", _HERE / "frame.css"))


def mount(*, presenting: bool, embedded: bool) -> None:
    """Tell the document whether the visit presents, and whether the page stands in one of another site."""
    _component(key="frame", data={"presenting": presenting, "embedded": embedded}, height=1)
