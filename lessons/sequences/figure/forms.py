"""How the numbers of the five wirings were made: states, scores, losses and their sum."""

from collections.abc import Iterator

import numpy as np

from figures.forms import Applied, Explained, Expression, Form, Forms, Number, Piece, Product, Step, Sum, Table, Total
from figures.numbers import subscript
from figures.reading_forms import weighted
from lessons.sequences.figure.columns import Column, Shown, columns
from rnn_core.types import Array
from rnn_core.weights import named

MATRICES = {
    "W_xh": "from input to state",
    "W_hh": "from one state to the next",
    "W_hy": "from state to scores",
    "W_xs": "from input to state",
    "W_ss": "from one state to the next",
}
ONE = "One matrix, however often it is drawn: under the pointer all its copies light up."
SCORE = Sum((weighted("W_hy", ("i",), "h", "t"), Number("b_y", ("i",))))
SCORES = Form(
    "y at t = {t}: one score (logit) for each word",
    (Step((Piece("y{_t}[{i:outputs}]", "output"),), SCORE, "output"),),
    "The word with the largest score is predicted: “{best:outputs}”.",
    lines=((Piece("y{_t} = W_hy·h{_t} + b_y", "output"),),),
    each=("b_y", 0),
    where={"best": Number("best", ("t",))},
)
ONE_SCORE = Form(
    "y at t = {t}, the score (logit) of “{i:outputs}”",
    (
        Step(
            (Piece("y{_t}[{i:outputs}] ="), Piece("W_hy[{i:outputs},·]·h{_t}", "output"), Piece("+ b_y[{i:outputs}]")),
            SCORE,
            "output",
        ),
    ),
)
PROBABILITY = Product(
    (
        Applied("exp", Number("y", ("t", "target"))),
        Applied("1/", Total(Applied("exp", Number("y", ("t", "k"))), ("y", 1))),
    )
)
LOSS = Form(
    "The loss at t = {t}: the target is “{target:outputs}”",
    (
        Step(
            (Piece("p[{target:outputs}] = exp(y{_t}[{target:outputs}]) / Σ exp(y{_t})"),),
            PROBABILITY,
            digits=4,
            significant=True,
        ),
        Step(
            (Piece("L{_t} = −ln p[{target:outputs}]"),),
            Applied("−", Applied("ln", PROBABILITY)),
            unit="nats",
            digits=4,
            significant=True,
        ),
    ),
    where={"target": Number("target", ("t",))},
)


def explained(shown: Shown) -> Explained:
    """The forms of all boxes and arrows of a wiring, with the numbers of its run."""
    run, weights = shown.run, named(shown.run.network)
    places = columns(run)
    written = [column.t for column in places if column.writes is not None]
    first, roles = written[0], {"x": "input", "y": "output"}
    tables = {
        name: Table(array, (1,) * array.ndim, roles.get(name[-2], roles.get(name[-1], "hidden")), group=name)
        if name.startswith("W")
        else Table(array, (1,))
        for name, array in weights.items()
    }
    tables |= {
        "x": Table(run.examples.x[:, 0], (1, 1), "input", "x"),
        "h": Table(_with_zero(run.h[:, 0]), (0, 1), "hidden", "h"),
        "y": Table(run.y[:, 0], (first, 1), "output", "y"),
        "L": Table(run.losses[:, 0], (first,), box="L"),
        "best": Table(run.y[:, 0].argmax(1) + 1, (first,)),
        "target": Table(run.examples.targets[:, 0] + 1, (first,)),
    }
    if run.encoded is not None:
        tables["s"] = Table(run.encoded.h[:, 0], (0, 1), "hidden", "s")
    forms = {
        **{name: form for column in places for name, form in _of_column(shown, column)},
        **{name: _matrix(shown, name, matrix) for name, matrix in weights.items() if name.startswith("W")},
        "y": SCORES,
        "y.#": ONE_SCORE,
        **dict.fromkeys(("L", "L.#", "L_edge"), LOSS),
        **dict.fromkeys(("total", "total.#", "sum"), _total(written)),
    }
    return Explained(Forms(forms), tables, {"outputs": shown.outputs, "rows": shown.rows, "words": shown.sequence})


