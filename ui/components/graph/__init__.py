"""The one SVG component that draws, steps and plays every diagram of the lessons."""

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_JS = _HERE.parent / "js"
SHARED = ("text.js", "bar.js", "walk.js", "scenes.js", "save.js")
SHARED_STYLES = ("roles.css", "bar.css")
"""What other figures of the browser that are walked through use too."""


def module(kind: str, *scripts: str, styles: tuple[str, ...], folder: Path = _HERE) -> str:
    """The code that draws a kind of figure: what all share, then the sources of ``folder``."""
    shared = [_source(name, _JS) for name in SHARED_STYLES]
    style = "".join([*shared, *(_source(name, folder) for name in styles)])
    parts = [_source(name, _JS) for name in SHARED]
    parts += [_source(name, folder) for name in scripts]
    constants = f"const KIND = {json.dumps(kind)}, STYLE = {json.dumps(style)};"
    return "\n".join([constants, *parts, _source("mounting.js", _JS)])


def mounting(kind: str) -> str:
    """The few lines that every update of a figure of this kind carries."""
    return f"const KIND = {json.dumps(kind)};\n{_source('mount.js', _JS)}"


def _source(name: str, folder: Path) -> str:
    return (folder / name).read_text(encoding="utf-8")


SCRIPTS = (
    "geometry.js",
    "draw.js",
    "picture.js",
    "hint.js",
    "edit.js",
    "cut.js",
    "morph.js",
    "graph.js",
)

_code = st.components.v2.component(
    "unrolled_graph_code",
    js=module("graph", *SCRIPTS, styles=("graph.css",)),
)
_component = st.components.v2.component(
    "unrolled_graph",
    html='<div class="graph" role="group" tabindex="-1"></div>',
    css=".graph:empty { min-height: 30rem; }\n",
    js=mounting("graph"),
)


def load() -> None:
    """Send the code that draws, once for all diagrams of the page and outside of any fragment.

    Streamlit sends a component's code again with every change of its data. Kept apart, 56 kB
    travel once and an update of a diagram is little more than its numbers.
    """
    _code(key="unrolled_graph_code", height=1)


def mount(
    payload: Mapping[str, Any],
    key: str,
    present: bool = False,
    *,
    max_height: int = 520,
    step_param: str | None = "step",
    on_select: Callable[[str | None], None] | None = None,
    on_edit: Callable[[str, str], None] | None = None,
    on_cut: Callable[[str, str], None] | None = None,
    on_beyond: Callable[[int], None] | None = None,
) -> None:
    """Draw the diagram. The page also calls ``load``.

    ``payload`` comes from ``figures.payload.as_data``. ``max_height``
    bounds the drawing, without its bar, in px; it never takes more than the window has left.
    ``present`` makes numbers and controls large and listens to a clicker's keys.
    ``step_param`` names the query parameter that mirrors the step shown, counted from 1; None
    for a second graph on a page, which then leaves the address and page-wide keys alone.
    ``on_select`` is called with the id of each new selection ("h.2", "h.2.3", "W_hh.2"; None for
    nothing) before the script runs; the page puts it into ``Graph.selected``. ``on_edit`` is called
    in the same way with the cell ("weights.3") and the text that was typed into it, ``on_cut`` with the cut edge whose
    scissors were dragged and the cuttable edge where they were let go, ``on_beyond`` with 1 or −1
    when a key asks for what comes after the last step or before the first. Raises ValueError or
    TypeError naming the place of a value that JSON cannot carry.
    """
    settings = {
        "present": present,
        "max_height": max_height,
        "step_param": step_param,
        "scenes": on_beyond is not None,
    }

    def report() -> None:
        if on_select is not None:
            on_select(_selected_id(st.session_state[key]["selected"]))

    def edit() -> None:
        if on_edit is not None and (edited := st.session_state[key]["edited"]):
            on_edit(edited["id"], edited["text"])

    def cut() -> None:
        if on_cut is not None and (moved := st.session_state[key]["cut"]):
            on_cut(moved["from"], moved["to"])

    def beyond() -> None:
        if on_beyond is not None and (asked := st.session_state[key]["beyond"]):
            on_beyond(asked["by"])

    _component(
        key=key,
        data={"graph": encode({**payload, **settings})},
        default={"selected": None, "edited": None, "cut": None, "beyond": None},
        on_selected_change=report,
        on_edited_change=edit,
        on_cut_change=cut,
        on_beyond_change=beyond,
    )


def encode(payload: Mapping[str, Any]) -> str:
    """The payload as JSON text.

    One nan or NumPy scalar would break the component until the page is loaded again, so both are
    refused here: ValueError or TypeError with the path of the bad value.
    """
    try:
        return json.dumps(payload, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except (ValueError, TypeError) as error:
        found = _find_bad(payload, "payload")
        if found is None:
            raise
        path, value = found
        kind = ValueError if isinstance(value, float) else TypeError
        raise kind(f"{path} is {value!r}, which no figure can show") from error


def _selected_id(state: Mapping[str, Any] | None) -> str | None:
    # The browser sends the time of the click too: choosing a thing again is a change again.
    return None if state is None else state["id"]


def _find_bad(value: object, path: str) -> tuple[str, object] | None:
    if isinstance(value, Mapping):
        children = [(f"{path}[{name!r}]", child) for name, child in value.items()]
    elif isinstance(value, list | tuple):
        children = [(f"{path}[{place}]", child) for place, child in enumerate(value)]
    elif isinstance(value, float):
        return None if math.isfinite(value) else (path, value)
    else:
        return None if value is None or isinstance(value, str | int) else (path, value)
    return next(filter(None, (_find_bad(child, name) for name, child in children)), None)
