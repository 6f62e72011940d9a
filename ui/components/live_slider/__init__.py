"""A slider that reports while it is dragged, at most ten times a second, the latest value wins."""

from pathlib import Path

import streamlit as st

from ui.components import bundle

_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "live_slider",
    html='<div class="live"><label for="value"></label><output></output><input id="value" type="range"></div>',
    css=(_HERE / "live_slider.css").read_text(encoding="utf-8"),
    js=bundle.bundle(_HERE / "live_slider.js"),
)


def mount(
    key: str,
    label: str,
    *,
    low: float,
    high: float,
    step: float,
    value: float,
    help: str,
    low_text: str = "",
    token: str = "",
    width: int,
) -> None:
    """Draw the slider; where it is dragged to stands in the session under ``key``.

    There ``value`` is {"at": the number, "token": the ``token`` it was dragged under}, None if it was not touched.
    The argument ``value`` is shown until the reader takes the thumb, and again whenever ``token`` changes.
    ``low_text`` stands for the lowest value ("0 (the best)").
    """
    _component(
        key=key,
        data={
            "label": label,
            "low": low,
            "high": high,
            "step": step,
            "value": value,
            "help": help,
            "low_text": low_text,
            "token": token,
        },
        default={"value": None},
        on_value_change=_nothing,
        width=width,
    )


def _nothing() -> None:
    """Stand in for a callback: Streamlit keeps a state only when one is given."""
