"""Which lessons' predict-first questions were answered in this visit."""

import streamlit as st


def tick(slug: str) -> None:
    """Note that the question of ``slug`` was answered."""
    _done().add(slug)


def answered(slug: str) -> bool:
    """True if the question of ``slug`` was answered in this visit."""
    return slug in _done()


def _done() -> set[str]:
    done: set[str] = st.session_state.setdefault("progress", set())
    return done
