"""What the lesson on text asks of a text that the network writes: how often the dice decide."""

from itertools import pairwise

import numpy as np

from lessons.text_generation.cards.question import Question
from lessons.text_generation.model.reading import Reading
from rnn_core.activations import softmax
from rnn_core.types import Array
from ui import walk

BOUNDS = (10, 30, 60)
"""Counts from which on the next option is the true one."""


def of(reading: Reading) -> Question | None:
    """The question about a text that the network wrote; None where it wrote nothing."""
    written = len(reading.symbols) - reading.given
    if not written:
        return None
    calm = reading.temperature == 0
    found = (unsure if calm else overruled)(reading)
    begins = int((found & first_letters(reading)).sum())
    count = int(found.sum())
    asked = (
        "At τ = 0 the best bet is always taken. For how many of these was it a close call, with "
        "p below ½ even for the best?"
        if calm
        else "How many of these are **not** the network's best bet: the dice chose another?"
    )
    return Question(
        f"It wrote {written} characters. {asked}",
        options(),
        options()[sum(count >= bound for bound in BOUNDS)],
        f"It is {count} of {written}; {begins} of them begin a word, where most is open.",
        reading.given - 1,
        walk.LAST,
    )


def options() -> tuple[str, ...]:
    """The counts to bet on."""
    between = pairwise(BOUNDS)
    inner = (f"{low} to {high - 1}" for low, high in between)
    return (f"fewer than {BOUNDS[0]}", *inner, f"{BOUNDS[-1]} or more")


def overruled(reading: Reading) -> Array:
    """(n,): whether each written character is another than the best bet before it."""
    best = reading.run.y[:-1, 0].argmax(1)
    found: Array = best != reading.run.x[1:, 0]
    return found[reading.given - 1 :]


def unsure(reading: Reading) -> Array:
    """(n,): whether even the best bet before each written character had p below ½, at τ = 1."""
    found: Array = softmax(reading.run.y[:-1, 0]).max(1) < 0.5
    return found[reading.given - 1 :]


def first_letters(reading: Reading) -> Array:
    """(n,): whether each written character begins a word."""
    letter = np.array([symbol.isalpha() for symbol in reading.symbols])
    found: Array = letter[1:] & ~letter[:-1]
    return found[reading.given - 1 :]
