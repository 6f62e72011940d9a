"""Where the parts of a lesson stand, from its question to the way to its neighbors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from ui import controls, presenter, sharing
from ui.cards import plain
from ui.components import curves, graph, relief
from ui.navigation import home, menu_entry
from ui.page import drawers
from ui.registry import BY_SLUG, neighbors
from ui.state import Page, S


def begin(slug: str, kind: type[S], *, notes: str) -> Page[S]:
    """Open the page: its question as the title, and the buttons that share, present and reset it.

    ``kind`` is the class of its state. ``notes`` are the lecturer's, shown on demand in presenter mode.
    """
    page = Page(slug, kind)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.title(BY_SLUG[slug].question, anchor=False, width="stretch")
        presenter.notes(notes)
        controls.start_values(page)
        sharing.button(page)
        presenter.button(page)
    return page


@contextmanager
def control_row() -> Iterator[None]:
    """The row of controls: at most six, side by side, wrapping on a phone."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        yield


def halves(page: Page[Any]) -> tuple[Any, Any]:
    """The figure's column and the cards' column beside it.

    Above both stands what the link or the reader asked for and could not have.
    """
    held = page.held
    if held.refusals:
        st.warning(
            "Parts of the link could not be used; the page's start values stand in their place.\n"
            + "".join(f"- {plain(refusal.parameter)}: {plain(refusal.reason)}\n" for refusal in held.refusals),
            icon=":material/link_off:",
        )
    for remark in held.remarks:
        st.warning(plain(remark), icon=":material/info:")
    share = 0.28 if presenter.active() else 0.56
    figure, cards = st.columns([1, share], gap="small")
    return figure, cards


@contextmanager
def footer() -> Iterator[None]:
    """The quiet row under the figure: proof, code, exports, and what the symbols mean."""
    with st.container(horizontal=True, gap="medium"):
        yield
        drawers.symbols()


def end(page: Page[Any], *, answer: str) -> None:
    """The answer to the page's question in one sentence, and the way to its neighbors."""
    graph.load()
    curves.load()
    relief.load()
    if not presenter.active():
        st.markdown(f"**The answer.** {answer}")
    before, after = neighbors(page.slug)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            st.page_link(menu_entry(before), label=f"← {before.title}")
        st.page_link(home(), label="The map")
        if after:
            st.page_link(menu_entry(after), label=f"{after.title} →")
