"""The lecture's picture: a recurrent network unrolled in time, reading a word or writing one.

Time runs to the right. In each column the input is at the bottom, the hidden state in the middle,
the output above it, and on top what the output is compared with (reading) or turned into (writing).
"""

from dataclasses import dataclass

import numpy as np

from figures.graph import Cell, Edge, Graph, Mark, Node, Note, Role, Step
from figures.numbers import quoted, signed, subscript, visible
from rnn_core.model import Run
from rnn_core.sample import Generation
from rnn_core.text import Vocabulary
from rnn_core.types import Array

LEFT, SPACE, NARROW, WIDE = 92, 64, 84, 148
ROW, GAP, PAD = 24, 50, 8
MOST_ROWS = 6
HEAT_CELL = 21


@dataclass(frozen=True, slots=True)
class View:
    """How to show a graph: where it starts, what an open question hides, what is chosen.

    ``start`` is a step of the walk counted from 0, ``token`` changes when the figure shall jump
    there, ``veil_after`` hides the numbers of later steps, ``highlight`` names nodes to point out.
    """

    start: int = 0
    token: str = ""
    veil_after: int | None = None
    highlight: tuple[str, ...] = ()
    digits: int = 2
    selected: str | None = None


STEPS_READING, STEPS_WRITING = 3, 4


def step_of(t: int, action: str) -> int:
    """The index in the walk of ``action`` (read, update, predict or write) at time ``t``."""
    per_column = STEPS_WRITING if action == "write" else STEPS_READING
    return (t - 1) * per_column + ("read", "update", "predict", "write").index(action)


def reading(run: Run, vocabulary: Vocabulary, view: View) -> Graph:
    """The graph of a network that reads a word, compared with the next symbol at each step."""
    if run.targets is None or run.losses is None:
        raise ValueError("run.targets: expected the word's next symbols, got None")
    rows = _Layout.below(24, run, top=ROW + PAD)
    nodes, edges, steps = _columns(run, vocabulary, rows, view)
    targets = [vocabulary.symbols[int(token)] for token in run.targets[:, 0]]
    for t, target in enumerate(targets, start=1):
        loss = float(run.losses[t - 1, 0])
        nodes.append(
            Node(
                id=f"L.{t}",
                role="loss",
                x=rows.center(t),
                y=rows.top,
                width=rows.width,
                cell_height=ROW,
                cells=(Cell(text=signed(loss, 2), value=loss),),
                caption=quoted(target),
                alt=f"Loss at t = {t}: {signed(loss, 3)} nats, the target is {quoted(target)}",
            )
        )
        edges.append(
            Edge(
                id=f"L_edge.{t}", role="loss", source=f"y.{t}", target=f"L.{t}", group="L", label=""
            )
        )
    walk = [
        step
        for t in range(1, len(targets) + 1)
        for step in (
            *steps[t - 1],
            Step(
                text=f"t = {t} · predict, compare with {quoted(targets[t - 1])}",
                lit=(f"W_hy.{t}", f"y.{t}", f"L_edge.{t}", f"L.{t}"),
                now=(f"y.{t}",),
            ),
        )
    ]
    notes = rows.notes("loss  L", "target")
    return _graph("Unrolled network reading", run, rows, nodes, edges, notes, walk, view)


