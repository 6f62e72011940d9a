"""One update with the gradient truncated every k time steps: the state arrows go on, the gradient arrows stop.

Over time, to the right: loss, hidden state and input; below them dL/dh_t with the cut and without.
The walk goes as the training does: forward and back through one window after the other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figures.columns import LEFT, MOST_ROWS, NARROW, PAD, SPACE, WIDE, View
from figures.graph import Cell, Display, Edge, Graph, Node, Note, Role, Step
from figures.numbers import quoted, signed, subscript, visible
from lessons.truncated_bptt.figure import forms
from lessons.truncated_bptt.model.windows import Windows
from rnn_core.text import Vocabulary
from rnn_core.types import Array

MOST_DIGITS = 4
SMALLEST = 1e-12
"""The full length of a bar where no gradient is larger."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The boxes' width, a row's height, the centers of the five rows, the whole height.

    Where height is scarce only one of the rows has its boxes named: ``named`` is False.
    """

    width: float
    row: float
    columns: int
    named: bool
    loss: float
    hidden: float
    input: float
    cut: float
    full: float
    height: float

    @classmethod
    def of(cls, units: int, *, dense: bool) -> "_Layout":
        top, row, above, gap, below, between = (22, 19, 30, 22, 24, 8) if dense else (26, 22, 54, 38, 30, 30)
        columns = 1 if units <= MOST_ROWS else 4
        one, many = row + PAD, -(-units // columns) * row + PAD
        loss = top + one / 2
        hidden = loss + one / 2 + above + many / 2
        entry = hidden + many / 2 + gap + one / 2
        cut = entry + one / 2 + below + many / 2
        full = cut + many + between
        width = NARROW if columns == 1 else WIDE
        return cls(width, row, columns, not dense, loss, hidden, entry, cut, full, full + many / 2 + 8)

    def center(self, t: int) -> float:
        return LEFT + self.width / 2 + (t - 1) * (self.width + SPACE)

    def notes(self) -> tuple[Note, ...]:
        named = (
            ("loss  L", self.loss, "plain"),
            ("hidden  h", self.hidden, "plain"),
            ("input  x", self.input, "plain"),
            ("truncated", self.cut, "gradient"),
            ("full", self.full, "gradient"),
        )
        roles: dict[str, Role] = {"plain": "plain", "gradient": "gradient"}
        return (
            Note(x=8, y=12, text="target"),
            *(Note(x=8, y=y, text=text, role=roles[role]) for text, y, role in named),
        )


def graph(windows: Windows, vocabulary: Vocabulary, view: View) -> Graph:
    """The windows of ``windows`` as a diagram: arrow ``back.2`` goes from h.3 to h.2."""
    T, _, units = windows.h.shape
    rows = _Layout.of(units, dense=view.dense)
    scale = max(float(np.abs(windows.h).max()), float(np.abs(windows.full.h[1:]).max()), SMALLEST)
    nodes = [node for t in range(1, T + 1) for node in _boxes(windows, vocabulary, t, rows, view.digits, scale)]
    walk = _walk(windows, vocabulary)
    return Graph(
        title=f"The gradient truncated every {windows.k} time steps",
        width=rows.center(T) + rows.width / 2 + 24,
        height=rows.height,
        nodes=tuple(nodes),
        edges=tuple(edge for t in range(1, T + 1) for edge in _arrows(windows, t)),
        notes=rows.notes(),
        steps=tuple(walk),
        start=min(view.start, len(walk) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=forms.explained(windows, vocabulary),
    )


def first_cut(windows: Windows) -> str:
    """The id of the first arrow that is cut; without one, of the first state's gradient."""
    return f"back.{windows.k}" if windows.k < len(windows.h) else "g.1"


