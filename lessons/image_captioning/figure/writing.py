"""The lower half of the figure: the decoder, told of the vector once or with each word."""

from typing import Literal

import numpy as np

from figures.graph import Cell, Edge, Frame, Node, Step
from figures.numbers import quoted, signed, subscript
from lessons.image_captioning.figure.places import GAP, LEFT, NARROW, TALL, UNIT, Places
from lessons.image_captioning.figure.shown import TOP as BEST
from lessons.image_captioning.figure.shown import Columns, Shown
from rnn_core.types import Array

FIRST, NEXT_WIDTH = 80.0, 86.0
"""Where the decoder's columns begin; the width of the box of what may come next."""


def writing(shown: Shown, at: Places, before: int) -> tuple[list[Node], list[Edge], list[Step], float]:
    """Boxes, arrows, steps and the width; the walk has ``before`` steps already."""
    told, words = shown.told, shown.said
    columns = Columns.of(["start", *words[:-1]], FIRST + told.before * (NARROW + GAP), GAP, NARROW)
    units = shown.units()
    nodes, edges, steps = [_told(shown, at)], [_down()], [_told_step(shown)]
    if told.before:
        x = FIRST + NARROW / 2
        nodes.append(_heat("h.0", "hidden", x, at.h, told.run.decoder.cell.h[1, 0], units, "h_0"))
        edges.append(Edge("told.0", "input", "v'", "h.0", "W_x", style="elbow"))
        steps.append(Step("t = 0 · the decoder reads v', and says nothing", ("told.0", "h.0"), ("h.0",)))
    for t, (x, wide) in enumerate(zip(columns.middles, columns.widths, strict=True), start=1):
        nodes += _column(shown, t, x, wide, units, at)
        edges += _arrows(shown, t)
        steps.append(_step(shown, t, edges))
    nodes.append(_next(shown, at, before + len(steps) - len(words), len(words)))
    return nodes, edges, steps, columns.width


def _told(shown: Shown, at: Places) -> Node:
    numbers = shown.told.as_input
    return Node(
        "v'",
        "input",
        LEFT + 30,
        at.line - 8,
        60,
        7.5,
        tuple(Cell("", float(n), hint=f"v'[{k}] = {signed(float(n), 3)}") for k, n in enumerate(numbers, start=1)),
        title="v'",
        display="heat",
        columns=8,
        scale=float(np.abs(numbers).max()) or 1.0,
        alt=f"The vector as one of the decoder's inputs, {len(numbers)} numbers",
        veil="none",
    )


def _down() -> Edge:
    return Edge("W_v", "input", "v", "v'", "W_v", "W_v")


def _told_step(shown: Shown) -> Step:
    return Step(f"v' = W_v v + b_v: {len(shown.told.as_input)} numbers, as long as a word's", ("W_v", "v'"), ("v'",))


def _column(shown: Shown, t: int, x: float, wide: float, units: list[int], at: Places) -> list[Node]:
    told, row = shown.told, t - 1 + shown.told.before
    trace, read, said = told.run.decoder.cell, shown.read(t), shown.said[t - 1]
    p = float(np.exp(told.log_p[t - 1]))
    return [
        Node(f"w.{t}", "input", x, at.word, wide, TALL, (Cell(read, index=0),), alt=f"Read at {t}"),
        _heat(f"x.{t}", "input", x, at.x, trace.x[row, 0], shown.entries(), f"x{subscript(t)}"),
        _heat(f"h.{t}", "hidden", x, at.h, trace.h[row + 1, 0], units, f"h{subscript(t)}"),
        Node(
            f"p.{t}",
            "output",
            x,
            at.p,
            NARROW,
            TALL,
            (Cell(_share(p), p, index=int(told.words[t - 1]) + 1),),
            caption=said,
            caption_mark="best",
            display="bars",
            alt=f"Word {t} is said: {said}",
        ),
    ]


def _heat(
    name: str, role: Literal["input", "hidden"], x: float, y: float, numbers: Array, chosen: list[int], symbol: str
) -> Node:
    kind, _, t = name.partition(".")
    return Node(
        name,
        role,
        x,
        y,
        NARROW,
        UNIT,
        tuple(
            Cell("", float(numbers[k]), index=k + 1, hint=f"{symbol}[{k + 1}] = {signed(float(numbers[k]), 3)}")
            for k in chosen
        ),
        display="heat",
        columns=4,
        alt=f"{kind} at t = {t}: {len(chosen)} of {len(numbers)}",
    )


def _arrows(shown: Shown, t: int) -> list[Edge]:
    first = 0 if shown.told.before else 1
    found = [
        Edge(f"E.{t}", "input", f"w.{t}", f"x.{t}", "E"),
        Edge(f"W_x.{t}", "input", f"x.{t}", f"h.{t}", "W_x"),
        Edge(f"W_hy.{t}", "output", f"h.{t}", f"p.{t}", "W_hy"),
    ]
    if t > first:
        found.append(Edge(f"W_h.{t}", "hidden", f"h.{t - 1}", f"h.{t}", "W_h"))
    if t > 1:
        found.append(Edge(f"fed.{t}", "output", f"p.{t - 1}", f"w.{t}", "fed", style="feedback"))
    if not shown.told.before:
        found.append(Edge(f"told.{t}", "input", "v'", f"x.{t}", "told", style="elbow"))
    return found


def _step(shown: Shown, t: int, edges: list[Edge]) -> Step:
    names = [edge.id for edge in edges if edge.id.rpartition(".")[2] == str(t)]
    boxes = [f"{kind}.{t}" for kind in "wxhp"]
    read, said = shown.read(t), shown.said[t - 1]
    p = float(np.exp(shown.told.log_p[t - 1]))
    return Step(
        f"t = {t} · reads {quoted(read)}, says {quoted(said)}, p = {signed(p)}", (*names, *boxes), (f"h.{t}", f"p.{t}")
    )


def _next(shown: Shown, at: Places, quiet: int, words: int) -> Node:
    """The box of the likeliest next words: empty for ``quiet`` steps, then word after word."""
    nothing = Frame(tuple(Cell("", 0.0, index=0) for _ in range(BEST)), id="next")
    frames = [nothing] * quiet
    for t in range(1, words + 1):
        p, chosen = shown.told.run.p[t - 1, 0], int(shown.told.words[t - 1])
        cells = tuple(
            Cell(signed(float(p[k])), float(p[k]), shown.word(k), "best" if k == chosen else "", k + 1)
            for k in shown.likeliest(t)
        )
        frames.append(Frame(cells, caption=f"after {quoted(shown.read(t))}", id=f"next.{t}"))
    return Node(
        "next",
        "output",
        at.next[0],
        at.next[1] + BEST * TALL / 2 + 4,
        NEXT_WIDTH,
        TALL,
        nothing.cells,
        display="bars",
        frames=tuple(frames),
        alt="The five likeliest next words",
    )


def _share(p: float) -> str:
    """A probability in three characters: ".37", "1.0"."""
    return "1.0" if p >= 0.995 else signed(p).removeprefix("0")
