"""How the numbers of the lower half were made: of an input, of a state, of a probability."""

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, plus
from figures.numbers import quoted, signed, subscript
from lessons.image_captioning.figure.long_sums import terms
from lessons.image_captioning.figure.shown import Shown
from rnn_core.cells.lstm import LSTMParams


def word(shown: Shown, t: int, k: int | None = None) -> Arithmetic | None:
    """The word read at t, or number k of the input x_t; both from 1."""
    told = shown.told
    if not 1 <= t <= len(told.words):
        return None
    read, row = shown.read(t), told.run.model.E[int(told.run.batch.x[t - 1, 0])]
    plus_v = "" if told.before else " + v'"
    if k is None:
        fed = "the sign that a sentence begins" if t == 1 else "the network's own last word"
        return Arithmetic(
            f"The word read at t = {t}: {quoted(read)}",
            ((Piece(f"x{subscript(t)} = E[{read}]{plus_v}", "input"),),),
            words=f"It is {fed}; its row of E has {len(row)} learned numbers.",
        )
    if not 1 <= k <= len(row):
        return None
    own, seen = float(row[k - 1]), float(told.as_input[k - 1])
    name = f"x{subscript(t)}[{k}] = E[{read},{k}]"
    if told.before:
        line = Piece(f"{name} ="), Piece(signed(own, 3), "input", result=True)
    else:
        total = Piece(signed(own + seen, 3), "input", result=True)
        line = Piece(f"{name} + v'[{k}] = {signed(own, 3)} {plus(seen)} ="), total
    return Arithmetic(f"x at t = {t}, number {k} of {len(row)}", (line,))


def hidden(shown: Shown, t: int, k: int | None = None) -> Arithmetic | None:
    """The state h_t, or its unit k, from 1; h_0 is the state that has read the picture alone."""
    told = shown.told
    cell, row = told.run.model.decoder.cell, t - 1 + told.before
    if not 0 <= row < len(told.run.decoder.cell.x) or not (k is None or 1 <= k <= cell.n_hidden):
        return None
    first = "It has read the picture and no word yet." if t == 0 else ""
    if k is None:
        lstm = isinstance(cell, LSTMParams)
        formula = "o * tanh(C)" if lstm else "tanh(W_hh·h + W_xh·x + b_h)"
        line = (Piece(f"h{subscript(t)} = {formula}", "hidden"),)
        return Arithmetic(f"h at t = {t}: {cell.n_hidden} units", (line,), words=first)
    make = _lstm_unit if isinstance(cell, LSTMParams) else _rnn_unit
    return Arithmetic(
        f"h at t = {t}, unit {k} of {cell.n_hidden}",
        make(shown, row, k - 1, subscript(t)),
        words=f"z is the state before and the input, one below the other. {first}".strip(),
    )


def _rnn_unit(shown: Shown, row: int, j: int, now: str) -> tuple[Line, ...]:
    told = shown.told
    trace, cell = told.run.decoder.cell, told.run.model.decoder.cell
    weights = np.concatenate([cell.W_hh[j], cell.W_xh[j]])
    z = np.concatenate([trace.h[row, 0], trace.x[row, 0]])
    a, h = float(trace.a[row, 0, j]), float(trace.h[row + 1, 0, j])
    return (
        (Piece(f"h{now}[{j + 1}] = tanh( W[{j + 1},·]·z + b_h ) = tanh("),),
        *terms(weights, z, "hidden"),
        (Piece(f"{plus(float(cell.b_h[j]))} ) = tanh({signed(a, 3)}) ="), Piece(signed(h, 3), "hidden", result=True)),
    )


def _lstm_unit(shown: Shown, row: int, j: int, now: str) -> tuple[Line, ...]:
    told = shown.told
    trace, cell = told.run.decoder.cell, told.run.model.decoder.cell
    z = np.concatenate([trace.h[row, 0], trace.x[row, 0]])
    gates, lines = trace.gates[row, :, 0, j], list[Line]()
    for name, letter, gate, W, b in zip(
        "ifoC", ("i", "f", "o", "C̃"), gates, np.split(cell.W, 4), np.split(cell.b, 4), strict=True
    ):
        squash = "tanh" if name == "C" else "σ"
        a = f"{squash}({signed(float(W[j] @ z + b[j]), 3)})"
        lines.append(
            (Piece(f"{letter} = {squash}( W_{name}·z + b_{name} ) = {a} ="), Piece(signed(float(gate), 3), "hidden"))
        )
    i, f, o, candidate = map(float, gates)
    before, C = float(trace.C[row, 0, j]), float(trace.C[row + 1, 0, j])
    wrote = f"{signed(f, 3)}·{_factor(before)} {plus(i)}·{_factor(candidate)}"
    shows = f"{signed(o, 3)}·{_factor(float(np.tanh(C)))}"
    h = Piece(signed(float(trace.h[row + 1, 0, j]), 3), "hidden", result=True)
    lines += [
        (Piece(f"C{now}[{j + 1}] = f·C + i·C̃ = {wrote} ="), Piece(signed(C, 3), "hidden")),
        (Piece(f"h{now}[{j + 1}] = o·tanh(C{now}[{j + 1}]) = {shows} ="), h),
    ]
    return tuple(lines)


def probability(shown: Shown, t: int, index: int | None = None) -> Arithmetic | None:
    """The softmax at t: of the token index − 1, or of the word that was said."""
    told = shown.told
    if not 1 <= t <= len(told.words):
        return None
    k = int(told.words[t - 1]) if index is None else index - 1
    if not 0 <= k < len(shown.words):
        return None
    y, p = told.run.y[t - 1, 0], told.run.p[t - 1, 0]
    readout, h = told.run.model.decoder.readout, told.run.decoder.cell.h[t + told.before, 0]
    top, name, now = float(y.max()), shown.word(k), subscript(t)
    share = f"exp({signed(float(y[k]) - top, 3)}) / {signed(float(np.exp(y - top).sum()), 3)}"
    return Arithmetic(
        f"The probability of {quoted(name)} at t = {t}",
        (
            (Piece(f"y{now}[{name}] = W_hy[{name},·]·h{now} + b_y ="),),
            *terms(readout.W_hy[k], h, "output"),
            (Piece(f"{plus(float(readout.b_y[k]))} = {signed(float(y[k]), 3)}"),),
            (Piece(f"p = exp(y − m) / Σ exp(y − m) = {share} ="), Piece(signed(float(p[k]), 3), "output", result=True)),
        ),
        words=f"m = {signed(top, 3)} is the largest of {len(y)} scores. The best word is said.",
    )


def _factor(value: float) -> str:
    shown = signed(value, 3)
    return f"({shown})" if value < 0 else shown
