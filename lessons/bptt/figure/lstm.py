"""The chain-rule factors of an LSTM, and how its states were made; rnn_core.lstm (1)–(10)."""

from figures.arithmetic import Piece
from figures.numbers import signed, significant, subscript
from lessons.bptt.figure.terms import Lines, both, factor, no_future, result, terms
from lessons.bptt.model import Backwards, Memory
from rnn_core.cells.lstm_params import GATES
from rnn_core.text import Vocabulary


def parts(b: Backwards) -> Memory:
    """How dL/dC_t is made; ValueError for a cell without a memory."""
    if b.memory is None:
        raise ValueError("the cell must have a memory, got one without")
    return b.memory


def hidden(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
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


def memory(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
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


def from_future(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """The gates of the next step, through the column of W that h_t[i] enters."""
    if (nothing := no_future(b, t)) is not None:
        return nothing
    H, column = b.dh.shape[1], b.run.model.cell.W[:, i]
    by_gate = [float(column[g * H : (g + 1) * H] @ b.da[t, g]) for g in range(len(GATES))]
    names = " + ".join(f"{gate}" for gate in ("W_iᵀdaⁱ", "W_fᵀdaᶠ", "W_oᵀdaᵒ", "W_Cᵀdaᶜ"))
    return (
        (Piece(f"{names}, unit {i + 1} of each, all da at t = {t + 1}"),),
        *terms([1.0] * len(by_gate), by_gate),
        result(b.from_future[t - 1, i]),
    )


def by_state(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """dL/dh_t * o_t (1 − tanh² C_t)."""
    now, n, trace = subscript(t), i + 1, b.run.trace
    o, squashed = float(trace.o[t - 1, 0, i]), float(trace.tanh_C[t - 1, 0, i])
    return (
        (Piece(f"= dL/dh{now}[{n}] · o{now}[{n}] · ( 1 − tanh² C{now}[{n}] )"),),
        (
            Piece(f"= {significant(float(b.dh[t - 1, i]))}", "gradient"),
            Piece(f"· {signed(o, 3)} · ( 1 − {factor(squashed)}² )"),
            *result(parts(b).by_h[t - 1, i]),
        ),
    )


def along_memory(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """f_{t+1} * dL/dC_{t+1}."""
    if (nothing := no_future(b, t)) is not None:
        return nothing
    after, n = subscript(t + 1), i + 1
    return (
        (Piece(f"= f{after}[{n}] · dL/dC{after}[{n}]"),),
        (
            Piece(f"= {signed(float(b.run.trace.f[t, 0, i]), 3)}"),
            Piece(f"· {factor(float(parts(b).total[t, i]))}", "gradient"),
            *result(parts(b).along[t - 1, i]),
        ),
    )


def total_memory(b: Backwards, _: Vocabulary, t: int, i: int) -> Lines:
    """By h and along the memory."""
    memory = parts(b)
    one, other = memory.by_h[t - 1, i], memory.along[t - 1, i]
    return both(one, other, memory.total[t - 1, i], "by h + along the memory")


def before_gate(b: Backwards, _: Vocabulary, t: int, place: int) -> Lines:
    """dL/da of a gate or the candidate; ``place`` counts through i, f, o, C~, unit by unit."""
    gate, i = divmod(place, b.dh.shape[1])
    trace, now, n, before = b.run.trace, subscript(t), i + 1, subscript(t - 1)
    dh = float(b.dh[t - 1, i])
    dC = float(parts(b).total[t - 1, i])
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
