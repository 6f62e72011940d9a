"""The lecture's five wirings in one drawing: what stands in a column differs, nothing else does.

Input below, hidden state in the middle, output above, on top the losses and the one sum of them.
All wirings have the same rows at the same height, so that one can grow out of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from figures.columns import View
from figures.graph import Cell, Edge, Graph, Mark, Node, Note, Role, Step
from figures.numbers import quoted, signed, subscript
from figures.rolled import roll
from rnn_core.tiny_tasks import TASKS, Sequence
from rnn_core.types import Array
from rnn_core.wirings import Run

LEFT, WIDTH, PAD = 82, 56, 8
NARROWEST, WIDEST, ROOM = 78, 124, 640
MOST_INPUTS, MOST_UNITS, MOST_OUTPUTS = 4, 4, 6


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page draws: a run over one sequence, and that sequence as its reader knows it."""

    run: Run
    sequence: Sequence

    @property
    def rows(self) -> Sequence:
        """What the entries of an input vector stand for."""
        return TASKS[self.run.wiring].rows

    @property
    def outputs(self) -> Sequence:
        """The words that the scores belong to."""
        return TASKS[self.run.wiring].outputs

    @property
    def targets(self) -> Sequence:
        """The right word for each output."""
        return tuple(self.outputs[int(k)] for k in self.run.examples.targets[:, 0])


@dataclass(frozen=True, slots=True)
class Column:
    """One hidden state: its kind (h, or s in a decoder) and time, and what it reads and writes.

    ``reads`` is a place in the sequence, ``writes`` one in the outputs, both from 0.
    """

    kind: str
    t: int
    reads: int | None
    writes: int | None

    @property
    def state(self) -> str:
        """The id of its box."""
        return f"{self.kind}.{self.t}"

    @property
    def recurrent(self) -> str:
        """The matrix through which the state before enters."""
        return f"W_{self.kind}{self.kind}"

    @property
    def output(self) -> str:
        """The matrix through which it is read."""
        return f"W_{self.kind}y"


