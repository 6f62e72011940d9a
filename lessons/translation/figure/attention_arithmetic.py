"""The arithmetic of attention: scores, weights, context, and what the readout reads."""

from collections.abc import Callable

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece
from figures.numbers import quoted, signed, subscript
from lessons.translation.figure.layout import Shown
from rnn_core.attention import AttentionParams, AttentionTrace

SMALL = 0.0005
"""Weights below are not printed as terms of a sum."""


def _weight(shown: Shown, t: int, j: int | None) -> Arithmetic | None:
    _, looked = _parts(shown)
    scores, alpha, now = looked.scores[t - 1, 0], looked.alpha[t - 1, 0], subscript(t)
    place = int(alpha.argmax()) if j is None else j - 1
    if not 0 <= place < len(alpha):
        return None
    top, word = float(scores.max()), shown.heard[place]
    lines: list[Line] = [
        (Piece(f"score = h{now}ᵀ W_a s{subscript(place + 1)} = {signed(float(scores[place]), 3)}"),),
        (Piece("α = exp(score − m) / Σ exp(score − m)"),),
        (
            Piece(f"= exp({signed(float(scores[place]) - top, 3)})"),
            Piece(f"/ {signed(float(np.exp(scores - top).sum()), 3)} ="),
            Piece(signed(float(alpha[place]), 3), "hidden", result=True),
        ),
    ]
    return Arithmetic(
        f"How closely t = {t} looks at {quoted(word)}",
        tuple(lines),
        words=f"m = {signed(top, 3)} is the largest of {len(scores)} scores; the weights α of a step sum to 1.",
    )


def _context(shown: Shown, t: int, unit: int | None) -> Arithmetic | None:
    _, looked = _parts(shown)
    alpha, s, c = looked.alpha[t - 1, 0], looked.s[:, 0], looked.c[t - 1, 0]
    u = int(np.abs(c).argmax()) if unit is None else unit - 1
    if not 0 <= u < len(c):
        return None
    lines: list[Line] = [
        (Piece(f"{signed(float(a), 3)}·({signed(float(s[j, u]), 3)})  {shown.heard[j]}"),)
        for j, a in enumerate(alpha)
        if a >= SMALL
    ]
    total = (Piece("their sum ="), Piece(signed(float(c[u]), 3), "hidden", result=True))
    return Arithmetic(
        f"c{subscript(t)}[{u + 1}] = Σ α s[{u + 1}] over the words",
        (*lines, total),
        words="The states of the encoder, each as much as its weight.",
    )


def _tilde(shown: Shown, t: int, unit: int | None) -> Arithmetic | None:
    params, looked = _parts(shown)
    c, h, tilde = looked.c[t - 1, 0], looked.h[t - 1, 0], looked.h_tilde[t - 1, 0]
    u = int(np.abs(tilde).argmax()) if unit is None else unit - 1
    if not 0 <= u < len(tilde):
        return None
    row = params.W_c[u]
    from_c, from_h = float(row[: len(c)] @ c), float(row[len(c) :] @ h)
    return Arithmetic(
        f"h~{subscript(t)}[{u + 1}] = tanh( W_c[{u + 1},·]·[c; h] + b_c )",
        (
            (Piece(f"from c: {len(c)} products, {signed(from_c, 3)}"),),
            (Piece(f"from h: {len(h)} products, {signed(from_h, 3)}"),),
            (Piece(f"bias: {signed(float(params.b_c[u]), 3)}"),),
            (
                Piece(f"= tanh( {signed(from_c + from_h + float(params.b_c[u]), 3)} ) ="),
                Piece(signed(float(tilde[u]), 3), "hidden", result=True),
            ),
        ),
        words="The readout reads h~ where without attention it reads h.",
    )


def _parts(shown: Shown) -> tuple[AttentionParams, AttentionTrace]:
    params, looked = shown.walk.translator.model.decoder.attention, shown.walk.wrote.attention
    if params is None or looked is None:
        raise ValueError("walk must be one with attention, got one without")
    return params, looked


LOOKING: dict[str, Callable[[Shown, int, int | None], Arithmetic | None]] = {
    "a": _weight,
    "look": _weight,
    "ask": lambda shown, t, _: _weight(shown, t, None),
    "c": _context,
    "tilde": _tilde,
    "up": _tilde,
    "add": _tilde,
}
"""What explains each kind of box and arrow of attention."""
