"""The arithmetic behind what is chosen in the walk backwards: a number, a whole box, or an arrow.

Every value is the one the model computed; only the printing rounds.
"""

from dataclasses import replace

import numpy as np

from figures import arithmetic
from figures.arithmetic import Arithmetic, Piece
from figures.numbers import significant, subscript, visible
from lessons.bptt.figure.chain_rule import LSTM, NAMES, RNN, Lines, Maker, factor, result, terms
from lessons.bptt.figure.equation import gate_of
from lessons.bptt.model import Backwards, entry_name
from rnn_core.text import Vocabulary
from rnn_core.types import Array

SAME = "The matrix of the forward arrow, walked against: rows and columns have changed places."
CUT = " In the immediate derivative this arrow is cut: what it would carry is left out."


def explain(b: Backwards, vocabulary: Vocabulary, node: str, entry: tuple[int, int]) -> Arithmetic | None:
    """The arithmetic of ``node`` ("dh.2.3": dL/dh, unit 3 at t = 2); None where there is nothing to explain.

    A node is a box, a cell or an arrow of `graph.backwards`; ``entry`` is what its bars show.
    """
    kind, _, rest = node.partition(".")
    try:
        t, *index = (int(part) for part in rest.split("."))
    except ValueError:
        return None
    if not 1 <= t <= len(b.dy) or len(index) > 1:
        return None
    if kind == "bar":
        t = index[0] if index and index[0] <= len(b.dy) else t
        kind, index = "share", [entry[0] * b.total.shape[1] + entry[1] + 1]
    if kind == "gate" and b.memory:
        kind, index = "da", [k + gate_of(b) * b.da.shape[2] for k in index]
    if kind in ("share", "sum"):
        return _product(b, vocabulary, kind, t, index[0] if index else None)
    maker = (LSTM if b.memory else RNN).get(kind)
    if maker is not None:
        return _number(b, vocabulary, maker, kind, t, index[0] if index else None)
    if kind == "p" and index:
        return _probability(b, vocabulary, t, index[0])
    if kind in ("x", "p", "L") or (kind == "h" and not b.memory):
        return arithmetic.explain(b.run, vocabulary, node)
    return _arrow(b, vocabulary, kind, t)


def _number(
    b: Backwards, vocabulary: Vocabulary, maker: Maker, kind: str, t: int, index: int | None
) -> Arithmetic | None:
    """One number of a vector, or all of them where the box itself was chosen."""
    name, words, values = NAMES[kind]
    name, vector = name.format(subscript(t)), values(b)[t - 1].ravel()
    if index is None:
        lines = tuple(
            (Piece(f"[{i}] ="), Piece(significant(v), "gradient", result=True))
            for i, v in enumerate(vector.tolist(), start=1)
        )
        return Arithmetic(f"{name}: {len(vector)} numbers", lines, words)
    if not 1 <= index <= len(vector):
        return None
    which = _which(b, vocabulary, kind, index - 1)
    return Arithmetic(f"{name}, {which}", maker(b, vocabulary, t, index - 1), words)


