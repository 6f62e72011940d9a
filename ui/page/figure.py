"""The main figure of a lesson: a diagram or curves, where it stands, what is chosen in it."""

from collections.abc import Callable, Hashable

from figures import curve_data
from figures.columns import View
from figures.curves import Curves
from figures.graph import Graph
from figures.payload import as_data
from ui import predict, presenting, scene, walk
from ui.components import curves, graph

TALL = 900
"""The most height of a figure's drawing in px; it takes no more than the window has left."""


def view(
    choice: Hashable,
    mode: str = "",
    *,
    ask_after: int | None = None,
    digits: int = 2,
    selected: str | None = None,
) -> View:
    """Where the figure of ``choice`` stands: at ``ask_after`` while its question is open.

    While the question is open, what steps after ``ask_after`` reach is hidden. ``selected`` is the
    node chosen before the reader chooses one. A presenter starts at the first step.
    """
    asking = ask_after is not None and predict.is_open(choice)
    start = ask_after if ask_after is not None and asking else walk.LAST
    if presenting.active():
        start = 0
    step, token, highlight = walk.place((choice, mode), start)
    veil = ask_after if asking and not presenting.active() else None
    return View(step, token, veil, highlight, digits, selected, presenting.active())


def show(
    figure: Graph,
    slug: str,
    *,
    on_edit: Callable[[str, str], None] | None = None,
    on_cut: Callable[[str, str], None] | None = None,
) -> str | None:
    """Draw the page's main figure; returns the id of the node the reader chose.

    Before that it is the figure's own, for a presenter one that the walk has reached; None for
    none. ``on_edit`` and ``on_cut`` are told what the reader typed into a cell, and where they
    dragged the scissors, before the page runs again.
    """
    begun = figure.begun() if presenting.active() else figure
    node = graph.mount(
        as_data(begun),
        f"{slug}.graph",
        presenting.active(),
        max_height=TALL,
        on_edit=on_edit,
        on_cut=on_cut,
        on_beyond=scene.move if presenting.active() else None,
    )
    return node or begun.selected


def plot(figure: Curves, slug: str, *, least: int = 300) -> str | None:
    """Draw curves as the page's main figure; returns the id of the point the reader chose.

    ``least``: its height in px where the window has no more room.
    """
    return curves.mount_main(
        curve_data.as_data(figure),
        f"{slug}.curves",
        least=least,
        on_beyond=scene.move if presenting.active() else None,
    )


def chosen(slug: str) -> str | None:
    """The id of the node the reader chose in the main figure, before it is drawn in this run."""
    return graph.selected(f"{slug}.graph")
