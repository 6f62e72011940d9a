"""The arithmetic behind one number of the recurrent network that reads vectors."""

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, grouped, plus, product
from figures.numbers import signed, small, subscript
from lessons.recurrence.figure.graph import SATURATED, distance
from lessons.recurrence.figure.weight_boxes import BOXES, FROM_TO, place
from lessons.recurrence.model.network import Numbers, short_of_one
from rnn_core.model import Run
from rnn_core.types import Array

FEEDS = {"W_xh": ("x", "input"), "W_hh": ("h", "hidden"), "W_hy": ("h", "output")}


def explain(run: Run, numbers: Numbers, moved: Array, node: str) -> Arithmetic | None:
    """The arithmetic of a box, a cell or an arrow of the figure; None for an unknown id.

    ``moved`` (T, H): how far h_T moves without each input.
    """
    if node in FROM_TO or node.rpartition(".")[0] in FEEDS:
        return _matrix(numbers, node.partition(".")[0])
    kind, *rest = node.split(".")
    if not all(part.isascii() and part.isdigit() for part in rest):
        return None
    places = [int(part) for part in rest]
    if kind in BOXES or kind == "h_0":
        return _given(run, numbers, kind, node, places)
    if not 1 <= len(places) <= 2 or not 1 <= places[0] <= len(numbers.x):
        return None
    t, k = places[0], places[1] if len(places) > 1 else None
    sizes = {"x": numbers.x.shape[1], "h": len(numbers.h_0), "y": len(numbers.b_y), "m": 1}
    if kind not in sizes or not (k is None or 1 <= k <= sizes[kind]):
        return None
    if kind == "x":
        return _input(numbers, t, k)
    if kind == "m":
        return _left_out(moved, t)
    if kind == "y":
        return _outputs(run, t) if k is None else _output(run, numbers, t, k)
    return _state(run, t) if k is None else _unit(run, numbers, t, k)


def _state(run: Run, t: int) -> Arithmetic:
    a, h, now = run.trace.a[t - 1, 0], run.trace.h[t, 0], subscript(t)
    units = tuple(
        (Piece(f"h{now}[{i}] = tanh( {signed(value, 3)} ) ="), Piece(signed(result, 3), "hidden", result=True))
        for i, (value, result) in enumerate(zip(a.tolist(), h.tolist(), strict=True), start=1)
    )
    return Arithmetic(f"h at t = {t}: one function of what was and what comes in", (_function(t), _tanh(t), *units))


def _unit(run: Run, numbers: Numbers, t: int, i: int) -> Arithmetic:
    a, h = float(run.trace.a[t - 1, 0, i - 1]), float(run.trace.h[t, 0, i - 1])
    before = run.trace.h[t - 1, 0]
    recurrent = [product(w, v, "hidden") for w, v in zip(numbers.W_hh[i - 1], before, strict=True)]
    if not before.any():
        recurrent = [Piece(f"0 (for h{subscript(t - 1)} = 0)", "hidden")]
    terms = [*recurrent, *(product(w, v, "input") for w, v in zip(numbers.W_xh[i - 1], numbers.x[t - 1], strict=True))]
    if numbers.b_h.any():
        terms.append(Piece(plus(numbers.b_h[i - 1])))
    first, *others = grouped(terms)
    lines: tuple[Line, ...] = (
        _function(t),
        _tanh(t),
        (Piece("= tanh("), *first),
        *others,
        (Piece(f") = tanh( {signed(a, 3)} ) ="), Piece(signed(h, 3), "hidden", result=True)),
    )
    words = ""
    if abs(h) > SATURATED:
        one = "−1" if h < 0 else "1"
        words = f"Saturated: tanh never reaches {one}; {small(short_of_one(a)) or 0} is missing."
    return Arithmetic(f"h at t = {t}, unit {i}: how this number was made", lines, words)


def _function(t: int) -> Line:
    return (
        Piece(f"h{subscript(t)} = f_W(", "hidden"),
        Piece(f"h{subscript(t - 1)},", "hidden"),
        Piece(f"x{subscript(t)}", "input"),
        Piece(")", "hidden"),
    )


def _tanh(t: int) -> Line:
    return (
        Piece("= tanh("),
        Piece(f"W_hh·h{subscript(t - 1)}", "hidden"),
        Piece(f"+ W_xh·x{subscript(t)}", "input"),
        Piece(")"),
    )


