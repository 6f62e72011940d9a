"""The map of the lecture, drawn from the registry."""

from itertools import groupby
from typing import Any

import streamlit as st

from ui import limits, navigation, presenter, progress, state
from ui.components import map as cards
from ui.registry import BY_SLUG, LESSONS, Lesson, ready_lessons

WHAT = """
A recurrent neural network reads a sequence step by step and carries a **hidden state** from each step to the next, so
that the same weights work for sequences of any length. One needs it when the input or the output is a sequence whose
order matters: text, speech, sensor readings, the frames of a video. When one input gives one output, a feed-forward
network is enough.
"""
HOW = """
Each lesson is a page with a real network that you step through, train and change, and a guide that leads you. Every
number is computed by the model shown, now or in a stored run that one command repeats, and each page lets you check it.
"""


def show() -> None:
    """What recurrent networks are, where to go on, and all lessons as a path in the order of the lecture."""
    before = state.visit().page
    state.arrive("home")
    if opening := st.session_state.pop("open_lesson", None):
        st.switch_page(navigation.menu_entry(BY_SLUG[opening]))
    st.title("Recurrent neural networks, unrolled", anchor=False)
    with st.container(width=900):
        st.markdown(WHAT)
        st.markdown(HOW)
    ready = ready_lessons()
    last = before if before in BY_SLUG else st.session_state.get("last_lesson", "")
    st.session_state["last_lesson"] = last
    to = BY_SLUG[last] if last else _unanswered(ready)
    begun = bool(last) or any(progress.answered(lesson.slug) for lesson in ready)
    label = "Continue where you were" if begun else "Start here"
    with st.container(border=True, width="content"):
        st.page_link(
            navigation.menu_entry(to), label=f":green[**{label}:**] {to.question}", icon=":material/play_circle:"
        )
    presenting, end = presenter.active(), ready[-1].slug
    cards.mount(
        "home.map",
        [_section(*each) for each in groupby(ready, _name)],
        ahead=ready[0].slug if presenting else "",
        behind=end if presenting and last == end else "",
        on_open=_open,
    )
    with st.container(horizontal=True):
        st.page_link(navigation.notation(), label="All symbols", icon=":material/match_case:", width="content")
        if any(progress.answered(lesson.slug) for lesson in LESSONS):
            st.button("Forget my answers on this device", key="forget", type="tertiary", on_click=progress.forget)
    st.caption(limits.STATED)
    state.write_address("home", [])
    progress.keep()


def _open(slug: str, by: int) -> None:
    if slug in BY_SLUG and BY_SLUG[slug].ready:
        if by < 0:
            state.open_from_behind(slug)
        st.session_state["open_lesson"] = slug


def _unanswered(ready: tuple[Lesson, ...]) -> Lesson:
    done = [place for place, lesson in enumerate(ready) if progress.answered(lesson.slug)]
    after = done[-1] + 1 if done else 0
    return ready[min(after, len(ready) - 1)]


def _name(lesson: Lesson) -> str:
    return lesson.section


def _section(name: str, lessons: Any) -> dict[str, Any]:
    return {
        "name": name,
        "lessons": [
            {
                "slug": lesson.slug,
                "title": lesson.title,
                "question": lesson.question,
                "needs": f"after {' and '.join(BY_SLUG[slug].title for slug in lesson.needs)}" if lesson.needs else "",
                "tick": progress.answered(lesson.slug),
            }
            for lesson in lessons
        ],
    }
