"""The chain-rule factors that every cell has, each as formula lines with the model's numbers."""

from collections.abc import Iterable

from figures.arithmetic import Line, Piece, grouped
from figures.numbers import signed, significant, subscript, visible
from lessons.bptt.model import Backwards
from rnn_core.text import Vocabulary

Lines = tuple[Line, ...]


def term(one: float, other: float) -> Piece:
    """A term of a sum of gradients: "+ 0.123·(−4.56·10⁻³)"."""
    return Piece(f"{added(one)}·{factor(other)}", "gradient")


def terms(ones: Iterable[float], others: Iterable[float]) -> Lines:
    """The terms of a scalar product in lines of a few."""
    return tuple(grouped([term(w, d) for w, d in zip(ones, others, strict=True)]))


def added(value: float) -> str:
    """``value`` with its sign as an operator: "+ 0.123" or "− 0.123"."""
    shown = significant(value)
    return f"− {shown[1:]}" if shown.startswith("−") else f"+ {shown}"


def factor(value: float) -> str:
    """``value`` in parentheses where it has a sign or a power of ten."""
    shown = significant(value)
    return f"({shown})" if value < 0 or "·" in shown else shown


def result(value: float) -> Line:
    """What the lines end in."""
    return Piece("="), Piece(significant(float(value)), "gradient", result=True)


def from_score(b: Backwards, vocabulary: Vocabulary, t: int, k: int) -> Lines:
    """dL/dy_t[k]: what was said minus what was right, as one of T losses."""
    targets, T, now = b.run.targets, len(b.dy), subscript(t)
    right = int(targets is not None and int(targets[t - 1, 0]) == k)
    symbol, p = visible(vocabulary.symbols[k]), float(b.run.p[t - 1, 0, k])
    return (
        (Piece(f"dL/dy{now}[{symbol}] = ( p{now}[{symbol}] − {right} ) / T"),),
        (Piece(f"= ( {signed(p, 3)} − {right} ) / {T}"), *result(b.dy[t - 1, k])),
    )


def from_loss(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """What this step's own loss says: dL/dy_t through column i of W_hy."""
    column = b.run.model.readout.W_hy[:, i]
    return (
        (Piece(f"W_hy[·,{i + 1}]", "output"), Piece(f"· dL/dy{subscript(t)} =", "gradient")),
        *terms(column.tolist(), b.dy[t - 1].tolist()),
        result(b.from_loss[t - 1, i]),
    )


def no_future(b: Backwards, t: int) -> Lines | None:
    """What there is to say where nothing comes from the future; None where something does."""
    if t == len(b.dy):
        return ((Piece("0", result=True), Piece(f"for t = {t} is the last step.")),)
    if b.immediate:
        return ((Piece("0", result=True), Piece("for the immediate derivative cuts it.")),)
    return None


def both(one: float, other: float, total: float, words: str) -> Lines:
    """The sum of two parts, named by ``words``."""
    return (Piece(f"= {words}"),), (
        Piece(f"= {significant(float(one))} {added(float(other))}", "gradient"),
        *result(total),
    )


def state(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """dL/dh_t[i]: from this loss and from the future."""
    return both(b.from_loss[t - 1, i], b.from_future[t - 1, i], b.dh[t - 1, i], "from this loss + from the future")
