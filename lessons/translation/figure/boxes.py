"""The boxes of a sentence that is read and translated."""

from dataclasses import replace

import numpy as np

from figures.graph import Cell, Frame, Node, Veil
from figures.numbers import quoted, signed
from lessons.translation.figure.layout import NOTHING, OTHER, ROW, UNITS, Layout, Shown, rows_of
from rnn_core.types import Array

HANDED = {NOTHING: "0 instead", OTHER: "another’s"}


def word_box(shown: Shown, j: int, at: Layout) -> Node:
    """x_j: a word that is read."""
    word, (x, width) = shown.heard[j - 1], at.read_columns[j - 1]
    return Node(
        f"x.{j}",
        "input",
        x,
        at.word,
        width,
        ROW,
        (Cell(word, index=0),),
        alt=f"Word {j} that is read: {quoted(word)}",
        veil="none",
    )


def read_box(shown: Shown, j: int, at: Layout) -> Node:
    """s_j: what the encoder holds after word j."""
    x, width = at.read_columns[j - 1]
    return _state(
        f"s.{j}",
        at,
        shown.walk.read.s[j - 1, 0],
        x,
        at.read,
        f"s_{j}",
        f"State of the encoder at {quoted(shown.heard[j - 1])}",
        width,
    )


def vector_box(shown: Shown, at: Layout) -> Node:
    """What the decoder is handed, above the encoder's last state."""
    x, width = at.read_columns[-1]
    box = _state(
        "v.1", at, shown.walk.given[0][0], x, at.vector, "", "The one vector between encoder and decoder", width
    )
    instead = HANDED.get(shown.handed, "")
    return replace(box, caption=instead or "one vector", caption_mark="wrong" if instead else "", veil="none")


def hidden_box(shown: Shown, t: int, at: Layout) -> Node:
    """h_t of the decoder."""
    h, (x, width) = shown.walk.wrote.cell.h[t, 0], at.columns[t - 1]
    half = _half(width) if at.attends else width
    return _state(
        f"h.{t}", at, h, x - (width - half) / 2, at.hidden, f"h_{t}", f"State of the decoder at t = {t}", half, "all"
    )


def context_box(shown: Shown, t: int, at: Layout) -> Node:
    """c_t: what attention brings of the source."""
    looked = shown.walk.wrote.attention
    c: Array = np.zeros(1) if looked is None else looked.c[t - 1, 0]
    x, width = at.columns[t - 1]
    half = _half(width)
    return _state(
        f"c.{t}", at, c, x + (width - half) / 2, at.context, "", f"What attention brings at t = {t}", half, "all"
    )


def tilde_box(shown: Shown, t: int, at: Layout) -> Node:
    """h~_t: state and context together, what the scores are made of."""
    looked = shown.walk.wrote.attention
    tilde: Array = np.zeros(1) if looked is None else looked.h_tilde[t - 1, 0]
    x, width = at.columns[t - 1]
    return _state(f"tilde.{t}", at, tilde, x, at.tilde, "", f"State and context together at t = {t}", width, "all")


def output_box(shown: Shown, t: int, at: Layout) -> Node:
    """y_t: the likeliest words, each with a bar of its probability; the first one is written."""
    p = np.exp(shown.walk.log_p[t - 1])
    best, (x, width) = at.best(t), at.columns[t - 1]
    words = len(shown.walk.written)
    wrong = t <= words and not shown.right[t - 1]
    return Node(
        id=f"y.{t}",
        role="output",
        x=x,
        y=at.output,
        width=width,
        cell_height=ROW,
        cells=tuple(
            Cell(
                shown.symbols[k],
                float(p[k]),
                mark=("wrong" if wrong else "best") if place == 0 else "",
                index=k + 1,
                hint=f"p = {signed(float(p[k]), 3)}",
            )
            for place, k in enumerate(best)
        ),
        caption=signed(float(p[best[0]]), 2),
        alt=f"The likeliest words at t = {t}",
        display="bars",
        veil="all",
    )


def weight_box(shown: Shown, j: int, at: Layout) -> Node:
    """The weight of s_j in what attention brings, at every step of the decoder."""
    alpha = shown.walk.alpha
    weights: list[float] = [] if alpha is None else alpha[:, j - 1].tolist()
    before = Frame((Cell("", 0.0),), id=f"a.0.{j}")
    frames = [before] * (len(shown.heard) + 1)
    for t, weight in enumerate(weights, start=1):
        cell = Cell(signed(weight, 2), weight, index=0)
        frames.append(Frame((cell,), f"α_{t}" if j == 1 else "", id=f"a.{t}.{j}"))
    x, width = at.read_columns[j - 1]
    return Node(
        f"a.{j}",
        "loss",
        x,
        at.weights,
        width,
        ROW,
        (Cell("", 0.0, index=0),),
        alt=f"Weight of word {j} in what attention brings",
        display="bars",
        frames=tuple(frames),
    )


def _half(width: float) -> float:
    """The width of a state that shares its column: a little more than half."""
    return (width + 8) / 2


def _state(
    name: str, at: Layout, values: Array, x: float, y: float, title: str, alt: str, width: float, veil: Veil = "cells"
) -> Node:
    rows = rows_of(width)
    return Node(
        id=name,
        role="hidden",
        x=x,
        y=y,
        width=width,
        cell_height=at.inside / rows,
        cells=tuple(
            Cell("", float(values[k]), index=k + 1, hint=f"unit {k + 1}: {signed(float(values[k]), 3)}")
            for k in at.shown.units.tolist()
        ),
        title="" if at.crowded else title,
        alt=alt,
        display="heat",
        columns=-(-UNITS // rows),
        veil=veil,
    )
