"""Where a page's figure stands: the step it jumps to, what is pointed out, when it jumps anew."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

import streamlit as st

from ui import link

LAST = 10**6
"""Beyond the last step of any walk; figures stop at their last one."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump of the figure to ``step``, None for where the page starts; ``count`` makes it new."""

    count: int = 0
    step: int | None = None
    highlight: tuple[str, ...] = ()
    about: Hashable = None
    fresh: bool = False


def jump(step: int, *, highlight: tuple[str, ...] = ()) -> None:
    """Send the figure to ``step`` at the next run of the page; for use in a callback."""
    st.session_state["jump"] = Jump(_jump().count + 1, step, highlight, fresh=True)


def place(about: Hashable, start: int) -> tuple[int, str, tuple[str, ...]]:
    """The step to show, a token that changes whenever the figure shall jump, and what to highlight.

    A figure about something new starts at ``start``, unless a jump was asked for just now.
    """
    now, about = _jump(), (link.page(), about)
    if now.fresh:
        now = replace(now, about=about, fresh=False)
    elif now.about != about:
        now = Jump(now.count + 1, None, (), about)
    st.session_state["jump"] = now
    return start if now.step is None else now.step, str(now.count), now.highlight


def _jump() -> Jump:
    found: Jump = st.session_state.get("jump", Jump())
    return found
