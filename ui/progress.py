"""Which lessons' predict-first questions were answered in this visit."""

import streamlit as st


def tick(slug: str) -> None:
    """Note that the question of ``slug`` was answered."""
    if slug not in _done():
        _done().add(slug)
        st.session_state["progress.news"] = True


def show_news() -> None:
    """Run the whole page anew after a first answer, so that the menu shows its tick."""
    if st.session_state.pop("progress.news", False):
        st.rerun()


def answered(slug: str) -> bool:
    """True if the question of ``slug`` was answered in this visit."""
    return slug in _done()


def _done() -> set[str]:
    done: set[str] = st.session_state.setdefault("progress", set())
    return done
