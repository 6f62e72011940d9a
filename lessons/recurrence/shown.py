"""What the page shows of a network whose every number can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lessons.recurrence.model import network
from lessons.recurrence.model.network import Numbers
from lessons.recurrence.state import Recurrence
from rnn_core.model import Run
from rnn_core.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The network on the screen; without (T, T + 1, H): the states of the runs without each input."""

    state: Recurrence
    numbers: Numbers
    run: Run
    without: Array

    @property
    def h(self) -> Array:
        """(T + 1, H): the hidden states from h_0 on."""
        states: Array = self.run.trace.h[:, 0]
        return states

    @property
    def moved(self) -> Array:
        """(T, H): how far h_T moves without each input."""
        moved: Array = self.h[-1] - self.without[:, -1]
        return moved

    @property
    def farthest(self) -> Array:
        """(T,): the same, the unit that moves most."""
        most: Array = np.abs(self.moved).max(axis=1)
        return most

    @property
    def weights(self) -> int:
        """How many numbers its matrices have."""
        return sum(matrix.size for matrix in (self.numbers.W_xh, self.numbers.W_hh, self.numbers.W_hy))

    def read_as(self, order: Sequence[int]) -> Array:
        """h_T when the inputs come in another order, which counts from 0."""
        h_T: Array = network.run(network.reordered(self.numbers, order)).trace.h[-1, 0]
        return h_T

    @property
    def backwards(self) -> Array:
        """h_T when the inputs come in the reverse order."""
        return self.read_as(range(self.state.steps)[::-1])

    @property
    def before(self) -> "Shown":
        """The same without the latest edit."""
        return result(replace(self.state, edits=self.state.edits[:-1]))


def result(state: Recurrence) -> Shown:
    """The network with what the reader wrote into it, run over its inputs in this order."""
    numbers = state.numbers
    return Shown(state, numbers, network.run(numbers), network.states_without(numbers))
