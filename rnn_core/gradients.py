"""The size of a gradient, and its clipping.

    (1)  ‖g‖ = √Σ g²                over all weights of the network together
    (2)  g ← g · threshold / ‖g‖    if ‖g‖ > threshold: the direction stays, the length is cut

Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013).
"""

import math
from typing import Any, TypeVar

import numpy as np

from rnn_core.weights import arrays, transform

Weights = TypeVar("Weights")


def global_norm(grads: Any) -> float:
    """‖g‖ of equation (1) over all arrays; exact where the squares under- or overflow."""
    leaves = arrays(grads)
    squares = sum(float(np.vdot(leaf, leaf)) for leaf in leaves)
    limits = np.finfo(leaves[0].dtype)
    if 1e6 * float(limits.tiny / limits.eps) < squares < math.inf:
        return math.sqrt(squares)
    largest = max(float(np.abs(leaf).max(initial=0)) for leaf in leaves)
    if largest == 0 or not math.isfinite(largest):
        return largest
    scaled = (leaf.astype(np.float64) / largest for leaf in leaves)
    return largest * math.sqrt(sum(float(np.vdot(leaf, leaf)) for leaf in scaled))


def clip_by_global_norm(grads: Weights, threshold: float) -> tuple[Weights, float]:
    """The gradient cut to the length `threshold`, equation (2), and its norm before.

    A gradient that is not longer, or not finite, comes back as it is.
    """
    if not threshold > 0:
        raise ValueError(f"threshold must be positive, got {threshold}")
    norm = global_norm(grads)
    if not threshold < norm < math.inf:
        return grads, norm
    factor = threshold / norm
    return transform(lambda g: g * factor, grads), norm
