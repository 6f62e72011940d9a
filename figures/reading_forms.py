"""How the numbers of a vanilla RNN that reads characters were made: inputs, states, scores, probabilities, losses."""

from dataclasses import replace

import numpy as np

from figures.forms import (
    Applied,
    Explained,
    Expression,
    Form,
    Forms,
    Index,
    Largest,
    Number,
    Piece,
    Product,
    Step,
    Sum,
    Table,
    Total,
)
from figures.numbers import visible
from rnn_core.model import Run
from rnn_core.text import Vocabulary

TOKEN = {"token": Number("x", ("t",))}
BEST = {"best": Number("best", ("t",))}


def weighted(matrix: str, row: tuple[Index, ...], vector: str, at: Index, *, zero: str = "") -> Total:
    """Row ``row`` of a matrix times the vector that stands in row ``at`` of a table: Σ_k W[i,k]·h[t−1,k]."""
    return Total(Product((Number(matrix, (*row, "k")), Number(vector, (at, "k")))), (matrix, 1), zero=zero)


def softmax(scores: str, at: str, entry: str, *, temperature: str = "") -> tuple[Step, ...]:
    """The equation of one entry of the softmax of a row of scores, the largest of them taken away first.

    ``temperature`` names the table of the one number τ by which the scores are divided; "" for τ = 1.
    """

    def shifted(of: str) -> Expression:
        score = Sum((Number(scores, (at, of)), Applied("−", Largest(scores, (at,)))))
        return Applied("exp", Product((score, Applied("1/", Number(temperature, (1,))))) if temperature else score)

    name = f"{{{entry}:symbols}}"
    top, below = f"(y[{name}] − m) / τ" if temperature else f"y[{name}] − m", "(y − m) / τ" if temperature else "y − m"
    return (
        Step(
            (Piece(f"p{{_{at}}}[{name}] = exp({top}) / Σ exp({below})"),),
            Product((shifted(entry), Applied("1/", Total(shifted("k"), (scores, 1))))),
            role="output",
        ),
    )


STATE = Applied(
    "tanh",
    Sum(
        (
            weighted("W_hh", ("i",), "h", "t-1", zero="h{_t-1} = 0"),
            Number("W_xh", ("i", "token")),
            Number("b_h", ("i",)),
        )
    ),
)
SCORE = Sum((weighted("W_hy", ("i",), "h", "t"), Number("b_y", ("i",))))
LARGEST = "m = {=m} is the largest score; without it exp could overflow."
INPUT = Form(
    "x at t = {t}: the character “{token:symbols}”",
    lines=((Piece("x{_t}[{token:symbols}] = 1", "input"), Piece("and 0 elsewhere")),),
    words="One-hot: multiplied with W_xh it picks the column of “{token:symbols}”.",
    where=TOKEN,
)
MATRIX = (
    "Rows are where it goes, columns where it comes from. One matrix, drawn once per time step: under the pointer all "
    "its copies light up."
)
FORMS = Forms(
    {
        "x": INPUT,
        "x.#": INPUT,
        "h": Form(
            "h at t = {t}: the hidden state",
            (Step((Piece("h{_t}[{i}]"),), STATE, "hidden"),),
            each=("b_h", 0),
            where=TOKEN,
        ),
        "h.#": Form(
            "h at t = {t}, unit {i}: how this number was made",
            (
                Step(
                    (
                        Piece("h{_t}[{i}] = tanh("),
                        Piece("W_hh[{i},·]·h{_t-1}", "hidden"),
                        Piece("+ W_xh[{i},{token:symbols}]", "input"),
                        Piece("+ b_h[{i}] )"),
                    ),
                    STATE,
                    "hidden",
                ),
            ),
            where=TOKEN,
        ),
        "y": Form(
            "y at t = {t}: one score (logit) for each character",
            (Step((Piece("y{_t}[{i:symbols}]", "output"),), SCORE, "output"),),
            "The largest score is the prediction: “{best:symbols}”. Scores are not probabilities; the softmax makes "
            "them so.",
            each=("b_y", 0),
            where=BEST,
        ),
        "y.#": Form(
            "y at t = {t}, the score (logit) of “{i:symbols}”",
            (
                Step(
                    (
                        Piece("y{_t}[{i:symbols}] ="),
                        Piece("W_hy[{i:symbols},·]·h{_t}", "output"),
                        Piece("+ b_y[{i:symbols}]"),
                    ),
                    SCORE,
                    "output",
                ),
            ),
        ),
        "p": Form(
            "softmax at t = {t}: the probability of “{best:symbols}”",
            softmax("y", "t", "best"),
            LARGEST,
            where={**BEST, "m": Largest("y", ("t",))},
        ),
        "p.#": Form(
            "softmax at t = {t}: the probability of “{i:symbols}”",
            softmax("y", "t", "i"),
            LARGEST,
            where={"m": Largest("y", ("t",))},
        ),
        "L": Form(
            "The loss at t = {t}: the target is “{target:symbols}”",
            (
                *softmax("y", "t", "target"),
                Step(
                    (Piece("L{_t} = −ln p{_t}[{target:symbols}]"),),
                    Applied("−", Applied("ln", Number("p", ("t", "target")))),
                    unit="nats",
                    significant=True,
                ),
            ),
            "Guessing gives each of {n} characters p = 1/{n} and has the loss ln {n} = {=guessing} nats, as losses in "
            "natural logarithms are called.",
            where={
                "target": Number("target", ("t",)),
                "n": Number("n", (1,)),
                "guessing": Applied("ln", Number("n", (1,))),
            },
        ),
        "W_xh": Form("W_xh: from character to unit", words=MATRIX, matrix="W_xh", columns="symbols"),
        "W_hh": Form("W_hh: from unit to unit, one time step later", words=MATRIX, matrix="W_hh"),
        "W_hy": Form("W_hy: from unit to score", words=MATRIX, matrix="W_hy", rows="symbols"),
    }
)
FORMS = Forms({**FORMS, "L.#": FORMS["L"]})
AT_TEMPERATURE = Forms(
    {
        **FORMS,
        **{
            name: replace(
                FORMS[name],
                steps=softmax("y", "t", entry, temperature="τ"),
                words="m = {=m} is the largest score; the temperature τ = {=τ} divides all scores.",
                where={**FORMS[name].where, "τ": Number("τ", (1,))},
            )
            for name, entry in (("p", "best"), ("p.#", "i"))
        },
    }
)


