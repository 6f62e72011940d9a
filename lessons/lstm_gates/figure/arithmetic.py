"""How each number of an LSTM's cell was made, forward and back, in the lecture's notation; matrices and paths too."""

from collections.abc import Callable

from figures.arithmetic import Arithmetic, Line, Piece, bracketed, plus
from figures.numbers import quoted, signed, small, subscript
from lessons.lstm_gates.figure.equations import LETTERS, is_held, parts
from lessons.lstm_gates.figure.parts import ARROWS
from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import READS, SAYS
from rnn_core.types import Array

WORDS = {
    "f": "The forget gate: 1 keeps a number of the memory, 0 wipes it out.",
    "i": "The input gate: how much of the candidate is written.",
    "C_tilde": "The candidate: what could be written.",
    "o": "The output gate: how much of the memory is shown.",
}
OPERATIONS = {
    "times_f": ("f_t * C_t−1", "Each number of the memory times its own forget gate. No matrix here."),
    "times_i": ("i_t * C~_t", "Each candidate times its own input gate."),
    "times_o": ("o_t * tanh(C_t)", "Each squashed memory times its own output gate."),
    "plus": ("f_t * C_t−1 + i_t * C~_t", "Adding, not multiplying by a matrix, is the LSTM's point."),
    "join": ("[h_t−1, x_t]", "One vector: what the network said of itself before, then what it reads."),
}

PATHS = {arrow.name: arrow.what for arrow in ARROWS}


