"""The size of a gradient, its clipping, and the laboratory of vanishing and exploding gradients.

    (1)  ‖g‖ = √Σ g²                over all weights of the network together
    (2)  g ← g · threshold / ‖g‖    if ‖g‖ > threshold: the direction stays, the length is cut
    (3)  g ← min(max(g, −limit), limit)                 each entry by itself: the direction changes

`spectrum` makes the matrices of the laboratory, `state_norms` its measurements.
Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013);
Mikolov, Statistical language models based on neural networks (2012), for (3).
"""

import math
from typing import Any, TypeVar

import numpy as np

from rnn_core.grads.state_norms import Norms, StateNorms, log10_bound, state_gradient_norms
from rnn_core.spectrum import nilpotent, orthogonal, with_spectrum
from rnn_core.types import Array
from rnn_core.weights import flatten, unflatten

__all__ = [
    "Norms", "StateNorms", "clip_by_global_norm", "clip_by_value", "global_norm", "log10_bound",
    "nilpotent", "orthogonal", "state_gradient_norms", "with_spectrum",
]  # fmt: skip

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


def clip_by_value(grads: Weights, limit: float) -> tuple[Weights, int]:
    """The gradient with every entry cut to ±limit, equation (3), and how many were cut."""
    if not limit > 0:
        raise ValueError(f"limit must be positive, got {limit}")
    g = flatten(grads)
    n_cut = int(np.count_nonzero(np.abs(g) > limit))
    return (unflatten(grads, np.clip(g, -limit, limit)), n_cut) if n_cut else (grads, 0)


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
