"""Two trainings from one seed, on the same batches: one clips its gradient, the other does not.

    (1)  W_hh = ρ · orthogonal      ρ > 1: gradients explode; ρ < 1: they vanish
    (2)  θ ← θ − η g                against θ ← θ − η g · threshold / ‖g‖ where ‖g‖ > threshold

The task is to name the first of lag + 1 symbols, so the gradient must get across all of the lag.
Source: Pascanu, Mikolov, Bengio (2013), algorithm 1, for the clipping; `tasks` for the task.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from rnn_core.batches import Batch
from rnn_core.cells.rnn import RNNParams
from rnn_core.loop import Diverged, Loop, Snapshot
from rnn_core.model import Model, backward, run
from rnn_core.optim import SGD
from rnn_core.readout import ReadoutParams
from rnn_core.spectrum import orthogonal
from rnn_core.tasks import FirstSymbol
from rnn_core.weights import named
from rnn_core.workspace import Workspace

H, B, STEPS = 16, 16, 120
RADIUS = {"exploding": 1.5, "vanishing": 0.4}
LAST = 10
"""So many last steps are averaged to say how a training ended."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """What both twins begin with: the weights, the batch of each step, the learning rate."""

    model: Model
    batches: tuple[Batch, ...]
    learning_rate: float
    guessing: float


@dataclass(frozen=True, eq=False)
class Twin:
    """One training: snapshot k has the weights after k steps, its loss and its gradient's norm."""

    pair: Pair
    threshold: float | None
    snapshots: tuple[Snapshot[Model], ...]
    diverged: Diverged | None = None

    @cached_property
    def losses(self) -> tuple[float, ...]:
        """Mean loss in nats before each step."""
        return tuple(one.loss for one in self.snapshots)

    @cached_property
    def norms(self) -> tuple[float, ...]:
        """‖g‖ before clipping, before each step."""
        return tuple(one.grad_norm for one in self.snapshots)

    @property
    def clipped(self) -> tuple[int, ...]:
        """The steps taken along a shortened gradient; after the last none is taken."""
        if self.threshold is None:
            return ()
        taken = self.norms[:STEPS]
        return tuple(k for k, norm in enumerate(taken) if norm > self.threshold)

    @property
    def end(self) -> float:
        """The mean loss of the last steps; infinite where the training diverged."""
        return math.inf if self.diverged else float(np.mean(self.losses[-LAST:]))

    def gradient(self, step: int) -> Model:
        """The gradient g at a step, before clipping, computed anew."""
        batch, model = self.pair.batches[step], self.snapshots[step].model
        return backward(run(model, batch.x, batch.targets, mask=batch.mask)).model

    def parts(self, step: int) -> dict[str, float]:
        """The norm of each array of that gradient."""
        return {name: float(np.linalg.norm(g)) for name, g in named(self.gradient(step)).items()}


def pair(kind: str, *, lag: int, learning_rate: float, seed: int) -> Pair:
    """The beginning of both twins; `kind` is a key of RADIUS."""
    rng, task = np.random.default_rng(seed), FirstSymbol(lag, V=2)
    cell = RNNParams(rng.standard_normal((H, task.D)) / math.sqrt(H), orthogonal(rng, H, RADIUS[kind]), np.zeros(H))
    readout = ReadoutParams(rng.standard_normal((task.V, H)) / math.sqrt(H), np.zeros(task.V))
    batches = tuple(task.batch(np.random.default_rng([seed, step]), B) for step in range(STEPS + 1))
    return Pair(Model(cell, readout), batches, learning_rate, math.log(task.V))


def train(start: Pair, threshold: float | None) -> Twin:
    """All steps of one twin; `diverged` tells where its numbers left the finite ones."""
    own = Workspace()

    def objective(model: Model, batch: Batch) -> tuple[float, Model]:
        forward = run(model, batch.x, batch.targets, mask=batch.mask, workspace=own)
        loss = math.nan if forward.loss is None else forward.loss
        return loss, backward(forward, workspace=own).model

    steps = Loop(start.model, start.batches.__getitem__, objective, SGD(start.learning_rate), threshold)
    snapshots: list[Snapshot[Model]] = []
    try:
        snapshots.extend(islice(steps, STEPS + 1))
    except Diverged as event:
        return Twin(start, threshold, tuple(snapshots), event)
    return Twin(start, threshold, tuple(snapshots))