def writing(generation: Generation, vocabulary: Vocabulary, view: View, *, greedy: bool) -> Graph:
    """The graph of a network that writes: each chosen symbol is fed back as the next input."""
    run = generation.run
    rows = _Layout.below(24, run, top=ROW * min(len(vocabulary), MOST_ROWS) + PAD)
    nodes, edges, steps = _columns(run, vocabulary, rows, view)
    last, walk = run.y.shape[0], []
    for t in range(1, last + 1):
        chosen = int(generation.tokens[t])
        p = run.p[t - 1, 0] if greedy else generation.p[t - 1]
        symbol = vocabulary.symbols[chosen]
        shown = _shown_symbols(p, chosen)
        nodes.append(
            Node(
                id=f"p.{t}",
                role="output",
                x=rows.center(t),
                y=rows.top,
                width=rows.width,
                cell_height=ROW,
                cells=tuple(
                    Cell(
                        text=signed(float(p[k]), 2),
                        value=float(p[k]),
                        label=visible(vocabulary.symbols[k]),
                        mark="best" if k == chosen else "",
                        index=k + 1,
                    )
                    for k in shown
                ),
                caption=quoted(symbol),
                veil="all",
                alt=f"Probabilities at t = {t}; written: {quoted(symbol)} with probability "
                f"{signed(float(p[chosen]), 2)}",
            )
        )
        softmax = Edge(
            id=f"softmax.{t}",
            role="output",
            source=f"y.{t}",
            target=f"p.{t}",
            group="softmax",
            label="",
        )
        edges.append(softmax)
        lit = [softmax.id, f"p.{t}"]
        if t < last:
            edges.append(
                Edge(
                    id=f"fed_back.{t}",
                    role="input",
                    source=f"p.{t}",
                    target=f"x.{t + 1}",
                    group="fed_back",
                    label="",
                    style="feedback",
                )
            )
        before = (f"fed_back.{t - 1}",) if t > 1 else ()
        read, update = steps[t - 1]
        walk += [
            Step(text=read.text, lit=(*before, *read.lit), now=read.now),
            update,
            Step(
                text=f"t = {t} · score every symbol",
                lit=(f"W_hy.{t}", f"y.{t}"),
                now=(f"y.{t}",),
            ),
            Step(
                text=f"t = {t} · softmax, write {quoted(symbol)}", lit=tuple(lit), now=(f"p.{t}",)
            ),
        ]
    notes = rows.notes("softmax  p", "written")
    return _graph("Unrolled network writing", run, rows, nodes, edges, notes, walk, view)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The boxes' width, the centers of their rows from the top down, and the drawing's height."""

    width: float
    top: float
    output: float
    hidden: float
    input: float
    height: float

    @classmethod
    def below(cls, y: float, run: Run, *, top: float) -> "_Layout":
        """Stack the rows under ``y``, the uppermost box being ``top`` high."""
        output = ROW * min(run.y.shape[2], MOST_ROWS) + PAD
        hidden, entries = _hidden_height(run.trace.h.shape[2]), _input_height(run.y.shape[2])
        y_output = y + top + GAP / 2 + output / 2
        y_hidden = y_output + output / 2 + GAP + hidden / 2
        y_input = y_hidden + hidden / 2 + GAP + entries / 2
        width = NARROW if run.trace.h.shape[2] <= MOST_ROWS else WIDE
        return cls(width, y + top / 2, y_output, y_hidden, y_input, y_input + entries / 2 + 28)

    def center(self, t: int) -> float:
        """The middle of the column of time ``t``."""
        return LEFT + self.width / 2 + (t - 1) * (self.width + SPACE)

    def notes(self, top: str, caption: str) -> tuple[Note, ...]:
        """The names of the rows at the left margin."""
        named = ((top, self.top), ("output  y", self.output), ("hidden  h", self.hidden))
        return (
            Note(x=8, y=12, text=caption),
            *(Note(x=8, y=y, text=text) for text, y in named),
            Note(x=8, y=self.input, text="input  x"),
            Note(x=8, y=self.height - 12, text="reads"),
        )


def _columns(
    run: Run, vocabulary: Vocabulary, rows: _Layout, view: View
) -> tuple[list[Node], list[Edge], list[tuple[Step, Step]]]:
    nodes: list[Node] = []
    edges: list[Edge] = []
    steps: list[tuple[Step, Step]] = []
    for t in range(1, run.y.shape[0] + 1):
        token = int(run.x[t - 1, 0])
        symbol = quoted(vocabulary.symbols[token])
        target = None if run.targets is None else int(run.targets[t - 1, 0])
        nodes += [
            _output_box(run.y[t - 1, 0], target, vocabulary, t, rows, view.digits),
            _hidden_box(run.trace.h[t, 0], t, rows, view.digits),
            _input_box(token, vocabulary, t, rows),
        ]
        edges.append(_arrow("W_xh", "input", t, f"x.{t}", f"h.{t}"))
        edges.append(_arrow("W_hy", "output", t, f"h.{t}", f"y.{t}"))
        recurrent: tuple[str, ...] = ()
        if t > 1:
            edges.append(_arrow("W_hh", "hidden", t, f"h.{t - 1}", f"h.{t}"))
            recurrent = (f"W_hh.{t}",)
        steps.append(
            (
                Step(text=f"t = {t} · read {symbol}", lit=(f"x.{t}",), now=(f"x.{t}",)),
                Step(
                    text=f"t = {t} · update the hidden state",
                    lit=(f"W_xh.{t}", *recurrent, f"h.{t}"),
                    now=(f"h.{t}",),
                ),
            )
        )
    return nodes, edges, steps


def _output_box(
    y: Array, target: int | None, vocabulary: Vocabulary, t: int, rows: _Layout, digits: int
) -> Node:
    best = int(np.argmax(y))

    def mark(k: int) -> Mark:
        if k == target:
            return "right" if k == best else "target"
        if k == best:
            return "best" if target is None else "wrong"
        return ""

    verdict = "" if target is None else (", right" if best == target else ", wrong")
    return Node(
        id=f"y.{t}",
        role="output",
        x=rows.center(t),
        y=rows.output,
        width=rows.width,
        cell_height=ROW,
        cells=tuple(
            Cell(
                text=signed(float(y[k]), digits),
                value=float(y[k]),
                label=visible(vocabulary.symbols[k]),
                mark=mark(k),
                index=k + 1,
            )
            for k in _shown_symbols(y, target)
        ),
        title=f"y{subscript(t)}",
        alt=f"Output at t = {t}: bets on {quoted(vocabulary.symbols[best])}{verdict}",
    )


def _hidden_box(h: Array, t: int, rows: _Layout, digits: int) -> Node:
    many = len(h) > MOST_ROWS
    return Node(
        id=f"h.{t}",
        role="hidden",
        x=rows.center(t),
        y=rows.hidden,
        width=rows.width,
        cell_height=HEAT_CELL if many else ROW + 2,
        cells=tuple(
            Cell(text=signed(float(v), digits), value=float(v), index=i)
            for i, v in enumerate(h, start=1)
        ),
        title=f"h{subscript(t)}",
        alt=f"Hidden state at t = {t}, {len(h)} units",
        display="heat" if many else "numbers",
        columns=4 if many else 1,
    )


def _input_box(token: int, vocabulary: Vocabulary, t: int, rows: _Layout) -> Node:
    if len(vocabulary) <= MOST_ROWS:
        cells = tuple(
            Cell(text=str(int(k == token)), label=visible(symbol), index=k + 1)
            for k, symbol in enumerate(vocabulary.symbols)
        )
    else:
        cells = (
            Cell(text="1", label=visible(vocabulary.symbols[token]), index=token + 1),
            Cell(text="0", label="all other"),
        )
    symbol = quoted(vocabulary.symbols[token])
    return Node(
        id=f"x.{t}",
        role="input",
        x=rows.center(t),
        y=rows.input,
        width=rows.width,
        cell_height=ROW,
        cells=cells,
        title=f"x{subscript(t)}",
        caption=symbol,
        veil="none",
        alt=f"Input at t = {t}: {symbol}",
    )


def _shown_symbols(scores: Array, keep: int | None) -> list[int]:
    """The rows a box shows, in vocabulary order: all if they fit, else the best and ``keep``."""
    if len(scores) <= MOST_ROWS:
        return list(range(len(scores)))
    best = [int(k) for k in np.argsort(-scores, kind="stable")]
    chosen = best[:MOST_ROWS]
    if keep is not None and keep not in chosen:
        chosen[-1] = keep
    return sorted(chosen)


def _arrow(matrix: str, role: Role, t: int, source: str, target: str) -> Edge:
    return Edge(
        id=f"{matrix}.{t}", role=role, source=source, target=target, group=matrix, label=matrix
    )


def _graph(
    title: str,
    run: Run,
    rows: _Layout,
    nodes: list[Node],
    edges: list[Edge],
    notes: tuple[Note, ...],
    walk: list[Step],
    view: View,
) -> Graph:
    return Graph(
        title=title,
        width=rows.center(run.y.shape[0]) + rows.width / 2 + 40,
        height=rows.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=notes,
        steps=tuple(walk),
        start=min(view.start, len(walk) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
    )


def _hidden_height(units: int) -> float:
    if units <= MOST_ROWS:
        return (ROW + 2) * units + PAD
    return HEAT_CELL * -(-units // 4) + PAD


def _input_height(symbols: int) -> float:
    return ROW * (symbols if symbols <= MOST_ROWS else 2) + PAD
