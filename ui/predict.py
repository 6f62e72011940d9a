"""Predict first: a question about the model on the screen; its answer is computed and waits."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import streamlit as st

from ui import link, progress
from ui.cards import card, plain

SKIP = "Skip"


@dataclass(frozen=True, slots=True)
class _Said:
    """What the reader committed to, and what was true of the model at that moment."""

    option: str
    answer: str = ""


def is_open(about: Hashable) -> bool:
    """True while the question about ``about`` was neither answered nor skipped."""
    if st.session_state.pop("predict.dismiss_next", False):
        dismiss(about)
    return (link.page(), about) not in _said()


def dismiss(about: Hashable) -> None:
    """Close the question without an answer; an answer given before stays."""
    _said().setdefault((link.page(), about), _Said(SKIP))


def dismiss_next() -> None:
    """Close the next question to come up, as *Show me* does: it shows what the question hides."""
    st.session_state["predict.dismiss_next"] = True


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

    def commit() -> None:
        option: str = st.session_state["predict_bet"]
        _said()[link.page(), about] = _Said(option, answer)
        if option != SKIP:
            progress.tick(slug)
            reveal()

    progress.show_news()
    said = _said().get((link.page(), about))
    with card("Predict first", f"{text}\n\n{_verdict(said, answer, because) if said else ''}"):
        if said:
            return
        st.pills(
            "Your bet",
            [*options, SKIP],
            key="predict_bet",
            format_func=plain,
            on_change=commit,
            label_visibility="collapsed",
        )


def _verdict(said: _Said, answer: str, because: str) -> str:
    if said.option == SKIP:
        return f"The answer is **{plain(answer)}**. {plain(because)}"
    if said.option == said.answer:
        verdict = f":green[✓ Right:] **{plain(said.answer)}**."
    else:
        verdict = (
            f":orange[✗ You said {plain(said.option)}:] the answer was **{plain(said.answer)}**."
        )
    if said.answer != answer:
        return f"{verdict} What is asked about has changed: now it is **{plain(answer)}**."
    return f"{verdict} {plain(because)}"


def _said() -> dict[Hashable, _Said]:
    said: dict[Hashable, _Said] = st.session_state.setdefault("predict", {})
    return said
