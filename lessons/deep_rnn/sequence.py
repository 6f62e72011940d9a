"""One sequence of *Whose turn?*: what is true of it, and what the stored networks and readouts say, computed live."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnn_core import model
from rnn_core.studies import turn_task
from rnn_core.types import Array
from ui import shipped

LENGTH = 12
"""The length of a sequence that is played: a class walks through it with a clicker."""
CHARACTERS = "abcdefgh"
STREAM = 23
"""With this stream the first sequence has three equal characters in a row, and characters that come again later."""


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """A sequence of characters, and at every time step what is true, scored and read out; times from 0 in arrays.

    ``scores`` are those of the networks "one" and "two", (T, players). ``readouts`` are what is read from a layer's
    state, by the layer and "repeat", "turn" or "symbol".
    """

    x: Array
    same: Array
    turns: Array
    scores: Mapping[str, Array]
    readouts: Mapping[tuple[int, str], Array]

    @property
    def characters(self) -> str:
        """The sequence as it is printed."""
        return "".join(CHARACTERS[k] for k in self.x)

    @property
    def count(self) -> int:
        """The number of repeats."""
        return int(self.same.sum())

    def answers(self, kind: str) -> Array:
        """Whose turn it is, as the network "one" or "two" says at each time step."""
        found: Array = self.scores[kind].argmax(-1)
        return found

    def right(self, kind: str) -> Array:
        """True where the network's answer is right."""
        found: Array = self.answers(kind) == self.turns
        return found


def played(number: int) -> Played:
    """The sequence of this number, as the stored networks read it."""
    return read(turn_task.words(np.random.default_rng([number, STREAM]), 1, LENGTH).x)


def read(x: Array) -> Played:
    """The sequence ``x``, (T, 1), as the stored networks read it."""
    one, two, layers = shipped.model("stacked_layers")
    named = turn_task.named(two, [dict(zip(turn_task.CARRIED, layer, strict=True)) for layer in layers], x)
    return Played(
        x[:, 0],
        turn_task.repeats(x)[:, 0],
        turn_task.turns(x)[:, 0],
        {kind: model.run(network, x).y[:, 0] for kind, network in (("one", one), ("two", two))},
        {(layer, what): found[:, 0] for layer, read in enumerate(named, start=1) for what, found in read.items()},
    )
