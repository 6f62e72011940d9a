"""The arithmetic behind one number of the five wirings, with the numbers in the formula."""

from figures.arithmetic import TERMS_PER_LINE, Arithmetic, Line, Piece, grouped, plus, product
from figures.numbers import quoted, signed, small, subscript
from lessons.sequences.figure.columns import Column, Shown, columns, states
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


def explain(shown: Shown, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.2.3": unit 3 of h at t = 2); None if there is no such node."""
    kind, *numbers = node.split(".")
    if not numbers or not all(number.isdigit() for number in numbers):
        return None
    t, row = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else None
    if kind in MATRICES:
        return _matrix(shown, kind)
    if kind in ("total", "sum"):
        return _total(shown)
    reader = "h" if shown.run.encoded is None else "s"
    state = {"x": reader, "y": "h", "L": "h", "L_edge": "h"}.get(kind, kind)
    column = next((c for c in columns(shown.run) if (c.kind, c.t) == (state, t)), None)
    if column is None or row == 0:
        return None
    if kind == "x":
        return _input(shown, column)
    if kind in ("h", "s"):
        return _state(shown, column, row)
    if column.writes is None:
        return None
    if kind == "y":
        return _output(shown, column, row)
    return _loss(shown, column) if kind in ("L", "L_edge") else None


def _input(shown: Shown, column: Column) -> Arithmetic | None:
    if column.reads is None:
        return None
    word, vector = shown.sequence[column.reads], shown.run.examples.x[column.reads, 0]
    ones = [name for name, value in zip(shown.rows, vector, strict=True) if value]
    name = f"x{subscript(column.t)}"
    return Arithmetic(
        f"x at t = {column.t}: {word}",
        ((*(Piece(f"{name}[{row}] = 1", "input") for row in ones), Piece("and 0 elsewhere")),),
        words=f"Multiplied with {column.entering} it picks a column for each 1.",
    )


def _state(shown: Shown, column: Column, unit: int | None) -> Arithmetic | None:
    run, weights, now = shown.run, named(shown.run.network), column.t
    trace = states(run, column)
    h, name = trace[now - 1], f"{column.kind}{subscript(now)}"
    title = f"{column.kind} at t = {now}"
    if unit is None:
        values = (Piece(signed(float(v), 3), "hidden", result=True) for v in h)
        passed = column.kind == "s" and now == len(run.examples.x)
        return Arithmetic(
            f"{title}: {len(h)} units",
            ((Piece(f"{name} = ("), *values, Piece(")")),),
            words="The one vector: all that the decoder will ever know." * passed,
        )
    if unit > len(h):
        return None
    i = unit - 1
    formula, terms = [], []
    if column.reads is not None:
        formula.append(Piece(f"{column.entering}[{unit},·]·x{subscript(now)}", "input"))
        terms += _nonzero(weights[column.entering][i], run.examples.x[column.reads, 0])
    handed = run.encoded.h[-1, 0] if run.encoded and column.kind == "h" and now == 1 else None
    before = trace[now - 2] if now > 1 else handed
    if column.recurrent in weights:
        source = f"{column.kind}{subscript(now - 1)}"
        if handed is not None:
            source = f"s{subscript(len(run.examples.x))}"
        what = f"{column.recurrent}[{unit},·]·{source}"
        formula.append(Piece(f"{'+ ' * bool(formula)}{what}", "hidden"))
        if before is None:
            terms.append(Piece(f"+ 0 (for {column.kind}{subscript(0)} = 0)", "hidden"))
        else:
            weight = weights[column.recurrent][i]
            terms += [product(w, v, "hidden") for w, v in zip(weight, before, strict=True)]
    bias = f"b_{column.kind}"
    terms.append(Piece(f"{plus(weights[bias][i])} )"))
    inside = run.encoded.a if run.encoded and column.kind == "s" else run.a
    lines: tuple[Line, ...] = (
        (Piece(f"{name}[{unit}] = tanh("), *formula, Piece(f"+ {bias}[{unit}] )")),
        (Piece("= tanh("), *terms[:TERMS_PER_LINE]),
        *grouped(terms[TERMS_PER_LINE:]),
        (Piece(f"= tanh( {signed(float(inside[now - 1, 0, i]), 3)} ) ="), _result(h[i], "hidden")),
    )
    return Arithmetic(f"{title}, unit {unit}: how this number was made", lines)


def _output(shown: Shown, column: Column, row: int | None) -> Arithmetic | None:
    run, words, weights = shown.run, shown.outputs, named(shown.run.network)
    assert column.writes is not None
    y, h = run.y[column.writes, 0], run.answering[column.writes, 0]
    now, state = subscript(column.t), f"{column.kind}{subscript(column.t)}"
    if row is None:
        return Arithmetic(
            f"y at t = {column.t}: one score for each word",
            ((Piece(f"y{now} = W_hy·{state} + b_y", "output"),),),
            words=f"The largest score is what it says: {quoted(words[int(y.argmax())])}.",
        )
    if row > len(words):
        return None
    k, word = row - 1, words[row - 1]
    weight = weights["W_hy"][k]
    terms = [product(w, v, "output") for w, v in zip(weight, h, strict=True)]
    lines: tuple[Line, ...] = (
        (
            Piece(f"y{now}[{word}] ="),
            Piece(f"W_hy[{word},·]", "output"),
            Piece(f"·{state}", "hidden"),
            Piece(f"+ b_y[{word}]"),
        ),
        (Piece("="), *terms[:TERMS_PER_LINE]),
        *grouped(terms[TERMS_PER_LINE:]),
        (Piece(f"{plus(weights['b_y'][k])} ="), _result(y[k], "output")),
    )
    return Arithmetic(f"y at t = {column.t}, the score of {quoted(word)}", lines)


def _loss(shown: Shown, column: Column) -> Arithmetic:
    run, t = shown.run, column.t
    assert column.writes is not None
    word, y = shown.targets[column.writes], run.y[column.writes, 0]
    k = shown.outputs.index(word)
    p, loss = float(run.p[column.writes, 0, k]), float(run.losses[column.writes, 0])
    exponents = [f"exp({signed(float(score), 2)})" for score in y]
    shown_p = signed(p, 4) if p > 1e-3 else small(p)
    return Arithmetic(
        f"The loss at t = {t}: the target is {quoted(word)}",
        (
            (Piece(f"p[{word}] = {exponents[k]} / ( {' + '.join(exponents)} )"),),
            (Piece(f"= {shown_p}"),),
            (Piece(f"L{subscript(t)} = −ln {shown_p} ="), _result(loss, ""), Piece("nats")),
        ),
    )


def _total(shown: Shown) -> Arithmetic:
    run = shown.run
    times = [column.t for column in columns(run) if column.writes is not None]
    names = " + ".join(f"L{subscript(t)}" for t in times)
    terms = " + ".join(signed(float(loss), 4) for loss in run.losses[:, 0])
    result = Piece(signed(run.loss, 4), "", result=True)
    words = "Training moves every weight against the gradient of this one number."
    return Arithmetic(
        "L: here the losses are summed", ((Piece(f"L = {names}"),), (Piece(f"= {terms} ="), result)), words=words
    )


def _matrix(shown: Shown, name: str) -> Arithmetic | None:
    weights = named(shown.run.network)
    if name not in weights:
        return None
    matrix = weights[name]
    units = tuple(str(unit + 1) for unit in range(len(shown.run.network.b_h)))
    rows = shown.outputs if name.endswith("y") else units
    entries = shown.rows if name.startswith("W_x") else units
    part = f", a part of W_{1 if name in ('W_xs', 'W_ss') else 2}" * (shown.run.encoded is not None)
    shape = f"{matrix.shape[0]}×{matrix.shape[1]}"
    return Arithmetic(
        f"{name} ({shape}): {MATRICES[name]}{part}", words=ONE, matrix=matrix, rows=tuple(rows), columns=tuple(entries)
    )


def _nonzero(weights: Array, vector: Array) -> list[Piece]:
    return [product(w, v, "input") for w, v in zip(weights, vector, strict=True) if v]


def _result(value: float, role: str) -> Piece:
    return Piece(signed(float(value), 3), role, result=True)
