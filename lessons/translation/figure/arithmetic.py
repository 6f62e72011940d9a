"""The arithmetic behind one number of a translation."""

import re

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, grouped, product
from figures.numbers import quoted, signed, subscript
from lessons.translation.figure.attention_arithmetic import LOOKING
from lessons.translation.figure.layout import FIRST, OWN, Shown
from lessons.translation.figure.lstm_unit import unit_at
from rnn_core.types import Array

_NAME = re.compile(r"([a-zA-Z_]+)\.(\d+)(?:\.(\d+))?")
LARGEST = 6
"""So many products of a long sum are printed."""


def explain(shown: Shown, name: str, needs: Array | None = None) -> Arithmetic | None:
    """The arithmetic of ``name`` ("s.3.17": unit 17 at word 3); None if there is none.

    needs: (T, J) where the map of a network without attention is shown.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    kind, first, second = found[1], int(found[2]), int(found[3]) if found[3] else None
    read, written = len(shown.heard), len(shown.walk.tokens)
    if kind in ("x", "s", "in", "on", "back") and 1 <= first <= read:
        return _encoder(shown, kind, first, second)
    if kind in ("v", "last", "hand"):
        return _vector(shown, second)
    if kind == "need" and needs is not None and 1 <= first <= written:
        return _need(shown, needs, first, second)
    if not 1 <= first <= written:
        return None
    if kind in ("h", "state", "fed"):
        return _decoder(shown, kind, first, second)
    if kind in ("y", "W_hy"):
        return _output(shown, first, second)
    if kind in LOOKING and shown.walk.alpha is not None:
        return LOOKING[kind](shown, first, second)
    return None


def _encoder(shown: Shown, kind: str, j: int, unit: int | None) -> Arithmetic | None:
    word = shown.heard[j - 1]
    if kind in ("x", "in"):
        return Arithmetic(
            f"x{subscript(j)}: the word {quoted(word)}",
            ((Piece(f"x{subscript(j)} = E[{word}]", "input"), Piece("a row of numbers, learned")),),
            words="Each word has a row of E. W_1 reads that row, never the letters.",
        )
    if unit is None:
        two = " The second cell reads from the end: s also knows what follows the word."
        return Arithmetic(
            f"s{subscript(j)}: {shown.walk.read.s.shape[2]} numbers after {quoted(word)}",
            words="All boxes of the lower row share W_1: s is made of the word and the s before. "
            f"Drawn are the {len(shown.units)} units that move most in this sentence."
            + two
            * (len(shown.walk.read.traces) == 2),
        )
    n_read, k = len(shown.heard), unit - 1
    params, trace = shown.walk.translator.model.encoder, shown.walk.read.traces
    ahead = params.ahead.n_hidden
    if not 0 <= k < params.n_hidden:
        return None
    back = k >= ahead
    t = n_read - j + 1 if back else j
    text = f"s{subscript(j)}[{unit}]" + (", reading from the end" if back else "")
    cell = params.cells[int(back)]
    return unit_at(text, cell, trace[int(back)], t, k - ahead * back)


def _decoder(shown: Shown, kind: str, t: int, unit: int | None) -> Arithmetic | None:
    walk = shown.walk
    fed = FIRST if t == 1 else shown.symbols[walk.tokens[t - 2]]
    if kind == "fed" or unit is None:
        before = "the one vector" if t == 1 else f"h{subscript(t - 1)}"
        return Arithmetic(
            f"h{subscript(t)}: W_2 reads {quoted(fed)}",
            words=f"The decoder’s state is made of {before} and of E[{fed}], the word it has "
            "just written: it hears itself.",
        )
    if not 1 <= unit <= walk.translator.model.decoder.cell.n_hidden:
        return None
    name = f"h{subscript(t)}[{unit}]"
    return unit_at(name, walk.translator.model.decoder.cell, walk.wrote.cell, t, unit - 1)


def _vector(shown: Shown, unit: int | None) -> Arithmetic | None:
    h, C = (state[0] for state in shown.walk.given)
    source = "the encoder’s last states" if shown.handed == OWN else "what you put in their place"
    if unit is None:
        return Arithmetic(
            "The one vector",
            ((Piece(f"h₀ of W_2: {len(h)} numbers, C₀: {len(C)} more"),),),
            words=f"The decoder starts from {source}. Without attention it gets nothing else: the "
            "whole sentence must be in these numbers, however long it is.",
        )
    if not 1 <= unit <= len(h):
        return None
    return Arithmetic(
        f"Handed over, unit {unit}",
        ((Piece(f"h₀[{unit}] ="), _result(h[unit - 1])), (Piece(f"C₀[{unit}] ="), _result(C[unit - 1]))),
        words=f"Copied from {source}; nothing is computed here.",
    )


def _output(shown: Shown, t: int, row: int | None) -> Arithmetic | None:
    walk, now = shown.walk, subscript(t)
    k = walk.tokens[t - 1] if row is None else row - 1
    readout, looked = walk.translator.model.decoder.readout, walk.wrote.attention
    if not 0 <= k < len(readout.W_hy):
        return None
    h = walk.wrote.cell.h[t, 0] if looked is None else looked.h_tilde[t - 1, 0]
    name, word = ("h" if looked is None else "h~"), shown.symbols[k]
    terms = readout.W_hy[k] * h
    most = np.argsort(-np.abs(terms), kind="stable")[:LARGEST]
    y = walk.wrote.y[t - 1, 0]
    rest = float(terms.sum() - terms[most].sum())
    top = float(y.max())
    lines: list[Line] = [
        (Piece(f"y{now}[{word}] = W_hy[{word},·]·{name}{now} + b_y[{word}] ="),),
        *grouped([product(readout.W_hy[k, u], h[u], "output") for u in most]),
        (
            Piece(f"… {len(h) - LARGEST} products more: {signed(rest, 3)},"),
            Piece(f"b_y: {signed(float(readout.b_y[k]), 3)}"),
        ),
        (Piece(f"= {signed(float(y[k]), 3)}"),),
        (Piece(f"p{now}[{word}] = exp(y[{word}] − m) / Σ exp(y − m)"),),
        (
            Piece(f"= exp({signed(float(y[k]) - top, 3)}) / "),
            Piece(f"{signed(float(np.exp(y - top).sum()), 3)} ="),
            Piece(signed(float(np.exp(walk.log_p[t - 1, k])), 3), "output", result=True),
        ),
    ]
    return Arithmetic(
        f"{quoted(word)} at t = {t}: score and softmax over {len(y)} words",
        tuple(lines),
        words=f"m = {signed(top, 3)} is the largest score.",
    )


def _need(shown: Shown, needs: Array, t: int, j: int | None) -> Arithmetic | None:
    walk = shown.walk
    word = shown.symbols[walk.tokens[t - 1]]
    column = int(needs[t - 1].argmax()) + 1 if j is None else j
    if not 1 <= column <= len(walk.words):
        return None
    own, lost = float(walk.log_p[t - 1, walk.tokens[t - 1]]), float(needs[t - 1, column - 1])
    heard = quoted(walk.words[column - 1])
    return Arithmetic(
        f"How much {quoted(word)} at t = {t} needs {heard}",
        (
            (Piece(f"log p({word}), all heard: {signed(own, 3)}"),),
            (Piece(f"log p({word}), {heard} not heard: {signed(own - lost, 3)}"),),
            (Piece("the difference ="), _result(lost)),
        ),
        words="Not heard: its row of E is 0. The words written before stay as they are.",
    )


def _result(value: float) -> Piece:
    return Piece(signed(float(value), 3), "hidden", result=True)
