"""A race of truncated gradients: one task, one start, one stream of data, several k.

The task is an echo: x_t is 0 or 1 at random, the target is

    (1)  x_{t−lag}                                for t > lag; before that no loss counts

Every update sees B new sequences of T symbols. The states are carried through all T; the gradient
is `bptt.truncated` with windows of k, so that all racers differ in k and in nothing else. What
their states hold in the end is measured in `recall`.

Source: Williams and Peng, An efficient gradient-based algorithm (1990).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from rnn_core import presets
from rnn_core.batches import Batch, fresh
from rnn_core.grads import bptt
from rnn_core.loop import Loop, Snapshot
from rnn_core.model import Model
from rnn_core.optim import Adam
from rnn_core.text import Vocabulary

SYMBOLS = Vocabulary(("0", "1"))
GUESSING = math.log(len(SYMBOLS))
"""The mean loss in nats of an answer that remembers nothing; half of such answers are right."""
_HELD_OUT = 1_000_000
"""The seed of the sequences that no racer is trained on."""


@dataclass(frozen=True, slots=True)
class Race:
    """What all racers have in common; `stretch` is how many updates a point of a curve averages."""

    lag: int = 10
    T: int = 50
    B: int = 16
    n_hidden: int = 16
    learning_rate: float = 3e-3
    clip: float = 1.0
    updates: int = 1000
    stretch: int = 10
    windows: tuple[int, ...] = (1, 5, 25, 50)

    def batch(self, rng: np.random.Generator, B: int | None = None) -> Batch:
        """B sequences (T, B) of random bits, with (1) as targets."""
        x = rng.integers(0, len(SYMBOLS), (self.T, B or self.B))
        targets, mask = np.zeros_like(x), np.zeros(x.shape, bool)
        targets[self.lag :], mask[self.lag :] = x[: -self.lag], True
        return Batch(x, targets, mask)

    def start(self, seed: int) -> Model:
        """The drawn network that every racer of this seed starts from."""
        return presets.drawn(SYMBOLS, self.n_hidden, seed)

    def training(self, k: int, seed: int) -> Loop:
        """The training with windows of k; its batches depend on the seed, not on k."""

        def objective(network: Model, batch: Batch) -> tuple[float, Model]:
            found = bptt.truncated(network, batch.x, batch.targets, k, mask=batch.mask)
            loss = math.nan if found.run.loss is None else found.run.loss
            return loss, found.model

        batches = fresh(self.batch, seed)
        return Loop(self.start(seed), batches, objective, Adam(self.learning_rate), self.clip)

    def snapshots(self, k: int, seed: int) -> Iterator[Snapshot[Model]]:
        """The networks of a racer: one for each update, and no more."""
        return islice(self.training(k, seed), self.updates)

    def points(self, losses: Sequence[float]) -> list[float]:
        """The curve of these losses: the mean of every full stretch."""
        ends = range(self.stretch, len(losses) + 1, self.stretch)
        return [float(np.mean(losses[end - self.stretch : end])) for end in ends]

    def held_out(self, number: int = 0, B: int = 200) -> Batch:
        """B sequences that no racer is trained on."""
        return self.batch(np.random.default_rng([_HELD_OUT, number]), B)
