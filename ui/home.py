"""The map of the lecture, drawn from the registry."""

from itertools import groupby

import streamlit as st

from ui import progress, state
from ui.navigation import menu_entry
from ui.registry import LESSONS, Lesson, ready_lessons


def show() -> None:
    """Sections side by side, ready lessons as links with their questions, a tick where answered."""
    state.arrive("home")
    st.title("Recurrent neural networks, unrolled", anchor=False)
    st.markdown(
        "One lecture, as pages on which you *do* something with a real network: step it, click its "
        "numbers, train it, break it. Every number on the screen is computed by the model on the "
        "screen, and each page lets you check it. Framed lessons are open, the others follow."
    )
    first = ready_lessons()[0]
    with st.container(border=True, width="content"):
        st.page_link(
            menu_entry(first), label=f":green[**Start here:**] {first.question}", icon=":material/play_circle:"
        )
    sections = [(name, list(lessons)) for name, lessons in groupby(LESSONS, _section)]
    for start in range(0, len(sections), 3):
        columns = st.columns(3, gap="large")
        for column, (name, lessons) in zip(columns, sections[start : start + 3], strict=False):
            with column:
                st.subheader(name, anchor=False)
                for lesson in lessons:
                    _entry(lesson)
    if any(progress.answered(lesson.slug) for lesson in LESSONS):
        st.button("Forget my answers on this device", key="forget", type="tertiary", on_click=progress.forget)
    state.write_address("home", [])
    progress.keep()


def _section(lesson: Lesson) -> str:
    return lesson.section


def _entry(lesson: Lesson) -> None:
    with st.container(border=lesson.ready, gap=None):
        if lesson.ready:
            tick = " :green[✓]" if progress.answered(lesson.slug) else ""
            st.page_link(menu_entry(lesson), label=f"**{lesson.title}**{tick}")
        else:
            st.markdown(f":gray[{lesson.title}]")
        st.caption(lesson.question)
