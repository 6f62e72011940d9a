"""The arithmetic behind one number of a sequence that a network reads, or of a stored run."""

from collections.abc import Mapping, Sequence

from figures import arithmetic
from figures.arithmetic import Arithmetic, Line, Piece
from figures.numbers import signed, subscript
from lessons.long_term.figure.scores import Runs
from lessons.long_term.figure.sequence import UNITS, share_text
from lessons.long_term.script import CELLS, answers, length, symbol
from lessons.long_term.model.reading import LagReading
from lessons.long_term.model.results import Result, is_solved
from rnn_core.types import Array

MOST_TERMS = 6


def explain(reading: LagReading, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.3.2": unit 2 at t = 3); None if there is none."""
    kind, _, rest = node.partition(".")
    numbers = [int(part) for part in rest.split(".") if part.isdecimal()]
    if not numbers or not 1 <= numbers[0] <= reading.steps:
        return None
    t = numbers[0]
    if kind == "h":
        return _state(reading, t, numbers[1] if len(numbers) > 1 else 1)
    if kind == "y":
        return _answer(reading, t)
    if kind == "x":
        return _input(reading, t)
    if kind == "g":
        return _share(reading, t)
    return _weights(reading, kind)


def points(named: Mapping[str, Runs], point: str) -> Arithmetic | None:
    """The runs behind a point of the curves ("lstm.30")."""
    name, _, lag = point.rpartition(".")
    runs = named.get(name, {})
    results: Sequence[Result] = runs.get(int(lag), ()) if lag.isdecimal() else ()
    if not results:
        return None
    first = results[0].trial
    lines: list[Line] = [
        (
            Piece(f"seed {result.trial.seed}:"),
            Piece(signed(result.score, 3), "", result=True),
            Piece(f"after {result.steps} steps{', solved' if is_solved(result) else ''}"),
        )
        for result in results
    ]
    optimizer = "Adam" if first.optimizer == "adam" else "plain gradient descent"
    clip = f"clipped at {first.clip:g}" if first.clip else "not clipped"
    return Arithmetic(
        f"{CELLS[first.cell]} at lag {lag}: {len(results)} stored runs",
        tuple(lines),
        words=f"{length(first.task, int(lag))}; {results[0].n_weights} weights, start "
        f"“{first.start}”, {optimizer}, rate {first.rate:g}, {clip}. The line is their median.",
    )


def _state(reading: LagReading, t: int, unit: int) -> Arithmetic | None:
    if not 1 <= unit <= UNITS:
        return None
    trace, i, now, before = reading.run.trace, unit - 1, subscript(t), subscript(t - 1)
    if reading.trial.cell == "lstm":
        f, kept, written, C_tilde = (
            float(each[t - 1, 0, i]) for each in (trace.f, trace.C[:-1], trace.i, trace.C_tilde)
        )
        return Arithmetic(
            f"The memory at t = {t}, unit {unit}",
            (
                (Piece(f"C{now} = f{now}·C{before} + i{now}·C̃{now}"),),
                (
                    Piece(f"= {signed(f, 3)}·{_bracketed(kept)} + {signed(written, 3)}·{_bracketed(C_tilde)} ="),
                    Piece(signed(float(trace.C[t, 0, i]), 3), "hidden", result=True),
                ),
            ),
            words=f"The forget gate keeps {signed(f, 3)} of what was there.",
        )
    cell = reading.run.model.cell
    terms = cell.W_hh[i] * trace.h[t - 1, 0]
    a, recurrent = float(trace.a[t - 1, 0, i]), float(terms.sum())
    return Arithmetic(
        f"h at t = {t}, unit {unit}",
        (
            (Piece(f"h{now}[{unit}] = tanh( W_hh[{unit},·]·h{before} + W_xh[{unit},·]·x{now} + b )"),),
            (
                Piece(f"= tanh( {signed(recurrent, 3)}", "hidden"),
                Piece(f"+ {_bracketed(a - recurrent)}", "input"),
                Piece(") ="),
                Piece(signed(float(trace.h[t, 0, i]), 3), "hidden", result=True),
            ),
        ),
        words=f"The first number sums {len(terms)} products of the step before.",
    )


def _answer(reading: LagReading, t: int) -> Arithmetic | None:
    if reading.trial.task != "adding":
        vocabulary = answers(reading.trial.task)
        return arithmetic.explain(reading.run, vocabulary, f"p.{t}.{int(reading.target) + 1}")
    readout, h = reading.run.model.readout, reading.run.trace.h[t, 0]
    largest = abs(readout.W_hy[0] * h).argsort()[::-1][:MOST_TERMS]
    rest = float(readout.W_hy[0] @ h - (readout.W_hy[0] * h)[largest].sum())
    terms = [f"{_bracketed(float(readout.W_hy[0, k]))}·{_bracketed(float(h[k]))}" for k in largest]
    return Arithmetic(
        f"The number it would say at t = {t}",
        (
            (Piece(f"y{subscript(t)} = W_hy·h{subscript(t)} + b_y"),),
            (Piece(" + ".join(terms[:3]), "output"),),
            (Piece("+ " + " + ".join(terms[3:]), "output"),),
            (
                Piece(f"+ the others {_bracketed(rest)} + {_bracketed(float(readout.b_y[0]))} ="),
                Piece(signed(float(reading.answers[t - 1]), 3), "output", result=True),
            ),
        ),
    )


def _input(reading: LagReading, t: int) -> Arithmetic:
    said = symbol(reading, t)
    if reading.trial.task == "adding":
        marked = "marked" if t in reading.clues else "not marked"
        numbers = ", ".join(signed(value, 2) for value in reading.run.x[t - 1, 0].tolist())
        return Arithmetic(
            f"x at t = {t}: {said}, {marked}",
            ((Piece(f"x{subscript(t)} = ({numbers})", "input"),),),
            words="The number, and 1 if it is to be added.",
        )
    clue = "It must be kept until the end." if t in reading.clues else "Nothing is asked about it."
    return Arithmetic(
        f"x at t = {t}: {said}",
        ((Piece(f"x{subscript(t)}[{said}] = 1", "input"), Piece("and 0 elsewhere")),),
        words=clue,
    )


def _share(reading: LagReading, t: int) -> Arithmetic:
    log10 = reading.log10_share
    T, letter = reading.steps, "C" if reading.trial.cell == "lstm" else "h"
    steps = T - t
    factor = 10 ** (float(log10[t - 1]) / steps) if steps else 1.0
    return Arithmetic(
        f"The gradient that arrives at t = {t}",
        (
            (
                Piece(f"‖dL/d{letter}{subscript(t)}‖ / ‖dL/d{letter}{subscript(T)}‖ ="),
                Piece(share_text(float(log10[t - 1])), "", result=True),
            ),
            (Piece(f"over {steps} steps: as if every one kept {signed(factor, 3)}"),),
        ),
        words="Back-propagated through this network on this sequence, for an answer at the end.",
    )


def _weights(reading: LagReading, name: str) -> Arithmetic | None:
    cell, readout = reading.run.model.cell, reading.run.model.readout
    if name not in ("W_xh", "W_hh", "W_hy"):
        return None
    if name == "W_hy":
        matrix: Array = readout.W_hy
        title = "W_hy: from the state to the answer"
    elif reading.trial.cell == "lstm":
        matrix, title = cell.W, "W: the four gates' weights in one matrix, rows i, f, o, C̃"
    else:
        matrix, title = getattr(cell, name), f"{name}, one matrix for all steps"
    rows, columns = (tuple(str(k + 1) for k in range(size)) for size in matrix.shape)
    return Arithmetic(title, matrix=matrix, rows=rows, columns=columns)


def _bracketed(value: float) -> str:
    text = signed(value, 3)
    return f"({text})" if text.startswith("−") else text
