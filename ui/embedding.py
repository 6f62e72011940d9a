"""A lesson inside the page of another site: the guide, its question and the figure, nothing else."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.state import Page, visit


def active() -> bool:
    """True while this visit is in the page of another site, as ``embed=true`` in its address says."""
    return visit().embedded


def way_out(page: Page[Any]) -> None:
    """The link that opens all of the lesson, in the same state, in a tab of its own."""
    query = urlencode(page.query())
    st.caption(f"[Open the whole lesson]({page.slug}{'?' if query else ''}{query})")
