"""What a task is: sequences drawn from a generator, a known lag, and a score with its chance."""

from typing import Protocol

import numpy as np

from rnn_core.batches import Batch
from rnn_core.types import Array


class Task(Protocol):
    """Something to learn with a known lag.

    D and V: the inputs and outputs of a network for it. chance: what answering without memory
    reaches, in the units of `measure`. published: what is known of it, with its source.
    """

    @property
    def lag(self) -> int:
        """For how many steps a clue must be kept; each task says between what."""

    @property
    def D(self) -> int:
        """The number of input symbols, or of numbers in an input vector."""

    @property
    def V(self) -> int:
        """The number of output symbols, or of numbers asked for."""

    @property
    def measure(self) -> str:
        """`accuracy` (of whole sequences) or `squared error`."""

    @property
    def chance(self) -> float:
        """What the best answer that remembers nothing reaches."""

    @property
    def published(self) -> str:
        """A published result to compare with."""

    def batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B sequences with their targets and mask."""


def score(batch: Batch, y: Array) -> float:
    """The measure of the outputs y (T, B, V): squared error, or share of sequences all right."""
    if batch.targets.dtype.kind == "f":
        return float(np.square(y - batch.targets).mean(-1)[batch.mask].mean())
    right = (y.argmax(-1) == batch.targets) | ~batch.mask
    return float(right.all(0).mean())


def check_least(**settings: tuple[int, int]) -> None:
    """Nothing, if each setting (value, least) is at least its least; else a ValueError."""
    for name, (value, least) in settings.items():
        if value < least:
            raise ValueError(f"{name} must be at least {least}, got {value}")
