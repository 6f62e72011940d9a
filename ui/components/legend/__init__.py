"""The symbols of a page: pointing at one lights its boxes and arrows in the figure."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from rnn_core.notation import symbol
from ui.components import bundle
from ui.components.payload import encode
from ui.typeset import typeset

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "unrolled_legend",
    html='<div class="legend" role="list" aria-label="Symbols of this page"></div>',
    css=(bundle.JS / "roles.css").read_text(encoding="utf-8") + (_HERE / "legend.css").read_text(encoding="utf-8"),
    js=bundle.bundle(_HERE / "legend.js"),
)


def mount(key: str, codes: Sequence[str]) -> None:
    """Draw the legend of the symbols ``codes`` (``rnn_core.notation``), in this order."""
    found = [symbol(code) for code in codes]
    _component(
        key=key,
        data=encode(
            {
                "symbols": [
                    {
                        "math": typeset(one.latex),
                        "name": one.name,
                        "help": one.meaning,
                        "role": one.role,
                        "ids": one.ids,
                    }
                    for one in found
                ]
            }
        ),
    )
