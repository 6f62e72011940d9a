"""Diagrams as plain data: what the graph component in ``ui/graph`` draws.

Positions and sizes are user units; x grows to the right, y downwards. The component chooses the
scale, so that the numbers of a box are never smaller than 12 px (18 px for a presenter).
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Role: TypeAlias = Literal[
    "input",
    "hidden",
    "output",
    "target",
    "loss",
    "gradient",
    "gate_i",
    "gate_f",
    "gate_o",
    "gate_C",
    "plain",
]
Mark: TypeAlias = Literal["", "target", "right", "wrong", "best"]
Display: TypeAlias = Literal["numbers", "heat"]
Shape: TypeAlias = Literal["box", "circle"]
Style: TypeAlias = Literal["straight", "curve", "feedback", "dashed", "elbow"]
Anchor: TypeAlias = Literal["start", "middle", "end"]
Veil: TypeAlias = Literal["cells", "all", "none"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a box.

    ``text`` is printed ("−0.5"); ``value`` colors the cell where its node displays heat. ``label``
    stands beside the box at this row (the target's symbol, a row's name). ``index`` is the cell's
    1-based number in ids such as "h.2.3" where a box shows a selection of rows; 0 marks a row that
    cannot be selected, such as "⋮".
    """

    text: str
    value: float | None = None
    label: str = ""
    mark: Mark = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A box (or circle) centered on ``(x, y)``; its id is "kind.time", time from 1: "h.2".

    Cells fill ``columns`` column by column. ``title`` ("h_2") stands small above the left edge, or
    inside a node without cells; ``caption`` stands outside, below inputs and above everything
    else. ``alt`` names the node for screen readers, its values are added. ``scale`` is the
    absolute value that gets the full heat color. ``veil`` says what an open question hides of a
    node that is reached after it: the cells, the caption too, or nothing.
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
    run side by side. ``cut`` draws scissors on the arrow: what it would carry does not arrive.
    """

    id: str
    role: Role
    source: str
    target: str
    group: str = ""
    label: str = ""
    style: Style = "straight"
    cut: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Text in the drawing; left of all boxes it names a row and stays when the drawing scrolls."""

    x: float
    y: float
    text: str
    role: Role = "plain"
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the walk: ``lit`` light up now and stay lit, ``now`` are outlined.

    What no step lights is lit from the start.
    """

    text: str
    lit: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing and the walk through it.

    ``start`` is the index of the step shown first; the component goes there again whenever
    ``start_token`` changes, and only then. While ``veil_after`` is a step's index, nodes lit by
    later steps print "?". ``selected`` and ``highlight`` are ids of nodes, edges or cells.
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

    def veils(self, name: str) -> bool:
        """True if the numbers of the node or cell ``name`` are hidden by an open question."""
        if self.veil_after is None:
            return False
        later = {node for step in self.steps[self.veil_after + 1 :] for node in step.lit}
        hidden = {node.id for node in self.nodes if node.veil != "none"} & later
        return name in hidden or name.rpartition(".")[0] in hidden

    def payload(self) -> dict[str, Any]:
        """The graph as JSON-ready data; ValueError when an id is doubled or unknown."""
        _check_ids(self)
        return {
            "width": float(self.width),
            "height": float(self.height),
            "title": self.title,
            "nodes": [_node(node) for node in self.nodes],
            "edges": [_edge(edge) for edge in self.edges],
            "notes": [
                {
                    "x": float(n.x),
                    "y": float(n.y),
                    "text": n.text,
                    "role": n.role,
                    "anchor": n.anchor,
                }
                for n in self.notes
            ],
            "steps": [{"text": s.text, "lit": list(s.lit), "now": list(s.now)} for s in self.steps],
            "start": self.start,
            "start_token": self.start_token,
            "veil_after": self.veil_after,
            "selected": self.selected,
            "highlight": list(self.highlight),
        }


PADDING = 4.0
"""Space between a box's border and its cells, above and below, in user units."""


def _node(node: Node) -> dict[str, Any]:
    cells = node.cells
    data: dict[str, Any] = {
        "id": node.id,
        "role": node.role,
        "x": float(node.x),
        "y": float(node.y),
        "width": float(node.width),
        "height": float(node.height),
        "cell_height": float(node.cell_height),
        "columns": node.columns,
        "title": node.title,
        "caption": node.caption,
        "caption_mark": node.caption_mark,
        "alt": node.alt,
        "display": node.display,
        "scale": float(node.scale),
        "shape": node.shape,
        "veil": node.veil,
        "texts": [cell.text for cell in cells],
    }
    if node.display == "heat":
        data["values"] = [None if c.value is None else float(c.value) for c in cells]
    if any(cell.label for cell in cells):
        data["labels"] = [cell.label for cell in cells]
    if any(cell.mark for cell in cells):
        data["marks"] = [cell.mark for cell in cells]
    if any(cell.index is not None for cell in cells):
        data["indices"] = [k if c.index is None else c.index for k, c in enumerate(cells, 1)]
    return data


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "role": edge.role,
        "source": edge.source,
        "target": edge.target,
        "group": edge.group,
        "label": edge.label,
        "style": edge.style,
        "cut": edge.cut,
        "alt": edge.alt,
    }


def _check_ids(graph: Graph) -> None:
    nodes = {node.id for node in graph.nodes}
    counts = Counter([node.id for node in graph.nodes] + [edge.id for edge in graph.edges])
    doubled = sorted(name for name, count in counts.items() if count > 1)
    if doubled:
        raise ValueError(f"ids must be unique, doubled: {', '.join(doubled)}")
    for edge in graph.edges:
        for end in (edge.source, edge.target):
            if end not in nodes:
                raise ValueError(f"edge {edge.id} refers to the unknown node {end}")
    for number, step in enumerate(graph.steps, 1):
        for name in (*step.lit, *step.now):
            if name not in counts:
                raise ValueError(f"step {number} ({step.text}) refers to the unknown id {name}")
    if graph.steps and not 0 <= graph.start < len(graph.steps):
        raise ValueError(f"start is {graph.start}, but the steps are 0 to {len(graph.steps) - 1}")
