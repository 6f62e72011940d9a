"""Live sliders: the page follows them while they are dragged."""

import operator
from collections.abc import Callable
from typing import Any

import streamlit as st

from ui import link
from ui.components import live_slider
from ui.controls.setting import LIVE
from ui.controls.together import declare
from ui.controls.width import wide


def live(
    key: str,
    label: str,
    low: float,
    high: float,
    step: float,
    default: float,
    *,
    help: str,
    low_text: str = "",
) -> float:
    """A number from ``low`` to ``high`` that the page follows while the slider is dragged."""
    declare(key, default)
    LIVE.add(key)

    def parse(text: str) -> float | None:
        try:
            number = float(text)
        except ValueError:
            return None
        return number if low <= number <= high else None

    def recall(*, mirror: bool) -> float:
        return link.recall(key, default, parse, "{:g}".format, mirror=mirror)

    reported = live_slider.mount(
        f"{key}.live",
        label,
        low=low,
        high=high,
        step=step,
        value=recall(mirror=False),
        help=help,
        low_text=low_text,
        width=wide(132),
    )
    _hear(key, reported)
    return recall(mirror=True)


def take_along(low: str, high: str) -> None:
    """Keep the live slider ``low`` at most at ``high``: the one just moved takes the other along.

    To be called before both of them.
    """
    pairs: tuple[tuple[str, str, Callable[[Any, Any], bool]], ...] = (
        (low, high, operator.gt),
        (high, low, operator.lt),
    )
    for moved, other, beyond in pairs:
        state = st.session_state.get(f"{moved}.live")
        if _hear(moved, state["value"] if state else None):
            mine, its = link.remembered(moved), link.remembered(other)
            if isinstance(its, float) and beyond(mine, its):
                link.remember(other, mine)


def _hear(key: str, reported: float | None) -> bool:
    """True if the live slider reports another value than before, which is then remembered."""
    seen: dict[str, float | None] = st.session_state.setdefault("controls.live_seen", {})
    if reported == seen.get(key):
        return False
    seen[key] = reported
    if reported is not None:
        link.remember(key, float(reported))
    return reported is not None
