"""The menu: every ready lesson under its section, ticked when its question was answered."""

from typing import Any

import streamlit as st

from ui import progress
from ui.registry import ROOT, Lesson, ready_lessons


def menu(*, hidden: bool) -> Any:
    """The page the address asks for; draws the menu beside it unless ``hidden``."""
    sections: dict[str, list[Any]] = {"": [home()]}
    for lesson in ready_lessons():
        sections.setdefault(lesson.section, []).append(menu_entry(lesson))
    sections["Reference"] = [notation()]
    return st.navigation(sections, position="hidden" if hidden else "sidebar", expanded=True)


def home() -> Any:
    """The map of the lecture."""
    return st.Page(ROOT / "pages" / "home.py", title="The map", icon=":material/map:", default=True)


def notation() -> Any:
    """The page with all symbols."""
    return st.Page(ROOT / "pages" / "notation.py", title="Symbols", url_path="notation")


def menu_entry(lesson: Lesson) -> Any:
    """The menu entry of a lesson."""
    tick = " ✓" if progress.answered(lesson.slug) else ""
    return st.Page(lesson.file, title=lesson.title + tick, url_path=lesson.slug)