def _with_zero(states: Array) -> Array:
    """The states with the one before the first step, which is 0."""
    return np.concatenate([np.zeros_like(states[:1]), states])


def _of_column(shown: Shown, column: Column) -> Iterator[tuple[str, Form]]:
    """The forms of what a column reads, and of its state."""
    kind, t, ones = column.kind, column.t, list[int]()
    if column.reads is not None:
        ones = [int(k) + 1 for k in np.flatnonzero(shown.run.examples.x[column.reads, 0])]
        read = Form(
            "x at t = {t}: {t:words}",
            lines=((*(Piece(f"x{{_t}}[{shown.rows[k - 1]}] = 1", "input") for k in ones), Piece("and 0 elsewhere")),),
            words=f"Multiplying {column.entering} by it adds up the columns where it is 1.",
        )
        yield f"x.{t}", read
        yield f"x.{t}.#", read
    state, symbols = _state(shown, column, ones)
    passed = kind == "s" and t == len(shown.run.examples.x)
    n_units = shown.run.h.shape[2]
    yield (
        column.state,
        Form(
            f"{kind} at t = {{t}}: a hidden state of {n_units} units",
            (Step((Piece(f"{kind}{{_t}}[{{i}}]"),), state, "hidden"),),
            "The one vector: all that passes from the encoder to the decoder." * passed,
            each=(f"b_{kind}", 0),
        ),
    )
    yield (
        f"{column.state}.#",
        Form(f"{kind} at t = {{t}}, unit {{i}}: how this number was made", (Step(symbols, state, "hidden"),)),
    )


def _state(shown: Shown, column: Column, ones: list[int]) -> tuple[Expression, tuple[Piece, ...]]:
    """How a number of a state is computed, and the same in symbols; of the input only what is not 0."""
    kind, entering, recurrent = column.kind, column.entering, column.recurrent
    terms: list[Expression] = []
    symbols = [Piece(f"{kind}{{_t}}[{{i}}] = tanh(")]
    if column.reads is not None:
        terms += [Product((Number(entering, ("i", k)), Number("x", ("t", k)))) for k in ones]
        symbols.append(Piece(f"{entering}[{{i}},·]·x{{_t}}", "input"))
    if recurrent in named(shown.run.network):
        handed = shown.run.encoded is not None and kind == "h" and column.t == 1
        source, before = ("s", len(shown.run.examples.x)) if handed else (kind, column.t - 1)
        product = Product((Number(recurrent, ("i", "k")), Number(source, (before, "k"))))
        name = f"{source}{subscript(before)}"
        terms.append(Total(product, (recurrent, 1), zero=f"{name} = 0"))
        symbols.append(Piece(f"{'+ ' * (len(symbols) > 1)}{recurrent}[{{i}},·]·{name}", "hidden"))
    terms.append(Number(f"b_{kind}", ("i",)))
    symbols.append(Piece(f"+ b_{kind}[{{i}}] )"))
    return Applied("tanh", Sum(tuple(terms))), tuple(symbols)


def _total(written: list[int]) -> Form:
    names = " + ".join(f"L{subscript(t)}" for t in written)
    summed = Number("L", (written[0],)) if len(written) == 1 else Total(Number("L", ("k",)), ("L", 0))
    return Form(
        "L: here the losses are summed",
        (Step((Piece(f"L = {names}"),), summed, digits=4),),
        "Training moves every weight against the gradient of this one number.",
    )


def _matrix(shown: Shown, name: str, matrix: Array) -> Form:
    part = f", a part of W_{1 if name in ('W_xs', 'W_ss') else 2}" * (shown.run.encoded is not None)
    return Form(
        f"{name} ({matrix.shape[0]}×{matrix.shape[1]}): {MATRICES[name]}{part}",
        words=ONE,
        matrix=name,
        rows="outputs" if name.endswith("y") else "",
        columns="rows" if name.startswith("W_x") else "",
    )
