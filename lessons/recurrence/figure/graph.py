"""A network that reads vectors, with every number it is computed from in a box of its own.

Time runs to the right; below stand how far h_T would move without each input, and the weights, each
matrix once, for there is one of each. In a dense figure the weights stand to the right, each in its row.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from figures.columns import View
from figures.graph import PADDING, Cell, Edge, Graph, Node, Note, Role, Step
from figures.numbers import signed, small, subscript
from figures.rolled import roll
from lessons.recurrence.figure.forms import SATURATED, explained
from lessons.recurrence.figure.weight_boxes import ROLES, given, weights
from lessons.recurrence.model.network import Numbers, short_of_one
from rnn_core.model import Run
from rnn_core.types import Array

LEFT, WIDTH, SPACE = 98, 56, 40
STEPS = 3
"""Steps of the walk for each time; one more at the end."""


def last_update(n_steps: int) -> int:
    """The index in the walk of the step that shows y_T; the one after it leaves inputs out."""
    return STEPS * n_steps - 1


def unrolled(run: Run, numbers: Numbers, without: Array, names: Sequence[str], view: View, *, biases: bool) -> Graph:
    """The graph of ``run``, made from ``numbers``.

    ``without`` (T, T + 1, H): the states without each input. ``names``: what each input is called.
    ``biases``: whether they have boxes.
    """
    rows = _Rows(run, view)
    T = len(names)
    moved = run.trace.h[-1, 0] - without[:, -1]
    nodes = [_h_0(numbers, rows)]
    edges: list[Edge] = []
    steps: list[Step] = []
    for t, name in enumerate(names, start=1):
        nodes += [
            rows.box("y", t, "output", tuple(map(_computed, run.y[t - 1, 0].tolist())), "Output"),
            rows.box(
                "h",
                t,
                "hidden",
                tuple(map(_state, run.trace.h[t, 0].tolist(), run.trace.a[t - 1, 0].tolist())),
                "Hidden state",
            ),
            rows.box(
                "x",
                t,
                "input",
                tuple(map(given, numbers.x[t - 1].tolist())),
                f"Input {name}",
                caption=name,
                editable=True,
                veil="none",
            ),
            _without(moved[t - 1], t, T, name, rows),
        ]
        before = f"h.{t - 1}" if t > 1 else "h_0"
        edges += [
            _arrow("W_xh", t, f"x.{t}", f"h.{t}"),
            _arrow("W_hh", t, before, f"h.{t}"),
            _arrow("W_hy", t, f"h.{t}", f"y.{t}"),
        ]
        steps += [
            Step(f"t = {t} · read input {name} as x{subscript(t)}", (f"x.{t}",), (f"x.{t}",)),
            Step(
                f"t = {t} · new state h{subscript(t)} = f(h{subscript(t - 1)}, x{subscript(t)})",
                (f"W_xh.{t}", f"W_hh.{t}", f"h.{t}"),
                (f"h.{t}",),
            ),
            Step(f"t = {t} · output y{subscript(t)}", (f"W_hy.{t}", f"y.{t}"), (f"y.{t}",)),
        ]
    left_out = tuple(f"m.{t}" for t in range(1, T + 1))
    steps.append(Step(f"each input left out in turn: how far does h{subscript(T)} move?", left_out))
    if view.dense:
        right = rows.center(T) + rows.width / 2 + rows.space
        tops = {"W_hy": rows.top("y"), "b_y": rows.top("y"), "W_hh": rows.top("h"), "b_h": rows.top("h")}
        given_once = weights(numbers, right, {"W_xh": rows.top("x"), **tops}, rows.row, biases=biases)
    else:
        given_once = weights(numbers, LEFT, rows.weights_top, rows.row, biases=biases)
    nodes += given_once
    return Graph(
        title="Recurrent network",
        width=max(rows.center(T) + rows.width / 2, *(node.x + node.width / 2 for node in given_once))
        + (10 if view.dense else 24),
        height=rows.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=rows.notes(T),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        morph=True,
        explained=explained(run, numbers, without, biases=biases),
    )


def rolled_up(graph: Graph, *, dense: bool = False) -> Graph:
    """``graph`` before it is unrolled, as large as it will be then, with the lecture's formula unless ``dense``."""
    loop = roll(graph)
    if dense:
        return replace(loop, width=graph.width)
    (hidden,) = (node for node in loop.nodes if node.id == "h.1")
    x = hidden.x + WIDTH / 2 + 130
    biased = any(node.id == "b_h" for node in graph.nodes)
    lines: tuple[tuple[str, int, Role], ...] = (
        ("h_t = f_{W}(h_{t−1}, x_{t})", -24, "hidden"),
        (f"= tanh(W_hh h_{{t−1}} + W_xh x_{{t}}{' + b_{h}' * biased})", 0, "hidden"),
        (f"y_t = W_hy h_{{t}}{' + b_{y}' * biased}", 24, "output"),
    )
    formula = tuple(Note(x, hidden.y + down, text, role) for text, down, role in lines)
    return replace(loop, width=max(graph.width, x + 200), notes=(*loop.notes, *formula))


