"""What the page shows of a stack of layers."""

from dataclasses import dataclass, replace

import numpy as np

from lessons.deep_rnn.model import Reading, reading_of
from lessons.deep_rnn.sequence import Played, played
from lessons.deep_rnn.state import DeepRnn
from lessons.deep_rnn.turn import Trained, trained


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The stack on the screen, and the word as it reads it, forward and backward."""

    state: DeepRnn
    reading: Reading

    def with_layers(self, layers: int) -> Reading:
        """The word as the stack reads it with another number of layers."""
        return reading_of(replace(self.state, layers=layers).stack)

    @property
    def first(self) -> tuple[float, ...]:
        """The norm of the gradient at t = 1, for each layer from the lowest."""
        return tuple(self.reading.norms[:, 1].tolist())

    @property
    def largest(self) -> int:
        """The layer whose gradient at t = 1 is the largest."""
        return int(np.argmax(self.first)) + 1

    @property
    def played(self) -> Played:
        """The sequence of *Whose turn?*, as the stored networks read it."""
        return played(self.state.sequence)

    @property
    def compared(self) -> tuple[Trained, Trained]:
        """The stored trainings of one layer and of two."""
        return trained("one"), trained("two")


def result(state: DeepRnn) -> Found:
    """The stack of a state of the page."""
    return Found(state, reading_of(state.stack))
