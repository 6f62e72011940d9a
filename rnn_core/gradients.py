"""The size of a gradient, and its clipping.

    (1)  ‖g‖ = √Σ g²                over all weights of the network together
    (2)  g ← g · threshold / ‖g‖    if ‖g‖ > threshold: the direction stays, the length is cut

Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013).
"""

import math
from typing import Any, TypeVar

import numpy as np

from rnn_core.types import Array
from rnn_core.weights import flatten, unflatten

Weights = TypeVar("Weights")

_SAFE = {"f": 1e-24, "d": 1e-280}  # above it, no square that counts was lost to underflow


def global_norm(grads: Any) -> float:
    """‖g‖ of equation (1) over all arrays; exact where the squares under- or overflow."""
    return _norm(flatten(grads))


def clip_by_global_norm(grads: Weights, threshold: float) -> tuple[Weights, float]:
    """The gradient cut to the length `threshold`, equation (2), and its norm before.

    A gradient that is not longer, or not finite, comes back as it is.
    """
    if not threshold > 0:
        raise ValueError(f"threshold must be positive, got {threshold}")
    g = flatten(grads)
    norm = _norm(g)
    if not threshold < norm < math.inf:
        return grads, norm
    return unflatten(grads, g * (threshold / norm)), norm  # (2)


def _norm(g: Array) -> float:
    """√Σ g²; the largest entry is divided out where squares would lose what is small or large."""
    squares = float(np.vdot(g, g))  # unlike dot, silent when it overflows
    if _SAFE[g.dtype.char] < squares < math.inf:
        return math.sqrt(squares)  # (1)
    largest = float(np.abs(g).max())
    if largest == 0 or not math.isfinite(largest):
        return largest
    scaled = g.astype(np.float64) / largest
    return largest * math.sqrt(float(scaled.dot(scaled)))
