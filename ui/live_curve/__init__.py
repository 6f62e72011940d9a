"""Curves that are patched in place, so that a training that is watched does not flicker."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui.graph import encode

_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "live_curve",
    html='<div class="curve"><svg role="img" tabindex="0"></svg>'
    '<output aria-live="polite"></output></div>',
    css=(_HERE / "live_curve.css").read_text(encoding="utf-8"),
    js=(_HERE / "live_curve.js").read_text(encoding="utf-8"),
)


def mount(payload: Mapping[str, Any], key: str, *, height: int = 130) -> None:
    """Draw ``figures.curves.Curves.payload()``, ``height`` px high at the page's normal type size.

    Raises ValueError or TypeError naming the place of a value that JSON cannot carry.
    """
    _component(key=key, data={"curves": encode(payload), "height": height})
