"""The controls of a page together: what a link may not set is refused, all are put back."""

from collections.abc import Callable

import streamlit as st

from ui import link
from ui.controls import late, said
from ui.controls.setting import set_to


def begin() -> None:
    """Start a page's lists of controls and remarks anew."""
    st.session_state["controls.declared"] = {}
    said.say_nothing()
    late.mend()
    set_to(st.session_state.pop("controls.refused", {}))
    st.session_state["controls.refused"] = {}


def end() -> None:
    """Run the page anew if a control's link was refused: only then lets its widget be corrected."""
    if st.session_state["controls.refused"]:
        st.rerun()


def declare(key: str, default: object) -> None:
    """Count a control among the page's: ``default`` is what it is put back to."""
    _declared()[key] = default


def accept(
    key: str, default: object, problem: Callable[[str], str | None], *, parts: int = 1
) -> None:
    """Count a widget among the page's, and refuse a text of its link that ``problem`` objects to.

    A link may set a widget of several ``parts`` by a text for each.
    """
    declare(key, default)
    if link.check(key, problem, parts=parts):
        st.session_state["controls.refused"][key] = default


def reset() -> None:
    """Put every control of the page, and all else it remembers, back; for use in a callback."""
    link.forget_page()
    set_to(_declared())


def lecture_values() -> None:
    """The button that resets the page."""
    st.button(
        "Lecture values",
        key="lecture_values",
        on_click=reset,
        help="Put every control back to the values of the lecture's slide.",
    )


def _declared() -> dict[str, object]:
    declared: dict[str, object] = st.session_state.setdefault("controls.declared", {})
    return declared
