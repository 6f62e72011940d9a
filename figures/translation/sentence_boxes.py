"""The boxes of a sentence that is read and translated."""

from dataclasses import replace

import numpy as np

from figures.graph import Cell, Frame, Node
from figures.numbers import quoted, signed
from figures.translation.sentence_layout import (
    ACROSS,
    HALF,
    NOTHING,
    OTHER,
    UNIT,
    WIDTH,
    Layout,
    Shown,
)
from rnn_core.types import Array

ROW = 18.0
HANDED = {NOTHING: "0 instead", OTHER: "another’s"}


def word_box(shown: Shown, j: int, at: Layout) -> Node:
    """x_j: a word that is read."""
    word = shown.heard[j - 1]
    return Node(
        f"x.{j}", "input", at.center(j), at.word, WIDTH, ROW, (Cell(word, index=0),),
        alt=f"Word {j} that is read: {quoted(word)}", veil="none",
    )  # fmt: skip


def read_box(shown: Shown, j: int, at: Layout) -> Node:
    """s_j: what the encoder holds after word j."""
    return _state(f"s.{j}", shown, _s(shown, j), at.center(j), at.read, f"s_{j}",
                  f"State of the encoder at {quoted(shown.heard[j - 1])}", WIDTH)  # fmt: skip


def vector_box(shown: Shown, at: Layout) -> Node:
    """What the decoder is handed, above the encoder's last state."""
    box = _state("v.1", shown, shown.walk.given[0][0], at.center(len(shown.heard)), at.vector, "",
                 "The one vector between encoder and decoder", WIDTH)  # fmt: skip
    instead = HANDED.get(shown.handed, "")
    return replace(
        box, caption=instead or "one vector", caption_mark="wrong" if instead else "", veil="none"
    )


def hidden_box(shown: Shown, t: int, at: Layout) -> Node:
    """h_t of the decoder."""
    h, x = shown.walk.wrote.cell.h[t, 0], at.center(t)
    width = HALF if at.attends else WIDTH
    return _state(f"h.{t}", shown, h, x - (WIDTH - width) / 2, at.hidden, f"h_{t}",
                  f"State of the decoder at t = {t}", width)  # fmt: skip


def context_box(shown: Shown, t: int, at: Layout) -> Node:
    """c_t: what attention brings of the source."""
    looked = shown.walk.wrote.attention
    c: Array = np.zeros(1) if looked is None else looked.c[t - 1, 0]
    x = at.center(t) + (WIDTH - HALF) / 2
    return _state(f"c.{t}", shown, c, x, at.context, f"c_{t}",
                  f"What attention brings at t = {t}", HALF)  # fmt: skip


def tilde_box(shown: Shown, t: int, at: Layout) -> Node:
    """h~_t: state and context together, what the scores are made of."""
    looked = shown.walk.wrote.attention
    tilde: Array = np.zeros(1) if looked is None else looked.h_tilde[t - 1, 0]
    return _state(f"tilde.{t}", shown, tilde, at.center(t), at.tilde, f"h~_{t}",
                  f"State and context together at t = {t}", WIDTH)  # fmt: skip


def output_box(shown: Shown, t: int, at: Layout) -> Node:
    """y_t: the likeliest words, each with a bar of its probability; the first one is written."""
    p = np.exp(shown.walk.log_p[t - 1])
    best = np.argsort(-p, kind="stable")[: at.tries].tolist()
    words = len(shown.walk.written)
    wrong = t <= words and not shown.right[t - 1]
    return Node(
        id=f"y.{t}",
        role="output",
        x=at.center(t),
        y=at.output,
        width=WIDTH,
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
        caption=f"p = {signed(float(p[best[0]]), 2)}",
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
    return Node(
        f"a.{j}", "loss", at.center(j), at.weights, WIDTH, ROW, (Cell("", 0.0, index=0),),
        alt=f"Weight of word {j} in what attention brings", display="bars", frames=tuple(frames),
    )  # fmt: skip


def _s(shown: Shown, j: int) -> Array:
    s: Array = shown.walk.read.s[j - 1, 0]
    return s


def _state(
    name: str, shown: Shown, values: Array, x: float, y: float, title: str, alt: str, width: float
) -> Node:
    return Node(
        id=name,
        role="hidden",
        x=x,
        y=y,
        width=width,
        cell_height=UNIT,
        cells=tuple(
            Cell(
                "",
                float(values[k]),
                index=k + 1,
                hint=f"unit {k + 1}: {signed(float(values[k]), 3)}",
            )
            for k in shown.units.tolist()
        ),
        title=title,
        alt=alt,
        display="heat",
        columns=ACROSS,
    )
