"""The gradients of all predictions with respect to all states before them, of three trained networks at a text."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from datasets.typed import symbols
from rnn_core.studies import gradient_pairs
from rnn_core.types import Array
from ui import text_networks

LEAST, MOST = 20, 120
"""Characters that can be read."""
LINES: Mapping[str, tuple[str, str, str]] = {
    "rnn": ("rnn", "h", "vanilla RNN: ∂L/∂h"),
    "gru": ("gru", "h", "GRU: ∂L/∂h"),
    "lstm": ("lstm", "h", "LSTM: ∂L/∂h"),
    "memory": ("lstm", "C", "LSTM: ∂L/∂C"),
}
"""What is shown, by name: the network, the state, and how a reader calls it."""


@dataclass(frozen=True, slots=True, eq=False)
class AllPairs:
    """The characters that were read, (T,), the lengths of `LINES`, (T, T) each, rows s, columns t.

    t is the time at which the character t has been read and the next one is predicted, as s is.
    """

    symbols: tuple[str, ...]
    lengths: Mapping[str, Array]

    @property
    def T(self) -> int:
        """The number of predictions: of every character but the first, and of the first after the end of a line."""
        return len(self.symbols)

    def ratios(self, name: str) -> Array:
        """The lengths of a line relative to those at s = t."""
        found: Array = self.lengths[name] / np.diagonal(self.lengths[name])
        return found

    def left_after(self, name: str, k: int) -> float:
        """The median over t of what is left k characters back."""
        return float(np.median(np.diagonal(self.ratios(name), k)))


def first_text() -> str:
    """The text that the page opens with."""
    return text_networks.example(MOST)


def unreadable(text: str) -> str | None:
    """Why the networks cannot read ``text``; None if they can."""
    return text_networks.unreadable(text, LEAST, MOST)


def of_text(text: str) -> AllPairs:
    """All pairs of the three networks; the last character is only predicted."""
    read = text_networks.tokens(text)
    found = {
        cell: gradient_pairs.pairs(text_networks.trained(cell), read[:-1], read[1:]) for cell in text_networks.FILES
    }
    lengths = {name: getattr(found[cell], state) for name, (cell, state, _) in LINES.items()}
    return AllPairs(("\n", *symbols(text)[:-1]), lengths)


def errors(text: str) -> dict[str, float]:
    """The relative errors of some pairs of each network against complex steps."""
    read = text_networks.tokens(text)
    T = len(read) - 1
    times = ((T, T), (T - 1, T), (max(1, T - 10), T), (1, T // 2))
    return {
        f"{cell}: {pair}": error
        for cell in text_networks.FILES
        for pair, error in gradient_pairs.errors(text_networks.trained(cell), read[:-1], read[1:], times).items()
    }
