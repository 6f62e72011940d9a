"""A recurrent network before it is unrolled: one box of each kind, and loops for what time does.

The rolled drawing is made from the unrolled one, so that both are one object: all nodes "h.1",
"h.2", … fall onto the place of the first, which shows the time that the walk has reached.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from figures.graph import Edge, Frame, Graph, Node, Note, Step

BESIDE, LETTER, AROUND, GAP, MARGIN = 48, 7, 100, 64, 24
"""In user units: from a box to its loop's label, the width of a letter there, what an arrow around
a column takes, the space between two columns, and that to the right of the last."""


def roll(graph: Graph) -> Graph:
    """The drawing with its time folded; nodes without a time ("h_0") stay as they are."""
    copies: dict[str, list[Node]] = {}
    for node in sorted(graph.nodes, key=lambda node: _time(node.id)):
        copies.setdefault(_kind(node.id), []).append(node)
    names = {node.id: same[0].id for same in copies.values() for node in same}
    kept = [node for node in graph.nodes if names[node.id] == node.id]
    edges, arrows = _folded_edges(graph.edges, names)
    boxes = {node.id: node for node in kept}
    edges = [_above_its_loop(edge, edges, boxes) for edge in edges]
    move, width = _columns(kept, edges)
    reached = {name: k for k, step in reversed([*enumerate(graph.steps)]) for name in step.lit}
    names |= arrows
    return replace(
        graph,
        width=width,
        nodes=tuple(
            replace(
                node,
                x=move(node),
                alt=node.alt.partition(" at t = ")[0],
                frames=_frames(graph, copies[_kind(node.id)], reached),
            )
            if _timed(node.id)
            else node
            for node in kept
        ),
        edges=tuple(edges),
        notes=_notes(graph.notes, kept, move),
        steps=tuple(_steps(graph.steps, names)),
        highlight=tuple(dict.fromkeys(names.get(name, name) for name in graph.highlight)),
        morph=True,
    )


def _timed(name: str) -> bool:
    return name.rpartition(".")[2].isdigit() and "." in name


def _kind(name: str) -> str:
    return name.rpartition(".")[0] if _timed(name) else name


def _time(name: str) -> int:
    return int(name.rpartition(".")[2]) if _timed(name) else 0


def _folded_edges(edges: Iterable[Edge], names: dict[str, str]) -> tuple[list[Edge], dict[str, str]]:
    """One edge for all that fall together, and its id by the id of each of them."""
    kept: dict[tuple[str, str, str], Edge] = {}
    arrows: dict[str, str] = {}
    for edge in sorted(edges, key=lambda edge: _time(edge.id)):
        source, target = names[edge.source], names[edge.target]
        alt = re.sub(r" at t = \d+", "", edge.alt)
        key = source, target, edge.group or _kind(edge.id)
        arrows[edge.id] = kept.setdefault(key, replace(edge, source=source, target=target, alt=alt)).id
    return [*kept.values()], arrows


def _above_its_loop(edge: Edge, edges: Iterable[Edge], boxes: dict[str, Node]) -> Edge:
    """``edge``, in an arc over the loop of its source if it would cross it."""
    source, target = boxes[edge.source], boxes[edge.target]
    looped = any(other.source == other.target == edge.source for other in edges)
    beside = abs(source.y - target.y) < (source.height + target.height) / 2
    crosses = looped and edge.style == "straight" and beside and target.x > source.x
    return replace(edge, style="curve") if crosses else edge


def _columns(nodes: Iterable[Node], edges: Iterable[Edge]) -> tuple[Callable[[Node | Note], float], float]:
    """Where something of a column stands once the columns have moved together, and the width."""
    room: dict[str, float] = {
        edge.source: BESIDE + LETTER * len(edge.label) + MARGIN for edge in edges if edge.source == edge.target
    }
    room |= {edge.source: AROUND for edge in edges if edge.style == "feedback"}
    columns: list[tuple[float, float, float]] = []
    for node in sorted(nodes, key=lambda node: node.x - node.width / 2):
        if not _timed(node.id):
            continue
        left, right = node.x - node.width / 2, node.x + node.width / 2
        loop = room.get(node.id, 0)
        if columns and left < columns[-1][1]:
            start, end, widest = columns.pop()
            columns.append((start, max(end, right), max(widest, loop)))
        else:
            columns.append((left, right, loop))
    shifts = [0.0]
    for (_, before, loop), (left, _, _) in pairwise(columns):
        shifts.append(shifts[-1] + min(0, max(GAP, loop) - (left - before)))

    def move(thing: Node | Note) -> float:
        for (left, _, _), shift in zip(reversed(columns), reversed(shifts), strict=True):
            if thing.x >= left:
                return thing.x + shift
        return thing.x

    ends = [end + shift + max(loop, MARGIN) for (_, end, loop), shift in zip(columns, shifts, strict=True)]
    fixed = [node.x + node.width / 2 + MARGIN for node in nodes if not _timed(node.id)]
    return move, max([*ends, *fixed])


def _frames(graph: Graph, same: list[Node], reached: dict[str, int]) -> tuple[Frame, ...]:
    """What the box of these nodes shows at each step: the latest that the walk has reached."""
    if len(same) == 1:
        return ()
    frames = [Frame(node.cells, node.title, node.caption, node.id, node.picture) for node in same]
    since = [reached.get(node.id, -1) for node in same]
    return tuple(
        frames[max((k for k, start in enumerate(since) if start <= step), default=0)]
        for step in range(len(graph.steps))
    )


def _notes(notes: Iterable[Note], nodes: Iterable[Node], move: Callable[[Node | Note], float]) -> tuple[Note, ...]:
    """The notes that still have something to stand at: the row names, and those over a column."""
    kept = [(node.x - node.width / 2, node.x + node.width / 2) for node in nodes]
    first = min(left for left, _ in kept)
    return tuple(
        replace(note, x=move(note))
        for note in notes
        if note.x < first or any(left <= note.x <= right for left, right in kept)
    )


def _steps(steps: Iterable[Step], names: dict[str, str]) -> Iterable[Step]:
    """The same walk, in which every box and arrow is reached once."""
    seen: set[str] = set()
    for step in steps:
        lit = tuple(dict.fromkeys(names[name] for name in step.lit))
        yield replace(
            step,
            lit=tuple(name for name in lit if name not in seen),
            now=tuple(dict.fromkeys(names[name] for name in step.now)),
        )
        seen.update(lit)
