"""The gradient of a word cut every k steps, beside the full one: every number of both.

    (1)  windows 1 … k, k+1 … 2k, …     each starts from the state the last left, as a constant
    (2)  dL/dh_t = (from this loss) + W_hhᵀ dL/da_{t+1}       the last term is 0 at a window's end
    (3)  dL/dW_hy, dL/db_y need no earlier step: no cut changes them

The weights stay what they are between two windows, so that both gradients belong to the same ones.
By (1) the cut gradient is the gradient of a loss of its own: that of the windows, with the states
between them held fixed. Source: Williams and Peng, An efficient gradient-based algorithm (1990).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core import model
from rnn_core.grads import bptt, gradcheck
from rnn_core.grads.bptt import Comparison
from rnn_core.grads.gradients import global_norm
from rnn_core.model import Grads, Model, Run
from rnn_core.types import Array
from rnn_core.weights import count, flatten, named, unflatten

_EXACT = 1e-12
"""The relative difference up to which two gradients are the same but for rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """A run cut into windows of ``k`` steps: its full gradient, and the cut one.

    spans: (start, stop) of the windows in array numbers. h, a: (T, B, H), dL/dh_t and dL/da_t by equation (2).
    """

    run: Run
    k: int
    full: Grads
    cut: Model
    spans: tuple[tuple[int, int], ...]
    h: Array
    a: Array

    @property
    def beside(self) -> dict[str, Comparison]:
        """Cosine and ratio of lengths of the cut and the full gradient, by name of the array."""
        return bptt.compare(self.cut, self.full.model)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The names of the arrays whose gradient the cut does not change."""
        pairs = zip(named(self.cut).items(), named(self.full.model).values(), strict=True)
        return tuple(name for (name, one), other in pairs if global_norm(one - other) <= _EXACT * global_norm(other))


def of(run: Run, k: int) -> Windows:
    """Both gradients of a run with targets; the cut one made window by window, each k ≥ 1 steps."""
    T, weights = len(run.y), run.model
    if run.targets is None:
        raise ValueError("run.targets must be given for a loss to have gradients, got None")
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    spans = tuple((start, min(start + k, T)) for start in range(0, T, k))
    states: tuple[Array | None, ...] = (run.trace.h[0],)
    total, h, a = np.zeros(count(weights)), [], []
    for start, stop in spans:
        part = model.run(weights, run.x[start:stop], run.targets[start:stop], *states)
        grads, share = model.backward(part), (stop - start) / T
        total += share * flatten(grads.model)
        h.append(share * grads.h[1:])
        a.append(share * grads.a)
        states = part.trace.last
    cut = unflatten(weights, total)
    return Windows(run, k, model.backward(run), cut, spans, np.concatenate(h), np.concatenate(a))


def numbers_kept(run: Run, k: int) -> int:
    """How many numbers the longest window keeps for its way back, counted from the arrays.

    Its states h_start … h_stop, and dL/dy of each step.
    """
    size = min(k, len(run.y))
    return int(run.trace.part(0, size).h.size + run.p[:size].size)


def seconds(run: Run, k: int, repeats: int = 41) -> Array:
    """(repeats,) seconds for an update's gradient: forward and backward through one window."""
    size = min(k, len(run.y))
    x, targets = run.x[:size], None if run.targets is None else run.targets[:size]

    def update() -> None:
        model.backward(model.run(run.model, x, targets))

    return np.array([_timed(update) for _ in range(repeats)])


def loss_of_windows(found: Windows) -> Callable[[Model], float]:
    """The mean loss as a function of the weights, each window's first state held fixed."""
    run = found.run

    def loss(weights: Model) -> float:
        total = 0.0
        for start, stop in found.spans:
            targets = None if run.targets is None else run.targets[start:stop]
            part = model.run(weights, run.x[start:stop], targets, run.trace.h[start])
            total += 0.0 if part.losses is None else float(part.losses.sum())
        return total / run.y[..., 0].size

    return loss


def errors(found: Windows, rng: np.random.Generator) -> dict[str, float]:
    """The relative errors of both gradients against finite differences of their own losses."""
    run = found.run

    def whole(weights: Model) -> float:
        loss = model.run(weights, run.x, run.targets, run.trace.h[0]).loss
        return float("nan") if loss is None else loss

    pairs: dict[str, tuple[Any, Model]] = {
        "cut": (loss_of_windows(found), found.cut),
        "full": (whole, found.full.model),
    }
    return {
        f"{name}, {array}": error
        for name, (loss, grads) in pairs.items()
        for array, error in gradcheck.directional(loss, run.model, grads, rng).items()
    }


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
