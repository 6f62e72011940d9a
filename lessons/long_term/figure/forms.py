"""How the numbers of a sequence that a network reads were made: states, answers, inputs, arriving gradients."""

from dataclasses import replace

import numpy as np

from figures import reading_forms
from figures.forms import Applied, Explained, Expression, Form, Forms, Largest, Number, Piece, Product, Step, Sum, Table
from figures.reading_forms import softmax, weighted
from lessons.long_term.model.reading import ANSWERS, FIRST, ORDER, Reading
from rnn_core.cells.lstm_params import GATES

UNITS = 6
"""So many units of the state are drawn."""
GATE_LETTERS = ("i", "f", "o", "C̃")
STATE = (
    Piece("h{_t}[{i}] = tanh("),
    Piece("W_hh[{i},·]·h{_t-1}", "hidden"),
    Piece("+ W_xh[{i},·]·x{_t}", "input"),
    Piece("+ b_h[{i}] )"),
)


def explained(reading: Reading) -> Explained:
    """The forms with the numbers of a reading: boxes x.t, h.t, y.t, g.t and the arrows of the matrices."""
    lstm, adding = reading.trial.cell == "lstm", reading.trial.task == "adding"
    forms = {**_input(reading), **_share(reading), **(_lstm() if lstm else _rnn(adding=adding))}
    forms["y"] = _number() if adding else _probability()
    forms["W_hy"] = Form("W_hy: from the hidden state to the answer", matrix="W_hy", rows="" if adding else "symbols")
    inputs = FIRST if reading.trial.task == "first" else ORDER
    names = {"symbols": ANSWERS[reading.trial.task], "inputs": inputs}
    if lstm:
        units = range(1, reading.run.trace.h.shape[2] + 1)
        names["gates"] = tuple(f"{letter} {unit}" for letter in GATE_LETTERS for unit in units)
    return Explained(Forms(forms), _tables(reading), names)


def _tables(reading: Reading) -> dict[str, Table]:
    run, T = reading.run, reading.steps
    cell, readout, trace = run.model.cell, run.model.readout, run.trace
    share, left = 10**reading.log10_share, np.arange(T - 1, -1, -1)
    tables = {
        "h": Table(trace.h[:, 0], (0, 1), "hidden", "h"),
        "y": Table(run.y[:, 0], (1, 1), "output", "y"),
        "W_hy": Table(readout.W_hy, (1, 1), "output", group="W_hy"),
        "b_y": Table(readout.b_y, (1,)),
        "right": Table(np.array([reading.target + 1]), (1,)),
        "share": Table(share, (1,), "gradient", "g"),
        "kept": Table(share ** (1 / np.maximum(left, 1)), (1,), box="g"),
        "steps": Table(left, (1,)),
        "T": Table(np.array([T]), (1,)),
    }
    if reading.trial.task == "adding":
        tables["x"] = Table(run.x[:, 0], (1, 1), "input", "x")
    else:
        tables["x"] = Table(run.x[:, 0] + 1, (1,), "input", "x")
    if reading.trial.cell == "lstm":
        gates = {name: Table(trace.gates[:, k, 0, :UNITS], (1, 1), box="h") for k, name in enumerate(GATES)}
        C = Table(trace.C[:, 0, :UNITS], (0, 1), "hidden", "h")
        return tables | gates | {"C": C, "W": Table(cell.W, (1, 1), "hidden", group="W_hh")}
    return tables | {
        "W_xh": Table(cell.W_xh, (1, 1), "input", group="W_xh"),
        "W_hh": Table(cell.W_hh, (1, 1), "hidden", group="W_hh"),
        "b_h": Table(cell.b_h[:UNITS], (1,)),
    }


def _rnn(*, adding: bool) -> dict[str, Form]:
    read: Expression = weighted("W_xh", ("i",), "x", "t") if adding else Number("W_xh", ("i", Number("x", ("t",))))
    state = Applied(
        "tanh", Sum((weighted("W_hh", ("i",), "h", "t-1", zero="h{_t-1} = 0"), read, Number("b_h", ("i",))))
    )
    matrices = {name: Form(f"{name}, one matrix for all time steps", matrix=name) for name in ("W_xh", "W_hh")}
    return matrices | {
        "h": Form("h at t = {t}", (Step((Piece("h{_t}[{i}]"),), state, "hidden"),), each=("b_h", 0)),
        "h.#": Form("h at t = {t}, unit {i}", (Step(STATE, state, "hidden"),)),
    }


