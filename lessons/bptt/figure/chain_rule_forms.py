"""The factors of the chain rule in the walk backwards, each computed from the numbers it is made of.

First those that every cell has, then those of the vanilla RNN, then those of an LSTM; `rnn_core.cells.lstm` numbers
its equations.
"""

from figures.forms import Applied, Constant, Expression, Form, Number, Piece, Product, Step, Sum, Total
from lessons.bptt.figure.equation import gate_of
from lessons.bptt.model import Backwards
from rnn_core.cells.lstm_params import GATES

GATE_NAMES = ("input gate", "forget gate", "output gate", "candidate")
GATE_LETTERS = ("i", "f", "o", "C̃")


def chain_rule(b: Backwards) -> dict[str, Form]:
    """The forms of the vectors dy, own, future, dh, …: of each box and of its numbers."""
    nothing = _nothing_from_later(b)
    found = {
        **_of_scores(b),
        **_vector(
            "own",
            "∂L/∂h{_t}, from this loss",
            (Piece("W_hy[·,{i}]", "output"), Piece("· ∂L/∂y{_t}", "gradient")),
            _transposed("W_hy", "i", "dy", "t"),
            "The same W_hy as in the forward pass, transposed.",
        ),
        **_vector(
            "dh",
            "∂L/∂h{_t}",
            (Piece("∂L/∂h{_t}[{i}] = from this loss + from the future"),),
            Sum((Number("own", ("t", "i")), Number("future", ("t", "i")))),
            "The total derivative: every way from this hidden state to a loss.",
        ),
        **(_of_lstm(b) if b.memory else _of_rnn()),
    }
    return found | {
        name: form
        for kind in ("future", "memory")
        if kind in found
        for t, reason in nothing.items()
        for name, form in _nothing(found[kind], f"{kind}{t}", reason).items()
    }


def gate(number: int, unit: str) -> Form:
    """∂L/∂a of a gate or of the candidate, ``number`` in the order i, f, o, C̃; ``unit`` is the index of its unit."""
    name, n = f"{GATE_LETTERS[number]}{{_t}}[{{{unit}}}]", f"[{{{unit}}}]"
    other: Expression = Number({"i": "C_tilde", "C_tilde": "i"}.get(GATES[number], "C"), ("t", unit))
    arriving, words = "C", f"C̃{{_t}}{n}"
    if GATES[number] == "f":
        other, words = Number("C", ("t-1", unit)), f"C{{_t-1}}{n}"
    elif GATES[number] == "o":
        arriving, other, words = "h", Applied("tanh", other), f"tanh C{{_t}}{n}"
    elif GATES[number] == "C_tilde":
        words = f"i{{_t}}{n}"
    squashed = GATES[number] == "C_tilde"
    slope = f"(1 − {name}²)" if squashed else f"{name} (1 − {name})"
    value = Product(
        (
            Number(f"d{arriving}", ("t", unit)),
            other,
            Applied("1−x²" if squashed else "x(1−x)", Number(GATES[number], ("t", unit))),
        )
    )
    return Form(
        f"∂L/∂a{{_t}}, {GATE_NAMES[number]}, unit {{{unit}}}",
        (Step((Piece(f"∂L/∂{arriving}{{_t}}{n} · {words} · {slope}"),), value, "gradient", significant=True),),
        f"What the weights of the {GATE_NAMES[number]} receive.",
    )


def _vector(
    kind: str, title: str, symbols: tuple[Piece, ...], value: Expression, words: str, role: str = "gradient"
) -> dict[str, Form]:
    """The forms of a box and of its numbers, which ``value`` computes."""
    axis = ("h", 1)
    return {
        kind: Form(title, (Step((Piece("[{i}]"),), value, role, significant=True),), words, each=axis),
        f"{kind}.#": Form(f"{title}, unit {{i}}", (Step(symbols, value, role, significant=True),), words),
    }


def _transposed(matrix: str, column: str, vector: str, at: str) -> Total:
    """A column of a matrix times a row of a table: entry ``column`` of Wᵀ·v."""
    return Total(Product((Number(matrix, ("k", column)), Number(vector, (at, "k")))), (matrix, 0))


def _of_scores(b: Backwards) -> dict[str, Form]:
    """∂L/∂y: probability minus target, as one of T losses."""
    T = len(b.dy)
    error = Sum((Number("p", ("t", "i")), Applied("−", Number("hit", ("t", "i")))))
    value = Product((error, Applied("1/", Constant(T))))
    words = "Probability minus target (1 or 0). The loss is the mean of all time steps, hence / T."
    return {
        "dy": Form(
            "∂L/∂y{_t}", (Step((Piece("[{i:symbols}]"),), value, "gradient", significant=True),), words, each=("p", 1)
        ),
        "dy.#": Form(
            "∂L/∂y{_t}, the score (logit) of “{i:symbols}”",
            (
                Step(
                    (
                        Piece("∂L/∂y{_t}[{i:symbols}] = ( p{_t}[{i:symbols}] − {hit} ) / T"),
                        Piece(f"= ( {{=p}} − {{hit}} ) / {T}"),
                    ),
                    value,
                    "gradient",
                    significant=True,
                ),
            ),
            words,
            where={"hit": Number("hit", ("t", "i")), "p": Number("p", ("t", "i"))},
        ),
    }


