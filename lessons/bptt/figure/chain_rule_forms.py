"""The chain-rule factors of the walk backwards, each as formula lines with the model's numbers.

First those that every cell has, then the vanilla cell's, then those of an LSTM; `rnn_core.cells.lstm` numbers them.
"""

from collections.abc import Callable, Iterable

from figures.arithmetic import Line, Piece, grouped
from figures.numbers import signed, significant, subscript, visible
from lessons.bptt.model import Backwards, Memory
from rnn_core.cells.lstm_params import GATES
from rnn_core.text import Vocabulary
from rnn_core.types import Array

Lines = tuple[Line, ...]
Maker = Callable[[Backwards, Vocabulary, int, int], Lines]


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


def _from_score(b: Backwards, vocabulary: Vocabulary, t: int, k: int) -> Lines:
    """dL/dy_t[k]: what was said minus what was right, as one of T losses."""
    targets, T, now = b.run.targets, len(b.dy), subscript(t)
    right = int(targets is not None and int(targets[t - 1, 0]) == k)
    symbol, p = visible(vocabulary.symbols[k]), float(b.run.p[t - 1, 0, k])
    return (
        (Piece(f"dL/dy{now}[{symbol}] = ( p{now}[{symbol}] − {right} ) / T"),),
        (Piece(f"= ( {signed(p, 3)} − {right} ) / {T}"), *result(b.dy[t - 1, k])),
    )


