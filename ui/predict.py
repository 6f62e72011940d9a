"""Predict first: a question about the model on the screen; its answer is computed and waits."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import streamlit as st

from ui import presenting, progress
from ui.cards import card, plain

SKIPPED = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the reader committed to, and what was true of the model at that moment."""

    option: str
    answer: str = ""
    because: str = ""


def is_open(about: Hashable) -> bool:
    """True while the question about ``about`` was neither answered nor skipped."""
    return about not in _said()


def veil(about: Hashable, step: int) -> int | None:
    """``step`` while the question is open: the figure hides the numbers of later steps; else None.

    A presenter's figure hides what is not reached yet anyway.
    """
    return step if is_open(about) and not presenting.active() else None


def dismiss(about: Hashable) -> None:
    """Close the question without an answer; an answer given before stays."""
    _said().setdefault(about, _Said(SKIPPED))


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
        _said()[about] = _Said(option, answer, because)
        if option != SKIPPED:
            progress.tick(slug)
        reveal()

    progress.show_news()
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
        true, why = said.answer or answer, said.because or because
        if said.option == SKIPPED:
            verdict = (
                f"It was **{plain(true)}**." if said.answer else f"Now it is **{plain(true)}**."
            )
        elif said.option == true:
            verdict = f":green[✓ Right:] **{plain(true)}**."
        else:
            verdict = f":orange[✗ You said {plain(said.option)}:] it was **{plain(true)}**."
        st.markdown(f"{verdict} {plain(why)}")


def _said() -> dict[Hashable, _Said]:
    said: dict[Hashable, _Said] = st.session_state.setdefault("predict", {})
    return said