def _outputs(run: Run, t: int) -> Arithmetic:
    now = subscript(t)
    return Arithmetic(
        f"y at t = {t}",
        (
            (Piece(f"y{now} = W_hy·h{now}", "output"),),
            *(
                (Piece(f"y{now}[{k}] ="), Piece(signed(float(value), 3), "output", result=True))
                for k, value in enumerate(run.y[t - 1, 0], start=1)
            ),
        ),
        "The output is read off h; it is not what the next step remembers.",
    )


def _output(run: Run, numbers: Numbers, t: int, k: int) -> Arithmetic:
    now = subscript(t)
    terms = [product(w, v, "output") for w, v in zip(numbers.W_hy[k - 1], run.trace.h[t, 0], strict=True)]
    if numbers.b_y.any():
        terms.append(Piece(plus(numbers.b_y[k - 1])))
    first, *others = grouped(terms)
    return Arithmetic(
        f"y at t = {t}, number {k}: how it was made",
        (
            (Piece(f"y{now}[{k}] = W_hy[{k},·]", "output"), Piece(f"·h{now}", "hidden")),
            (Piece("="), *first),
            *others,
            (Piece("="), Piece(signed(float(run.y[t - 1, 0, k - 1]), 3), "output", result=True)),
        ),
    )


def _input(numbers: Numbers, t: int, k: int | None) -> Arithmetic:
    now = subscript(t)
    shown = (k,) if k else range(1, numbers.x.shape[1] + 1)
    return Arithmetic(
        f"x at t = {t}: given, type another number",
        tuple(
            (
                Piece(f"x{now}[{j}] ="),
                Piece(signed(float(numbers.x[t - 1, j - 1]), 3), "input", result=True),
                Piece(f"goes through column {j} of W_xh"),
            )
            for j in shown
        ),
    )


def _left_out(moved: Array, t: int) -> Arithmetic:
    last = len(moved)
    farthest = int(np.abs(moved[t - 1]).argmax())
    lines = tuple(
        (
            Piece(f"h{subscript(last)}[{i}] with − without x{subscript(t)} ="),
            Piece("0" if value == 0 else signed(value, 3), "hidden", result=i == farthest + 1),
        )
        for i, value in enumerate(moved[t - 1].tolist(), start=1)
    )
    return Arithmetic(
        f"How far h{subscript(last)} moves when x{subscript(t)} is 0",
        lines,
        f"The box shows the farthest: {distance(float(np.abs(moved[t - 1]).max()))}.",
    )


def _given(run: Run, numbers: Numbers, box: str, node: str, places: list[int]) -> Arithmetic | None:
    if not places:
        return _matrix(numbers, BOXES[box]) if box in BOXES else _vector(numbers)
    found = place(node, numbers)
    if found is None or len(places) > 1:
        return None
    name, entry = found
    if name == "h_0":
        return _vector(numbers) if entry[0] <= len(numbers.h_0) else None
    if name not in FEEDS:
        return _matrix(numbers, name)
    (source, role), (i, j) = FEEDS[name], entry
    weight = float(getattr(numbers, name)[i - 1, j - 1])
    inputs = {"W_xh": numbers.x, "W_hh": run.trace.h[:-1, 0], "W_hy": run.trace.h[1:, 0]}[name]
    lines = tuple(
        (
            Piece(f"t = {t}:"),
            Piece(f"{signed(weight, 3)} · {source}{subscript(t - (name == 'W_hh'))}[{j}] ="),
            Piece(signed(weight * float(value), 3), role),
        )
        for t, value in enumerate(inputs[:, j - 1], start=1)
    )
    return Arithmetic(
        f"{name}[{i},{j}] = {signed(weight, 3)}: one number, used {_times(len(lines))}",
        lines,
        "Row: where it goes. Column: where it comes from.",
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _vector(numbers: Numbers) -> Arithmetic:
    values = ", ".join(signed(value, 3) for value in numbers.h_0.tolist())
    return Arithmetic(
        "h₀: what the network knows before it reads",
        ((Piece("h₀ ="), Piece(values, "hidden", result=True)),),
        "Given. The lecture starts at 0; type another number.",
    )


def _matrix(numbers: Numbers, name: str) -> Arithmetic:
    array = getattr(numbers, name)
    array = array.reshape(len(array), -1)
    n_rows, n_columns = array.shape
    shape = f"{n_rows}×{n_columns}"
    return Arithmetic(
        f"{name} ({shape}): {FROM_TO[name]}",
        words="Rows are where it goes, columns where it comes from. One matrix, drawn once per "
        "step: every copy of its arrow carries these numbers.",
        matrix=array,
        rows=tuple(str(i + 1) for i in range(n_rows)),
        columns=tuple(str(j + 1) for j in range(n_columns)),
    )
