"""The main figure of a lesson: a diagram or curves, where it stands, what is chosen in it."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

from figures import curve_data
from figures.columns import View
from figures.curves import Curves
from figures.graph import Graph
from figures.payload import as_data
from ui import predict, presenter
from ui.components import curves, graph
from ui.state import LAST, Page

TALL = 900
"""The most height of a figure's drawing in px; it takes no more than the window has left."""


def view(
    page: Page[Any],
    choice: Hashable,
    mode: str = "",
    *,
    ask_after: int | None = None,
    digits: int = 2,
    selected: str | None = None,
) -> View:
    """Where the figure of ``choice`` stands: at ``ask_after`` while its question is open.

    While the question is open, what steps after ``ask_after`` reach is hidden. ``selected`` is the node chosen before
    the reader chooses one. A presenter starts at the first step, and stays at a step while controls change.
    """
    presenting = presenter.active()
    asking = ask_after is not None and predict.is_open(page, choice)
    start = 0 if presenting else ask_after if ask_after is not None and asking else LAST
    home = 0 if presenting else LAST if ask_after is None else ask_after
    step, token, highlight = page.place((choice, mode), start, stay=presenting, home=home)
    veil = ask_after if asking and not presenting else None
    return View(step, token, veil, highlight, digits, selected, presenting)


def show(
    page: Page[Any],
    figure: Graph,
    *,
    on_edit: Callable[[str, str], None] | None = None,
    on_cut: Callable[[str, str], None] | None = None,
) -> str | None:
    """Draw the page's main figure; returns the id of the node that is selected in it.

    That is the reader's choice where the figure has it, else the figure's own, for a presenter one that the walk has
    reached; None for none. ``on_edit`` and ``on_cut`` are told what the reader typed into a cell, and where they
    dragged the scissors, before the page runs again.
    """
    begun = figure.begun() if presenter.active() else figure
    chosen = page.now.selected
    if chosen is not None and figure.has(chosen):
        begun = replace(begun, selected=chosen)
    graph.mount(
        as_data(begun),
        page.key("graph"),
        presenter.active(),
        max_height=TALL,
        home=page.held.home,
        on_select=lambda node: page.change(selected=node),
        on_edit=on_edit,
        on_cut=on_cut,
        on_beyond=on_beyond(page),
    )
    return begun.selected


def plot(page: Page[Any], figure: Curves, *, least: int = 300) -> str | None:
    """Draw curves as the page's main figure; returns the id of the point that is selected in them.

    ``least``: its height in px where the window has no more room.
    """
    chosen = page.now.selected
    if chosen is not None and figure.has(chosen):
        figure = replace(figure, selected=chosen)
    curves.mount_main(
        curve_data.as_data(figure),
        page.key("curves"),
        least=least,
        home=page.held.home,
        on_select=lambda point: page.change(selected=point),
        on_beyond=on_beyond(page),
    )
    return figure.selected


def on_beyond(page: Page[Any]) -> Callable[[int], None] | None:
    """What a clicker's key past the end of the walk does: a presenter's next scene; None for a reader."""
    return (lambda by: presenter.move(page, by)) if presenter.active() else None
