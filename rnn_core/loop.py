"""The loop of every training, as a sequence of snapshots that can be stopped, resumed and forked.

    batch → loss → gradient → clip → step of the optimizer → batch → …

No hidden randomness: the batch of a step is a function of the step's number, so a snapshot holds
all there is, and the same inputs give the same bits, in one go or resumed half-way.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar, cast

import numpy as np

from rnn_core.grads import gradients
from rnn_core.optim import Optimizer, State
from rnn_core.weights import named

Network = TypeVar("Network")


class Diverged(ArithmeticError):  # noqa: N818 - an event with a name, not a fault of the program
    """Training has left the finite numbers: `step` of the last snapshot, and the `reason`."""

    def __init__(self, step: int, reason: str) -> None:
        """The step that failed and what was no longer finite."""
        super().__init__(f"diverged at step {step}: {reason}")
        self.step = step
        self.reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot(Generic[Network]):
    """The network after `step` steps: its weights, the optimizer's state, its mean loss.

    loss and grad_norm (before clipping) are those of `model` as it is, on the batch of the step to
    come; step 0 is the beginning.
    """

    step: int
    model: Network
    state: State
    loss: float
    grad_norm: float


Objective: TypeAlias = Callable[[Any, Any], tuple[float, Any]]
"""(network, batch) → its loss and the gradient, of the class of the network."""


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """Training of any network on minibatches; iterate over it for snapshots, without end.

    batches: from the number of a step to its batch, as `batches.fresh` and `batches.Epochs` make
    them. clip: the threshold of the global gradient norm, None for none. rate: from the number of a
    step to its learning rate, as `schedule` makes it; None for the optimizer's own.
    """

    model: Any
    batches: Callable[[int], Any]
    objective: Objective
    optimizer: Optimizer
    clip: float | None = None
    rate: Callable[[int], float] | None = None

    def __iter__(self) -> Iterator[Snapshot[Any]]:
        """Snapshots 0, 1, 2, …; raises Diverged when a number is no longer finite."""
        return self._snapshots(0, self.model, self.optimizer.init(self.model), skip_first=False)

    def resume(self, snapshot: Snapshot[Any]) -> Iterator[Snapshot[Any]]:
        """The snapshots after this one, the same bits as without the interruption.

        The state of another optimizer does not fit; then the optimizer starts with a fresh one.
        """
        fits = snapshot.state.optimizer == type(self.optimizer).__name__
        state = snapshot.state if fits else self.optimizer.init(snapshot.model)
        return self._snapshots(snapshot.step, snapshot.model, state, skip_first=True)

    def fork(self, snapshot: Snapshot[Any], **settings: Any) -> Iterator[Snapshot[Any]]:
        """The snapshots after this one with other settings, as `optimizer=SGD(1.0), clip=5.0`."""
        return replace(self, **settings).resume(snapshot)

    def _snapshots(self, step: int, model: Any, state: State, *, skip_first: bool) -> Iterator[Snapshot[Any]]:
        while True:
            loss, grads, norm = self._measure(step, model)
            if not skip_first:
                yield Snapshot(step, model, state, loss, norm)
            skip_first = False
            with np.errstate(over="ignore", invalid="ignore"):
                model, state = self._optimizer(step).update(model, grads, state)
            step += 1

    def _optimizer(self, step: int) -> Optimizer:
        """The optimizer with the learning rate of this step."""
        if self.rate is None:
            return self.optimizer
        scheduled: Optimizer = replace(cast(Any, self.optimizer), learning_rate=self.rate(step))
        return scheduled

    def _measure(self, step: int, model: Any) -> tuple[float, Any, float]:
        """The loss, the clipped gradient and the norm before clipping; Diverged if not finite."""
        batch = self.batches(step)
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                loss, grads = self.objective(model, batch)
        except ValueError:
            bad = [name for name, w in named(model).items() if not np.isfinite(w).all()]
            if not bad:
                raise
            raise Diverged(step, f"{bad[0]} is no longer finite") from None
        if not math.isfinite(loss):
            raise Diverged(step, "the loss is no longer finite")
        if self.clip is None:
            norm = gradients.global_norm(grads)
        else:
            grads, norm = gradients.clip_by_global_norm(grads, self.clip)
        if not math.isfinite(norm):
            raise Diverged(step, "the gradient is no longer finite")
        return loss, grads, norm
