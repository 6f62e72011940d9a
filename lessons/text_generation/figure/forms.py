"""How a colored cell of the text and a prediction of the next character were made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from figures.forms import (
    Applied,
    Constant,
    Explained,
    Expression,
    Form,
    Forms,
    Function,
    Number,
    Part,
    Piece,
    Product,
    Step,
    Sum,
    Table,
    Total,
)
from figures.numbers import quoted, visible
from figures.reading_forms import weighted
from lessons.text_generation.model.reading import Reading
from rnn_core.cells.gru import GATES, GRUParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.types import Array

NOW, BEFORE = ("time",), ("time-1",)
WHERE: dict[str, Expression] = {
    "time": Number("time", ("t",)),
    "unit": Number("unit", (1,)),
    "token": Number("token", NOW),
}
"""Which time step read the character at a place of the text, and the unit that colors it."""


def from_state(name: str) -> Total:
    """The products of the unit's row of a matrix with the hidden state before."""
    return Total(Product((Number(f"W_{name}", ("k",)), Number("h", (*BEFORE, "k")))), (f"W_{name}", 0))


def gate(symbol: str, function: Function, name: str, role: str = "") -> Step:
    """The equation of a number of the unit: a function of what the state, the character and the bias add up to."""
    return Step(
        (Piece(f"{symbol}{{_time}}"),),
        Applied(
            function, Sum((Part(from_state(name), ""), Number(f"W_{name}x", ("token",)), Number(f"b_{name}", (1,))))
        ),
        role,
        one_line=True,
    )


CELL_STATE = Form(
    "C{_time}[{unit}] after “{token:symbols}”",
    (
        Step(
            (Piece("C{_time}[{unit}] = f{_time}·C{_time-1} + i{_time}·C̃{_time}"),),
            Sum(
                (Product((Number("f", NOW), Number("C", BEFORE))), Product((Number("i", NOW), Number("C_tilde", NOW))))
            ),
            "hidden",
        ),
        gate("f", "σ", "f"),
        gate("i", "σ", "i"),
        gate("C̃", "tanh", "C"),
    ),
    "Kept plus added. Green: {units} products W·h{_time-1}, summed; red: the column of the character in W; then the "
    "bias.",
    where={**WHERE, "units": Number("units", (1,))},
)
HIDDEN_STATE = Form(
    "h{_time}[{unit}] after “{token:symbols}”",
    (gate("h", "tanh", "h", "hidden"),),
    "Green: {units} products W_hh·h{_time-1}, summed; red: the column of the character in W_xh; then the bias. All of "
    "it goes through tanh at every time step: nothing is kept as it is.",
    where=CELL_STATE.where,
)
GATED_STATE = Form(
    "h{_time}[{unit}] after “{token:symbols}”",
    (
        Step(
            (Piece("h{_time}[{unit}] = (1 − z{_time})·n{_time} + z{_time}·h{_time-1}"),),
            Sum(
                (
                    Product((Sum((Constant(1), Applied("−", Number("z", NOW)))), Number("n", NOW))),
                    Product((Number("z", NOW), Number("h", (*BEFORE, "unit")))),
                )
            ),
            "hidden",
        ),
        gate("z", "σ", "z"),
        gate("r", "σ", "r"),
        Step(
            (Piece("n{_time}"),),
            Applied(
                "tanh",
                Sum(
                    (
                        Number("W_nx", ("token",)),
                        Number("b_n", (1,)),
                        Product((Number("r", NOW), Sum((from_state("n"), Number("b_hn", (1,)))))),
                    )
                ),
            ),
            one_line=True,
        ),
    ),
    "New and kept, in shares of 1. Green: {units} products W_h·h{_time-1}, summed (in n with a bias of their own, and "
    "times r); red: the column of the character in W_x; then the bias.",
    where=CELL_STATE.where,
)
SCORE = Sum(
    (
        Total(Part(Product((Number("W_hy", ("i", "k")), Number("h", (*NOW, "k")))), "(h[{k}])"), ("W_hy", 1)),
        Part(Number("b_y", ("i",)), "(bias)"),
    )
)
DISTANCE = Sum((weighted("W_hy", ("i",), "h", "time"), Number("b_y", ("i",)), Applied("−", Number("m", NOW))))
SCORED = Step((Piece("y{_time}[{i:symbols}]"),), SCORE, "output")
NEXT = Form(
    "p{_time}: how likely “{i:symbols}” comes next",
    (
        SCORED,
        Step(
            (Piece("p{_time}[{i:symbols}] = exp(y − m) / Σ exp(y − m)"),),
            Product((Applied("exp", DISTANCE), Applied("1/", Number("below", NOW)))),
            "output",
            digits=4,
        ),
    ),
    "The softmax over all {characters} characters; m = {=m} is the largest score (logit). The units with the "
    "largest terms are named.",
    where={**WHERE, "characters": Number("characters", (1,)), "m": Number("m", NOW)},
)
AT_TEMPERATURE = replace(
    NEXT,
    steps=(
        SCORED,
        Step(
            (Piece("p{_time}[{i:symbols}] = exp((y − m) / τ) / Σ exp((y − m) / τ), τ = {=τ}"),),
            Product(
                (
                    Applied("exp", Product((DISTANCE, Applied("1/", Number("τ", (1,)))))),
                    Applied("1/", Number("below", NOW)),
                )
            ),
            "output",
            digits=4,
        ),
    ),
    where={**NEXT.where, "τ": Number("τ", (1,))},
)
GREEDY = replace(
    NEXT,
    steps=(SCORED, Step((Piece("τ = 0: the largest score gets all: p{_time}[{best:symbols}] = 1"),))),
    where={**NEXT.where, "best": Number("best", NOW)},
)


