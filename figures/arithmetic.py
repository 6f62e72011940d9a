"""The arithmetic behind one number of the unrolled graph, with the numbers in the formula.

Every value is the one the model computed; only the printing rounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from figures.numbers import quoted, signed, small, subscript, visible
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from rnn_core.types import Array

TERMS_PER_LINE = 3
MOST_EXPONENTS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a formula, in the color of its role; ``result`` marks what it ends in."""

    text: str
    role: str = ""
    result: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """How one number was made: a title, formula lines, and the matrix where an arrow was chosen."""

    title: str
    lines: tuple[Line, ...] = ()
    words: str = ""
    matrix: Array | None = None
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def explain(run: Run, vocabulary: Vocabulary, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.2.3": unit 3 of h at t = 2); None if there is no such node."""
    kind, _, rest = node.partition(".")
    try:
        numbers = [int(part) for part in rest.split(".")]
    except ValueError:
        return None
    t, index = numbers[0], numbers[1] if len(numbers) > 1 else None
    makers = {"x": _input, "h": _hidden, "y": _output, "p": _probability, "L": _loss}
    if not 1 <= t <= run.y.shape[0]:
        return None
    if kind in makers:
        return makers[kind](run, vocabulary, t, index)
    return _matrix(run, vocabulary, kind)


def _input(run: Run, vocabulary: Vocabulary, t: int, _: int | None) -> Arithmetic:
    token = int(run.x[t - 1, 0])
    symbol = vocabulary.symbols[token]
    return Arithmetic(
        f"x at t = {t}: the symbol {quoted(symbol)}",
        ((Piece(f"x{subscript(t)}[{visible(symbol)}] = 1", "input"), Piece("and 0 elsewhere")),),
        words=f"One-hot: multiplied with W_xh it picks the column of {quoted(symbol)}.",
    )


def _hidden(run: Run, vocabulary: Vocabulary, t: int, unit: int | None) -> Arithmetic | None:
    cell, h, now = run.model.cell, run.trace.h[:, 0], subscript(t)
    if unit is None:
        return Arithmetic(
            f"h at t = {t}: {h.shape[1]} units",
            tuple(
                (Piece(f"h{now}[{i}] = tanh( {signed(a, 3)} ) ="), Piece(signed(value, 3), "hidden", result=True))
                for i, (a, value) in enumerate(zip(run.trace.a[t - 1, 0].tolist(), h[t].tolist(), strict=True), start=1)
            ),
        )
    if not 1 <= unit <= h.shape[1]:
        return None
    i, token = unit - 1, int(run.x[t - 1, 0])
    symbol = visible(vocabulary.symbols[token])
    recurrent = [product(w, v, "hidden") for w, v in zip(cell.W_hh[i], h[t - 1], strict=True)]
    if not h[t - 1].any():
        recurrent = [Piece(f"0 (for h{subscript(t - 1)} = 0)", "hidden")]
    lines = (
        (
            Piece(f"h{now}[{unit}] = tanh("),
            Piece(f"W_hh[{unit},·]·h{subscript(t - 1)}", "hidden"),
            Piece(f"+ W_xh[{unit},{symbol}]", "input"),
            Piece(f"+ b_h[{unit}] )"),
        ),
        (Piece("= tanh("), *recurrent[:TERMS_PER_LINE]),
        *grouped(recurrent[TERMS_PER_LINE:]),
        (Piece(plus(cell.W_xh[i, token]), "input"), Piece(f"{plus(cell.b_h[i])} )")),
        (
            Piece(f"= tanh( {signed(float(run.trace.a[t - 1, 0, i]), 3)} ) ="),
            Piece(signed(float(h[t, i]), 3), "hidden", result=True),
        ),
    )
    return Arithmetic(f"h at t = {t}, unit {unit}: how this number was made", lines)


def _output(run: Run, vocabulary: Vocabulary, t: int, row: int | None) -> Arithmetic | None:
    now = subscript(t)
    if row is None:
        best = int(np.argmax(run.y[t - 1, 0]))
        return Arithmetic(
            f"y at t = {t}: one score for each symbol",
            ((Piece(f"y{now} = W_hy·h{now} + b_y", "output"),),),
            words=f"The largest score is the bet: {quoted(vocabulary.symbols[best])}. "
            "Scores are not probabilities; the softmax makes them so.",
        )
    if not 1 <= row <= len(vocabulary):
        return None
    k, readout, h = row - 1, run.model.readout, run.trace.h[t, 0]
    terms = [product(w, v, "output") for w, v in zip(readout.W_hy[k], h, strict=True)]
    symbol = visible(vocabulary.symbols[k])
    lines = (
        (
            Piece(f"y{now}[{symbol}] ="),
            Piece(f"W_hy[{symbol},·]", "output"),
            Piece(f"·h{now}", "hidden"),
            Piece(f"+ b_y[{symbol}]"),
        ),
        (Piece("="), *terms[:TERMS_PER_LINE]),
        *grouped(terms[TERMS_PER_LINE:]),
        (Piece(f"{plus(readout.b_y[k])} ="), Piece(signed(float(run.y[t - 1, 0, k]), 3), "output", result=True)),
    )
    return Arithmetic(f"y at t = {t}, the score of {quoted(vocabulary.symbols[k])}", lines)


def _probability(run: Run, vocabulary: Vocabulary, t: int, row: int | None) -> Arithmetic | None:
    k = int(np.argmax(run.p[t - 1, 0])) if row is None else row - 1
    if not 0 <= k < len(vocabulary):
        return None
    y, p = run.y[t - 1, 0], run.p[t - 1, 0]
    top = float(y.max())
    symbol = visible(vocabulary.symbols[k])
    lines = (
        (Piece(f"p{subscript(t)}[{symbol}] = exp(y[{symbol}] − m) / Σ exp(y − m)"),),
        (
            Piece(f"= exp({signed(float(y[k]) - top, 3)}) / {signed(float(np.exp(y - top).sum()), 3)} ="),
            Piece(signed(float(p[k]), 3), "output", result=True),
        ),
    )
    return Arithmetic(
        f"softmax at t = {t}: the probability of {quoted(vocabulary.symbols[k])}",
        lines,
        words=f"m = {signed(top, 3)} is the largest score; without it exp could overflow.",
    )


def _loss(run: Run, vocabulary: Vocabulary, t: int, _: int | None) -> Arithmetic | None:
    if run.targets is None or run.losses is None:
        return None
    target = int(run.targets[t - 1, 0])
    symbol, guessing = vocabulary.symbols[target], float(np.log(len(vocabulary)))
    p, loss = float(run.p[t - 1, 0, target]), float(run.losses[t - 1, 0])
    now, y, shown = subscript(t), run.y[t - 1, 0], signed(p, 4) if p > 1e-3 else small(p)
    terms = [f"exp({signed(score, 2)})" for score in y.tolist()]
    total = " + ".join(terms) if len(terms) <= MOST_EXPONENTS else "Σ exp(y)"
    return Arithmetic(
        f"The loss at t = {t}: the target is {quoted(symbol)}",
        (
            (Piece(f"p{now}[{visible(symbol)}] = {terms[target]} / ( {total} )"),),
            (Piece(f"= {shown}"),),
            (
                Piece(f"L{now} = −ln p{now}[{visible(symbol)}] = −ln {shown} ="),
                Piece(signed(loss, 3), "", result=True),
                Piece("nats"),
            ),
        ),
        words=f"Guessing gives each of {len(vocabulary)} symbols p = 1/{len(vocabulary)} and costs "
        f"ln {len(vocabulary)} = {signed(guessing, 3)} nats, as losses in natural logarithms "
        "are called.",
    )


def _matrix(run: Run, vocabulary: Vocabulary, name: str) -> Arithmetic | None:
    units = tuple(str(i + 1) for i in range(run.trace.h.shape[2]))
    symbols = tuple(visible(symbol) for symbol in vocabulary.symbols)
    cell, readout = run.model.cell, run.model.readout
    matrices = {
        "W_xh": (cell.W_xh, units, symbols, "from symbol to unit"),
        "W_hh": (cell.W_hh, units, units, "from unit to unit, one step later"),
        "W_hy": (readout.W_hy, symbols, units, "from unit to score"),
    }
    if name not in matrices:
        return None
    matrix, rows, columns, role = matrices[name]
    return Arithmetic(
        f"{name} ({matrix.shape[0]}×{matrix.shape[1]}): {role}",
        words="Rows are where it goes, columns where it comes from. One matrix, drawn once per "
        "step: under the pointer all its copies light up.",
        matrix=matrix,
        rows=rows,
        columns=columns,
    )


def product(weight: float, value: float, role: str) -> Piece:
    """One term of a sum, with its sign: "− 0.505·0.300"."""
    shown = signed(float(value), 3)
    return Piece(f"{plus(weight)}·{shown if value >= 0 else f'({shown})'}", role)


def grouped(terms: list[Piece]) -> Iterator[Line]:
    """``terms`` in lines of as many as fit."""
    for start in range(0, len(terms), TERMS_PER_LINE):
        yield tuple(terms[start : start + TERMS_PER_LINE])


def bracketed(value: float, digits: int = 3) -> str:
    """``value`` as it stands in a product: "0.307", "(−0.505)"."""
    shown = signed(float(value), digits)
    return f"({shown})" if shown.startswith("−") else shown


def plus(value: float, digits: int = 3) -> str:
    """``value`` as it stands in a sum, with its sign before it: "+ 0.307"."""
    shown = signed(float(value), digits)
    return f"− {shown[1:]}" if shown.startswith("−") else f"+ {shown}"