def explained(run: Run, vocabulary: Vocabulary, *, temperature: float = 1.0, probabilities: str = "y") -> Explained:
    """The forms with the numbers of a run: boxes x.t, h.t, y.t, p.t, L.t and the arrows of the three matrices.

    ``temperature`` divides the scores before the softmax of the boxes p.t. ``probabilities`` is the kind of the boxes
    in which the probabilities of a reading network are drawn.
    """
    tables = {**of_cell(run), **of_output(run)}
    tables["p"] = replace(tables["p"], box=probabilities)
    if temperature != 1:
        tables["τ"] = Table(np.array([temperature]), (1,))
    return Explained(FORMS if temperature == 1 else AT_TEMPERATURE, tables, names(vocabulary))


def of_cell(run: Run) -> dict[str, Table]:
    """The tables of a vanilla RNN that reads characters: h, W_xh, W_hh, b_h."""
    cell = run.model.cell
    return {
        "h": Table(run.trace.h[:, 0], (0, 1), "hidden", "h"),
        "W_xh": Table(cell.W_xh, (1, 1), "input", group="W_xh"),
        "W_hh": Table(cell.W_hh, (1, 1), "hidden", group="W_hh"),
        "b_h": Table(cell.b_h, (1,)),
    }


def of_output(run: Run, *, box: str = "y") -> dict[str, Table]:
    """The tables of what any cell reads and of what is made of its hidden state: x, y, p, W_hy, b_y, target.

    ``box`` is the kind of the boxes in which the scores or their probabilities are drawn.
    """
    readout = run.model.readout
    tables = {
        "x": Table(run.x[:, 0] + 1, (1,), "input", "x"),
        "y": Table(run.y[:, 0], (1, 1), "output", box),
        "p": Table(run.p[:, 0], (1, 1), "output", box),
        "best": Table(np.argmax(run.y[:, 0], axis=1) + 1, (1,), box=box),
        "W_hy": Table(readout.W_hy, (1, 1), "output", group="W_hy"),
        "b_y": Table(readout.b_y, (1,)),
        "n": Table(np.array([run.y.shape[2]]), (1,)),
    }
    if run.targets is not None:
        tables["target"] = Table(run.targets[:, 0] + 1, (1,))
    return tables


def names(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The list "symbols": the characters as they are printed."""
    return {"symbols": tuple(visible(symbol) for symbol in vocabulary.symbols)}
