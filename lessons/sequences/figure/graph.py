"""The lecture's five wirings in one drawing: what stands in a column differs, nothing else does.

Input below, hidden state in the middle, output above, on top the losses and the one sum of them.
Ids are the same for what is the same, so that one wiring grows out of another.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from figures.columns import View
from figures.graph import Edge, Graph, Mark, Node, Note, Step
from figures.numbers import quoted, signed
from figures.rolled import roll
from lessons.sequences.figure.columns import (
    LEFT,
    NARROWEST,
    PIXELS_DOWN,
    PIXELS_WIDE,
    WIDTH,
    Column,
    Layout,
    Shown,
    arrow,
    columns,
    states,
)
from lessons.sequences.figure.forms import explained

VECTOR = "the one vector"

_Part = tuple[Node, Edge | None, Step]


def unrolled(shown: Shown, view: View, count: str) -> Graph:
    """The drawing with a box for every time step; ``count`` says how many numbers are learned."""
    graph, layout = _steps(shown, view, count)
    if shown.run.encoded is None:
        return replace(graph, nodes=tuple(_with_names(graph.nodes, shown)))
    n_read, n_written = len(shown.sequence), len(shown.run.y)
    told = graph.veil_after is None and view.answer_after is None
    vector = Note(layout.x(n_read - 1), layout.above_hidden, VECTOR * told, "hidden", "middle")
    parts = _parts(layout.x((n_read - 1) / 2), layout.x(n_read + (n_written - 1) / 2), layout)
    return replace(graph, nodes=tuple(_with_names(graph.nodes, shown)), notes=(*graph.notes, *parts, vector))


def rolled(shown: Shown, view: View, count: str) -> Graph:
    """The same with its time folded; the target stands at the loss, where it can change."""
    graph, layout = _steps(shown, view, count)
    targets = {edge.target: f"  {edge.label}" for edge in graph.edges if edge.group == "L"}
    titled = (replace(n, title=n.title + targets.get(n.id, "")) for n in graph.nodes)
    folded = roll(
        replace(
            graph,
            nodes=tuple(_with_names(titled, shown, everywhere=True)),
            edges=tuple(replace(e, label="") if e.group == "L" else e for e in graph.edges),
        )
    )
    width = NARROWEST[view.dense]
    aside = (width - folded.width) / 2
    nodes = tuple(replace(node, x=node.x + aside) for node in folded.nodes)
    at = {node.id: node.x for node in nodes}
    notes = graph.notes
    if "s.1" in at:
        told = graph.veil_after is None and view.answer_after is None
        vector = Note(at["s.1"] - WIDTH, layout.hidden, VECTOR * told, "hidden", "end")
        notes = (*notes, *_parts(at["s.1"], at["h.1"], layout), vector)
    return replace(folded, width=width, nodes=nodes, notes=notes)


def _steps(shown: Shown, view: View, count: str) -> tuple[Graph, Layout]:
    """The drawing before its rows are named."""
    run, places = shown.run, columns(shown.run)
    layout = Layout.of(run, dense=view.dense)
    parts: list[_Part] = []
    n_steps = sum(1 + (c.reads is not None) + 2 * (c.writes is not None) for c in places) + 1
    veiled = view.veil_after is not None and view.veil_after < n_steps - 1
    asked = view.answer_after is not None and view.answer_after < n_steps - 1
    for place, column in enumerate(places):
        before = places[place - 1] if place else None
        if column.reads is not None:
            parts.append(_read(shown, column, column.reads, layout, place))
        parts.append(_update(shown, column, before, layout, place))
        if column.writes is not None:
            parts.append(_predict(shown, column, column.writes, layout, place, asked=veiled or asked))
            parts.append(_compare(shown, column, column.writes, layout, place, asked=veiled or asked))
    inputs = [arrow(c.entering, "input", c.t, f"x.{c.t}", c.state) for c in places if c.reads is not None]
    sums = _sums([c.t for c in places if c.writes is not None], straight=view.dense)
    total = layout.box("total.1", "loss", len(places), np.array([run.loss]), 3)
    cells = (replace(total.cells[0], label="L"),)
    total = replace(total, cells=cells, title="", alt="L, the sum of the losses")
    last = Step(f"sum the losses: L = {signed(run.loss, 3)}", (*(edge.id for edge in sums), total.id), (total.id,))
    passed = () if run.encoded is None or veiled or asked else (f"s.{len(run.examples.x)}",)
    steps = (*(step for _, _, step in parts), last)
    graph = Graph(
        title=f"Network, {len(shown.sequence)} in and {len(run.y)} out",
        width=layout.width,
        height=layout.height,
        nodes=(*(node for node, _, _ in parts), total),
        edges=(*inputs, *(edge for _, edge, _ in parts if edge), *sums),
        notes=_notes(shown, layout, count),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after if veiled else None,
        selected=view.selected,
        highlight=view.highlight or passed,
        morph=True,
        explained=explained(shown),
    )
    return graph, layout


def _read(shown: Shown, column: Column, k: int, layout: Layout, place: int) -> _Part:
    t, word = column.t, shown.sequence[k]
    node = layout.box(f"x.{t}", "input", place, shown.run.examples.x[k, 0], 0)
    said, down = quoted(word), PIXELS_DOWN.get(shown.run.wiring)
    if down:
        said, across = word, len(node.cells) // down
        tall = PIXELS_WIDE / across + 3
        if layout.dense:
            tall = layout.row / down
            node = replace(node, cells=tuple(replace(c, text=c.text * (down == 1)) for c in node.cells))
        node = replace(node, display="heat", columns=across, width=PIXELS_WIDE, cell_height=tall)
    elif layout.dense:
        node = replace(node, cells=(), title=word, cell_height=layout.row)
    caption = f"frame {t}" if shown.run.wiring == "aligned" else said
    return (
        replace(
            node,
            y=layout.floor - node.height / 2,
            caption="" if layout.dense else caption,
            alt=f"Input at t = {t}: {word}",
        ),
        None,
        Step(f"t = {t} · read {said}", (node.id,), (node.id,)),
    )


def _update(shown: Shown, column: Column, before: Column | None, layout: Layout, place: int) -> _Part:
    t = column.t
    node = layout.box(column.state, "hidden", place, states(shown.run, column)[t - 1], 2)
    edge, lit = None, [f"{column.entering}.{t}"] * (column.reads is not None)
    if before is not None:
        edge = arrow(column.recurrent, "hidden", t, before.state, column.state)
        lit.append(edge.id)
    part = "encoder" if column.kind == "s" else "decoder"
    what = "the hidden state" if shown.run.encoded is None else f"the {part}'s state"
    return (
        replace(node, alt=f"{what.removeprefix('the ').capitalize()} at t = {t}"),
        edge,
        Step(f"t = {t} · update {what}", (*lit, node.id), (node.id,)),
    )


def _predict(shown: Shown, column: Column, k: int, layout: Layout, place: int, *, asked: bool) -> _Part:
    t, y = column.t, shown.run.y[k, 0]
    best, target = int(y.argmax()), int(shown.run.examples.targets[k, 0])
    marks: dict[int, Mark] = {best: "wrong", target: "right" if best == target else "target"}
    node = layout.box(f"y.{t}", "output", place, y, 2)
    cells = tuple(replace(cell, mark="" if asked else marks.get(row, "")) for row, cell in enumerate(node.cells))
    edge = arrow("W_hy", "output", t, column.state, node.id)
    said = quoted(shown.outputs[best])
    return (
        replace(node, cells=cells, alt=f"Output at t = {t}"),
        edge,
        Step(f"t = {t} · predict: {said}", (edge.id, node.id), (node.id,)),
    )


def _compare(shown: Shown, column: Column, k: int, layout: Layout, place: int, *, asked: bool) -> _Part:
    t, target = column.t, shown.targets[k]
    node = layout.box(f"L.{t}", "loss", place, shown.run.losses[k], 3)
    edge = Edge(
        id=f"L_edge.{t}",
        role="target",
        source=f"y.{t}",
        target=node.id,
        group="L",
        label="" if asked else target,
        alt=f"The output at t = {t} is compared with its target{'' if asked else f' {quoted(target)}'}",
    )
    return (
        replace(node, alt=f"Loss at t = {t} in nats{'' if asked else f', the target is {quoted(target)}'}"),
        edge,
        Step(f"t = {t} · compare with {quoted(target)}", (edge.id, node.id), (node.id,)),
    )


def _sums(times: list[int], *, straight: bool) -> list[Edge]:
    return [
        Edge(
            id=f"sum.{t}",
            role="loss",
            source=f"L.{t}",
            target="total.1",
            group="sum",
            style="straight" if straight or t == times[-1] else "curve",
            alt=f"The loss at t = {t} is added",
        )
        for t in times
    ]


def _with_names(nodes: Iterable[Node], shown: Shown, *, everywhere: bool = False) -> Iterable[Node]:
    """The last column of words and the last output name their rows for all."""
    names = {"y": shown.outputs} | ({} if shown.run.wiring in PIXELS_DOWN else {"x": shown.rows})
    boxes = list(nodes)
    last = {node.id.partition(".")[0]: node.id for node in boxes}
    for node in boxes:
        kind = node.id.partition(".")[0]
        if kind in names and node.cells and (everywhere or node.id == last[kind]):
            named = zip(node.cells, names[kind], strict=True)
            yield replace(node, cells=tuple(replace(cell, label=name) for cell, name in named))
        else:
            yield node


def _notes(shown: Shown, layout: Layout, count: str) -> tuple[Note, ...]:
    named = [(layout.loss, "loss L"), (layout.output, "output y"), (layout.input, "input x")]
    if shown.run.encoded is None:
        named.append((layout.hidden, "hidden h"))
    else:
        named += [(layout.hidden - layout.row / 2, "hidden"), (layout.hidden + layout.row / 2, "s, h")]
    notes = [Note(4, y, text) for y, text in named]
    if not layout.dense:
        notes += [Note(4, layout.floor + 18, "reads"), Note(LEFT, layout.floor + 39, count)]
    return tuple(notes)


def _parts(encoder: float, decoder: float, layout: Layout) -> tuple[Note, Note]:
    """The names of encoder and decoder, where nothing is written and nothing is read."""
    return (
        Note(encoder, layout.output, "encoder W_{1}: W_{xs}, W_{ss}", "hidden", "middle"),
        Note(decoder, layout.input, "decoder W_{2}: W_{hh}, W_{hy}", "hidden", "middle"),
    )