def _which(b: Backwards, vocabulary: Vocabulary, kind: str, i: int) -> str:
    if kind == "dy":
        return f"the score of “{visible(vocabulary.symbols[i])}”"
    units = b.dh.shape[1]
    if kind == "da" and b.memory:
        gate = ("input gate", "forget gate", "output gate", "candidate")[i // units]
        return f"{gate}, unit {i % units + 1}"
    return f"unit {i + 1}"


def _probability(b: Backwards, vocabulary: Vocabulary, t: int, row: int) -> Arithmetic | None:
    """The score and what the softmax makes of it."""
    score = arithmetic.explain(b.run, vocabulary, f"y.{t}.{row}")
    found = arithmetic.explain(b.run, vocabulary, f"p.{t}.{row}")
    if score is None or found is None:
        return None
    return replace(found, lines=(*score.lines, *found.lines))


def _product(b: Backwards, vocabulary: Vocabulary, kind: str, t: int, index: int | None) -> Arithmetic | None:
    """An entry of a step's share, or of the sum of the shares from that step on."""
    rows, columns = b.total.shape
    summed = b.running if kind == "sum" else b.shares
    title = f"dL/d{b.matrix}: " + (
        f"the shares of t = {len(b.dy)} … {t} so far" if kind == "sum" else f"share of t = {t}"
    )
    if index is None:
        row_names = vocabulary.symbols if b.matrix == "W_hy" else map(str, range(1, rows + 1))
        column_names = vocabulary.symbols if b.matrix == "W_xh" else map(str, range(1, columns + 1))
        return Arithmetic(
            title,
            (),
            "An outer product: each number of the column times each number of the row."
            if kind == "share"
            else "Every step adds its share to the one gradient of the one matrix.",
            summed[t - 1],
            tuple(map(visible, row_names)),
            tuple(map(visible, column_names)),
        )
    if not 1 <= index <= rows * columns:
        return None
    i, j = divmod(index - 1, columns)
    name = entry_name(b, vocabulary, (i, j))
    if kind == "share":
        formula = f"dL/d{name} += " + _names(b, vocabulary, t, i, j)
        numbers = f"{significant(float(b.left[t - 1, i]))} · {factor(float(b.right[t - 1, j]))}"
        lines: Lines = ((Piece(formula),), (Piece(f"= {numbers}", "gradient"), *result(b.shares[t - 1, i, j])))
        return Arithmetic(f"dL/d{name}: share of t = {t}", lines, _why_zero(b, t))
    steps = range(len(b.dy), t - 1, -1)
    lines = (
        (Piece(f"shares of t = {', '.join(map(str, steps))}:"),),
        *terms([1.0] * len(steps), [float(b.shares[s - 1, i, j]) for s in steps]),
        result(b.running[t - 1, i, j]),
    )
    return Arithmetic(f"dL/d{name}, summed backwards", lines)


def _names(b: Backwards, vocabulary: Vocabulary, t: int, i: int, j: int) -> str:
    now, before = subscript(t), subscript(t - 1)
    if b.matrix == "W_hy":
        return f"dL/dy{now}[{visible(vocabulary.symbols[i])}] · h{now}[{j + 1}]"
    if b.matrix == "W_xh":
        return f"dL/da{now}[{i + 1}] · x{now}[{visible(vocabulary.symbols[j])}]"
    return f"dL/da{now}[{i + 1}] · h{before}[{j + 1}]"


def _why_zero(b: Backwards, t: int) -> str:
    if t == 1 and b.matrix not in ("W_xh", "W_hy"):
        return "h₀ = 0: at the first step this matrix had nothing to multiply."
    return ""


def _arrow(b: Backwards, vocabulary: Vocabulary, kind: str, t: int) -> Arithmetic | None:
    """The matrix or the factor of the arrow ``kind`` that belongs to time ``t``; None if no arrow.

    An arrow between two times belongs to the later one.
    """
    if not b.memory and kind in ("W_xh", "W_hh", "W_hy"):
        return arithmetic.explain(b.run, vocabulary, f"{kind}.{t}")
    units = tuple(str(i + 1) for i in range(b.dh.shape[1]))
    symbols = tuple(visible(symbol) for symbol in vocabulary.symbols)
    cell, cut = b.run.model.cell, CUT if b.immediate else ""
    if kind == "W_hy":
        return _carried("W_hy: from unit to score", b.run.model.readout.W_hy, symbols, units, "")
    if kind == "W_hy_T":
        title = f"W_hyᵀ carries dL/dy{subscript(t)} to dL/dh{subscript(t)}"
        return _carried(title, b.run.model.readout.W_hy.T, units, symbols, SAME)
    if kind == "W_hh_T" and not b.memory:
        title = f"W_hhᵀ carries dL/da{subscript(t)} to dL/dh{subscript(t - 1)}"
        return _carried(title, cell.W_hh.T, units, units, SAME + cut)
    if b.memory and kind in ("W", "W_h", "W_T"):
        gates = tuple(f"{gate} {unit}" for gate in ("i", "f", "o", "C̃") for unit in units)
        if kind == "W_T":
            title = f"Wᵀ carries dL/da{subscript(t)} of all gates to dL/dh{subscript(t - 1)}"
            return _carried(title, cell.W[:, : len(units)].T, units, gates, SAME + cut)
        columns = tuple(f"h {unit}" for unit in units) + symbols
        words = "One matrix for three gates and the candidate: rows i, f, o, C̃; columns [h; x]."
        return _carried("W acts on h and x together", cell.W, gates, columns, words)
    return _multiplied(b, kind, t, cut)


def _carried(title: str, matrix: Array, rows: tuple[str, ...], columns: tuple[str, ...], words: str) -> Arithmetic:
    shape = f"{matrix.shape[0]}×{matrix.shape[1]}"
    found = Arithmetic(f"{title} ({shape})", (), words)
    return replace(found, matrix=np.asarray(matrix), rows=rows, columns=columns)


def _multiplied(b: Backwards, kind: str, t: int, cut: str) -> Arithmetic | None:
    """The arrows that multiply number by number, without a matrix."""
    now, before, T = subscript(t), subscript(t - 1), len(b.dy)
    forward = {"L_edge": (f"L{now} = −ln p{now}[target]", "How surprised the network is by the target.")}
    back = {
        "dy_edge": (
            f"dL/dy{now} = ( p{now} − target ) / {T}",
            "Softmax and logarithm in one step, of the mean of all losses.",
        )
    }
    if b.memory:
        forward |= {
            "o": (f"h{now} = o{now} ∗ tanh( C{now} )", "The output gate, number by number."),
            "f": (f"C{now} = f{now} ∗ C{before} + i{now} ∗ C̃{now}", "The forget gate keeps."),
        }
        back |= {
            "o_back": (f"dL/dh{now} ∗ o{now} ∗ ( 1 − tanh² C{now} )", "Into the memory, by h."),
            "f_back": (f"f{now} ∗ dL/dC{now}", f"Along the memory to C{before}: no matrix.{cut}"),
            "gates_back": (f"dL/dC{now} ∗ gate slopes", "To what i, f and C̃ are taken of."),
            "o_gate_back": (
                f"dL/dh{now} ∗ tanh( C{now} ) ∗ o{now} ∗ ( 1 − o{now} )",
                "To what the output gate is taken of.",
            ),
        }
    else:
        back["tanh_back"] = (
            f"dL/da{now} = dL/dh{now} ∗ ( 1 − h{now}² )",
            "The slope of tanh, number by number: a unit near 1 or −1 lets almost nothing pass.",
        )
    found = forward.get(kind) or back.get(kind)
    if found is None or (kind in ("f", "f_back") and t == 1):
        return None
    role = "gradient" if kind in back else ""
    return Arithmetic(f"An arrow of step t = {t}", ((Piece(found[0], role),),), found[1])
