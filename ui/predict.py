"""Predict first: a question about the model on the screen, its computed answer hidden until asked."""

from collections.abc import Callable, Hashable, Sequence

import streamlit as st

from ui import progress
from ui.lesson import card

SKIPPED = ""


def is_open(about: Hashable) -> bool:
    """True while the question about ``about`` was neither answered nor skipped."""
    return about not in _said()


def dismiss(about: Hashable) -> None:
    """Close the question without an answer; an answer given before stays."""
    _said().setdefault(about, SKIPPED)


def question(
    slug: str,
    about: Hashable,
    text: str,
    options: Sequence[str],
    *,
    answer: str,
    because: str,
    reveal: Callable[[], None],
) -> None:
    """Ask ``text``; once the reader commits to an option say whether it is the ``answer``, and why.

    ``reveal`` moves the figure to where the answer shows.
    """

    def commit(option: str) -> None:
        _said()[about] = option
        if option != SKIPPED:
            progress.tick(slug)
        reveal()

    with card("Predict first"):
        st.markdown(text)
        if is_open(about):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                for number, option in enumerate(options):
                    st.button(option, key=f"predict_{number}", on_click=commit, args=(option,))
                st.button(
                    "Skip", key="predict_skip", type="tertiary", on_click=commit, args=(SKIPPED,)
                )
            return
        said = _said()[about]
        if said == SKIPPED:
            verdict = f"It is **{answer}**."
        elif said == answer:
            verdict = f":green[✓ Right:] **{answer}**."
        else:
            verdict = f":orange[✗ You said {said}:] it is **{answer}**."
        st.markdown(f"{verdict} {because}")


def _said() -> dict[Hashable, str]:
    said: dict[Hashable, str] = st.session_state.setdefault("predict", {})
    return said