def _from_loss(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """What this step's own loss says: dL/dy_t through column i of W_hy."""
    column = b.run.model.readout.W_hy[:, i]
    return (
        (Piece(f"W_hy[·,{i + 1}]", "output"), Piece(f"· dL/dy{subscript(t)} =", "gradient")),
        *terms(column.tolist(), b.dy[t - 1].tolist()),
        result(b.from_loss[t - 1, i]),
    )


def _no_future(b: Backwards, t: int) -> Lines | None:
    """What there is to say where nothing comes from the future; None where something does."""
    if t == len(b.dy):
        return ((Piece("0", result=True), Piece(f"for t = {t} is the last step.")),)
    if b.immediate:
        return ((Piece("0", result=True), Piece("for the immediate derivative cuts it.")),)
    return None


def _both(one: float, other: float, total: float, words: str) -> Lines:
    """The sum of two parts, named by ``words``."""
    return (Piece(f"= {words}"),), (
        Piece(f"= {significant(float(one))} {added(float(other))}", "gradient"),
        *result(total),
    )


def _state(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """dL/dh_t[i]: from this loss and from the future."""
    return _both(b.from_loss[t - 1, i], b.from_future[t - 1, i], b.dh[t - 1, i], "from this loss + from the future")


def _rnn_from_future(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    if (nothing := _no_future(b, t)) is not None:
        return nothing
    column, after = b.run.model.cell.W_hh[:, i], subscript(t + 1)
    return (
        (Piece(f"W_hh[·,{i + 1}]", "hidden"), Piece(f"· dL/da{after} =", "gradient")),
        *terms(column.tolist(), b.da[t].tolist()),
        result(b.from_future[t - 1, i]),
    )


def _rnn_slope(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    formula = f"1 − h{subscript(t)}[{i + 1}]² = 1 − {factor(float(b.run.trace.h[t, 0, i]))}²"
    return ((Piece(formula, "hidden"), *result(b.local[t - 1, i])),)


def _rnn_before_tanh(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    now = subscript(t)
    return (
        (Piece(f"= dL/dh{now}[{i + 1}] · ( 1 − h{now}[{i + 1}]² )"),),
        (
            Piece(f"= {significant(float(b.dh[t - 1, i]))}", "gradient"),
            Piece(f"· {signed(float(b.local[t - 1, i]), 3)}", "hidden"),
            *result(b.da[t - 1, i]),
        ),
    )


def _memory_of(b: Backwards) -> Memory:
    """How dL/dC_t is made; ValueError for a cell without a memory."""
    if b.memory is None:
        raise ValueError("the cell must have a memory, got one without")
    return b.memory


def _lstm_hidden(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """h_t = o_t * tanh(C_t)."""
    now, trace = subscript(t), b.run.trace
    return (
        (Piece(f"h{now}[{i + 1}] = o{now}[{i + 1}] · tanh( C{now}[{i + 1}] )"),),
        (
            Piece(f"= {signed(float(trace.o[t - 1, 0, i]), 3)}"),
            Piece(f"· tanh( {signed(float(trace.C[t, 0, i]), 3)} ) ="),
            Piece(signed(float(trace.h[t, 0, i]), 3), "hidden", result=True),
        ),
    )


def _lstm_memory(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """C_t = f_t * C_{t−1} + i_t * C~_t."""
    now, before, trace = subscript(t), subscript(t - 1), b.run.trace
    f, C, i_t, new = (float(array[t - 1, 0, i]) for array in (trace.f, trace.C, trace.i, trace.C_tilde))
    n = i + 1
    return (
        (Piece(f"C{now}[{n}] = f{now}[{n}] · C{before}[{n}] + i{now}[{n}] · C̃{now}[{n}]"),),
        (
            Piece(f"= {signed(f, 3)}·{factor(C)} + {signed(i_t, 3)}·{factor(new)} ="),
            Piece(signed(float(trace.C[t, 0, i]), 3), "hidden", result=True),
        ),
    )


def _lstm_from_future(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """The gates of the next step, through the column of W that h_t[i] enters."""
    if (nothing := _no_future(b, t)) is not None:
        return nothing
    H, column = b.dh.shape[1], b.run.model.cell.W[:, i]
    by_gate = [float(column[g * H : (g + 1) * H] @ b.da[t, g]) for g in range(len(GATES))]
    names = " + ".join(f"{gate}" for gate in ("W_iᵀdaⁱ", "W_fᵀdaᶠ", "W_oᵀdaᵒ", "W_Cᵀdaᶜ"))
    return (
        (Piece(f"{names}, unit {i + 1} of each, all da at t = {t + 1}"),),
        *terms([1.0] * len(by_gate), by_gate),
        result(b.from_future[t - 1, i]),
    )


def _lstm_by_state(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """dL/dh_t * o_t (1 − tanh² C_t)."""
    now, n, trace = subscript(t), i + 1, b.run.trace
    o, squashed = float(trace.o[t - 1, 0, i]), float(trace.tanh_C[t - 1, 0, i])
    return (
        (Piece(f"= dL/dh{now}[{n}] · o{now}[{n}] · ( 1 − tanh² C{now}[{n}] )"),),
        (
            Piece(f"= {significant(float(b.dh[t - 1, i]))}", "gradient"),
            Piece(f"· {signed(o, 3)} · ( 1 − {factor(squashed)}² )"),
            *result(_memory_of(b).by_h[t - 1, i]),
        ),
    )


def _lstm_along_memory(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """f_{t+1} * dL/dC_{t+1}."""
    if (nothing := _no_future(b, t)) is not None:
        return nothing
    after, n = subscript(t + 1), i + 1
    return (
        (Piece(f"= f{after}[{n}] · dL/dC{after}[{n}]"),),
        (
            Piece(f"= {signed(float(b.run.trace.f[t, 0, i]), 3)}"),
            Piece(f"· {factor(float(_memory_of(b).total[t, i]))}", "gradient"),
            *result(_memory_of(b).along[t - 1, i]),
        ),
    )


def _lstm_total_memory(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """By h and along the memory."""
    memory = _memory_of(b)
    one, other = memory.by_h[t - 1, i], memory.along[t - 1, i]
    return _both(one, other, memory.total[t - 1, i], "by h + along the memory")


def _lstm_before_gate(b: Backwards, _: Vocabulary, t: int, place: int) -> Lines:
    """dL/da of a gate or the candidate; ``place`` counts through i, f, o, C~, unit by unit."""
    gate, i = divmod(place, b.dh.shape[1])
    trace, now, n, before = b.run.trace, subscript(t), i + 1, subscript(t - 1)
    dh = float(b.dh[t - 1, i])
    dC = float(_memory_of(b).total[t - 1, i])
    value = float(trace.gates[t - 1, gate, 0, i])
    one, other = signed(value, 3), factor(value)
    slope, numbers = "({0} (1 − {0}))", f"· {one} · (1 − {one})"
    if GATES[gate] == "C_tilde":
        formula = f"dL/dC{now}[{n}] · i{now}[{n}] · (1 − C̃{now}[{n}]²)"
        first, middle = dC, float(trace.i[t - 1, 0, i])
        numbers = f"· (1 − {other}²)"
    elif GATES[gate] == "o":
        formula = f"dL/dh{now}[{n}] · tanh C{now}[{n}] · " + slope.format(f"o{now}[{n}]")
        first, middle = dh, float(trace.tanh_C[t - 1, 0, i])
    elif GATES[gate] == "f":
        formula = f"dL/dC{now}[{n}] · C{before}[{n}] · " + slope.format(f"f{now}[{n}]")
        first, middle = dC, float(trace.C[t - 1, 0, i])
    else:
        formula = f"dL/dC{now}[{n}] · C̃{now}[{n}] · " + slope.format(f"i{now}[{n}]")
        first, middle = dC, float(trace.C_tilde[t - 1, 0, i])
    return (
        (Piece(f"= {formula}"),),
        (
            Piece(f"= {significant(first)}", "gradient"),
            Piece(f"· {factor(middle)} {numbers}"),
            *result(b.da[t - 1, gate, i]),
        ),
    )


SHARED: dict[str, Maker] = {"dy": _from_score, "own": _from_loss, "dh": _state}
RNN: dict[str, Maker] = SHARED | {"future": _rnn_from_future, "local": _rnn_slope, "da": _rnn_before_tanh}
LSTM: dict[str, Maker] = SHARED | {
    "h": _lstm_hidden,
    "C": _lstm_memory,
    "future": _lstm_from_future,
    "through": _lstm_by_state,
    "memory": _lstm_along_memory,
    "dC": _lstm_total_memory,
    "da": _lstm_before_gate,
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
    "through": ("dL/dC{} by h", "Out of the memory through the output gate.", lambda b: _memory_of(b).by_h),
    "memory": (
        "dL/dC{} along the memory",
        "From the next memory by f alone: no matrix.",
        lambda b: _memory_of(b).along,
    ),
    "dC": ("dL/dC{}", "The total derivative by the memory.", lambda b: _memory_of(b).total),
}
