"""A sequence of states as a path in few dimensions: along the directions in which it spreads most.

(1)  h_t − h̄ = U S Vᵀ        the singular value decomposition of the centered states
(2)  place of h_t = its first rows of (h_t − h̄) V,    share of direction k = S_k² / Σ S²
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class StatePath:
    """The places (T, k) of the states, and the share (k,) of the variance along each direction."""

    places: Array
    shares: Array


def path(states: Array, most: int = 3) -> StatePath:
    """The path of states (T, H) along at most ``most`` directions, largest first, each signed so that it ends high."""
    centered = states - states.mean(axis=0)
    _, spread, directions = np.linalg.svd(centered, full_matrices=False)
    total = float((spread**2).sum()) or 1.0
    k = min(most, int((spread > 1e-9 * max(float(spread[0]), 1e-300)).sum()) or 1)
    places = centered @ directions[:k].T
    places *= np.where(places[-1] < 0, -1, 1)
    return StatePath(places, spread[:k] ** 2 / total)
