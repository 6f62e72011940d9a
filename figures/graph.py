"""Diagrams as plain data: what the graph component in ``ui/components/graph`` draws.

Positions and sizes are user units; x grows to the right, y downwards. The component chooses the
scale, so that the numbers of a box are never smaller than 12 px (18 px for a presenter).
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from figures.forms import Explained

Role: TypeAlias = Literal[
    "input", "hidden", "output", "target", "loss", "gradient", "gate_i", "gate_f", "gate_o", "gate_C", "plain"
]
Mark: TypeAlias = Literal["", "target", "right", "wrong", "best"]
Display: TypeAlias = Literal["numbers", "heat", "bars", "signed bars"]
Shape: TypeAlias = Literal["box", "circle"]
Style: TypeAlias = Literal["straight", "curve", "feedback", "dashed", "elbow"]
TitlePlace: TypeAlias = Literal["left", "over", "beside"]
Anchor: TypeAlias = Literal["start", "middle", "end"]
Veil: TypeAlias = Literal["cells", "all", "none"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a box.

    ``text`` is printed ("−0.5"); ``value`` colors the cell where its node displays heat. ``label``
    stands beside the box at this row (the target's symbol, a row's name). ``index`` is the cell's
    1-based number in ids such as "h.2.3" where a box shows a selection of rows; 0 marks a row that
    cannot be selected, such as "⋮". ``hint`` appears beside the cell under the pointer or cursor.
    """

    text: str
    value: float | None = None
    label: str = ""
    mark: Mark = ""
    index: int | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a box shows at one step of the walk: its cells, title and caption, or its picture.

    ``id`` is what a click on the box means then ("h.3" where a rolled-up box shows time 3).
    """

    cells: tuple[Cell, ...] = ()
    title: str = ""
    caption: str = ""
    id: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A box (or circle) centered on ``(x, y)``; its id is "kind.time", time from 1: "h.2".

    Cells fill ``columns`` column by column. ``title`` ("h_2") stands small above the left edge, or inside a
    node without cells, ``title_at`` moves it past the middle ("over", where no arrow enters from above) or to
    the right ("beside"); ``caption`` stands outside, below inputs and above everything else. ``alt`` names the
    node for screen readers, its values are added. ``scale`` is the absolute value that gets the full heat
    color, or the full length of a bar. Bars start in the middle of a box that has a negative value, those of
    boxes that are compared with others ("signed bars") always. ``veil`` says what an open question hides of a
    node that is reached after it: the cells, the caption too, or nothing; a presenter's walk that has not
    reached it yet hides the numbers, or with "all" the whole node. What is ``pinned`` stays in view when the
    drawing scrolls sideways, where all that is pinned fits; no arrow may lead there. ``editable`` lets the
    reader type other numbers into the cells; their ``value`` is what the field holds at first. ``frames``, one
    per step of the walk, replace cells, title, caption and picture while that step is shown; all have as many
    cells as the node. Under the pointer the node lights all edges of its ``group``, and they light it: the box
    of a matrix and its arrows. A ``picture`` (a PNG as `datasets.pictures.png` makes it) fills a box that has
    no cells, ``cell_height`` high, its pixels as squares; ``alt`` says what is to be seen.
    """

    id: str
    role: Role
    x: float
    y: float
    width: float
    cell_height: float
    cells: tuple[Cell, ...] = ()
    title: str = ""
    caption: str = ""
    caption_mark: Mark = ""
    alt: str = ""
    display: Display = "numbers"
    columns: int = 1
    scale: float = 1.0
    shape: Shape = "box"
    veil: Veil = "cells"
    editable: bool = False
    pinned: bool = False
    frames: tuple[Frame, ...] = ()
    group: str = ""
    picture: str = ""
    title_at: TitlePlace = "left"

    @property
    def height(self) -> float:
        """The outer height of the box in user units."""
        if self.shape == "circle":
            return self.width
        rows = max(1, -(-len(self.cells) // self.columns))
        return rows * self.cell_height + 2 * PADDING


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from border to border; hovering one lights all edges of its ``group``.

    ``label`` may hold subscripts: "W_hh". Two edges between the same nodes in opposite directions
    run side by side. ``cut`` draws scissors on the arrow: what it would carry does not arrive. The
    scissors of a graph can be dragged to every edge that is ``cuttable``. On a straight arrow the
    label stands at the share ``label_at`` of its way.
    """

    id: str
    role: Role
    source: str
    target: str
    group: str = ""
    label: str = ""
    style: Style = "straight"
    cut: bool = False
    cuttable: bool = False
    label_at: float = 0.5
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Text in the drawing; left of all boxes it names a row and stays when the drawing scrolls.

    ``pinned`` text stays with the pinned boxes.
    """

    x: float
    y: float
    text: str
    role: Role = "plain"
    anchor: Anchor = "start"
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the walk: ``lit`` light up now and stay lit, ``now`` are outlined.

    What no step lights is lit from the start. ``phase`` says what this part of the walk is for; it stays in sight
    until a step has another one.
    """

    text: str
    lit: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing and the walk through it.

    ``start`` is the index of the step shown first; the component goes there again whenever
    ``start_token`` changes, and only then. While ``veil_after`` is a step's index, nodes lit, and
    frames shown, by later steps only print "?". ``selected`` and ``highlight`` are ids of nodes,
    frames, edges or cells; those of a frame are marked while it is shown. With
    ``morph`` a new drawing grows out of the old one: boxes travel to their new places, copies come
    out of the last box of their kind and go back into it. ``explained`` says how its numbers were made.
    """

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    notes: tuple[Note, ...] = ()
    steps: tuple[Step, ...] = ()
    start: int = 0
    start_token: str = ""
    veil_after: int | None = None
    selected: str | None = None
    title: str = ""
    highlight: tuple[str, ...] = ()
    morph: bool = False
    explained: Explained | None = None

    def names(self) -> frozenset[str]:
        """The ids of nodes, frames, edges and cells of the drawing."""
        names = {edge.id for edge in self.edges}
        for node in self.nodes:
            for box, cells in ((node.id, node.cells), *((frame.id or node.id, frame.cells) for frame in node.frames)):
                numbers = (place if cell.index is None else cell.index for place, cell in enumerate(cells, start=1))
                names |= {box, *(f"{box}.{number}" for number in numbers if number)}
        return frozenset(names)

    def begun(self) -> "Graph":
        """Itself; where its walk starts before ``selected``, what happens at the start is."""
        if self.selected is None or self.since(self.selected) <= self.start:
            return self
        frames = {n.id: n.frames[self.start].id for n in self.nodes if n.frames}
        now = [frames.get(name) or name for name in self.steps[self.start].now]
        return replace(self, selected=now[-1] if now else None)

    def since(self, name: str) -> int:
        """The step, from 0, that reaches the node, frame, edge or cell ``name``."""
        lit: dict[str, int] = {}
        for place, step in enumerate(self.steps):
            for one in step.lit:
                lit.setdefault(one, place)
        for one in (name, name.rpartition(".")[0]):
            for node in self.nodes:
                frames = [frame.id or node.id for frame in node.frames]
                if one in frames:
                    return max(lit.get(node.id, 0), frames.index(one))
                if one == node.id:
                    return lit.get(one, 0)
            if one in lit:
                return lit[one]
        return 0

    def veils(self, name: str) -> bool:
        """True if the numbers of the node or cell ``name`` are hidden by an open question."""
        hidden = self.hidden()
        return name in hidden or name.rpartition(".")[0] in hidden

    def hidden(self) -> frozenset[str]:
        """The boxes, by their ids or those of their frames, that an open question hides."""
        if self.veil_after is None:
            return frozenset()
        split = self.veil_after + 1
        before = {name for step in self.steps[:split] for name in step.lit}
        later = {name for step in self.steps[split:] for name in step.lit} - before
        hidden: set[str] = set()
        for node in self.nodes:
            shown = [frame.id or node.id for frame in node.frames] or [node.id]
            reached = set() if node.id in later else set(shown[:split])
            if node.veil != "none":
                hidden |= set(shown) - reached
        return frozenset(hidden)


PADDING = 4.0
"""Space between a box's border and its cells, above and below, in user units."""
