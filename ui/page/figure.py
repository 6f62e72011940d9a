"""The main figure of a lesson: a diagram or curves, where it stands, what is chosen in it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any

from figures import curve_data
from figures import plot as explored
from figures.columns import View
from figures.curves import Curves
from figures.graph import Graph
from figures.payload import as_data
from figures.plot import Plot
from ui import presenter
from ui.components import curves, graph
from ui.components import plot as plotted
from ui.components.payload import Prepared, prepare
from ui.guide import Script, guide
from ui.state import Page

TALL = 900
"""The most height of a figure's drawing in px; it takes no more than the window has left."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram as what is sent of it, made once for all who see the same; no object of the diagram is kept.

    ``names`` are the ids in it, ``steps`` of its walk are counted. ``place`` is each reader's own: where it starts,
    what is selected or highlighted.
    """

    prepared: Prepared
    names: frozenset[str]
    steps: int
    place: View = field(default_factory=View)

    @classmethod
    def of(cls, figure: Graph) -> "Drawing":
        """``figure`` without what is a reader's own."""
        data = as_data(figure)
        for name in ("start", "start_token", "selected", "highlight"):
            del data[name]
        return cls(prepare(data), figure.names(), len(figure.steps))


def stand(
    page: Page[Any], script: Script[Any, Any], about: Hashable, *, digits: int = 2, selected: str | None = None
) -> View:
    """Where the figure of ``about`` stands: at the guide's stop, else at its last step.

    While the stop's question is open, what later steps reach is hidden. ``selected`` is the node chosen before a
    reader or a stop chooses one; a presenter chooses it. A presenter stays at a step while controls change.
    """
    presenting = presenter.active()
    walk = guide.walk(page, script)
    home, pointed, covers = guide.standing(page, script)
    start = walk[0] if presenting and walk else home
    step, token, highlight = page.place((about, guide.asks(page, script)), start, stay=presenting, home=start)
    page.held.walk = walk if presenting else None
    after = home if covers else None
    veil = None if presenting else after
    chosen = None if covers or (presenting and walk) else selected
    return View(step, token, veil, highlight or pointed, digits, chosen, presenting, after)


def show(
    page: Page[Any],
    figure: Graph | Drawing,
    *,
    on_edit: Callable[[str, str], None] | None = None,
    on_cut: Callable[[str, str], None] | None = None,
) -> str | None:
    """Draw the page's main figure; returns the id of the node that is selected in it.

    That is the reader's choice where the figure has it, else the figure's own, for a presenter one that the walk has
    reached; None for none. ``on_edit`` and ``on_cut`` are told what the reader typed into a cell, and where they
    dragged the scissors, before the page runs again.
    """
    chosen = page.now.selected
    if isinstance(figure, Drawing):
        place = figure.place
        selected = chosen if chosen in figure.names else place.selected
        own = {
            "start": min(place.start, figure.steps - 1),
            "start_token": place.token,
            "selected": selected,
            "highlight": list(place.highlight),
        }
        _mount(page, own, figure.prepared, on_edit, on_cut)
        return selected
    begun = figure.begun() if presenter.active() else figure
    if chosen is not None and chosen in figure.names():
        begun = replace(begun, selected=chosen)
    _mount(page, as_data(begun), None, on_edit, on_cut)
    return begun.selected


def _mount(
    page: Page[Any],
    payload: dict[str, Any],
    prepared: Prepared | None,
    on_edit: Callable[[str, str], None] | None,
    on_cut: Callable[[str, str], None] | None,
) -> None:
    graph.mount(
        payload,
        page.key("graph"),
        presenter.active(),
        prepared=prepared,
        max_height=TALL,
        home=page.held.home,
        walk=page.held.walk,
        on_select=lambda node: page.change(selected=node),
        on_edit=on_edit,
        on_cut=on_cut,
        on_beyond=on_beyond(page),
    )


def plot(page: Page[Any], figure: Curves, *, least: int = 300) -> str | None:
    """Draw curves as the page's main figure; returns the id of the point that is selected in them.

    ``least``: its height in px where the window has no more room.
    """
    chosen = page.now.selected
    if chosen is not None and figure.has(chosen):
        figure = replace(figure, selected=chosen)
    curves.mount_main(
        {**curve_data.as_data(figure), "sketch": _sketch(page, figure)},
        page.key("curves"),
        least=least,
        home=page.held.home,
        walk=page.held.walk,
        on_select=lambda point: page.change(selected=point),
        on_beyond=on_beyond(page),
    )
    return figure.selected


def explore(
    page: Page[Any],
    figure: Plot,
    *,
    on_place: Callable[[Any, Any], None] | None = None,
    on_select: Callable[[str | None], None] | None = None,
) -> str | None:
    """Draw a chart to explore as the page's main figure; returns the name of the point that is selected in it.

    ``on_place`` is told the place of a click on what has no name: numbers, or the names of categories. ``on_select`` is
    told the name of a point that is chosen, which is kept as selected where it is left out. The page also calls
    ``plot.load``.
    """
    chosen = page.now.selected
    if chosen is not None and figure.has(chosen):
        figure = replace(figure, selected=chosen)
    plotted.mount(
        explored.as_data(figure),
        page.key("plot"),
        on_select=on_select or (lambda point: page.change(selected=point)),
        on_place=on_place,
        on_beyond=on_beyond(page),
        home=page.held.home,
        walk=page.held.walk,
    )
    return figure.selected


def _sketch(page: Page[Any], figure: Curves) -> dict[str, Any] | None:
    """Where the reader may draw what a question covers; the drawing stays as a ghost once it is answered."""
    if page.script is None or not guide.is_there(page, page.script):
        return None
    stop = guide.stop(page, page.script)
    if stop.question is None or not stop.question.draws:
        return None
    return {"id": f"{page.slug}.{stop.name}", "stretch": None if figure.veil is None else list(figure.veil)}


def on_beyond(page: Page[Any]) -> Callable[[int], None] | None:
    """What a clicker's key past the end of the walk does: a presenter's next stop; None for a reader."""
    script = page.script
    return (lambda by: guide.move(page, script, by)) if presenter.active() else None
