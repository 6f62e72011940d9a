"""Presenter mode: the figure and its controls large, the prose hidden, a clicker's keys, scenes after the walk."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ui.state import Page, visit


def active() -> bool:
    """True while this visit presents."""
    return visit().presenting


def button(page: Page[Any]) -> None:
    """The button that enters or leaves presenter mode."""

    def switch() -> None:
        visit().presenting = not active()

    key = page.key("present")
    if active():
        st.button("Leave", key=key, icon=":material/close_fullscreen:", on_click=switch, help="Leave presenter mode.")
    else:
        st.button(
            "Present",
            key=key,
            icon=":material/present_to_all:",
            on_click=switch,
            help="Large figure, no prose, speaker notes on demand; a clicker's keys step.",
        )


def notes(text: str) -> None:
    """Speaker notes, opened on demand in presenter mode only."""
    if active():
        with st.popover("Notes", icon=":material/speaker_notes:"):
            st.markdown(text)


def notes_button(page: Page[Any]) -> None:
    """The button that opens or closes the lecturer's notes, in presenter mode only."""

    def switch() -> None:
        visit().notes = not visit().notes

    if active():
        shown = visit().notes
        st.button(
            "Hide notes" if shown else "Notes",
            key=page.key("notes"),
            icon=":material/speaker_notes_off:" if shown else ":material/speaker_notes:",
            on_click=switch,
        )


def announce(page: Page[Any], shows: Sequence[Callable[[], None]]) -> int:
    """The scene on the screen, counted from 1; 0 for the page's own walk, the first of ``shows``.

    ``shows`` are callbacks that put the page into each scene; after the walk the clicker goes on to them.
    """
    page.held.scenes = tuple(shows)
    return page.held.scene


def move(page: Page[Any], by: int) -> None:
    """Go ``by`` scenes on or back, if there are as many; for use in a callback."""
    held = page.held
    to = held.scene + by
    if 0 <= to < len(held.scenes):
        held.scene = to
        held.scenes[to]()
