"""Where the parts of a lesson stand, from its question to the way to its neighbors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from ui import controls, link, presenting, sharing
from ui.cards import plain
from ui.components import curves, graph, relief
from ui.navigation import home, page
from ui.registry import BY_SLUG, neighbors


def question(slug: str) -> str:
    """The question the page answers."""
    return BY_SLUG[slug].question


def begin(slug: str, *, notes: str) -> None:
    """Open the page: its question as the title, and the buttons that share, present and reset it.

    ``notes`` are the lecturer's, shown on demand in presenter mode.
    """
    link.arrive(slug)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"
    ):
        st.title(question(slug), anchor=False, width="stretch")
        presenting.notes(notes)
        controls.lecture_values()
        sharing.button()
        presenting.button()


@contextmanager
def control_row() -> Iterator[None]:
    """The row of controls: at most six, side by side, wrapping on a phone."""
    controls.begin()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        yield
    controls.end()


def halves() -> tuple[Any, Any]:
    """The figure's column and the cards' column beside it.

    Above both stands what the link or the reader asked for and could not have.
    """
    if refused := link.refusals():
        st.warning(
            "Parts of the link could not be used; the lecture's values stand in their place.\n"
            + "".join(f"- `{refusal.parameter}`: {plain(refusal.reason)}\n" for refusal in refused),
            icon=":material/link_off:",
        )
    for remark in controls.remarks():
        st.warning(plain(remark), icon=":material/info:")
    share = 0.28 if presenting.active() else 0.56
    figure, cards = st.columns([1, share], gap="small")
    return figure, cards.container(gap="xsmall")


@contextmanager
def footer() -> Iterator[None]:
    """The quiet row under the figure: proof, code, exports."""
    with st.container(horizontal=True, gap="medium"):
        yield


def end(slug: str, *, answer: str) -> None:
    """The answer to the page's question in one sentence, and the way to its neighbors."""
    graph.load()
    curves.load()
    relief.load()
    if not presenting.active():
        st.markdown(f"**The answer.** {answer}")
    before, after = neighbors(slug)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            st.page_link(page(before), label=f"← {before.title}")
        st.page_link(home(), label="The map")
        if after:
            st.page_link(page(after), label=f"{after.title} →")
