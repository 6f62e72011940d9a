"""The card that shows how the chosen number was made; the figure beside it fills it, in the browser."""

from pathlib import Path

import streamlit as st

from figures.arithmetic import Arithmetic
from figures.numbers import signed
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
    _component(key=key, data=encode({"said": None}))


def mount_said(key: str, said: Arithmetic | None, *, hidden: bool = False) -> None:
    """Draw the card beside a figure that does not; ``hidden`` if an open question covers the number."""
    shown = {"explanation": None if hidden or said is None else _data(said), "hidden": hidden}
    _component(key=key, data=encode({"said": shown}))


def _data(said: Arithmetic) -> dict[str, object]:
    matrix = None
    if said.matrix is not None:
        entries = [[signed(entry, 3) for entry in row] for row in said.matrix.tolist()]
        matrix = {"rows": list(said.rows), "columns": list(said.columns), "entries": entries}
    lines = [[{"text": p.text, "role": p.role, "result": p.result} for p in line] for line in said.lines]
    return {"title": said.title, "lines": lines, "words": said.words, "matrix": matrix, "sources": []}
