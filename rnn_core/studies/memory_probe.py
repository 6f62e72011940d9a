"""What a recurrent state holds of the symbols read before, and what it loses when it is set to 0.

    (1)  w, b = argmin Σ_t (w·h_t + b − x_{t−d})²         right where w·h_t + b > 1/2 says x_{t−d}

A state that holds a symbol need not belong to a network that uses it, and (1) asks no gradient: it
is fitted to frozen states, tested on others. Symbols are 0 and 1. Source: Jaeger, Short term memory
in echo state networks (2001).
"""

import numpy as np

from rnn_core import model
from rnn_core.batches import Batch
from rnn_core.model import Model
from rnn_core.types import Array


def by_lag(network: Model, fitted_on: Batch, tested_on: Batch, most: int) -> list[float]:
    """By (1), how often the symbol d steps back can be read from the state, for d = 0 … most."""
    h, h_new = (model.run(network, batch.x).trace.h[1:] for batch in (fitted_on, tested_on))
    found = []
    for d in range(most + 1):
        before, before_new = (b.x[: len(b.x) - d].ravel() for b in (fitted_on, tested_on))
        weights = np.linalg.lstsq(_rows(h[d:]), before.astype(h.dtype))[0]
        found.append(float(((_rows(h_new[d:]) @ weights > 1 / 2) == before_new).mean()))
    return found


def accuracy(network: Model, batch: Batch, chunk: int, *, carried: bool) -> float:
    """The share of right answers when chunks of so many steps are run one after the other.

    carried: each chunk starts from the state in which the one before ended; else from 0.
    """
    states: tuple[Array | None, ...] = (None,)
    y = []
    for start in range(0, len(batch.x), chunk):
        ran = model.run(network, batch.x[start : start + chunk], None, *states)
        states = ran.trace.last if carried else (None,)
        y.append(ran.y)
    return float((np.concatenate(y).argmax(-1) == batch.targets)[batch.mask].mean())


def _rows(h: Array) -> Array:
    rows = h.reshape(-1, h.shape[-1])
    return np.hstack([rows, np.ones((len(rows), 1), h.dtype)])
