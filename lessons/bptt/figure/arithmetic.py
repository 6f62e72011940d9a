"""The arithmetic behind one number of the walk backwards: each chain-rule factor with its numbers.

Every value is the one the model computed; only the printing rounds.
"""

from collections.abc import Callable
from dataclasses import replace

from figures import arithmetic
from figures.arithmetic import Arithmetic, Piece
from figures.numbers import signed, significant, subscript, visible
from lessons.bptt.figure import lstm
from lessons.bptt.figure.arrows import along
from lessons.bptt.figure.equation import gate_of
from lessons.bptt.figure.terms import Lines, factor, from_loss, from_score, no_future, result, state, terms
from lessons.bptt.model import Backwards, entry_name
from rnn_core.text import Vocabulary
from rnn_core.types import Array

Maker = Callable[[Backwards, Vocabulary, int, int], Lines]


def explain(b: Backwards, vocabulary: Vocabulary, node: str, entry: tuple[int, int]) -> Arithmetic | None:
    """The arithmetic of ``node`` ("dh.2.3": dL/dh, unit 3 at t = 2); None where nothing is told.

    A node is a box, a cell or an arrow of `figures.backwards`; ``entry`` is what its bars show.
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
    return along(b, vocabulary, kind, t)


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


def _future(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    if (nothing := no_future(b, t)) is not None:
        return nothing
    column, after = b.run.model.cell.W_hh[:, i], subscript(t + 1)
    return (
        (Piece(f"W_hh[·,{i + 1}]", "hidden"), Piece(f"· dL/da{after} =", "gradient")),
        *terms(column.tolist(), b.da[t].tolist()),
        result(b.from_future[t - 1, i]),
    )


def _local(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    formula = f"1 − h{subscript(t)}[{i + 1}]² = 1 − {factor(float(b.run.trace.h[t, 0, i]))}²"
    return ((Piece(formula, "hidden"), *result(b.local[t - 1, i])),)


def _before_tanh(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    now = subscript(t)
    return (
        (Piece(f"= dL/dh{now}[{i + 1}] · ( 1 − h{now}[{i + 1}]² )"),),
        (
            Piece(f"= {significant(float(b.dh[t - 1, i]))}", "gradient"),
            Piece(f"· {signed(float(b.local[t - 1, i]), 3)}", "hidden"),
            *result(b.da[t - 1, i]),
        ),
    )


SHARED: dict[str, Maker] = {"dy": from_score, "own": from_loss, "dh": state}
RNN: dict[str, Maker] = SHARED | {"future": _future, "local": _local, "da": _before_tanh}
LSTM: dict[str, Maker] = SHARED | {
    "h": lstm.hidden,
    "C": lstm.memory,
    "future": lstm.from_future,
    "through": lstm.by_state,
    "memory": lstm.along_memory,
    "dC": lstm.total_memory,
    "da": lstm.before_gate,
}
NAMES: dict[str, tuple[str, str, Callable[[Backwards], Array]]] = {
    "h": ("h{}", "", lambda b: b.run.trace.h[1:]),
    "C": ("C{}", "", lambda b: b.run.trace.C[1:]),
    "dy": (
        "dL/dy{}",
        "What was said minus what was right; the loss is the mean of all steps, hence / T.",
        lambda b: b.dy,
    ),
    "own": ("dL/dh{}, from this loss", "The same W_hy as forward, walked against.", lambda b: b.from_loss),
    "future": (
        "dL/dh{}, from the future",
        "All later losses, summed up already in the next step.",
        lambda b: b.from_future,
    ),
    "dh": ("dL/dh{}", "The total derivative: every way from this state to a loss.", lambda b: b.dh),
    "local": ("1 − h{}²", "The slope of tanh: near 0 where h is near 1 or −1.", lambda b: b.local),
    "da": ("dL/da{}", "Before the squashing: this is what the weights feel.", lambda b: b.da),
    "through": ("dL/dC{} by h", "Out of the memory through the output gate.", lambda b: lstm.parts(b).by_h),
    "memory": (
        "dL/dC{} along the memory",
        "From the next memory by f alone: no matrix.",
        lambda b: lstm.parts(b).along,
    ),
    "dC": ("dL/dC{}", "The total derivative by the memory.", lambda b: lstm.parts(b).total),
}