def _nothing_from_later(b: Backwards) -> dict[str, str]:
    """Why nothing comes from later time steps, by the end of the id of where that is so."""
    last = {f".{len(b.dy)}": f"because t = {len(b.dy)} is the last time step"}
    return last | ({"": "because the immediate derivative leaves it out"} if b.immediate else {})


def _nothing(form: Form, name: str, reason: str) -> dict[str, Form]:
    step = Step((Piece(f"nothing, {reason}"),), Constant(0), "gradient", significant=True)
    return {
        name: Form(form.title, lines=((Piece("all 0"), Piece(reason)),), words=form.words),
        f"{name}.#": Form(f"{form.title}, unit {{i}}", (step,)),
    }


def _of_rnn() -> dict[str, Form]:
    slope = Applied("1−x²", Number("h", ("t", "i")))
    return {
        **_vector(
            "future",
            "∂L/∂h{_t}, from the future",
            (Piece("W_hh[·,{i}]", "hidden"), Piece("· ∂L/∂a{_t+1}", "gradient")),
            _transposed("W_hh", "i", "da", "t+1"),
            "All later losses, summed up already in the next time step.",
        ),
        **_vector(
            "local",
            "1 − h{_t}²",
            (Piece("1 − h{_t}[{i}]²", "hidden"),),
            slope,
            "The slope of tanh: near 0 where h is near 1 or −1.",
        ),
        **_vector(
            "da",
            "∂L/∂a{_t}",
            (Piece("∂L/∂a{_t}[{i}] = ∂L/∂h{_t}[{i}] · ( 1 − h{_t}[{i}]² )"),),
            Product((Number("dh", ("t", "i")), slope)),
            "Before the tanh: this is what the weights receive.",
        ),
    }


def _of_lstm(b: Backwards) -> dict[str, Form]:
    tanh_C = Applied("tanh", Number("C", ("t", "i")))
    units = b.dh.shape[1]
    return {
        **_vector(
            "h",
            "h{_t}",
            (Piece("h{_t}[{i}] = o{_t}[{i}] · tanh( C{_t}[{i}] )"),),
            Product((Number("o", ("t", "i")), tanh_C)),
            "",
            "hidden",
        ),
        **_vector(
            "C",
            "C{_t}",
            (Piece("C{_t}[{i}] = f{_t}[{i}] · C{_t-1}[{i}] + i{_t}[{i}] · C̃{_t}[{i}]"),),
            Sum(
                (
                    Product((Number("f", ("t", "i")), Number("C", ("t-1", "i")))),
                    Product((Number("i", ("t", "i")), Number("C_tilde", ("t", "i")))),
                )
            ),
            "",
            "hidden",
        ),
        **_vector(
            "future",
            "∂L/∂h{_t}, from the future",
            (Piece("W[·,h {i}]", "hidden"), Piece("· ∂L/∂a{_t+1} of all gates", "gradient")),
            _transposed("W", "i", "da", "t+1"),
            "All later losses, summed up already in the next time step.",
        ),
        **_vector(
            "through",
            "∂L/∂C{_t} by h",
            (Piece("∂L/∂h{_t}[{i}] · o{_t}[{i}] · ( 1 − tanh² C{_t}[{i}] )"),),
            Product((Number("dh", ("t", "i")), Number("o", ("t", "i")), Applied("1−x²", tanh_C))),
            "Out of the cell state through the output gate.",
        ),
        **_vector(
            "memory",
            "∂L/∂C{_t} along the cell state",
            (Piece("f{_t+1}[{i}] · ∂L/∂C{_t+1}[{i}]"),),
            Product((Number("f", ("t+1", "i")), Number("dC", ("t+1", "i")))),
            "From the next cell state by f alone: no matrix.",
        ),
        **_vector(
            "dC",
            "∂L/∂C{_t}",
            (Piece("∂L/∂C{_t}[{i}] = by h + along the cell state"),),
            Sum((Number("through", ("t", "i")), Number("memory", ("t", "i")))),
            "The total derivative with respect to the cell state.",
        ),
        "da": Form(
            "∂L/∂a{_t} of all gates",
            (Step((Piece("{i:gates}"),), Number("da", ("t", "i")), "gradient", significant=True),),
            "What the weights of the gates and of the candidate receive.",
            each=("da", 1),
        ),
        "da.#": Form("", columns_of=units, by_row=tuple(gate(number, "column") for number in range(len(GATES)))),
        "gate": Form(
            f"∂L/∂a{{_t}}, {GATE_NAMES[gate_of(b)]}",
            (Step((Piece("[{i}]"),), Number("left", ("t", "i")), "gradient", significant=True),),
            "What the weights of the followed gate receive.",
            each=("left", 1),
        ),
        "gate.#": gate(gate_of(b), "i"),
    }
