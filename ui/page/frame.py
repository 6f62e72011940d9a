"""Where the parts of a lesson stand, from its question to the way to its neighbors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from ui import controls, embedding, limits, presenter, sharing
from ui.cards import plain
from ui.components import card, curves, graph, legend
from ui.components.card import NUMBER, Card
from ui.guide import Script, Text, guide, text
from ui.navigation import home, menu_entry, notation
from ui.registry import BY_SLUG, neighbors
from ui.state import Page, S


def begin(slug: str, kind: type[S], script: Script[S, Any]) -> Page[S]:
    """Open the page: its question as the title, and the buttons that share, present and reset it.

    ``kind`` is the class of its state, ``script`` what its guide goes through. A presenter's page has no title: the
    guide stands in its place, the buttons under the controls; in the page of another site there are no buttons either.
    """
    page = Page(slug, kind, script)
    if presenter.active() or embedding.active():
        return page
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.title(BY_SLUG[slug].question, anchor=False, width="stretch")
        with st.container(horizontal=True, gap="small", width="content", key=f"controls_of_{slug}_page"):
            controls.start_values(page)
            sharing.button(page)
            presenter.button(page)
    return page


@contextmanager
def control_row(page: Page[Any]) -> Iterator[None]:
    """The row of controls: at most four, and *More*; a presenter's stand beside the figure, under the guide.

    In the page of another site the guide stands in their place, and they are not seen.
    """
    if presenter.active():
        with st.container(gap="xxsmall"):
            card.mount(page.key("guide"), [guide.card(page, page.script)])
            page.columns = st.columns([1, 0.34], gap="xsmall")
        with page.columns[1]:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
                yield
            with st.container(horizontal=True, gap="xsmall"):
                presenter.notes_button(page)
                controls.start_values(page)
                sharing.button(page)
                presenter.button(page)
        return
    if embedding.active():
        card.mount(page.key("guide"), [guide.card(page, page.script)])
        page.columns = st.container(gap="xsmall"), st.container(key="beyond_the_figure")
    key = f"controls_of_{page.slug}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=key):
        yield


def choices(page: Page[Any], cards: Sequence[Card], *, called: str) -> None:
    """A row of cards one of which is chosen, above the controls; on a phone it is folded away with them."""
    if embedding.active():
        return
    with st.container(key=f"controls_of_{page.slug}_choices"):
        card.mount(page.key("choices"), cards, row=called)


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
    used_up = limits.used_up()
    for remark in [*held.remarks, *([used_up] if used_up else [])]:
        st.warning(plain(remark), icon=":material/info:")
    for done in [*held.cleaned.values(), *held.told]:
        st.caption(plain(f"{done}."))
    figure, cards = page.columns or st.columns([1, 0.56], gap="small")
    return figure, cards


@contextmanager
def footer() -> Iterator[None]:
    """The quiet row under the figure: proof, code, exports, and what the symbols mean."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="beyond_the_figure_footer"):
        yield
        st.page_link(notation(), label="All symbols", icon=":material/match_case:", width="content")


@contextmanager
def more(page: Page[Any]) -> Iterator[bool]:
    """The place of the controls that a reader does not need at first; False while it is closed."""
    popover = st.popover("More", key=page.key("more"), on_change="rerun")
    with popover:
        yield bool(popover.open)


def cards(page: Page[Any], others: Sequence[Card] = (), *, explains: bool = True) -> None:
    """The cards beside the figure: the guide, and as one element the lesson's own and how the chosen number was made.

    ``explains``: the figure says how its numbers were made.
    On a phone the guide comes before the figure. For a presenter, and in the page of another site, it stands above it,
    and the number's card comes with a choice.
    """
    if presenter.active():
        note = guide.note(page, page.script)
        number = [NUMBER] if explains and page.now.selected else []
        card.mount(page.key("cards"), [*([note] if note else []), *number, *others])
    elif embedding.active():
        with page.columns[0]:
            if page.now.selected:
                card.mount(page.key("cards"), [NUMBER])
            embedding.way_out(page)
    else:
        card.mount(page.key("guide"), [guide.card(page, page.script)])
        card.mount(page.key("cards"), [*others, *([NUMBER] if explains else [])])


def end(page: Page[Any], written: Text) -> None:
    """The page's symbols, its text with exercises, and the way to its neighbors."""
    graph.load()
    curves.load()
    if embedding.active():
        return
    if not presenter.active():
        legend.mount(page.key("legend"), page.script.symbols)
        text.show(page, page.script, written)
    before, after = neighbors(page.slug)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            st.page_link(menu_entry(before), label=f"← {before.title}")
        st.page_link(home(), label="The map")
        if after:
            st.page_link(menu_entry(after), label=f"{after.title} →")
