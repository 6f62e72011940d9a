"""The answers of this visit's reader, and the lessons they ticked; the device keeps them over a reload.

A link carries none of it: an answer is the reader's own.
"""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from ui.components import device
from ui.state import visit

SKIP = "Skip"
LONGEST, MOST = 200, 2000
"""The longest text and the most answers that are taken over from a device."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader committed to, and what was true of the model at that moment.

    ``earlier``: it was given in an earlier visit on this device.
    """

    option: str
    truth: str = ""
    earlier: bool = False


def answer(slug: str, about: Hashable) -> Answer | None:
    """The answer to the page's question about ``about``; None while there is none."""
    return _answers().get(slug, {}).get(_name(about))


def give(slug: str, about: Hashable, given: Answer) -> None:
    """Note an answer."""
    _answers().setdefault(slug, {})[_name(about)] = given
    if given.option != SKIP:
        st.session_state["news"] = True


def show_news() -> None:
    """Run the whole page after an answer, so that the menu shows its tick and the device keeps it."""
    if st.session_state.pop("news", False):
        st.rerun()


def answered(slug: str) -> bool:
    """True if a question of ``slug`` was answered, not just skipped."""
    return any(each.option != SKIP for each in _answers().get(slug, {}).values())


def forget() -> None:
    """Take back all answers, on this device too; for use in a callback."""
    visit().answers.clear()
    visit().forgotten += 1


def keep() -> None:
    """Bring the device up to date; at the end of every run of a whole page."""
    device.keep(
        {
            slug: {name: [each.option, each.truth] for name, each in answers.items()}
            for slug, answers in _answers().items()
        },
        forget=visit().forgotten,
        on_stored=_take_over,
    )


def _take_over(text: str) -> None:
    try:
        pages = json.loads(text)
    except ValueError:
        return
    count = 0
    for slug, answers in pages.items() if isinstance(pages, dict) else ():
        for name, pair in answers.items() if isinstance(answers, dict) else ():
            right_form = isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, str) for each in pair)
            if right_form and max(map(len, (slug, name, *pair))) <= LONGEST and count < MOST:
                _answers().setdefault(slug, {}).setdefault(name, Answer(pair[0], pair[1], earlier=True))
                count += 1
    st.session_state["news"] = count > 0


def _name(about: Hashable) -> str:
    return sha256(repr(about).encode()).hexdigest()[:16]


def _answers() -> dict[str, dict[str, Answer]]:
    return visit().answers