def _lstm() -> dict[str, Form]:
    state = Sum(
        (
            Product((Number("f", ("t", "i")), Number("C", ("t-1", "i")))),
            Product((Number("i", ("t", "i")), Number("C_tilde", ("t", "i")))),
        )
    )
    symbols = (Piece("C{_t}[{i}] = f{_t}[{i}]·C{_t-1}[{i}] + i{_t}[{i}]·C̃{_t}[{i}]"),)
    W = Form(
        "W: the weights of the three gates and the candidate in one matrix, rows i, f, o, C̃", matrix="W", rows="gates"
    )
    return {
        "W_xh": W,
        "W_hh": W,
        "h": Form("The cell state at t = {t}", (Step((Piece("C{_t}[{i}]"),), state, "hidden"),), each=("i", 1)),
        "h.#": Form(
            "The cell state at t = {t}, unit {i}",
            (Step(symbols, state, "hidden"),),
            "The forget gate keeps {=f} of what was there.",
            where={"f": Number("f", ("t", "i"))},
        ),
    }


def _score(entry: str | int) -> Expression:
    return Sum((weighted("W_hy", (entry,), "h", "t"), Number("b_y", (entry,))))


def _number() -> Form:
    return Form(
        "The number it would answer at t = {t}", (Step((Piece("y{_t} = W_hy·h{_t} + b_y"),), _score(1), "output"),)
    )


def _probability() -> Form:
    return Form(
        "softmax at t = {t}: the probability of “{right:symbols}”",
        (
            Step(
                (Piece("y{_t}[{right:symbols}] = W_hy[{right:symbols},·]·h{_t} + b_y[{right:symbols}]"),),
                _score("right"),
                "output",
            ),
            *softmax("y", "t", "right"),
        ),
        reading_forms.LARGEST,
        where={"right": Number("right", (1,)), "m": Largest("y", ("t",))},
    )


def _input(reading: Reading) -> dict[str, Form]:
    if reading.trial.task == "adding":
        where = {"number": Number("x", ("t", 1)), "marker": Number("x", ("t", 2))}

        def form(marked: str) -> Form:
            return Form(
                f"x at t = {{t}}: {{=number}}, {marked}",
                lines=((Piece("x{_t} = ({=number}, {=marker})", "input"),),),
                words="The number, and 1 if it is to be added.",
                where=where,
            )

        return {"x": form("not marked"), **{f"x.{t}": form("marked") for t in reading.clues}}

    def symbol(words: str) -> Form:
        return Form(
            "x at t = {t}: {token:inputs}",
            lines=((Piece("x{_t}[{token:inputs}] = 1", "input"), Piece("and 0 elsewhere")),),
            words=words,
            where={"token": Number("x", ("t",))},
        )

    clue = symbol("It must be kept until the end.")
    return {"x": symbol("It does not matter for the answer."), **{f"x.{t}": clue for t in reading.clues}}


def _share(reading: Reading) -> dict[str, Form]:
    letter = "C" if reading.trial.cell == "lstm" else "h"
    symbols = (Piece(f"‖∂L/∂{letter}{{_t}}‖ / ‖∂L/∂{letter}{{_T}}‖"),)
    step = Step(symbols, Number("share", ("t",)), significant=True)
    words = "Back-propagated through this network on this sequence, for an answer at the end."
    form = Form(
        "The gradient that arrives at t = {t}",
        (step,),
        f"Over {{steps}} time steps, as if each kept {{=kept}}. {words}",
        where={"T": Number("T", (1,)), "steps": Number("steps", ("t",)), "kept": Number("kept", ("t",))},
    )
    last = replace(form, words=f"The last time step, to which the others are compared. {words}")
    one_before = replace(form, words=f"Over one time step. {words}")
    return {"g": form, f"g.{reading.steps - 1}": one_before, f"g.{reading.steps}": last}
