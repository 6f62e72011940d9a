"""Presenter mode: the figure and its controls large, the prose hidden, a clicker's keys, notes on demand."""

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
