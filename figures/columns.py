"""The columns of the unrolled network: input below, hidden state in the middle, output above.

What stands on top of a column, and what the walk says there, is the figure's own affair.
"""

from dataclasses import dataclass

import numpy as np

from figures.graph import Cell, Edge, Mark, Node, Note, Role, Step
from figures.numbers import quoted, signed, subscript, visible
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from rnn_core.types import Array

LEFT, SPACE, NARROW, WIDE, PAD, ABOVE = 92, 64, 84, 148, 8, 25
MOST_ROWS = 6
"""Up to that many numbers stand one below the other; more hidden units become a heat map."""


@dataclass(frozen=True, slots=True)
class View:
    """How to show a graph: where it starts, what an open question hides, what is chosen.

    ``start`` is a step of the walk counted from 0, ``token`` changes when the figure shall jump
    there, ``veil_after`` hides the numbers of later steps, ``highlight`` names nodes to point out.
    ``answer_after`` is the step after which an open question's answer stands: ``veil_after``, but a presenter's too.
    ``dense`` draws lower, so that the numbers can be larger where height is scarce.
    """

    start: int = 0
    token: str = ""
    veil_after: int | None = None
    highlight: tuple[str, ...] = ()
    digits: int = 2
    selected: str | None = None
    dense: bool = False
    answer_after: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The boxes' width, a row's height, the boxes' centers from the top down, the whole height.

    Between the uppermost box and the scores may stand their probabilities. ``flat``: the input is one row of numbers.
    """

    width: float
    row: float
    top: float
    probabilities: float
    output: float
    hidden: float
    input: float
    height: float
    flat: bool

    @classmethod
    def of(cls, run: Run, view: View, *, top_rows: int, probabilities: bool = False) -> "Layout":
        """Stack the boxes of ``run``; the uppermost one has ``top_rows`` rows."""
        row, gap = (20, 31) if view.dense else (24, 50)
        if probabilities:
            row, gap = (20, 15) if view.dense else (22, 40)
        above, below, taller = (24, 22, 0) if view.dense else (ABOVE, 26, 1)
        units, symbols = run.trace.h.shape[2], run.y.shape[2]
        top, output = top_rows * row + PAD, min(symbols, MOST_ROWS) * row + PAD
        hidden = PAD + (units if units <= MOST_ROWS else -(-units // 4)) * (row + taller)
        entries = PAD + (1 if view.dense else symbols if symbols <= MOST_ROWS else 2) * row
        y_probabilities = above + top + gap / 2 + output / 2
        y_output = y_probabilities + (output + gap / 2) * probabilities
        y_hidden = y_output + output / 2 + gap + hidden / 2
        y_input = y_hidden + hidden / 2 + gap + entries / 2
        return cls(
            width=NARROW if units <= MOST_ROWS else WIDE,
            row=row,
            top=above + top / 2,
            probabilities=y_probabilities,
            output=y_output,
            hidden=y_hidden,
            input=y_input,
            height=y_input + entries / 2 + below,
            flat=view.dense,
        )

    def center(self, t: int) -> float:
        """The middle of the column of time ``t``."""
        return LEFT + self.width / 2 + (t - 1) * (self.width + SPACE)

    def notes(self, top: str, caption: str) -> tuple[Note, ...]:
        """The names of the rows at the left margin."""
        named = [(top, self.top), ("scores  y", self.output), ("hidden  h", self.hidden)]
        if self.probabilities < self.output:
            named.append(("softmax  p", self.probabilities))
        return (
            Note(x=8, y=12, text=caption),
            *(Note(x=8, y=y, text=text) for text, y in named),
            Note(x=8, y=self.input, text="input  x"),
            Note(x=8, y=self.height - 12, text="reads"),
        )


def columns(
    run: Run, vocabulary: Vocabulary, rows: Layout, view: View
) -> tuple[list[Node], list[Edge], list[tuple[Step, Step]]]:
    """The boxes and arrows of all columns, and for each the steps that read and that update."""
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
                    text=f"t = {t} · update the hidden state", lit=(f"W_xh.{t}", *recurrent, f"h.{t}"), now=(f"h.{t}",)
                ),
            )
        )
    return nodes, edges, steps


def marked(k: int, best: int, target: int | None) -> Mark:
    """How the number of symbol ``k`` is marked where ``best`` is the largest."""
    if k == target:
        return "right" if k == best else "target"
    if k == best:
        return "best" if target is None else "wrong"
    return ""


def _output_box(y: Array, target: int | None, vocabulary: Vocabulary, t: int, rows: Layout, digits: int) -> Node:
    best = int(np.argmax(y))
    return Node(
        id=f"y.{t}",
        role="output",
        x=rows.center(t),
        y=rows.output,
        width=rows.width,
        cell_height=rows.row,
        cells=tuple(
            Cell(
                text=signed(float(y[k]), digits),
                value=float(y[k]),
                label=visible(vocabulary.symbols[k]),
                mark=marked(k, best, target),
                index=k + 1,
            )
            for k in shown_symbols(y, target)
        ),
        title=""
        if rows.flat and rows.probabilities < rows.output
        else f"y{subscript(t)}" + (f", {MOST_ROWS} of {len(y)}" if len(y) > MOST_ROWS else ""),
        alt=f"Scores at t = {t}",
    )


def _hidden_box(h: Array, t: int, rows: Layout, digits: int) -> Node:
    many = len(h) > MOST_ROWS
    return Node(
        id=f"h.{t}",
        role="hidden",
        x=rows.center(t),
        y=rows.hidden,
        width=rows.width,
        cell_height=rows.row + 1,
        cells=tuple(Cell(text=signed(float(v), digits), value=float(v), index=i) for i, v in enumerate(h, start=1)),
        title=f"h{subscript(t)}",
        alt=f"Hidden state at t = {t}, {len(h)} units",
        display="heat" if many else "numbers",
        columns=4 if many else 1,
    )


def _input_box(token: int, vocabulary: Vocabulary, t: int, rows: Layout) -> Node:
    if rows.flat and len(vocabulary) > MOST_ROWS:
        cells: tuple[Cell, ...] = (Cell(text="1", label=visible(vocabulary.symbols[token]), index=token + 1),)
    elif len(vocabulary) <= MOST_ROWS:
        cells = tuple(
            Cell(text=str(int(k == token)), label="" if rows.flat else visible(symbol), index=k + 1)
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
        cell_height=rows.row,
        cells=cells,
        columns=len(cells) if rows.flat else 1,
        title=f"x{subscript(t)}",
        caption=symbol,
        veil="none",
        alt=f"Input at t = {t}: {symbol}",
    )


def shown_symbols(scores: Array, keep: int | None) -> list[int]:
    """The rows a box shows, in vocabulary order: all if they fit, else the best and ``keep``."""
    if len(scores) <= MOST_ROWS:
        return list(range(len(scores)))
    best = [int(k) for k in np.argsort(-scores, kind="stable")]
    chosen = best[:MOST_ROWS]
    if keep is not None and keep not in chosen:
        chosen[-1] = keep
    return sorted(chosen)


def _arrow(matrix: str, role: Role, t: int, source: str, target: str) -> Edge:
    return Edge(id=f"{matrix}.{t}", role=role, source=source, target=target, group=matrix, label=matrix)
