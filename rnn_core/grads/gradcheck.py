"""Is a gradient right? Compare it with the slope of the loss along one random direction.

    (1)  dL(θ + ε v)/dε at ε = 0  =  g · v                              v random, ‖v‖ = 1
    (2)  dL/dε ≈ (4 S(ε) − S(2ε)) / 3                                   error of order ε⁴
         S(ε) = (L(θ + ε v) − L(θ − ε v)) / 2ε

One direction per array costs four losses, however many weights it holds; a wrong gradient agrees
with probability 0. Along the axes (2) is the gradient itself, at four losses a weight.
Source: the five-point stencil, Abramowitz and Stegun (1964), 25.3.6.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np

from rnn_core.types import Array
from rnn_core.weights import flatten, named, unflatten

Weights = TypeVar("Weights")


def directional(
    f: Callable[[Weights], float], params: Weights, grads: Weights, rng: np.random.Generator, epsilon: float = 1e-3
) -> dict[str, float]:
    """The relative error of the gradient of f at params, by name of the array (`cell.W_hh`).

    Expect below 1e-7 in float64. Slopes below 1e-7 of the loss itself count as 1e-7 of it, since
    rounding in the differences hides what is smaller.
    """
    theta, g = flatten(params), flatten(grads)
    if g.size != theta.size:
        raise ValueError(f"grads must hold {theta.size} numbers like params, got {g.size}")
    floor = 1e-7 * abs(f(params))
    errors: dict[str, float] = {}
    start = 0
    for name, array in named(params).items():
        span = slice(start, start := start + array.size)
        v = np.zeros_like(theta)
        v[span] = rng.standard_normal(array.size)
        v /= np.linalg.norm(v)
        numeric = _slope(f, params, theta, v, epsilon)
        analytic = float(g.dot(v))  # (1)
        scale = max(abs(numeric), abs(analytic), floor)
        errors[name] = abs(numeric - analytic) / scale if scale else 0.0
    return errors


def entries(
    f: Callable[[Weights], float], params: Weights, places: Iterable[int] | None = None, epsilon: float = 1e-3
) -> Weights:
    """The gradient of f at params by finite differences (2), weight by weight, of params' class.

    places: which weights to move, by their places in `flatten(params)`, all by default; the slopes
    by the others are nan. Expect an error below 1e-10 of the loss in float64.
    """
    theta = flatten(params)
    slopes = np.full_like(theta, np.nan)
    for place in range(theta.size) if places is None else places:
        axis = np.zeros_like(theta)
        axis[place] = 1
        slopes[place] = _slope(f, params, theta, axis, epsilon)
    return unflatten(params, slopes)


def _slope(f: Callable[[Weights], float], params: Weights, theta: Array, v: Array, epsilon: float) -> float:
    """Equation (2): the slope of f along v at theta, the numbers of params."""

    def difference(size: float) -> float:
        ahead, behind = unflatten(params, theta + size * v), unflatten(params, theta - size * v)
        return (f(ahead) - f(behind)) / (2 * size)

    return (4 * difference(epsilon) - difference(2 * epsilon)) / 3
