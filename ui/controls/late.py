"""What a button set, kept against messages that the browser had sent before it heard of it.

While a training plays, the browser asks for a slice at every tick, and every such message carries
the values of all controls as the browser knows them. One that was under way when a button set a
control says the old value: taken at its word, it would set the control back.
"""

from dataclasses import dataclass, replace
from math import inf
from time import monotonic

import streamlit as st

UNDER_WAY = 1.0
"""Seconds after the browser was told within which a message can still be an old one."""
_KEY, _TICKED = "late.kept", "late.ticked"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a control was before a button set it, what it is now, and since when.

    fresh: the browser was not told yet, for the page that shows it is still being made.
    """

    before: object
    now: object
    since: float
    fresh: bool = True


def ticks() -> None:
    """Note that the browser is asked to send a message at every tick."""
    st.session_state[_TICKED] = monotonic()


def keep(key: str, value: object) -> None:
    """Note, before it is done, that a button sets the control ``key`` to ``value``."""
    before = st.session_state.get(key)
    kept: dict[str, _Kept] = st.session_state.setdefault(_KEY, {})
    kept.pop(key, None)
    now = monotonic()
    if before != value and now - st.session_state.get(_TICKED, -inf) <= UNDER_WAY:
        kept[key] = _Kept(before, value, now)


def told(*, again: bool) -> None:
    """Note, where a run ends, that the browser hears of it only now, or ``again`` after another."""
    kept: dict[str, _Kept] = st.session_state.get(_KEY, {})
    for key, each in kept.items():
        if each.fresh:
            kept[key] = replace(each, since=monotonic(), fresh=again)


def mend() -> None:
    """Set anew what an old message has just set back; for use before the controls are drawn."""
    kept: dict[str, _Kept] = st.session_state.setdefault(_KEY, {})
    for key, each in list(kept.items()):
        if monotonic() - each.since > UNDER_WAY:
            del kept[key]
        elif st.session_state.get(key) == each.before:
            st.session_state[key] = each.now
