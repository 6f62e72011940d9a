"""The address bar, written by one hand: the page's state from the server, the walk's step from the figure."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from ui.components import bundle

_component = st.components.v2.component("unrolled_address", js=bundle.bundle(Path(__file__).parent / "address.js"))


def write(page: str, query: Sequence[tuple[str, str]]) -> None:
    """Replace the address's query by ``query``; the browser adds the step that its figure shows.

    The entry of the browser's history is replaced, so that *Back* leaves the page. On arrival at another ``page`` the
    window goes to its top.
    """
    _component(key="address", data={"page": page, "query": urlencode(query)}, height=1)
