"""The loss over two weights of a small network, all settings in one pass, and steps upon it.

    (1)  L(θ_1, θ_2) = ½ ‖h_T − target‖²        every other weight and the input held fixed
    (2)  θ ← θ − η g                             or with ‖g‖ cut to a threshold, `gradients` (2)

Where h_T hangs on θ through many steps, the surface has cliffs, and a step from the foot of one
leaps far away unless it is clipped. Source: Pascanu, Mikolov, Bengio (2013), §2.3 and figure 6.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads.gradients import clip_by_global_norm
from rnn_core.types import Array, Tokens, check_shape
from rnn_core.weights import flatten, named, unflatten

Entry: TypeAlias = tuple[str, tuple[int, ...]]
"""One weight: the name of its array and its place there, as ("W_hh", (0, 0))."""


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """The loss (n_1, n_2) over the values (n_1,) and (n_2,) of two weights."""

    values: tuple[Array, Array]
    loss: Array


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """Points (n+1, 2), losses (n+1,), gradients (n+1, 2) before clipping, clipped (n+1,) or not."""

    points: Array
    losses: Array
    gradients: Array
    clipped: Array


def surface(
    params: RNNParams,
    x: Array | Tokens,
    target: Array,
    entries: tuple[Entry, Entry],
    values: tuple[Array, Array],
    h_0: Array | None = None,
) -> Surface:
    """Equation (1) on the grid of the values; x (T, 1, D) or tokens (T, 1), target and h_0 (H,)."""
    H = params.n_hidden
    check_shape("target", target, (H,))
    first, second = np.meshgrid(*values, indexing="ij")
    n = first.size
    stacks = {k: np.repeat(w[np.newaxis], n, 0) for k, w in named(params).items()}
    for (name, place), setting in zip(entries, (first, second), strict=True):
        _check_entry(params, (name, place))
        np.moveaxis(stacks[name], 0, -1)[place] = setting.ravel()
    h = np.zeros((n, H)) if h_0 is None else np.repeat(h_0[np.newaxis], n, 0)
    W_hh_T = stacks["W_hh"].swapaxes(1, 2).copy()
    W_xh_T = stacks["W_xh"].swapaxes(1, 2)
    for x_t in _vectors(params, x):
        a = np.matmul(h[:, np.newaxis], W_hh_T)[:, 0] + x_t @ W_xh_T + stacks["b_h"]
        h = np.tanh(a)
    return Surface(values, 0.5 * np.square(h - target).sum(1).reshape(first.shape))


def descend(
    params: RNNParams,
    x: Array | Tokens,
    target: Array,
    entries: tuple[Entry, Entry],
    start: tuple[float, float],
    *,
    learning_rate: float,
    n: int = 1,
    threshold: float | None = None,
    h_0: Array | None = None,
) -> Descent:
    """N steps (2) of the two weights alone from `start`, by back-propagation through time."""
    if not learning_rate > 0:
        raise ValueError(f"learning_rate must be positive, got {learning_rate}")
    check_shape("target", target, (params.n_hidden,))
    point, points, losses, gradients, clipped = np.array(start, float), [], [], [], []
    for _ in range(n + 1):
        moved = _at(params, entries, point)
        trace = rnn.forward(moved, x, h_0)
        dh = np.zeros_like(trace.h[1:])
        dh[-1] = trace.h[-1] - target
        grads = named(rnn.backward(moved, trace, dh).params)
        g = np.array([grads[name][place] for name, place in entries])
        cut, norm = (g, 0.0) if threshold is None else clip_by_global_norm(g, threshold)
        points.append(point)
        losses.append(0.5 * float(np.square(dh[-1]).sum()))
        gradients.append(g)
        clipped.append(threshold is not None and norm > threshold)
        point = point - learning_rate * cut
    return Descent(np.array(points), np.array(losses), np.array(gradients), np.array(clipped))


def _at(params: RNNParams, entries: tuple[Entry, Entry], point: Array) -> RNNParams:
    """The weights with the two entries set."""
    moved = unflatten(params, flatten(params))
    for entry, value in zip(entries, point, strict=True):
        _check_entry(params, entry)
        named(moved)[entry[0]][entry[1]] = value
    return moved


def _check_entry(params: RNNParams, entry: Entry) -> None:
    """ValueError unless the entry is one number of the weights."""
    name, place = entry
    shape = named(params)[name].shape if name in named(params) else ()
    inside = len(place) == len(shape) and all(0 <= k < size for k, size in zip(place, shape, strict=True))
    if not shape or not inside:
        raise ValueError(f"entry must be one number of W_xh, W_hh or b_h, got {name}{list(place)}")


def _vectors(params: RNNParams, x: Array | Tokens) -> Array:
    """X as vectors (T, D) of one sequence."""
    if x.ndim not in (2, 3) or x.shape[1] != 1 or not len(x):
        raise ValueError(f"x must have shape (T, 1) or (T, 1, {params.n_inputs}), got {x.shape}")
    one: Array = x[:, 0]
    return np.eye(params.n_inputs)[one] if x.ndim == 2 else one