class _Rows:
    """Where the rows of boxes stand, from the top down."""

    def __init__(self, run: Run, view: View) -> None:
        """Stack the boxes of ``run``."""
        self.row, gap, below = (20, 27, 28) if view.dense else (23, 44, 32)
        self.right = 10 if view.dense else 24
        self.left, self.width, self.space = (72, 50, 30) if view.dense else (LEFT, WIDTH, SPACE)
        H, V, D = run.trace.h.shape[2], run.y.shape[2], run.x.shape[2]
        heights = [count * self.row + 2 * PADDING for count in (V, H, D, 1, max(H, V))]
        self.y = 20 + heights[0] / 2
        self.h = self.y + (heights[0] + heights[1]) / 2 + gap
        self.x = self.h + (heights[1] + heights[2]) / 2 + gap
        self.m = self.x + (heights[2] + heights[3]) / 2 + below
        self.weights_top = self.m + heights[3] / 2 + below
        self.weights = self.weights_top + heights[4] / 2
        self.height = self.m + heights[3] / 2 + 8 if view.dense else self.weights_top + heights[4] + 8
        self.heights = dict(zip("yhx", heights, strict=False))
        self.dense = view.dense

    def top(self, kind: str) -> float:
        """Where the row of ``kind`` begins."""
        top: float = getattr(self, kind) - self.heights[kind] / 2
        return top

    def center(self, t: int) -> float:
        """The middle of the column of time ``t``."""
        return self.left + 1.5 * self.width + self.space + (t - 1) * (self.width + self.space)

    def box(self, kind: str, t: int, role: Role, cells: tuple[Cell, ...], alt: str, **more: Any) -> Node:
        """The box of ``kind`` at time ``t``; ``more`` are other fields of a Node."""
        return Node(
            id=f"{kind}.{t}",
            role=role,
            x=self.center(t),
            y=getattr(self, kind),
            width=self.width,
            cell_height=self.row,
            cells=cells,
            title=f"{kind}{subscript(t)}",
            alt=f"{alt} at t = {t}",
            **more,
        )

    def notes(self, T: int) -> tuple[Note, ...]:
        """The names of the rows at the left margin."""
        named = (
            ("output  y", self.y),
            ("hidden  h", self.h),
            ("input  x", self.x),
            ("left out:" if self.dense else "input left out:", self.m - 8),
            (f"h_{T} moves by", self.m + 8),
            ("weights,", self.weights - 8),
            ("one of each", self.weights + 8),
        )
        return tuple(Note(x=8, y=y, text=text) for text, y in named[: 5 if self.dense else None])


def _h_0(numbers: Numbers, rows: _Rows) -> Node:
    return Node(
        id="h_0",
        role="hidden",
        x=rows.left + rows.width / 2,
        y=rows.h,
        width=rows.width,
        cell_height=rows.row,
        cells=tuple(map(given, numbers.h_0.tolist())),
        title=f"h{subscript(0)}",
        alt="Hidden state before the first time step",
        veil="none",
        editable=True,
    )


def _without(moved: Array, t: int, T: int, name: str, rows: _Rows) -> Node:
    farthest = float(np.abs(moved).max())
    return Node(
        id=f"m.{t}",
        role="plain",
        x=rows.center(t),
        y=rows.m,
        width=rows.width,
        cell_height=rows.row,
        cells=(Cell(distance(farthest), farthest),),
        display="bars",
        scale=2,
        alt=f"Without input {name} at t = {t} h_{T} would move by at most",
    )


def _computed(value: float) -> Cell:
    return Cell(signed(value), value)


def _state(h: float, a: float) -> Cell:
    hint = f"{small(short_of_one(a))} short of {'−' * (h < 0)}1" if abs(h) > SATURATED else ""
    return Cell(signed(h), h, hint=hint)


def distance(value: float) -> str:
    """How far something moved: "0" only if it did not move at all."""
    return small(value) if value < 0.005 else signed(value)


def _arrow(matrix: str, t: int, source: str, target: str) -> Edge:
    return Edge(f"{matrix}.{t}", ROLES[matrix], source, target, matrix, matrix)
