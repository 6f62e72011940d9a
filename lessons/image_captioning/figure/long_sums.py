"""Sums of hundreds of products, of which a few are printed."""

import numpy as np

from figures.arithmetic import Line, Piece, plus, product
from rnn_core.types import Array

MOST, A_LINE = 4, 2
"""So many terms are printed, so many of them in a line."""


def terms(weights: Array, values: Array, role: str) -> list[Line]:
    """The largest terms of Σ w·x as lines, and what all the others come to."""
    found = weights * values
    most = np.argsort(-np.abs(found), kind="stable")[:MOST]
    shown = [product(weights[k], values[k], role) for k in most.tolist()]
    lines: list[Line] = [tuple(shown[k : k + A_LINE]) for k in range(0, len(shown), A_LINE)]
    if len(found) > MOST:
        rest = float(found.sum() - found[most].sum())
        lines.append((Piece(f"{plus(rest)} from {len(found) - MOST} smaller products"),))
    return lines
