"""The gradient in the grid of time × depth as a sum over paths.

From the state (t, l) an influence goes one step to the right, through the half of W^l that reads
the step before, or one layer up, through the half of W^{l+1} that reads the layer below. To the top
layer of the last step, (T, L), lead

    (1)  C(T − t + L − l, L − l)                  paths, all of T − t + L − l steps
and with a loss at that step only
    (2)  dL/dh_t^l = Σ_paths Π_steps (W_stepᵀ diag(1 − h²)) dL/dh_T^L

Source: the chain rule; Graves, Fernández, Schmidhuber, Multi-dimensional recurrent neural networks
(2007), for grids of states.
"""

from itertools import combinations
from math import comb

import numpy as np

from rnn_core.cells.deep import DeepParams, DeepTrace
from rnn_core.types import Array


def count(T: int, L: int, t: int, layer: int) -> int:
    """The number of paths from h_t^l to h_T^L, equation (1)."""
    return comb(T - t + L - layer, L - layer)


def gradient(params: DeepParams, trace: DeepTrace, end: Array, t: int, layer: int) -> Array:
    """dL/dh_t^l (n,) path by path, equation (2); end: dL/dh_T^L (n,), t and layer from 1, B = 1."""
    grid, n = trace.grid[:, :, 0], params.n_hidden
    L, T = len(params.layers), grid.shape[1] - 1
    steps, total = T - t + L - layer, np.zeros(n)
    for up in combinations(range(steps), L - layer):
        at, along = (t, layer), []
        for step in range(steps):
            climbs = step in up
            at = (at[0], at[1] + 1) if climbs else (at[0] + 1, at[1])
            half = slice(0, n) if climbs else slice(n, 2 * n)
            along.append((at, half))
        d = end
        for (time, to), half in reversed(along):
            local = 1 - grid[to - 1, time] ** 2
            d = params.matrices[to - 1][:, half].T @ (local * d)
        total += d
    return total
