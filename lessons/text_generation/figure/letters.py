"""A text in colored cells as plain data: what ``ui/components/letters`` draws and walks."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from figures import forms
from figures.columns import View
from figures.numbers import quoted, signed, visible
from lessons.text_generation.figure.forms import explained
from lessons.text_generation.model.reading import Reading
from rnn_core.types import Array

RANKS = 5
"""So many of the likeliest next symbols are shown under each one."""


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """A reading colored by one unit, from 0, and the place of the walk through it.

    veil_after: the step after which colors and predictions are hidden, None for none.
    """

    reading: Reading
    unit: int
    view: View
    title: str

    @property
    def name(self) -> str:
        """The unit as the screen calls it."""
        return f"{self.reading.letter}[{self.unit + 1}]"

    @property
    def start(self) -> int:
        """The step at which the walk starts, from 0."""
        return min(self.view.start, self.reading.steps - 1)

    @property
    def first(self) -> str:
        """The number that is chosen at first: the cell where the walk starts."""
        return f"c.{self.reading.place(self.start + 1) + 1}"

    def has(self, node: str) -> bool:
        """True if ``node`` is a number of the figure: a cell of the text, or one of the likeliest next symbols."""
        reading, place = self.reading, place_of(node)
        if place is None or not 0 <= place < len(reading.symbols):
            return False
        kind, _, *token = node.split(".")
        if kind == "c":
            return not token
        t = reading.times[place]
        return len(token) == 1 and bool(t) and token[0] in {str(k + 1) for k in likeliest(reading)[t - 1].tolist()}


def place_of(node: str | None) -> int | None:
    """The place in the text, from 0, that ``node`` is about; None if it is about none."""
    parts = (node or "").split(".")
    if len(parts) < 2 or parts[0] not in ("c", "p") or not parts[1].isdigit():
        return None
    return int(parts[1]) - 1


def likeliest(reading: Reading) -> Array:
    """(T, ranks): the tokens of the likeliest next symbols after each step, the best one first."""
    found: Array = np.argsort(-reading.p, axis=1, kind="stable")[:, :RANKS]
    return found


def as_data(letters: Letters) -> dict[str, Any]:
    """The figure as JSON-ready data, but for the arrays of its explanations.

    For each symbol: its number of the unit and the tokens of the likeliest next ones with their
    chances, null where it is not read; ``follows`` is the token that came.
    """
    reading, view = letters.reading, letters.view
    memory, tokens, p = reading.memory(letters.unit), reading.tokens, reading.p
    best = likeliest(reading)
    ranks = best.shape[1]
    chances = np.take_along_axis(p, best, 1)
    scale = float(np.abs(memory).max()) or 1.0
    steps = range(reading.steps)
    guesses = [[[int(k), round(float(share), 4)] for k, share in zip(best[t], chances[t], strict=True)] for t in steps]
    follows = [*tokens[1:], -1]
    at = [time - 1 for time in reading.times]
    return {
        "title": letters.title,
        "alt": alternative(letters),
        "unit": letters.name,
        "reads": "reads" if reading.given == len(reading.symbols) else "text",
        "bets": "expects",
        "ranks": ranks,
        "scale": scale,
        "scale_text": [f"+{signed(scale, 1)}", signed(-scale, 1)],
        "symbols": [visible(symbol) for symbol in reading.vocabulary.symbols],
        "characters": ["⏎" if s == "\n" else "⇥" if s == "\t" else s for s in reading.symbols],
        "ends": [k for k, s in enumerate(reading.symbols) if s == "\n" and k],
        "times": list(reading.times),
        "given": 0 if reading.given == len(reading.symbols) else reading.given,
        "values": [None if k < 0 else round(float(memory[k]), 5) for k in at],
        "guesses": [None if k < 0 else guesses[k] for k in at],
        "follows": [None if k < 0 else follows[k] for k in at],
        "steps": [{"text": _caption(letters, t), "at": reading.place(t + 1)} for t in steps],
        "start": letters.start,
        "start_token": view.token,
        "veil_after": view.veil_after,
        "selected": letters.first,
        "highlight": list(view.highlight),
        "explained": forms.as_data(explained(reading, letters.unit, veil_after=view.veil_after)),
    }


def alternative(letters: Letters) -> str:
    """The figure in words."""
    reading = letters.reading
    text = "".join(reading.symbols[1:]).replace("\n", " ⏎ ")
    memory = reading.memory(letters.unit)
    return (
        f"{letters.title}. The text: {text}. {letters.name} goes from {signed(float(memory.min()))}"
        f" to {signed(float(memory.max()))}"
    )


def _caption(letters: Letters, t: int) -> str:
    reading, after = letters.reading, letters.view.veil_after
    symbol = quoted(reading.vocabulary.symbols[reading.tokens[t]])
    if after is not None and t > after:
        return f"t = {t + 1}: {symbol}"
    best = int(reading.p[t].argmax())
    bet = quoted(reading.vocabulary.symbols[best])
    return f"t = {t + 1}: {symbol}, predicts {bet} ({signed(float(reading.p[t, best]))})"
