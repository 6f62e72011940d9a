"""A diagram as JSON-ready data, checked: what travels to ``ui/components/graph``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from datasets.pictures import PNG
from figures import forms
from figures.graph import Cell, Edge, Graph, Node, Step


def as_data(graph: Graph) -> dict[str, Any]:
    """The graph as data; ValueError when an id is doubled or unknown, or frames do not fit."""
    _check(graph)
    hidden = graph.hidden()
    data: dict[str, Any] = {
        "width": float(graph.width),
        "height": float(graph.height),
        "title": graph.title,
        "nodes": [_node(node, hidden) for node in graph.nodes],
        "edges": [_edge(edge) for edge in graph.edges],
        "notes": [
            {"x": float(n.x), "y": float(n.y), "text": n.text, "role": n.role, "anchor": n.anchor, "pinned": n.pinned}
            for n in graph.notes
        ],
        "steps": [_step(step) for step in graph.steps],
        "start": graph.start,
        "start_token": graph.start_token,
        "veil_after": graph.veil_after,
        "selected": graph.selected,
        "highlight": list(graph.highlight),
        "morph": graph.morph,
    }
    if graph.explained is not None:
        data["explained"] = forms.as_data(graph.explained, hidden)
    return data


def _step(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {"text": step.text, "lit": list(step.lit), "now": list(step.now)}
    return data | ({"phase": step.phase} if step.phase else {})


def _node(node: Node, hidden: frozenset[str]) -> dict[str, Any]:
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
        "pinned": node.pinned,
        **_cells(node, node.cells, hidden=node.id in hidden),
    }
    if node.title_at != "left":
        data["title_at"] = node.title_at
    if node.editable:
        data["editable"] = True
    if node.group:
        data["group"] = node.group
    if node.frames:
        different = list(dict.fromkeys(node.frames))
        data["frames"] = [
            {
                "id": frame.id or node.id,
                "title": frame.title,
                "caption": frame.caption,
                **_cells(node, frame.cells, hidden=(frame.id or node.id) in hidden),
            }
            for frame in different
        ]
        data["frame_of_step"] = [different.index(frame) for frame in node.frames]
    if _pictures(node):
        data["picture"] = node.picture
        for frame, sent in zip(dict.fromkeys(node.frames), data.get("frames", ()), strict=True):
            sent["picture"] = frame.picture
    return data


def _pictures(node: Node) -> set[str]:
    return {node.picture, *(frame.picture for frame in node.frames)} - {""}


def _cells(node: Node, cells: Sequence[Cell], *, hidden: bool) -> dict[str, Any]:
    if hidden:
        names = any(cell.label and not cell.mark for cell in cells)
        cells = [_covered(cell, names=names) for cell in cells]
    data: dict[str, Any] = {"texts": [cell.text for cell in cells]}
    if node.display != "numbers" or node.editable:
        data["values"] = [None if c.value is None else float(c.value) for c in cells]
    if any(cell.label for cell in cells):
        data["labels"] = [cell.label for cell in cells]
    if any(cell.mark for cell in cells):
        data["marks"] = [cell.mark for cell in cells]
    if any(cell.hint for cell in cells):
        data["hints"] = [cell.hint for cell in cells]
    if any(cell.index is not None for cell in cells):
        data["indices"] = [k if c.index is None else c.index for k, c in enumerate(cells, 1)]
    return data


def _covered(cell: Cell, *, names: bool) -> Cell:
    """The cell without what an open question asks about: the target stays marked, and ``names`` of rows stay."""
    tells = cell.mark in ("wrong", "best") and not names
    return replace(
        cell,
        text=cell.text if cell.text in ("", "⋮") else "?",
        value=None,
        hint="",
        mark="target" if cell.mark in ("right", "target") else "",
        label="" if tells else cell.label,
    )


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
        "cuttable": edge.cuttable,
        "label_at": float(edge.label_at),
        "alt": edge.alt,
    }


def _check(graph: Graph) -> None:
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
    for node in graph.nodes:
        if node.frames and len(node.frames) != len(graph.steps):
            raise ValueError(f"node {node.id} has {len(node.frames)} frames for {len(graph.steps)} steps")
        if any(len(frame.cells) != len(node.cells) for frame in node.frames):
            raise ValueError(f"node {node.id} has a frame with another number of cells")
        if _pictures(node) and node.cells:
            raise ValueError(f"node {node.id} has cells and a picture, but room for one of them")
        if not all(picture.startswith(PNG) for picture in _pictures(node)):
            raise ValueError(f"node {node.id} has a picture that is no PNG as a data URI")