def dragged_to(edge_from: str, edge_to: str, k: int, stops: Sequence[int]) -> int:
    """The k among ``stops`` at which the scissors taken from one arrow are nearest to the other.

    It is smaller than ``k`` where they were moved left, and larger where they were moved right.
    """
    before, after = (int(edge.rpartition(".")[2]) for edge in (edge_from, edge_to))
    wanted = after / (before // k)
    beyond = [stop for stop in stops if (stop < k if after < before else stop > k)]
    return min(beyond, key=lambda stop: abs(stop - wanted), default=k)


def _boxes(windows: Windows, vocabulary: Vocabulary, t: int, rows: _Layout, digits: int, scale: float) -> list[Node]:
    run, x = windows.run, rows.center(t)
    symbol = vocabulary.symbols[int(run.x[t - 1, 0])]
    loss = 0.0 if run.losses is None else float(run.losses[t - 1, 0])
    target = "" if run.targets is None else vocabulary.symbols[int(run.targets[t - 1, 0])]
    name, many = f"h{subscript(t)}", rows.columns > 1
    lanes: tuple[tuple[str, float, Array, str], ...] = (
        ("g", rows.cut, windows.h[t - 1, 0], "truncated"),
        ("f", rows.full, windows.full.h[t, 0], "full"),
    )
    shown: Display = "heat" if many else "numbers"
    return [
        Node(
            id=f"L.{t}",
            role="loss",
            x=x,
            y=rows.loss,
            width=rows.width,
            cell_height=rows.row,
            cells=(Cell(text=signed(loss, digits), value=loss),),
            caption=quoted(target),
            alt=f"Loss at t = {t} in nats, the target is {quoted(target)}",
        ),
        Node(
            id=f"h.{t}",
            role="hidden",
            x=x,
            y=rows.hidden,
            width=rows.width,
            cell_height=rows.row,
            cells=_cells(run.trace.h[t, 0], digits),
            display=shown,
            title=name if rows.named else "",
            columns=rows.columns,
            alt=f"Hidden state at t = {t}, {run.trace.h.shape[2]} units",
        ),
        Node(
            id=f"x.{t}",
            role="input",
            x=x,
            y=rows.input,
            width=rows.width,
            cell_height=rows.row,
            cells=(Cell(text=visible(symbol)),),
            veil="none",
            alt=f"Input at t = {t}: {quoted(symbol)}",
        ),
        *(
            Node(
                id=f"{kind}.{t}",
                role="gradient",
                x=x,
                y=y,
                width=rows.width,
                cell_height=rows.row,
                cells=_cells(values, _digits(scale, digits, many=many)),
                title=f"∂L/∂{name}" if rows.named or kind == "g" else "",
                display="heat" if many else "bars",
                columns=rows.columns,
                scale=scale,
                alt=f"Gradient of the loss with respect to the hidden state at t = {t}, {words}",
            )
            for kind, y, values, words in lanes
        ),
    ]


def _digits(scale: float, digits: int, *, many: bool) -> int:
    """Enough decimals for the largest gradient to have two that are not 0, if there is room."""
    return min(max(digits, 1 - math.floor(math.log10(scale))), MOST_DIGITS - many)


def _cells(values: Array, digits: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(text=signed(value, digits), value=value, index=i) for i, value in enumerate(values.tolist(), start=1)
    )


def _arrows(windows: Windows, t: int) -> list[Edge]:
    h = f"h.{t}"
    arrows = [
        Edge(f"W_xh.{t}", "input", f"x.{t}", h, group="W_xh", label="W_xh"),
        Edge(f"W_hy.{t}", "output", h, f"L.{t}", group="W_hy", label="W_hy"),
        Edge(
            f"own.{t}",
            "gradient",
            f"L.{t}",
            h,
            group="own",
            alt=f"The gradient of the loss at t = {t} reaches the hidden state of the same time step",
        ),
    ]
    if t > 1:
        arrows.append(Edge(f"W_hh.{t}", "hidden", f"h.{t - 1}", h, group="W_hh", label="W_hh"))
    if t < len(windows.h):
        cut = t % windows.k == 0
        what = "is truncated: nothing arrives" if cut else "carries the gradient back"
        arrows.append(
            Edge(
                f"back.{t}",
                "gradient",
                f"h.{t + 1}",
                h,
                group="back",
                cut=cut,
                cuttable=True,
                alt=f"The arrow from t = {t + 1} back to t = {t} {what}",
            )
        )
    return arrows


def _walk(windows: Windows, vocabulary: Vocabulary) -> list[Step]:
    T, walk = len(windows.h), []
    for start, stop in windows.spans:
        for t in range(start + 1, stop + 1):
            symbol = quoted(vocabulary.symbols[int(windows.run.x[t - 1, 0])])
            carried = (f"W_hh.{t}",) if t > 1 else ()
            handed = f", h{subscript(start)} is carried over" if t == start + 1 > 1 else ""
            lit = (f"x.{t}", f"W_xh.{t}", *carried, f"h.{t}", f"W_hy.{t}", f"L.{t}")
            walk.append(Step(text=f"t = {t} · read {symbol}{handed}", lit=lit, now=(f"h.{t}",)))
        for t in range(stop, start, -1):
            lit = (f"own.{t}", f"g.{t}", *((f"back.{t}",) if t < stop else ()))
            walk.append(Step(text=f"t = {t} · back to h{subscript(t)}", lit=lit, now=(f"g.{t}",)))
        if start:
            text = f"✂ h{subscript(start)} counts as a constant: no gradient goes back into it"
            walk.append(Step(text=text, lit=(f"back.{start}",), now=(f"back.{start}",)))
    everything = tuple(f"f.{t}" for t in range(1, T + 1))
    return [*walk, Step(text="the full gradient, for comparison", lit=everything)]
