"""Presenter mode: the figure and its controls large, the prose hidden, a clicker's keys."""

import streamlit as st

PARAMETER = "present"


def active() -> bool:
    """True while the address says ``present=1``."""
    return st.query_params.get(PARAMETER) == "1"


def button() -> None:
    """The button that enters or leaves presenter mode."""

    def switch() -> None:
        if active():
            del st.query_params[PARAMETER]
        else:
            st.query_params[PARAMETER] = "1"

    if active():
        st.button(
            "Leave presenter mode",
            key="present",
            icon=":material/close_fullscreen:",
            on_click=switch,
        )
    else:
        st.button(
            "Present",
            key="present",
            icon=":material/present_to_all:",
            on_click=switch,
            help="Large figure, no prose, speaker notes on demand; a clicker's keys step.",
        )


def notes(text: str) -> None:
    """Speaker notes, opened on demand in presenter mode only."""
    if active():
        with st.popover("Notes", icon=":material/speaker_notes:"):
            st.markdown(text)
