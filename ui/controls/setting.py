"""Controls set by their keys, as a button sets them."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import link
from ui.controls import late

LIVE: set[str] = set()
"""The keys whose widget is our own live slider; they are known once a page has run."""


def set_to(values: Mapping[str, Any]) -> None:
    """Set controls by their keys, as *Show me* does; for use in a callback."""
    for key, value in values.items():
        if key in LIVE:
            link.remember(key, float(value))
        else:
            late.keep(key, value)
            st.session_state[key] = value
