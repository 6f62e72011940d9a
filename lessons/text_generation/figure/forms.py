"""How a colored cell of the text and a bet on the next character were made."""

from dataclasses import replace

import numpy as np

from figures.forms import (
    Applied,
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

NOW, BEFORE = ("time",), ("time-1",)
WHERE: dict[str, Expression] = {
    "time": Number("time", ("t",)),
    "unit": Number("unit", (1,)),
    "token": Number("token", NOW),
}
"""Which time step read the character at a place of the text, and the unit that colors it."""


def gate(symbol: str, function: Function, name: str) -> Step:
    """The equation of a number of the unit: a function of what the state, the character and the bias add up to."""
    from_state = Total(Product((Number(f"W_{name}", ("k",)), Number("h", (*BEFORE, "k")))), (f"W_{name}", 0))
    return Step(
        (Piece(f"{symbol}{{_time}}"),),
        Applied(function, Sum((Part(from_state, ""), Number(f"W_{name}x", ("token",)), Number(f"b_{name}", (1,))))),
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
    "The softmax over all {characters} characters; m = {=m} is the largest score (logit). Named are the units with the "
    "largest terms.",
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


def explained(reading: Reading, unit: int, *, veil_after: int | None = None) -> Explained:
    """The forms of the cells "c.7" of the text, colored by a unit (from 0), and of the bets "p.7.12" on what follows.

    ``veil_after``: the step, from 0, after which an open question hides the numbers; None for none.
    """
    form = {0.0: GREEDY, 1.0: NEXT}.get(reading.temperature, AT_TEMPERATURE)
    y, tau = reading.run.y[:, 0].astype(np.float64), reading.temperature or 1.0
    m = y.max(1)
    readout = reading.model.readout
    over_time = {
        **_lstm_over_time(reading, unit),
        "h": Table(reading.run.trace.h[:, 0], (0, 1), "hidden"),
        "m": Table(m, (1,), "output"),
        "below": Table(np.exp((y - m[:, np.newaxis]) / tau).sum(1), (1,), "output"),
        "best": Table(y.argmax(1) + 1, (1,)),
    }
    if veil_after is not None:
        over_time = {name: _until(veil_after + 1, table) for name, table in over_time.items()}
    tables = {
        **over_time,
        **_lstm_weights(reading, unit),
        "time": Table(np.array(reading.times), (1,)),
        "token": Table(np.array(reading.tokens) + 1, (1,)),
        "unit": Table(np.array([unit + 1]), (1,)),
        "units": Table(np.array([reading.model.cell.n_hidden]), (1,)),
        "characters": Table(np.array([y.shape[1]]), (1,)),
        "τ": Table(np.array([tau]), (1,)),
        "W_hy": Table(readout.W_hy, (1, 1), "hidden"),
        "b_y": Table(readout.b_y, (1,)),
    }
    forms = {"c": CELL_STATE, "p.#": form, **_not_read(reading)}
    return Explained(Forms(forms), tables, {"symbols": tuple(map(visible, reading.vocabulary.symbols))})


def _lstm_over_time(reading: Reading, unit: int) -> dict[str, Table]:
    trace = reading.run.trace
    return {
        "C": Table(trace.C[:, 0, unit], (0,), "hidden"),
        "f": Table(trace.f[:, 0, unit], (1,)),
        "i": Table(trace.i[:, 0, unit], (1,)),
        "C_tilde": Table(trace.C_tilde[:, 0, unit], (1,)),
    }


def _lstm_weights(reading: Reading, unit: int) -> dict[str, Table]:
    """Of the gates and the candidate: the unit's row for the state, that for the characters, its bias."""
    cell = reading.model.cell
    tables = {}
    for name in ("f", "i", "C"):
        row = getattr(cell, f"W_{name}")[unit]
        tables[f"W_{name}"] = Table(row[: cell.n_hidden], (1,), "hidden")
        tables[f"W_{name}x"] = Table(row[cell.n_hidden :], (1,), "input")
        tables[f"b_{name}"] = Table(getattr(cell, f"b_{name}")[unit : unit + 1], (1,))
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
