"""What there is to say beside the controls."""

import streamlit as st


def say_nothing() -> None:
    """Start the remarks of a run anew."""
    st.session_state["controls.remarks"] = []


def remark(text: str) -> None:
    """Say beside the controls what could not be done, and what stands in its place."""
    st.session_state["controls.remarks"].append(text)


def remarks() -> tuple[str, ...]:
    """What there is to say about the controls in this run."""
    return tuple(st.session_state["controls.remarks"])
