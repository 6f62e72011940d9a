"""Back-propagation through time as something to look at: who adds what, when, and how far back.

    (1)  dL/dh_t = (from this loss) + W_hhᵀ dL/da_{t+1} (from the future)          total derivative
    (2)  step t adds dL/da_t h_{t−1}ᵀ to dL/dW_hh, dL/da_t x_tᵀ to dL/dW_xh, dL/da_t to dL/db_h
    (3)  immediate derivative: (2) with (from this loss) alone in (1), earlier states held fixed
    (4)  truncated: at every k1-th step the losses of the last k1 steps go back k2 steps, no more
    (5)  dL/dh_t = Σ_s dL_s/dh_t: the backward pass is linear in what arrives from the outputs

The states of (4) are carried on, only the gradient is cut. Sources: Werbos (1990); Williams and
Peng, An efficient gradient-based algorithm (1990); Pascanu, Mikolov, Bengio (2013), §2.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from rnn_core import losses, readout
from rnn_core.cells import protocol as cells
from rnn_core.cells.deep import DeepGrads
from rnn_core.grads.gradients import global_norm
from rnn_core.grads.per_step_gradients import contributions, running, split
from rnn_core.model import Model, Run, backward, backward_from, run
from rnn_core.types import Array, Tokens, check_shape
from rnn_core.weights import flatten, named, unflatten
from rnn_core.workspace import Workspace

__all__ = ["by_loss", "compare", "contributions", "cut", "immediate", "running", "split", "truncated"]

Weights = TypeVar("Weights")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A gradient beside the full one: cosine of the angle between them, ratio of the lengths."""

    cosine: float
    norm_ratio: float


@dataclass(frozen=True, slots=True, eq=False)
class Truncated:
    """The truncated gradient of a run's mean loss, and the windows (start, stop) it came from."""

    run: Run
    model: Model
    windows: tuple[tuple[int, int], ...]


def truncated(
    model: Model,
    x: Array | Tokens,
    targets: Array | Tokens,
    k1: int,
    k2: int | None = None,
    h_0: Array | None = None,
    C_0: Array | None = None,
    *,
    mask: Array | None = None,
    workspace: Workspace | None = None,
) -> Truncated:
    """The gradient by equation (4) with k2 = k1 by default; k1 ≥ T gives the full gradient.

    The weights stay what they are between the windows, so that it can be compared to the full one.
    """
    forward = run(model, x, targets, h_0, C_0, mask=mask, workspace=workspace)
    if targets.dtype.kind == "f":
        dy = losses.slope(forward.y, targets, mask)
    else:
        dy = losses.gradient(forward.p, targets, mask)
    top = readout.backward(model.readout, forward.trace.h[1:], dy)
    cell = cut(model.cell, forward.trace, top.h, k1, k1 if k2 is None else k2)
    spans = tuple((start, stop) for start, _, stop in _windows(len(dy), k1, k2 or k1))
    return Truncated(forward, Model(cell, top.params), spans)


def cut(params: Weights, trace: Any, dh: Array, k1: int, k2: int) -> Weights:
    """The cell's weight gradients by equation (4); dh (T, B, H) arrives from the outputs."""
    check_shape("dh", dh, trace.h[1:].shape)
    total: Array | None = None
    for start, counted, stop in _windows(len(dh), k1, k2):
        own = dh[start:stop]
        if counted > start:
            own = own.copy()
            own[: counted - start] = 0
        grads = cells.backward(params, trace.part(start, stop), own)  # type: ignore[arg-type]
        total = flatten(grads.params) if total is None else total + flatten(grads.params)
    return params if total is None else unflatten(params, total)


def immediate(params: Any, trace: Any, dh: Array) -> Any:
    """Equation (3) as gradients of the cell's own class: each loss reaches its own time step alone."""
    check_shape("dh", dh, trace.h[1:].shape)
    steps = [cells.backward(params, trace.part(t, t + 1), dh[[t]]) for t in range(len(dh))]
    return _joined(steps, trace)


def by_loss(run: Run) -> Array:
    """The terms of equation (5): entry [s, t] (B, H) is what loss s + 1 contributes to dL/dh of time step t + 1."""
    dy = backward(run).dy
    terms = np.zeros((len(dy), *run.trace.h[1:].shape), run.trace.h.dtype)
    for s in range(len(dy)):
        only = np.zeros_like(dy)
        only[s] = dy[s]
        terms[s] = backward_from(run, only).cell.h[1:]
    return terms


def _joined(steps: list[Any], trace: Any) -> Any:
    """The gradients of single steps as those of a sequence."""
    total = sum((flatten(g.params) for g in steps[1:]), flatten(steps[0].params))
    params = unflatten(steps[0].params, total)
    if isinstance(steps[0], DeepGrads):
        layers = [_joined([g.layers[n] for g in steps], one) for n, one in enumerate(trace.layers)]
        return DeepGrads(params, tuple(layers))
    joined: dict[str, Any] = {"params": params, "trace": trace}
    for name in steps[0].__slots__:
        parts = [getattr(g, name) for g in steps]
        if name in ("h", "C"):
            joined[name] = np.concatenate([parts[0][:1], *(part[1:] for part in parts)])
        elif name not in joined:
            joined[name] = None if parts[0] is None else np.concatenate(parts)
    return type(steps[0])(**{name: joined[name] for name in steps[0].__slots__})


def compare(approximate: Any, full: Any) -> dict[str, Comparison]:
    """How far a gradient is from the full one, array by array (`cell.W_hh`); nan where one is 0."""
    found: dict[str, Comparison] = {}
    for (name, one), other in zip(named(approximate).items(), named(full).values(), strict=True):
        lengths = global_norm(one), global_norm(other)
        if not all(lengths):
            found[name] = Comparison(float("nan"), lengths[0] / lengths[1] if lengths[1] else 1.0)
            continue
        cosine = float(np.vdot(one / lengths[0], other / lengths[1]))
        found[name] = Comparison(cosine, lengths[0] / lengths[1])
    return found


def _windows(T: int, k1: int, k2: int) -> Iterator[tuple[int, int, int]]:
    """(where the gradient stops, first step whose loss counts, end) for each window of (4)."""
    if not 1 <= k1 <= k2:
        raise ValueError(f"k1 and k2 must satisfy 1 ≤ k1 ≤ k2, got k1 = {k1} and k2 = {k2}")
    for counted in range(0, T, k1):
        stop = min(counted + k1, T)
        yield max(0, stop - k2), counted, stop