def explain(play: Play, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("f.3.1": unit 1 of the forget gate at t = 3); None if unknown."""
    kind, _, rest = node.removeprefix("strip_").removeprefix("untouched_").partition(".")
    if kind in ("W_f", "W_i", "W_C", "W_o", "W_hy"):
        return _matrix(play, kind)
    if kind in PATHS:
        return Arithmetic("The path of a vector", words=PATHS[kind])
    if kind in OPERATIONS:
        formula, words = OPERATIONS[kind]
        return Arithmetic("Unit by unit", ((Piece(formula),),), words=words)
    try:
        t, unit = (int(part) for part in (f"{rest}.1" if "." not in rest else rest).split("."))
    except ValueError:
        return None
    maker = MAKERS.get(kind)
    rows = len(SAYS) if kind == "p" else play.trace.h.shape[2]
    if maker is None or not (1 <= t <= len(play.word) and 1 <= unit <= rows):
        return None
    return maker(play, t, unit - 1)


def _equation(_play: Play, t: int, _unit: int) -> Arithmetic:
    return Arithmetic(
        f"The equations at t = {t}",
        words="Three terms stand in a gate: from h_t−1, from x_t, and the bias. "
        "Choose a gate's number to see every product.",
    )


def _matrix(play: Play, name: str) -> Arithmetic:
    cell, H = play.model.cell, play.model.cell.n_hidden
    units = tuple(str(unit + 1) for unit in range(H))
    if name == "W_hy":
        matrix, rows, columns = (play.model.readout.W_hy, SAYS.symbols, tuple(f"h[{u}]" for u in units))
    else:
        matrix, rows = getattr(cell, name), units
        columns = (*(f"h[{unit}]" for unit in units), *READS.symbols)
    return Arithmetic(
        f"{name} ({matrix.shape[0]}×{matrix.shape[1]})",
        words="Rows are where it goes, columns where it comes from."
        + ("" if name == "W_hy" else " It acts on [h_t−1, x_t]: state and symbol side by side."),
        matrix=matrix,
        rows=rows,
        columns=columns,
    )


def gate(kind: str) -> Callable[[Play, int, int], Arithmetic]:
    """The maker of a gate's numbers, and of the candidate's."""

    def make(play: Play, t: int, u: int) -> Arithmetic:
        letter = LETTERS[kind].replace("C~", "C̃")
        name, row, now = f"{letter}{subscript(t)}[{u + 1}]", t - 1, subscript(t)
        value = float(getattr(play.trace, kind)[row, 0, u])
        title = f"{name}: how this number was made"
        if is_held(play, kind, t, u):
            return Arithmetic(
                title,
                ((Piece(f"{name} = {signed(value, 3)}, held"),),),
                words="You hold it: no input changes it, and no gradient passes through it.",
            )
        suffix = "C" if kind == "C_tilde" else kind
        squash = "tanh" if kind == "C_tilde" else "σ"
        W = getattr(play.model.cell, f"W_{suffix}")[u]
        h = play.trace.h[row, 0]
        symbol = READS.symbols[int(play.word[row])]
        terms = _terms(W[: len(h)], h, "hidden")
        from_state, from_input, bias = parts(play, kind, row, u)
        total = from_state + from_input + bias
        lines: tuple[Line, ...] = (
            (Piece(f"{name} = {squash}( W_{suffix}[{u + 1},·]·[h{subscript(t - 1)}, x{now}] + b_{suffix}[{u + 1}] )"),),
            (Piece(f"= {squash}("), *terms),
            (Piece(f"{plus(from_input)} for {quoted(symbol)}", "input"), Piece(f"{plus(bias)} )")),
            (Piece(f"= {squash}( {signed(total, 3)} ) ="), Piece(signed(value, 3), result=True)),
        )
        return Arithmetic(title, lines, words=WORDS[kind])

    return make


def memory(play: Play, t: int, u: int) -> Arithmetic:
    """Unit ``u`` of C at time ``t``; 0 at the beginning."""
    if t == 0:
        return Arithmetic("C₀: empty", ((Piece(f"C₀[{u + 1}] = 0"),),))
    trace, n = play.trace, f"[{u + 1}]"
    f, i, c = (float(gate[t - 1, 0, u]) for gate in (trace.f, trace.i, trace.C_tilde))
    before, after = float(trace.C[t - 1, 0, u]), float(trace.C[t, 0, u])
    now = subscript(t)
    return Arithmetic(
        f"C{now}{n}: how this number was made",
        (
            (Piece(f"C{now}{n} = f{now}{n} * C{subscript(t - 1)}{n} + i{now}{n} * C̃{now}{n}"),),
            (
                Piece(f"= {signed(f, 3)} · {bracketed(before)} + {signed(i, 3)} · {bracketed(c)} ="),
                Piece(signed(after, 3), "hidden", result=True),
            ),
        ),
        words="Kept plus added.",
    )


def hidden(play: Play, t: int, u: int) -> Arithmetic:
    """Unit ``u`` of h at time ``t``; 0 at the beginning."""
    if t == 0:
        return Arithmetic("h₀: empty", ((Piece(f"h₀[{u + 1}] = 0"),),))
    trace, n, now = play.trace, f"[{u + 1}]", subscript(t)
    o, C, tanh_C, h = (
        float(v) for v in (trace.o[t - 1, 0, u], trace.C[t, 0, u], trace.tanh_C[t - 1, 0, u], trace.h[t, 0, u])
    )
    return Arithmetic(
        f"h{now}{n}: how this number was made",
        (
            (Piece(f"h{now}{n} = o{now}{n} * tanh(C{now}{n}) = {signed(o, 3)} · tanh({signed(C, 3)})"),),
            (Piece(f"= {signed(o, 3)} · {bracketed(tanh_C)} ="), Piece(signed(h, 3), "hidden", result=True)),
        ),
        words="What the output gate shows of the memory.",
    )


def part(first: str, second: str, kept: int) -> Callable[[Play, int, int], Arithmetic]:
    """The maker of what is ``kept`` (1) or added (0): the product of two numbers of one unit."""

    def make(play: Play, t: int, u: int) -> Arithmetic:
        trace = play.trace
        if kept:
            a, b, before = float(trace.f[t - 1, 0, u]), float(trace.C[t - 1, 0, u]), t - 1
        else:
            a, b, before = float(trace.i[t - 1, 0, u]), float(trace.C_tilde[t - 1, 0, u]), t
        value, n = float(trace.added_kept[t - 1, kept, 0, u]), f"[{u + 1}]"
        return Arithmetic(
            "What is kept" if kept else "What is added",
            (
                (Piece(f"{first}{subscript(t)}{n} * {second}{subscript(before)}{n}"),),
                (Piece(f"= {signed(a, 3)} · {bracketed(b)} ="), Piece(signed(value, 3), result=True)),
            ),
        )

    return make


def squashed(play: Play, t: int, u: int) -> Arithmetic:
    """Unit ``u`` of tanh(C) at time ``t``."""
    C, value = float(play.trace.C[t, 0, u]), float(play.trace.tanh_C[t - 1, 0, u])
    return Arithmetic(
        "The memory, squashed",
        (
            (
                Piece(f"tanh(C{subscript(t)}[{u + 1}]) = tanh({signed(C, 3)}) ="),
                Piece(signed(value, 3), "hidden", result=True),
            ),
        ),
    )


def read(play: Play, t: int, _: int) -> Arithmetic:
    """The symbol read at time ``t``."""
    symbol = READS.symbols[int(play.word[t - 1])]
    return Arithmetic(
        f"x at t = {t}: the symbol {quoted(symbol)}",
        ((Piece(f"x{subscript(t)}[{symbol}] = 1", "input"), Piece("and 0 elsewhere")),),
        words="One-hot: it picks one column of each gate's matrix.",
    )


def probability(play: Play, t: int, k: int) -> Arithmetic:
    """The score and the probability of symbol ``k`` at time ``t``."""
    readout, h, y = play.model.readout, play.trace.h[t, 0], play.y[t - 1]
    symbol, now = SAYS.symbols[k], subscript(t)
    terms = _terms(readout.W_hy[k], h, "output")
    return Arithmetic(
        f"p at t = {t}: the probability of saying {quoted(symbol)}",
        (
            (Piece(f"y{now}[{symbol}] ="), *terms, Piece(f"{plus(readout.b_y[k])} = {signed(float(y[k]), 3)}")),
            (
                Piece(f"p{now}[{symbol}] = exp({signed(float(y[k]), 2)}) / Σ exp(y{now}) ="),
                Piece(signed(float(play.p[t - 1, k]), 3), "output", result=True),
            ),
        ),
        words="Saying nothing (–) has a fixed score; a letter must be louder.",
    )


def _terms(weights: Array, values: Array, role: str) -> list[Piece]:
    """The products of a sum, the first one without a sign before it."""
    signs = [signed(float(weights[0]), 3), *map(plus, weights[1:])]
    return [Piece(f"{sign}·{bracketed(float(value))}", role) for sign, value in zip(signs, values, strict=True)]


def gradient(play: Play, t: int, u: int) -> Arithmetic:
    """What unit ``u`` of C at time ``t`` does to how clearly the network says a, not b."""
    grads, trace, n, now = play.grads, play.trace, f"[{u + 1}]", subscript(t)
    asked = play.asked + 1
    value = float(grads.C[t, 0, u])
    dh, o, tanh_C = (float(v) for v in (grads.h[t, 0, u], trace.o[t - 1, 0, u], trace.tanh_C[t - 1, 0, u]))
    through = f"∂s/∂h{now}{n} · o{now}{n} (1 − tanh²C{now}{n})"
    own = f"{_gradient_text(dh)} · {signed(o, 3)} · {signed(1 - tanh_C**2, 3)}"
    if t < asked:
        later, f = float(grads.C[t + 1, 0, u]), float(trace.f[t, 0, u])
        through += f" + f{subscript(t + 1)}{n} · ∂s/∂C{subscript(t + 1)}{n}"
        own += f" + {signed(f, 3)} · {_gradient_text(later)}"
    return Arithmetic(
        f"∂s/∂C{now}{n}, by back-propagation",
        ((Piece(f"∂s/∂C{now}{n} = {through}"),), (Piece(f"= {own} ="), Piece(_gradient_text(value), result=True))),
        words=f"s = y{subscript(asked)}[a] − y{subscript(asked)}[b]: how clearly the network says "
        f"a rather than b at t = {asked}. Back along the belt there is one factor: f.",
    )


def _gradient_text(value: float) -> str:
    return small(value) if 0 < abs(value) < 1e-3 else bracketed(value)


MAKERS: dict[str, Callable[[Play, int, int], Arithmetic]] = {
    **{kind: gate(kind) for kind in LETTERS},
    "C": memory,
    "C_prev": lambda play, t, u: memory(play, t - 1, u),
    "kept": part("f", "C", 1),
    "added": part("i", "C̃", 0),
    "tanh_C": squashed,
    "h": hidden,
    "h_prev": lambda play, t, u: hidden(play, t - 1, u),
    "x": read,
    "p": probability,
    "dC": gradient,
    "equation": _equation,
}