Rows = dict[str, tuple[Array, Array, Array]]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a kind of cell carries from character to character.

    Its form, the names of the gates in the trace, and of each equation of a unit the row for the state (H,), the row
    for the characters (V,), the bias (1,).
    """

    form: Form
    gates: tuple[str, ...]
    rows: Callable[[Any, int], Rows]


def _rows_of_lstm(cell: LSTMParams, unit: int) -> Rows:
    H = cell.n_hidden
    rows = {name: getattr(cell, f"W_{name}")[unit] for name in ("f", "i", "C")}
    return {name: (W[:H], W[H:], getattr(cell, f"b_{name}")[unit : unit + 1]) for name, W in rows.items()}


def _rows_of_rnn(cell: RNNParams, unit: int) -> Rows:
    return {"h": (cell.W_hh[unit], cell.W_xh[unit], cell.b_h[unit : unit + 1])}


def _rows_of_gru(cell: GRUParams, unit: int) -> Rows:
    rows = {name: number * cell.n_hidden + unit for number, name in enumerate(GATES)}
    return {name: (cell.W_h[row], cell.W_x[row], cell.b_x[row : row + 1]) for name, row in rows.items()}


CARRIED: Mapping[type, Carried] = {
    LSTMParams: Carried(CELL_STATE, ("f", "i", "C_tilde"), _rows_of_lstm),
    RNNParams: Carried(HIDDEN_STATE, (), _rows_of_rnn),
    GRUParams: Carried(GATED_STATE, GATES, _rows_of_gru),
}
"""By the kind of the network's cell."""


def explained(reading: Reading, unit: int, *, veil_after: int | None = None) -> Explained:
    """The forms of the cells "c.7" of the text, colored by a unit (from 0), and of the predictions "p.7.12" after them.

    ``veil_after``: the step, from 0, after which an open question hides the numbers; None for none.
    """
    form = {0.0: GREEDY, 1.0: NEXT}.get(reading.temperature, AT_TEMPERATURE)
    y, tau = reading.run.y[:, 0].astype(np.float64), reading.temperature or 1.0
    m = y.max(1)
    readout = reading.model.readout
    over_time = {
        **_over_time(reading, unit),
        "h": Table(reading.run.trace.h[:, 0], (0, 1), "hidden"),
        "m": Table(m, (1,), "output"),
        "below": Table(np.exp((y - m[:, np.newaxis]) / tau).sum(1), (1,), "output"),
        "best": Table(y.argmax(1) + 1, (1,)),
    }
    if veil_after is not None:
        over_time = {name: _until(veil_after + 1, table) for name, table in over_time.items()}
    tables = {
        **over_time,
        **_weights(reading, unit),
        "time": Table(np.array(reading.times), (1,)),
        "token": Table(np.array(reading.tokens) + 1, (1,)),
        "unit": Table(np.array([unit + 1]), (1,)),
        "units": Table(np.array([reading.model.cell.n_hidden]), (1,)),
        "characters": Table(np.array([y.shape[1]]), (1,)),
        "τ": Table(np.array([tau]), (1,)),
        "W_hy": Table(readout.W_hy, (1, 1), "hidden"),
        "b_y": Table(readout.b_y, (1,)),
    }
    forms = {"c": CARRIED[type(reading.model.cell)].form, "p.#": form, **_not_read(reading)}
    return Explained(Forms(forms), tables, {"symbols": tuple(map(visible, reading.vocabulary.symbols))})


def _over_time(reading: Reading, unit: int) -> dict[str, Table]:
    """The gates of the unit at all time steps, and its cell state where the network has one."""
    trace, names = reading.run.trace, CARRIED[type(reading.model.cell)].gates
    gates = {name: Table(getattr(trace, name)[:, 0, unit], (1,)) for name in names}
    return gates | ({"C": Table(trace.C[:, 0, unit], (0,), "hidden")} if reading.letter == "C" else {})


def _weights(reading: Reading, unit: int) -> dict[str, Table]:
    """Of each equation: the unit's row for the state, that for the characters, its bias."""
    tables = {}
    for name, (state, characters, bias) in CARRIED[type(reading.model.cell)].rows(reading.model.cell, unit).items():
        tables[f"W_{name}"] = Table(state, (1,), "hidden")
        tables[f"W_{name}x"] = Table(characters, (1,), "input")
        tables[f"b_{name}"] = Table(bias, (1,))
    if isinstance(reading.model.cell, GRUParams):
        tables["b_hn"] = Table(reading.model.cell.b_hn[unit : unit + 1], (1,))
    return tables


def _until(time: int, table: Table) -> Table:
    """The table without the numbers of later time steps."""
    values = table.values.astype(np.float64)
    values[time + 1 - table.first[0] :] = np.nan
    return replace(table, values=values)


def _not_read(reading: Reading) -> dict[str, Form]:
    """The forms of the characters that the network does not know."""
    return {
        f"c.{place}": Form(
            f"{quoted(symbol)} is not read",
            words="The network has no number for this character, because it was never in its training. It is left "
            "out, and the state stays as it was.",
        )
        for place, (symbol, time) in enumerate(zip(reading.symbols, reading.times, strict=True), 1)
        if not time
    }
