"""The controls of a page, drawn from the fields of its state."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui import fields, presenter
from ui.components import live_slider
from ui.fields import Choice, Field, Live, Option, Span, Stop, Text, Whole
from ui.state import Page

SLIDER, LIVE_SLIDER, SEVERAL_LINES = 108, 132, 300
"""Widths in px at the normal type size."""


def draw(page: Page[Any], *names: str) -> None:
    """The controls of these fields, in this order."""
    for name in names:
        control(page, name)


def control(
    page: Page[Any],
    name: str,
    *,
    options: Sequence[str] = (),
    disabled: bool = False,
    fixed: Any = None,
    label: str = "",
    help: str = "",
) -> None:
    """The control of the field ``name``.

    ``options`` are the lines of a list at this moment, ``label`` and ``help`` what stands for the field's own.
    ``fixed`` is shown on a slider that cannot be moved now; what the reader had chosen comes back later.
    """
    kind = fields.of(page.kind)[name]
    label, help = label or kind.label, help or kind.help
    if isinstance(kind, Live):
        _live(page, name, kind, label, help)
        return
    if fixed is not None and isinstance(kind, Whole):
        key = page.key(f"{name}.fixed.{fixed}")
        st.slider(label, kind.low, kind.high, fixed, key=key, help=help, disabled=True, width=wide(SLIDER))
        return
    key, held = page.key(name), page.held
    if key not in st.session_state:
        held.reported[name] = held.drawn[name] = getattr(page.now, name)
    _widget(kind, key, held.drawn[name], label, help, disabled, options)


def _widget(kind: Field, key: str, value: Any, label: str, help: str, disabled: bool, options: Sequence[str]) -> None:
    """Draw the widget; ``value`` is what it is drawn with at first, for another one would be another widget."""
    if isinstance(kind, Choice):
        st.segmented_control(
            label,
            list(kind.options),
            default=value,
            required=True,
            format_func=kind.options.__getitem__,
            key=key,
            help=help,
            disabled=disabled,
        )
    elif isinstance(kind, Option):
        lines = options or kind.options
        index = lines.index(value) if value in lines else 0
        st.selectbox(label, lines, index, key=key, help=help, disabled=disabled, width=wide(kind.width))
    elif isinstance(kind, Whole | Span):
        st.slider(label, kind.low, kind.high, value, key=key, help=help, disabled=disabled, width=wide(SLIDER))
    elif isinstance(kind, Stop):
        st.select_slider(
            label, kind.stops, value, format_func=kind.show, key=key, help=help, disabled=disabled, width=wide(SLIDER)
        )
    elif isinstance(kind, Text) and kind.lines:
        st.text_area(label, value, key=key, help=help, height=68, disabled=disabled, width=wide(SEVERAL_LINES))
    elif isinstance(kind, Text):
        st.text_input(label, value, key=key, help=help, disabled=disabled, width=wide(kind.width))
    else:
        raise TypeError(f"{key} has no control")


def _live(page: Page[Any], name: str, kind: Live, label: str, help: str) -> None:
    live_slider.mount(
        f"{page.slug}.{name}",
        label,
        low=kind.low,
        high=kind.high,
        step=kind.step,
        value=getattr(page.now, name),
        help=help,
        low_text=kind.low_text,
        token=page.token(name),
        width=wide(LIVE_SLIDER),
    )


def wide(width: int) -> int:
    """The width in px of a control that is ``width`` wide at the normal type size."""
    return round(width * 1.35) if presenter.active() else width


def seed_button(page: Page[Any], *, name: str = "seed", fixed: bool = False) -> None:
    """The one button that changes the seed of the weights; ``fixed`` where nothing is drawn."""
    kind = fields.of(page.kind)[name]
    assert isinstance(kind, Whole)
    seed: int = getattr(page.now, name)
    st.button(
        "New weights" if fixed else f"New weights (seed {seed})",
        key=page.key("new_weights"),
        on_click=lambda: page.change(**{name: seed % kind.high + 1}),
        disabled=fixed,
        help="The slide's weights are fixed." if fixed else "Draw other weights. Only this button ever does.",
    )


def start_values(page: Page[Any]) -> None:
    """The button that puts the page back to what it starts with."""
    st.button(
        "Start values",
        key=page.key("start_values"),
        on_click=page.reset,
        help="Put every control back to what the page starts with.",
    )
