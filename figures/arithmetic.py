"""The arithmetic behind one number of the unrolled graph, with the numbers in the formula.

Every value is the one the model computed; only the printing rounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from figures.numbers import quoted, signed
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from rnn_core.types import Array

TERMS_PER_LINE = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a formula in LaTeX, in the color of the role it belongs to (none if empty)."""

    latex: str
    role: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """How one number was made: a title, formula lines, and the matrix where an arrow was chosen."""

    title: str
    lines: tuple[Line, ...] = ()
    words: str = ""
    matrix: Array | None = None
    rows: tuple[str, ...] = field(default=())
    columns: tuple[str, ...] = field(default=())


def explain(run: Run, vocabulary: Vocabulary, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.2.3": unit 3 of h at t = 2); None if the run has no such node."""
    kind, _, rest = node.partition(".")
    try:
        numbers = [int(part) for part in rest.split(".")]
    except ValueError:
        return None
    t, index = numbers[0], numbers[1] if len(numbers) > 1 else None
    steps = run.y.shape[0]
    if not 1 <= t <= steps:
        return None
    makers = {"x": _input, "h": _hidden, "y": _output, "p": _probability, "L": _loss}
    if kind in makers:
        return makers[kind](run, vocabulary, t, index)
    if kind.startswith("W_"):
        return _matrix(run, vocabulary, kind)
    return None


def _input(run: Run, vocabulary: Vocabulary, t: int, _: int | None) -> Arithmetic:
    token = int(run.x[t - 1, 0])
    symbol = quoted(vocabulary.symbols[token])
    return Arithmetic(
        f"x at t = {t}: the symbol {symbol}",
        ((Piece(rf"x_{{{t}}}[{token + 1}] = 1", "input"), Piece(r"\text{, every other entry } 0")),),
        words=f"A one-hot vector. Multiplied with W_xh it picks the column of {symbol}.",
    )


def _hidden(run: Run, vocabulary: Vocabulary, t: int, unit: int | None) -> Arithmetic | None:
    cell, h = run.model.cell, run.trace.h[:, 0]
    if unit is None:
        lines = tuple(
            (Piece(rf"h_{{{t}}}[{i + 1}] = \tanh({_tex(a)}) =", ""), Piece(_tex(value), "hidden"))
            for i, (a, value) in enumerate(zip(run.trace.a[t - 1, 0], h[t], strict=True))
        )
        return Arithmetic(f"h at t = {t}: {len(lines)} units", lines)
    if not 1 <= unit <= h.shape[1]:
        return None
    i, token = unit - 1, int(run.x[t - 1, 0])
    symbol = vocabulary.symbols[token]
    recurrent = [_product(w, v, "hidden") for w, v in zip(cell.W_hh[i], h[t - 1], strict=True)]
    lines = (
        (
            Piece(rf"h_{{{t}}}[{unit}] = \tanh("),
            Piece(rf"W_{{hh}}[{unit},\cdot]\,h_{{{t - 1}}}", "hidden"),
            Piece(rf"+\, W_{{xh}}[{unit},\text{{{_escape(symbol)}}}]", "input"),
            Piece(rf"+\, b_h[{unit}])"),
        ),
        (Piece(r"= \tanh("),),
        *_grouped(recurrent),
        (
            Piece(_plus(cell.W_xh[i, token]), "input"),
            Piece(_plus(cell.b_h[i]) + ")"),
        ),
        (
            Piece(rf"= \tanh({_tex(run.trace.a[t - 1, 0, i])}) ="),
            Piece(rf"\mathbf{{{_tex(h[t, i])}}}", "hidden"),
        ),
    )
    return Arithmetic(f"h at t = {t}, unit {unit}: how this number was made", lines)


def _output(run: Run, vocabulary: Vocabulary, t: int, row: int | None) -> Arithmetic | None:
    if row is None:
        best = int(np.argmax(run.y[t - 1, 0]))
        return Arithmetic(
            f"y at t = {t}: one score for each symbol",
            ((Piece(rf"y_{{{t}}} = W_{{hy}}\,h_{{{t}}} + b_y", "output"),),),
            words=f"The largest score is the bet: {quoted(vocabulary.symbols[best])}. "
            "Scores are not probabilities; the softmax makes them so.",
        )
    if not 1 <= row <= len(vocabulary):
        return None
    k, readout, h = row - 1, run.model.readout, run.trace.h[t, 0]
    terms = [_product(w, v, "output") for w, v in zip(readout.W_hy[k], h, strict=True)]
    symbol = _escape(vocabulary.symbols[k])
    lines = (
        (
            Piece(rf"y_{{{t}}}[\text{{{symbol}}}] ="),
            Piece(rf"W_{{hy}}[\text{{{symbol}}},\cdot]", "output"),
            Piece(rf"h_{{{t}}}", "hidden"),
            Piece(rf"+\, b_y[\text{{{symbol}}}]"),
        ),
        (Piece("="),),
        *_grouped(terms),
        (
            Piece(_plus(readout.b_y[k])),
            Piece("="),
            Piece(rf"\mathbf{{{_tex(run.y[t - 1, 0, k])}}}", "output"),
        ),
    )
    return Arithmetic(f"y at t = {t}, the score of {quoted(vocabulary.symbols[k])}", lines)


def _probability(run: Run, vocabulary: Vocabulary, t: int, row: int | None) -> Arithmetic | None:
    k = int(np.argmax(run.p[t - 1, 0])) if row is None else row - 1
    if not 0 <= k < len(vocabulary):
        return None
    y, p = run.y[t - 1, 0], run.p[t - 1, 0]
    top = float(y.max())
    lines = (
        (
            Piece(
                rf"p_{{{t}}}[\text{{{_escape(vocabulary.symbols[k])}}}] = e^{{y_k - m}} \big/ "
                rf"\textstyle\sum_j e^{{y_j - m}},\quad m = {_tex(top)}"
            ),
        ),
        (
            Piece(rf"= e^{{{_tex(float(y[k]) - top)}}} \big/ {_tex(float(np.exp(y - top).sum()))} ="),
            Piece(rf"\mathbf{{{_tex(float(p[k]))}}}", "output"),
        ),
    )
    return Arithmetic(
        f"softmax at t = {t}: the probability of {quoted(vocabulary.symbols[k])}",
        lines,
        words="Subtracting the largest score m first changes nothing and cannot overflow.",
    )


def _loss(run: Run, vocabulary: Vocabulary, t: int, _: int | None) -> Arithmetic | None:
    if run.targets is None or run.losses is None:
        return None
    target = int(run.targets[t - 1, 0])
    symbol = _escape(vocabulary.symbols[target])
    p = float(run.p[t - 1, 0, target])
    lines = (
        (Piece(rf"L_{{{t}}} = -\ln p_{{{t}}}[\text{{{symbol}}}] = -\ln {_tex(p, 4)} ="),),
        (Piece(rf"\mathbf{{{_tex(float(run.losses[t - 1, 0]), 3)}}}\ \text{{nats}}"),),
    )
    return Arithmetic(
        f"The loss at t = {t}: the target is {quoted(vocabulary.symbols[target])}",
        lines,
        words=f"Guessing among {len(vocabulary)} symbols costs "
        f"ln {len(vocabulary)} = {signed(float(np.log(len(vocabulary))), 3)} nats.",
    )


def _matrix(run: Run, vocabulary: Vocabulary, name: str) -> Arithmetic | None:
    units = tuple(str(i + 1) for i in range(run.trace.h.shape[2]))
    symbols = vocabulary.symbols
    cell, readout = run.model.cell, run.model.readout
    matrices = {
        "W_xh": (cell.W_xh, units, symbols, "from each symbol to each unit"),
        "W_hh": (cell.W_hh, units, units, "from each unit to each unit, one step later"),
        "W_hy": (readout.W_hy, symbols, units, "from each unit to each symbol's score"),
    }
    if name not in matrices:
        return None
    matrix, rows, columns, role = matrices[name]
    return Arithmetic(
        f"{name}, {matrix.shape[0]}×{matrix.shape[1]}: {role}",
        words="One matrix, drawn once per step: every copy that lights up is the same object.",
        matrix=matrix,
        rows=rows,
        columns=columns,
    )


def _product(weight: float, value: float, role: str) -> Piece:
    shown = _tex(value)
    return Piece(rf"{_plus(weight)}\cdot{shown if value >= 0 else f'({shown})'}", role)


def _grouped(terms: list[Piece]) -> Iterator[Line]:
    for start in range(0, len(terms), TERMS_PER_LINE):
        yield tuple(terms[start : start + TERMS_PER_LINE])


def _tex(value: float, digits: int = 3) -> str:
    return signed(float(value), digits).replace("−", "-")


def _plus(value: float) -> str:
    return ("+" if value >= 0 else "") + _tex(value)


def _escape(symbol: str) -> str:
    special = {"\\": r"\textbackslash ", "{": r"\{", "}": r"\}", " ": "␣", "\n": "⏎", "\t": "⇥"}
    return "".join(special.get(c, "\\" + c if c in "#$%&_^~" else c) for c in symbol)
