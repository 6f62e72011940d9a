"""What stands beside the figure of the lesson lstm-gates, and how its networks were trained."""

from collections.abc import Mapping

import numpy as np

from figures.numbers import signed
from lessons.lstm_gates.figure.saturation import said
from lessons.lstm_gates.state import LstmGates
from lessons.lstm_gates.units import GATES, PARTS, Reading
from rnn_core.cells.registry import CELLS
from rnn_core.studies.unit_statistics import OPEN, SHUT
from ui import shipped
from ui.components.card import Card

TRAINED = """
The network has two hidden units and was trained on random words of this task until it answered 100 % of the held-out
words rightly, also those that are more than twice as long as in training. Data, training and scores are in its card,
`models/keeper.md`. The violet numbers are ∂s/∂C, where the difference s is the score (logit) of a minus that of b at
the last question: how clearly the network answers.
"""
LONG = 20
"""Characters from which on a time scale is called long."""


def measured() -> str:
    """How the three networks were trained, and how well each predicts programs that training never showed."""
    found = shipped.measured("text_cells")["cells"]
    rows = "\n".join(
        f"| {CELLS[name].label} | {each['weights']:,} | {score['bits']:.3f} | {score['right']:.1%} |"
        for name, each in found.items()
        for score in [each["held out"]]
    )
    grammar = found["lstm"]["held out"]["grammar"]
    return f"""
All three have 64 hidden units and read the same 3 million characters of toy programs in the same order; each has the
better of two learning rates. On programs that training never showed:

| network | weights | bits a character | right |
| --- | --- | --- | --- |
{rows}

The grammar that wrote the programs needs {grammar:.3f} bits; nobody can do with fewer on average. One training each: a
difference of a few thousandths says nothing. The cards are `models/text_generation.md` and `models/text_cells.md`.
"""


def many(state: LstmGates, readings: Mapping[str, Reading]) -> list[Card]:
    """What is seen in the view, with the two other networks for comparison."""
    found = readings[state.trained]
    if state.view == "saturation":
        return [_saturated(found), *([_published(found)] if found.cell == "lstm" else [])]
    if state.view == "unit":
        return [_one(found, state.number)]
    return [_lasting(readings)]


def _lasting(readings: Mapping[str, Reading]) -> Card:
    lines = []
    for cell, reading in readings.items():
        scales = reading.time_scales
        lines.append(
            f"{CELLS[cell].label}: half of the units change within {np.median(scales):.0f} characters, "
            f"{int((scales >= LONG).sum())} of {reading.H} last {LONG} or more; "
            f"{signed(reading.bits, 2)} bits a character."
        )
    body = (
        "A unit's time scale is the number of characters after which what it carries (C, or h where there is no C) "
        "no longer resembles itself: its correlation with itself falls below 1/e. On this text:\n\n"
        + "\n\n".join(lines)
    )
    return Card("lasting", "How long units remember", body)


def _saturated(found: Reading) -> Card:
    gates = GATES[found.cell] or ("h",)
    lines = "\n\n".join(f"{said(found, name)}." for name in gates)
    missing = (
        ""
        if GATES[found.cell]
        else " A vanilla RNN has no gates; shown is how often tanh is at its ends, where its slope is nearly 0."
    )
    body = (
        f"Each point is a unit. To the right: its gate is nearly shut (below {SHUT}) most of the time. Up: nearly open "
        f"(above {OPEN}).{missing} On this text:\n\n{lines}"
    )
    return Card("saturated", "What the figure shows", body)


def _published(found: Reading) -> Card:
    left, right = found.saturation("f")
    out_left, out_right = found.saturation("o")
    most = 0.9
    remember, forget = int((right > most).sum()), int((left > most).sum())
    hidden, shown = int((out_left > most).sum()), int((out_right > most).sum())
    body = (
        "On Linux source code and War and Peace they found units whose forget gate is nearly always open, which "
        "remember for very long; none whose forget gate is nearly always shut; and none whose output gate is nearly "
        f"always shut or open. Here, over {most:.0%} of the time: {remember} units with an open and {forget} with a "
        f"shut forget gate; {shown} with an open and {hidden} with a shut output gate."
    )
    return Card("published", "Karpathy, Johnson and Fei-Fei 2015", body)


def _one(found: Reading, number: int) -> Card:
    scale = float(found.time_scales[number - 1])
    names, r = found.follows
    values = found.values[found.carried][:, number - 1]
    marks = f"It follows “{names[number - 1]}” best, with |r| = {signed(float(r[number - 1]), 2)}."
    if names[number - 1] == "nothing":
        marks = f"It follows none of the marks; the largest |r| is {signed(float(r[number - 1]), 2)}."
    gates = " ".join(
        f"Its {PARTS[found.cell][gate]} is nearly open {right[number - 1]:.0%} and nearly shut {left[number - 1]:.0%} "
        "of the time."
        for gate in GATES[found.cell]
        for left, right in [found.saturation(gate)]
    )
    body = (
        f"Unit {number} of the {CELLS[found.cell].label}: its time scale on this text is {scale:.0f} characters, its "
        f"{PARTS[found.cell][found.carried]} lies between {signed(float(values.min()), 2)} and "
        f"{signed(float(values.max()), 2)}. {marks} {gates}"
    )
    return Card("one", "This unit", body)