def columns(run: Run) -> list[Column]:
    """The columns of ``run`` from left to right."""
    n_read, n_written = len(run.examples.x), len(run.y)
    if run.wiring == "seq2seq":
        return [Column("h", t + 1, t, None) for t in range(n_read)] + [
            Column("s", t + 1, None, t) for t in range(n_written)
        ]
    n, silent = len(run.h), len(run.h) - n_written
    return [
        Column("h", t + 1, t if t < n_read else None, t - silent if t >= silent else None)
        for t in range(n)
    ]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The boxes' centers from the top down, a number's height, and where the columns stand."""

    row: float
    loss: float
    output: float
    hidden: float
    input: float
    height: float
    pitch: float

    @classmethod
    def of(cls, n_columns: int, *, dense: bool) -> "_Rows":
        row, gap, above = (20, 25, 34) if dense else (22, 40, 44)
        heights = [n * row + PAD for n in (1, MOST_OUTPUTS, MOST_UNITS, MOST_INPUTS)]
        centers, top = [], float(above)
        for height in heights:
            centers.append(top + height / 2)
            top += height + gap
        pitch = min(WIDEST, max(NARROWEST, ROOM / (n_columns + 1)))
        return cls(row, *centers, height=top - gap + 30, pitch=pitch)

    def x(self, place: int) -> float:
        """The middle of the column at ``place``, counted from 0."""
        return LEFT + WIDTH / 2 + place * self.pitch


def unrolled(shown: Shown, view: View, count: str) -> Graph:
    """The drawing with a box for every step; ``count`` says how many numbers are learned."""
    run, places = shown.run, columns(shown.run)
    rows = _Rows.of(len(places), dense=view.dense)
    nodes: list[Node] = []
    edges: list[Edge] = []
    steps: list[Step] = []
    for place, column in enumerate(places):
        before = places[place - 1] if place else None
        for part in (_reading, _updating, _writing, _losing):
            made = part(shown, column, before, rows, rows.x(place))
            if made is not None:
                nodes.append(made[0])
                edges += made[1]
                steps.append(made[2])
    nodes.append(_total(run, rows, rows.x(len(places))))
    sums = _sums([column.t for column in places if column.writes is not None])
    names = [edge.id for edge in sums]
    steps.append(Step("sum the losses", (*names, "total.1"), ("total.1",)))
    passed = (f"h.{len(run.examples.x)}",) if run.wiring == "seq2seq" else ()
    return Graph(
        title=f"Unrolled network, {run.wiring}",
        width=rows.x(len(places)) + WIDTH / 2 + 30,
        height=rows.height,
        nodes=tuple(_with_names(nodes, shown)),
        edges=(*edges, *sums),
        notes=_notes(shown, rows, count),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight or passed,
        morph=True,
    )


def rolled(shown: Shown, view: View, count: str) -> Graph:
    """The same with its time folded; the target stands over the loss, where it can change."""
    graph = unrolled(shown, view, count)
    targets = {edge.target: edge.label for edge in graph.edges if edge.id.startswith("L_edge")}
    return roll(
        replace(
            graph,
            nodes=tuple(replace(n, caption=targets.get(n.id, n.caption)) for n in graph.nodes),
            edges=tuple(replace(e, label="") if e.target in targets else e for e in graph.edges),
        )
    )


_Made = tuple[Node, list[Edge], Step]


def _reading(shown: Shown, column: Column, _: Column | None, rows: _Rows, x: float) -> _Made | None:
    if column.reads is None:
        return None
    word, t = shown.sequence[column.reads], column.t
    vector = shown.run.examples.x[column.reads, 0]
    node = _box(f"x.{t}", "input", x, rows.input, rows.row, vector, 0)
    said = word if len(shown.rows) == 3 or not word.isalpha() else quoted(word)
    return (
        replace(node, caption=said, alt=f"Input at t = {t}: {word}"),
        [_arrow("W_xh", "input", t, f"x.{t}", column.state)],
        Step(f"t = {t} · read {said}", (f"x.{t}",), (f"x.{t}",)),
    )


def _updating(shown: Shown, column: Column, before: Column | None, rows: _Rows, x: float) -> _Made:
    t, run = column.t, shown.run
    trace = run.h if column.kind == "h" else run.answering
    node = _box(column.state, "hidden", x, rows.hidden, rows.row, trace[t - 1, 0], 2)
    lit = [f"W_xh.{t}"] if column.reads is not None else []
    edges = []
    if before:
        edges = [_arrow(column.recurrent, "hidden", t, before.state, column.state)]
        lit.append(edges[0].id)
    what = "the hidden state" if column.kind == "h" else "the decoder's state"
    last = run.wiring == "seq2seq" and column.kind == "h" and t == len(run.examples.x)
    return (
        replace(node, alt=f"{what} at t = {t}", caption="the one vector" if last else ""),
        edges,
        Step(f"t = {t} · update {what}", (*lit, column.state), (column.state,)),
    )


def _writing(shown: Shown, column: Column, _: Column | None, rows: _Rows, x: float) -> _Made | None:
    if column.writes is None:
        return None
    t, y = column.t, shown.run.y[column.writes, 0]
    best, target = int(y.argmax()), int(shown.run.examples.targets[column.writes, 0])
    marks: dict[int, Mark] = {best: "wrong", target: "right" if best == target else "target"}
    node = _box(f"y.{t}", "output", x, rows.output, rows.row, y, 2)
    cells = tuple(replace(cell, mark=marks.get(k, "")) for k, cell in enumerate(node.cells))
    edge = _arrow(column.output, "output", t, column.state, f"y.{t}")
    said = quoted(shown.outputs[best])
    return (
        replace(node, cells=cells, alt=f"Output at t = {t}, it says {said}"),
        [edge],
        Step(f"t = {t} · predict: {said}", (edge.id, f"y.{t}"), (f"y.{t}",)),
    )


def _losing(shown: Shown, column: Column, _: Column | None, rows: _Rows, x: float) -> _Made | None:
    if column.writes is None:
        return None
    t, target = column.t, shown.targets[column.writes]
    node = _box(f"L.{t}", "loss", x, rows.loss, rows.row, shown.run.losses[column.writes], 3)
    edge = Edge(
        id=f"L_edge.{t}",
        role="target",
        source=f"y.{t}",
        target=node.id,
        group="L",
        label=target,
        alt=f"The output at t = {t} is compared with its target {quoted(target)}",
    )
    return (
        replace(node, alt=f"Loss at t = {t} in nats, the target is {quoted(target)}"),
        [edge],
        Step(f"t = {t} · compare with {quoted(target)}", (edge.id, node.id), (node.id,)),
    )


def _total(run: Run, rows: _Rows, x: float) -> Node:
    node = _box("total.1", "loss", x, rows.loss, rows.row, np.array([run.loss]), 3)
    return replace(node, title="L", alt="L, the sum of the losses")


def _sums(times: list[int]) -> list[Edge]:
    return [
        Edge(
            id=f"sum.{t}",
            role="loss",
            source=f"L.{t}",
            target="total.1",
            group="sum",
            style="straight" if t == times[-1] else "curve",
            alt=f"The loss at t = {t} is added",
        )
        for t in times
    ]


def _box(name: str, role: Role, x: float, y: float, row: float, values: Array, digits: int) -> Node:
    kind, _, t = name.partition(".")
    return Node(
        id=name,
        role=role,
        x=x,
        y=y,
        width=WIDTH,
        cell_height=row,
        cells=tuple(Cell(signed(float(v), digits), float(v)) for v in values),
        title=f"{kind}{subscript(int(t))}",
        veil="none",
    )


def _with_names(nodes: list[Node], shown: Shown) -> Iterable[Node]:
    """The last input and the last output name their rows for all."""
    names = {"x": shown.rows, "y": shown.outputs}
    last = {node.id.partition(".")[0]: node.id for node in nodes}
    for node in nodes:
        kind = node.id.partition(".")[0]
        if kind in names and node.id == last[kind]:
            cells = zip(node.cells, names[kind], strict=True)
            yield replace(node, cells=tuple(replace(cell, label=name) for cell, name in cells))
        else:
            yield node


def _notes(shown: Shown, rows: _Rows, count: str) -> tuple[Note, ...]:
    translating = shown.run.wiring == "seq2seq"
    hidden = "hidden  h, s" if translating else "hidden  h"
    named = [(rows.loss, "loss  L"), (rows.output, "output  y"), (rows.hidden, hidden)]
    named += [(rows.input, "input  x"), (rows.height - 12, "reads"), (10, count)]
    notes = [Note(8, y, text) for y, text in named]
    if translating:
        n_read, n_written = len(shown.sequence), len(shown.run.y)
        encoder = (rows.x(0) + rows.x(n_read - 1)) / 2
        decoder = (rows.x(n_read) + rows.x(n_read + n_written - 1)) / 2
        notes += [
            Note(encoder, rows.output, "encoder  W_1", "hidden", "middle"),
            Note(decoder, rows.input, "decoder  W_2", "hidden", "middle"),
        ]
    return tuple(notes)


def _arrow(matrix: str, role: Role, t: int, source: str, target: str) -> Edge:
    return Edge(f"{matrix}.{t}", role, source, target, group=matrix, label=matrix)
