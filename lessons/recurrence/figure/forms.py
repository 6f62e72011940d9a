"""How the numbers of the recurrent network that reads vectors were made, and what follows from a typed one."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from figures.forms import (
    Applied,
    Explained,
    Expression,
    Form,
    Forms,
    Largest,
    Number,
    Piece,
    Product,
    Recomputed,
    Step,
    Sum,
    Table,
    Total,
)
from figures.numbers import small, subscript
from figures.reading_forms import weighted
from lessons.recurrence.figure.weight_boxes import BOXES, FROM_TO
from lessons.recurrence.model.network import Numbers, short_of_one
from rnn_core.model import Run
from rnn_core.types import Array

SATURATED = 0.995
MATRIX = (
    "Each row gives one number of the result, each column belongs to one number that is multiplied. There is one such "
    "matrix; its arrow is drawn once for each time step, and every copy of the arrow means these numbers."
)
GENERAL = (Piece("h{_t} = f_W(", "hidden"), Piece("h{_t-1},", "hidden"), Piece("x{_t}", "input"), Piece(")", "hidden"))
SPECIAL = (Piece("= tanh("), Piece("W_hh·h{_t-1}", "hidden"), Piece("+ W_xh·x{_t}", "input"), Piece(")"))
OUTPUT = (Piece("y{_t} = W_hy·h{_t}", "output"),)
OUTPUTS_WORDS = "The output is computed from the hidden state. Only the hidden state is passed to the next time step."
INPUT = Form(
    "x at t = {t}: a given vector, whose numbers you can change",
    (Step((Piece("x{_t}[{i}]"),), Number("x", ("t", "i")), "input"),),
    "x{_t}[j] goes through column j of W_xh.",
    each=("x", 1),
)
INPUT_NUMBER = Form(
    INPUT.title,
    lines=((Piece("x{_t}[{i}] ="), Piece("{=given}", "input", result=True), Piece("goes through column {i} of W_xh")),),
    where={"given": Number("x", ("t", "i"))},
    typed=Number("x", ("t", "i")),
)
BEFORE = Form(
    "h₀: the hidden state before the first time step",
    (Step((Piece("h₀[{i}]"),), Number("h", (0, "i")), "hidden"),),
    "Usually all zeros, as here. You can type another number.",
    each=("h", 1),
)
STATE_TITLE = "h at t = {t}, unit {i}: how this number was made"


def explained(run: Run, numbers: Numbers, without: Array, *, biases: bool) -> Explained:
    """The forms of all boxes and arrows with the numbers of a run, and how these follow from one another.

    ``without`` (T, T + 1, H): the states of T runs, each without one input. ``biases``: whether there are any.
    """
    states, n_steps = run.trace.h[:, 0], len(numbers.x)
    forms = _forms(n_steps, numbers.W_hy.shape[0], *numbers.W_xh.shape, biases=biases)
    saturated = _saturated(forms["h.#"], run)
    return Explained(
        Forms({**forms, **saturated}) if saturated else forms,
        {
            "x": Table(numbers.x, (1, 1), "input", "x"),
            "h": Table(states, (0, 1), "hidden", "h"),
            "y": Table(run.y[:, 0], (1, 1), "output", "y"),
            "W_xh": Table(numbers.W_xh, (1, 1), "input", group="W_xh"),
            "W_hh": Table(numbers.W_hh, (1, 1), "hidden", group="W_hh"),
            "W_hy": Table(numbers.W_hy, (1, 1), "output", group="W_hy"),
            "b_h": Table(numbers.b_h, (1,), group="b_h"),
            "b_y": Table(numbers.b_y, (1,), group="b_y"),
            "kept": Table(1 - np.eye(n_steps), (1, 1)),
            "without": Table(without, (1, 0, 1), "hidden", "m"),
            "moved": Table(np.abs(states[-1] - without[:, -1]), (1, 1), box="m"),
        },
        recomputed=_recomputed(n_steps, biases=biases),
    )


@lru_cache(maxsize=64)
def _forms(n_steps: int, n_outputs: int, n_hidden: int, n_inputs: int, *, biases: bool) -> Forms:
    state, output = _state(biases=biases), _output(biases=biases)
    shapes = {
        "W_xh": (n_hidden, n_inputs),
        "W_hh": (n_hidden, n_hidden),
        "W_hy": (n_outputs, n_hidden),
        "b_h": (n_hidden, 1),
        "b_y": (n_outputs, 1),
    }
    matrices = {
        name: Form(f"{name} ({rows}×{columns}): {FROM_TO[name]}", words=MATRIX, matrix=name)
        for name, (rows, columns) in shapes.items()
    }
    inputs = {"W_xh": ("x", "i"), "W_hh": ("h", "i-1"), "W_hy": ("h", "i")}
    boxes: dict[str, Form] = {}
    for box, name in BOXES.items():
        boxes[box] = matrices[name]
        if name in inputs:
            boxes[f"{box}#"] = _weight(name, *inputs[name], n_columns=shapes[name][1], n_steps=n_steps)
        else:
            boxes[f"{box}#"] = replace(matrices[name], typed=Number(name, ("i",)))
    return Forms(
        {
            **matrices,
            **boxes,
            "x": INPUT,
            "x.#": INPUT_NUMBER,
            "h_0": BEFORE,
            "h_0#": replace(BEFORE, typed=Number("h", (0, "i"))),
            "h": Form(
                "h at t = {t}: the new state, a function of the old state and the input",
                (Step((Piece("h{_t}[{i}]"),), state, "hidden"),),
                lines=(GENERAL, SPECIAL),
                each=("h", 1),
            ),
            "h.#": Form(STATE_TITLE, (Step(SPECIAL, state, "hidden"),), lines=(GENERAL,)),
            "y": Form(
                "y at t = {t}",
                (Step((Piece("y{_t}[{i}]"),), output, "output"),),
                OUTPUTS_WORDS,
                lines=(OUTPUT,),
                each=("y", 1),
            ),
            "y.#": Form(
                "y at t = {t}, number {i}: how it was made",
                (Step((Piece("y{_t}[{i}] = W_hy[{i},·]·h{_t}", "output"),), output, "output"),),
            ),
            "m": _left_out(n_steps, n_hidden),
            "m.#": _left_out(n_steps, n_hidden),
        }
    )


def _state(*, biases: bool, states: str = "h", without: str = "") -> Expression:
    """State t of unit i from the state before; in the runs ``without`` an input s, it counts only where it is kept."""
    run = (without,) if without else ()
    before = Total(
        Product((Number("W_hh", ("i", "k")), Number(states, (*run, "t-1", "k")))), ("W_hh", 1), zero="h{_t-1} = 0"
    )
    entering = weighted("W_xh", ("i",), "x", "t")
    terms = (before, Product((Number("kept", ("s", "t")), entering)) if without else entering)
    return Applied("tanh", Sum((*terms, Number("b_h", ("i",))) if biases else terms))


def _output(*, biases: bool) -> Expression:
    read = weighted("W_hy", ("i",), "h", "t")
    return Sum((read, Number("b_y", ("i",)))) if biases else read


def _weight(name: str, source: str, at: str, *, n_columns: int, n_steps: int) -> Form:
    """One entry of a matrix, with what it is multiplied with at every step."""
    role = {"W_xh": "input", "W_hh": "hidden", "W_hy": "output"}[name]
    times = "once" if n_steps == 1 else f"{n_steps} times"
    weight = Number(name, ("row", "column"))
    product = Product((weight, Number(source, (at, "column"))))
    return Form(
        f"{name}[{{row}},{{column}}] = {{=weight}}: one number, used {times}",
        (Step((Piece(f"t = {{i}}: {{=weight}} · {source}{{_{at}}}[{{column}}]"),), product, role),),
        "Its row is the number that it contributes to, its column the number that it multiplies.",
        each=("x", 0),
        where={"weight": weight},
        columns_of=n_columns,
        typed=weight,
    )


def _left_out(n_steps: int, n_hidden: int) -> Form:
    last = f"h{subscript(n_steps)}"

    def difference(unit: int) -> Expression:
        return Sum((Number("h", (n_steps, unit)), Applied("−", Number("without", ("t", n_steps, unit)))))

    each = tuple(
        Step(
            (Piece(f"{last}[{unit}] with − without x{{_t}}"),),
            difference(unit),
            "hidden",
            significant=True,
            beside=True,
        )
        for unit in range(1, n_hidden + 1)
    )
    farthest = Step(
        (Piece("The box shows the largest of these, without its sign"),),
        Largest("moved", ("t",)),
        significant=True,
        beside=True,
    )
    return Form(f"How far {last} moves when x{{_t}} is replaced by 0", (*each, farthest), printed="distance")


def _recomputed(n_steps: int, *, biases: bool) -> tuple[Recomputed, ...]:
    moved = Sum((Number("h", (n_steps, "i")), Applied("−", Number("without", ("s", n_steps, "i")))))
    return (
        Recomputed(Number("h", ("t", "i")), _state(biases=biases), {"t": 1}),
        Recomputed(Number("y", ("t", "i")), _output(biases=biases)),
        Recomputed(Number("without", ("s", 0, "i")), Number("h", (0, "i"))),
        Recomputed(Number("without", ("s", "t", "i")), _state(biases=biases, states="without", without="s"), {"t": 1}),
        Recomputed(Number("moved", ("s", "i")), Applied("|x|", moved)),
    )


def _saturated(form: Form, run: Run) -> Mapping[str, Form]:
    """The numbers so near to ±1 that they are printed as such: the same form, which says what is missing."""
    found = {}
    for t, i in np.argwhere(np.abs(run.trace.h[1:, 0]) > SATURATED) + 1:
        one = "−1" if run.trace.h[t, 0, i - 1] < 0 else "1"
        missing = small(short_of_one(float(run.trace.a[t - 1, 0, i - 1])))
        found[f"h.{t}.{i}"] = replace(form, words=f"Saturated: tanh never reaches {one}; {missing} is missing.")
    return found
