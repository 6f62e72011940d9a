"""Training of a network with one output per step: on one batch, or on minibatches.

`Trainer` learns one batch by heart, as the first lesson does; `minibatches` is the same loop with
a batch of its own for each step, ragged or not. What both yield, resume and fork is in `loop`.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from rnn_core import loop
from rnn_core.batches import Batch
from rnn_core.loop import Diverged, Loop, Objective
from rnn_core.model import Model, Run, backward, run
from rnn_core.optim import Optimizer
from rnn_core.types import Array, Tokens
from rnn_core.workspace import Workspace

__all__ = ["Diverged", "Loop", "Objective", "Snapshot", "Trainer", "loss_and_gradient"]
__all__ += ["minibatches"]

if TYPE_CHECKING:
    Snapshot: TypeAlias = loop.Snapshot[Model]
else:
    Snapshot = loop.Snapshot


def loss_and_gradient(model: Model, batch: Batch) -> tuple[float, Model]:
    """The mean loss over the places of the mask, and its gradient."""
    return _measure(run(model, batch.x, batch.targets, mask=batch.mask))


def minibatches(model: Model, batches: Callable[[int], Batch], optimizer: Optimizer, clip: float | None = None) -> Loop:
    """The training of `model` on a batch for each step, from the step's number."""
    return Loop(model, batches, loss_and_gradient, optimizer, clip)


@dataclass(frozen=True, slots=True, eq=False)
class Trainer:
    """Training of `model` on x and targets (T, B); iterate over it for snapshots, without end.

    clip: the threshold of the global gradient norm, None for none. h_0, C_0: (B, H), 0 by default.
    mask: (T, B), True at the places whose loss counts, None for all.
    """

    model: Model
    x: Array | Tokens
    targets: Array | Tokens
    optimizer: Optimizer
    clip: float | None = None
    h_0: Array | None = None
    C_0: Array | None = None
    mask: Array | None = None

    def __iter__(self) -> Iterator[Snapshot]:
        """Snapshots 0, 1, 2, …; raises Diverged when a number is no longer finite."""
        return iter(self._loop())

    def resume(self, snapshot: Snapshot) -> Iterator[Snapshot]:
        """The snapshots after this one, the same bits as without the interruption.

        The state of another optimizer does not fit; then the optimizer starts with a fresh one.
        """
        return self._loop().resume(snapshot)

    def fork(self, snapshot: Snapshot, **settings: Any) -> Iterator[Snapshot]:
        """The snapshots after this one with other settings, as `optimizer=SGD(1.0), clip=5.0`."""
        return replace(self, **settings).resume(snapshot)

    def _loop(self) -> Loop:
        own = Workspace()

        def objective(model: Model, _: None) -> tuple[float, Model]:
            given = self.targets, self.h_0, self.C_0
            return _measure(run(model, self.x, *given, mask=self.mask, workspace=own), own)

        return Loop(self.model, lambda _: None, objective, self.optimizer, self.clip)


def _measure(forward: Run, workspace: Workspace | None = None) -> tuple[float, Model]:
    """The loss and the gradient of a run with targets."""
    loss = math.nan if forward.loss is None else forward.loss
    return loss, backward(forward, workspace=workspace).model
