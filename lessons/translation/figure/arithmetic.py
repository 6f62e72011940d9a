"""The arithmetic behind one number of a translation."""

import re
from collections.abc import Callable

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, grouped, product
from figures.numbers import quoted, signed, subscript
from lessons.translation.model.translated import OWN, Translated
from lessons.translation.model.translator import START
from rnn_core.attention import AttentionParams, AttentionTrace
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.lstm_trace import LSTMTrace
from rnn_core.types import Array

_NAME = re.compile(r"([a-zA-Z_]+)\.(\d+)(?:\.(\d+))?")
LARGEST = 6
"""So many products of a long sum are printed."""
SMALL = 0.0005
"""Weights of attention below are not printed as terms of a sum."""


def explain(shown: Translated, name: str, needs: Array | None = None) -> Arithmetic | None:
    """The arithmetic of ``name`` ("s.3.17": unit 17 at word 3); None if there is none.

    needs: (T, J) where the map of a network without attention is shown.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    kind, first, second = found[1], int(found[2]), int(found[3]) if found[3] else None
    read, written = len(shown.source), len(shown.trace.tokens)
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
    if kind in ATTENTION and shown.trace.alpha is not None:
        return ATTENTION[kind](shown, first, second)
    return None


def _encoder(shown: Translated, kind: str, j: int, unit: int | None) -> Arithmetic | None:
    word = shown.source[j - 1]
    if kind in ("x", "in"):
        return Arithmetic(
            f"x{subscript(j)}: the word {quoted(word)}",
            ((Piece(f"x{subscript(j)} = E[{word}]", "input"), Piece("a row of numbers, learned")),),
            words="Each word has a row of E. W_1 reads that row, never the letters.",
        )
    if unit is None:
        two = " The second cell reads from the end: s also knows what follows the word."
        return Arithmetic(
            f"s{subscript(j)}: {shown.trace.read.s.shape[2]} numbers after {quoted(word)}",
            words="All boxes of the lower row share W_1: s is made of the word and the s before. "
            f"Drawn are the {len(shown.units)} units that move most in this sentence."
            + two
            * (len(shown.trace.read.traces) == 2),
        )
    n_read, k = len(shown.source), unit - 1
    params, trace = shown.trace.translator.model.encoder, shown.trace.read.traces
    ahead = params.ahead.n_hidden
    if not 0 <= k < params.n_hidden:
        return None
    back = k >= ahead
    t = n_read - j + 1 if back else j
    text = f"s{subscript(j)}[{unit}]" + (", reading from the end" if back else "")
    cell = params.cells[int(back)]
    return _unit(text, cell, trace[int(back)], t, k - ahead * back)


def _decoder(shown: Translated, kind: str, t: int, unit: int | None) -> Arithmetic | None:
    trace = shown.trace
    fed = START if t == 1 else shown.symbols[trace.tokens[t - 2]]
    if kind == "fed" or unit is None:
        before = "the one vector" if t == 1 else f"h{subscript(t - 1)}"
        return Arithmetic(
            f"h{subscript(t)}: W_2 reads {quoted(fed)}",
            words=f"The decoder’s state is made of {before} and of E[{fed}], the word it has "
            "just written: it hears itself.",
        )
    if not 1 <= unit <= trace.translator.model.decoder.cell.n_hidden:
        return None
    name = f"h{subscript(t)}[{unit}]"
    return _unit(name, trace.translator.model.decoder.cell, trace.wrote.cell, t, unit - 1)


def _vector(shown: Translated, unit: int | None) -> Arithmetic | None:
    h, C = (state[0] for state in shown.trace.given)
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


def _output(shown: Translated, t: int, row: int | None) -> Arithmetic | None:
    trace, now = shown.trace, subscript(t)
    k = trace.tokens[t - 1] if row is None else row - 1
    readout, looked = trace.translator.model.decoder.readout, trace.wrote.attention
    if not 0 <= k < len(readout.W_hy):
        return None
    h = trace.wrote.cell.h[t, 0] if looked is None else looked.h_tilde[t - 1, 0]
    name, word = ("h" if looked is None else "h~"), shown.symbols[k]
    terms = readout.W_hy[k] * h
    most = np.argsort(-np.abs(terms), kind="stable")[:LARGEST]
    y = trace.wrote.y[t - 1, 0]
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
            Piece(signed(float(np.exp(trace.log_p[t - 1, k])), 3), "output", result=True),
        ),
    ]
    return Arithmetic(
        f"{quoted(word)} at t = {t}: score and softmax over {len(y)} words",
        tuple(lines),
        words=f"m = {signed(top, 3)} is the largest score.",
    )


def _need(shown: Translated, needs: Array, t: int, j: int | None) -> Arithmetic | None:
    trace = shown.trace
    word = shown.symbols[trace.tokens[t - 1]]
    column = int(needs[t - 1].argmax()) + 1 if j is None else j
    if not 1 <= column <= len(trace.words):
        return None
    own, lost = float(trace.log_p[t - 1, trace.tokens[t - 1]]), float(needs[t - 1, column - 1])
    left_out = quoted(trace.words[column - 1])
    return Arithmetic(
        f"How much {quoted(word)} at t = {t} needs {left_out}",
        (
            (Piece(f"log p({word}), all heard: {signed(own, 3)}"),),
            (Piece(f"log p({word}), {left_out} not heard: {signed(own - lost, 3)}"),),
            (Piece("the difference ="), _result(lost)),
        ),
        words="Not heard: its row of E is 0. The words written before stay as they are.",
    )


def _result(value: float) -> Piece:
    return Piece(signed(float(value), 3), "hidden", result=True)


def _unit(name: str, params: LSTMParams, trace: LSTMTrace, t: int, k: int) -> Arithmetic:
    """The arithmetic of unit k, from 0, at time t, from 1, for B = 1; name: of its state."""
    i, f, o, new = (signed(float(gate[t - 1, 0, k]), 3) for gate in (trace.i, trace.f, trace.o, trace.C_tilde))
    before, memory, state = (
        signed(float(value), 3) for value in (trace.C[t - 1, 0, k], trace.C[t, 0, k], trace.h[t, 0, k])
    )
    squashed = signed(float(trace.tanh_C[t - 1, 0, k]), 3)
    n = params.n_hidden + params.n_inputs
    return Arithmetic(
        name,
        (
            (Piece(f"f = {f}, i = {i}, o = {o}, C~ = {new}"),),
            (Piece("C = f · C before + i · C~"),),
            (Piece(f"= {f}·({before}) + {i}·({new}) = {memory}"),),
            (
                Piece(f"{name.partition(',')[0]} = o · tanh(C) = {o}·({squashed}) ="),
                Piece(state, "hidden", result=True),
            ),
        ),
        words=f"Each gate is σ of {n} products and a bias, C~ is tanh: the state before, a word.",
    )


def _weight(shown: Translated, t: int, j: int | None) -> Arithmetic | None:
    _, looked = _parts(shown)
    scores, alpha, now = looked.scores[t - 1, 0], looked.alpha[t - 1, 0], subscript(t)
    place = int(alpha.argmax()) if j is None else j - 1
    if not 0 <= place < len(alpha):
        return None
    top, word = float(scores.max()), shown.source[place]
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


def _context(shown: Translated, t: int, unit: int | None) -> Arithmetic | None:
    _, looked = _parts(shown)
    alpha, s, c = looked.alpha[t - 1, 0], looked.s[:, 0], looked.c[t - 1, 0]
    u = int(np.abs(c).argmax()) if unit is None else unit - 1
    if not 0 <= u < len(c):
        return None
    lines: list[Line] = [
        (Piece(f"{signed(float(a), 3)}·({signed(float(s[j, u]), 3)})  {shown.source[j]}"),)
        for j, a in enumerate(alpha)
        if a >= SMALL
    ]
    total = (Piece("their sum ="), Piece(signed(float(c[u]), 3), "hidden", result=True))
    return Arithmetic(
        f"c{subscript(t)}[{u + 1}] = Σ α s[{u + 1}] over the words",
        (*lines, total),
        words="The states of the encoder, each as much as its weight.",
    )


def _tilde(shown: Translated, t: int, unit: int | None) -> Arithmetic | None:
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


def _parts(shown: Translated) -> tuple[AttentionParams, AttentionTrace]:
    params, looked = shown.trace.translator.model.decoder.attention, shown.trace.wrote.attention
    if params is None or looked is None:
        raise ValueError("trace must be one with attention, got one without")
    return params, looked


ATTENTION: dict[str, Callable[[Translated, int, int | None], Arithmetic | None]] = {
    "a": _weight,
    "look": _weight,
    "ask": lambda shown, t, _: _weight(shown, t, None),
    "c": _context,
    "tilde": _tilde,
    "up": _tilde,
    "add": _tilde,
}
"""What explains each kind of box and arrow of attention."""
