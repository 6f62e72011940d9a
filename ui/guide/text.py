"""The text under a lesson's figure: sections with buttons that put the figure into a stop, and three exercises."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Literal

import streamlit as st

from ui.guide import guide
from ui.state import Page

Words = str | Callable[[], str]
"""A text, or what computes it."""
KINDS = {"hand": "by hand", "here": "to try here", "think": "to think about"}
WIDTH = 760
"""Px of a line of text."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and Markdown with mathematics between dollar signs; ``stops`` get a button each that shows them."""

    heading: str
    body: Words
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A task and its solution, whose numbers are computed; ``stop`` gets a button that sets its state."""

    kind: Literal["hand", "here", "think"]
    task: Words
    solution: Words
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What a lesson's page says under its figure; ``sources`` is a list in Markdown."""

    sections: tuple[Section, ...]
    exercises: tuple[Exercise, Exercise, Exercise]
    sources: str


def show(page: Page[Any], script: guide.Lesson, text: Text) -> None:
    """Draw the text, the exercises with their solutions folded, and the sources."""
    with st.container(width=WIDTH, key="text_of_the_lesson"):
        for section in text.sections:
            st.markdown(f"### {section.heading}\n\n{said(section.body)}")
            with st.container(horizontal=True):
                for name in section.stops:
                    _button(page, script, name, f"text.{name}")
        st.markdown("### Three exercises")
        for number, exercise in enumerate(text.exercises, start=1):
            with st.container(border=True):
                st.markdown(f"**Exercise {number}, {KINDS[exercise.kind]}.** {said(exercise.task)}")
                if exercise.stop:
                    _button(page, script, exercise.stop, f"exercise.{number}")
                with st.expander("Solution"):
                    st.markdown(said(exercise.solution))
        st.markdown(f"### Sources\n\n{text.sources}")


@lru_cache(maxsize=512)
def said(words: Words) -> str:
    """The text as it reads, the same for every reader: what it computes is computed once."""
    return words if isinstance(words, str) else words()


def _button(page: Page[Any], script: guide.Lesson, name: str, key: str) -> None:
    to = script.places[name]
    st.button(
        f"Show: {script.stops[to].title}",
        key=f"{page.slug}.{key}",
        type="tertiary",
        icon=":material/play_circle:",
        on_click=partial(guide.go, page, script, to),
    )
