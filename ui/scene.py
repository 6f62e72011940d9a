"""A presenter's scenes: after the walk come the page's look-for lines, reached with the clicker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from ui import link


@dataclass(frozen=True, slots=True, eq=False)
class _Scenes:
    """The scenes of ``page``, what each does, and the one on the screen; 0 is the walk itself."""

    page: str
    shows: tuple[Callable[[], None], ...] = ()
    at: int = 0


def announce(shows: Sequence[Callable[[], None]]) -> int:
    """The scene on the screen, counted from 1; 0 for the page's own walk, the first of ``shows``.

    ``shows`` are callbacks that put the page into each scene.
    """
    now = _now()
    st.session_state["scenes"] = _Scenes(now.page, tuple(shows), now.at)
    return now.at


def move(by: int) -> None:
    """Go ``by`` scenes on or back, if there are as many; for use in a callback."""
    now = _now()
    to = now.at + by
    if 0 <= to < len(now.shows):
        st.session_state["scenes"] = _Scenes(now.page, now.shows, to)
        now.shows[to]()


def _now() -> _Scenes:
    found: _Scenes | None = st.session_state.get("scenes")
    return found if found is not None and found.page == link.page() else _Scenes(link.page())
