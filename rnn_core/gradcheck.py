"""Is a gradient right? Compare it with the slope of the loss along one random direction.

    (1)  dL/dε L(θ + ε v) at 0  =  g · v                                v random, ‖v‖ = 1
    (2)  dL/dε ≈ (8 (L(ε) − L(−ε)) − (L(2ε) − L(−2ε))) / 12 ε           error of order ε⁴

One direction per array costs four losses, however many weights it holds; a wrong gradient agrees
with probability 0. Source: the five-point stencil, Abramowitz and Stegun (1964), 25.3.6.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from rnn_core.weights import arrays, named, rebuild

Weights = TypeVar("Weights")


def directional(
    f: Callable[[Weights], float],
    params: Weights,
    grads: Weights,
    rng: np.random.Generator,
    epsilon: float = 1e-3,
) -> dict[str, float]:
    """The relative error of the gradient of f at params, by name of the array (`cell.W_hh`).

    Expect below 1e-7 in float64. Slopes below 1e-7 of the loss itself count as 1e-7 of it, since
    rounding in the differences hides what is smaller.
    """
    leaves, errors = arrays(params), {}
    floor = 1e-7 * abs(f(params))
    for k, (name, g) in enumerate(named(grads).items()):
        direction = rng.standard_normal(g.shape)
        direction /= np.linalg.norm(direction)

        def loss(size: float, k: int = k, v: np.ndarray = direction) -> float:
            moved = (leaves[k] + size * v).astype(leaves[k].dtype)
            return f(rebuild(params, [*leaves[:k], moved, *leaves[k + 1 :]]))

        near = loss(epsilon) - loss(-epsilon)
        far = loss(2 * epsilon) - loss(-2 * epsilon)
        numeric = (8 * near - far) / (12 * epsilon)  # (2)
        analytic = float(np.vdot(g, direction))  # (1)
        scale = max(abs(numeric), abs(analytic), floor)
        errors[name] = abs(numeric - analytic) / scale if scale else 0.0
    return errors
