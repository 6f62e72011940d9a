"""What 64 units do while they read a text: an LSTM, a GRU and a vanilla RNN that learned the same programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from datasets import toycode_marks
from datasets.typed import symbols
from rnn_core import model as network
from rnn_core.cells import registry
from rnn_core.studies import unit_search, unit_statistics
from rnn_core.types import Array
from ui import text_networks

LEAST, MOST = 20, 400
"""Characters that can be read."""
PARTS: Mapping[str, Mapping[str, str]] = {
    "lstm": {
        "f": "forget gate f",
        "i": "input gate i",
        "o": "output gate o",
        "C_tilde": "candidate C̃",
        "C": "cell state C",
        "h": "hidden state h",
    },
    "gru": {"z": "update gate z", "r": "reset gate r", "n": "candidate n", "h": "hidden state h"},
    "rnn": {"h": "hidden state h"},
}
"""What each kind of network computes for a unit, and how a reader calls it."""
GATES: Mapping[str, tuple[str, ...]] = {"lstm": ("f", "i", "o"), "gru": ("z", "r"), "rnn": ()}
NOTHING = "nothing"
FOLLOWS = 0.5
"""The least |r| of a unit that is said to follow a mark of the text."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A network at a text: its kind, the characters read, what its units computed, (T, H) each, and its bits."""

    cell: str
    symbols: tuple[str, ...]
    values: Mapping[str, Array]
    bits: float

    @property
    def H(self) -> int:
        """The number of units."""
        return int(self.values["h"].shape[1])

    @property
    def carried(self) -> str:
        """The name of what the network carries from character to character."""
        return "C" if "C" in self.values else "h"

    @property
    def time_scales(self) -> Array:
        """(H,): how many characters what a unit carries lasts."""
        return unit_statistics.time_scales(self.values[self.carried])

    @property
    def follows(self) -> tuple[list[str], Array]:
        """For each unit the mark of the text that what it carries follows best, or `NOTHING`, and |r|."""
        marks = toycode_marks.marks("".join(self.symbols))
        r = np.array([np.abs(unit_search.correlations(self.values[self.carried], each)) for each in marks.values()])
        best, most = r.argmax(axis=0), r.max(axis=0)
        names = list(marks)
        return [names[k] if most[u] >= FOLLOWS else NOTHING for u, k in enumerate(best)], most

    def saturation(self, gate: str) -> tuple[Array, Array]:
        """The share of the characters at which each unit's gate is nearly shut, and nearly open."""
        return unit_statistics.saturation(self.values[gate])

    def order(self, by: str) -> list[int]:
        """The units, from 0, in the order that was chosen; the first is drawn at the top."""
        if by == "time scale":
            return _falling(self.time_scales)
        if by == "what they follow":
            names, r = self.follows
            groups = [*toycode_marks.MARKS, NOTHING]
            return sorted(range(self.H), key=lambda unit: (groups.index(names[unit]), -r[unit]))
        if by == "saturation" and GATES[self.cell]:
            return _falling(self.saturation(GATES[self.cell][0])[1])
        return list(range(self.H))


def _falling(values: Array) -> list[int]:
    """The places of the values from the largest down."""
    order: list[int] = np.argsort(-values, kind="stable").tolist()
    return order


def example() -> str:
    """The text that the page opens with."""
    return text_networks.example(MOST)


def unreadable(text: str) -> str | None:
    """Why the networks cannot read ``text``; None if they can."""
    return text_networks.unreadable(text, LEAST, MOST)


def read(cell: str, text: str) -> Reading:
    """A network reading ``text`` after the end of a line."""
    typed = symbols(text)
    tokens = text_networks.tokens(text)
    run = network.run(text_networks.trained(cell), tokens[:, np.newaxis])
    chances = run.p[np.arange(len(typed)), 0, tokens[1:]]
    return Reading(cell, tuple(typed), _values(cell, run.trace), float(-np.log2(chances).mean()))


def _values(cell: str, trace: Any) -> dict[str, Array]:
    """What each unit computed at each character, (T, H)."""
    return {name: getattr(trace, name)[-len(trace.x) :, 0][1:] for name in PARTS[cell]}


def stepwise(reading: Reading) -> dict[str, float]:
    """How far each part is from what the cell's `step` gives, one character at a time, relative to its largest."""
    cell = text_networks.trained(reading.cell).cell
    step, one_hot = registry.module_of(cell).step, np.eye(cell.n_inputs)
    states = [np.zeros(cell.n_hidden) for _ in range(2 if cell.has_memory else 1)]
    found: dict[str, list[Array]] = {name: [] for name in reading.values}
    for token in text_networks.tokens("".join(reading.symbols)):
        made = step(cell, *states, one_hot[token])
        states = [registry.state_of(made), *([made.C] if cell.has_memory else [])]
        for name, rows in found.items():
            rows.append(states[0] if name == "h" else getattr(made, name))
    return {
        name: float(np.abs(np.array(rows[1:]) - reading.values[name]).max() / np.abs(reading.values[name]).max())
        for name, rows in found.items()
    }
