"""The cliff: one recurrent unit, its loss over the two weights w and b, and steps upon it.

    (1)  h_t = tanh(w h_{t−1} + b),  t = 1 … 50,  h_0 = 0.5
    (2)  L(w, b) = ½ (h_50 − 0.7)²
    (3)  (w, b) ← (w, b) − η g          or with ‖g‖ cut to a threshold, `gradients` (2)

Source: Pascanu, Mikolov, Bengio (2013), §2.3 and figure 6: one unit, 50 steps, the error at the
last. Their x_t = w σ(x_{t−1}) + b takes the nonlinearity first and aims at x_50; ours aims at h_50.
"""

from functools import lru_cache

import numpy as np

from rnn_core import surface
from rnn_core.cells.rnn import RNNParams
from rnn_core.surface import Descent, Entry, Surface

T, START, TARGET = 50, 0.5, 0.7
WEIGHTS = ((0.0, 3.0), (-3.5, 1.5))
"""The range of w and that of b that is shown."""
ENTRIES: tuple[Entry, Entry] = (("W_hh", (0, 0)), ("b_h", (0,)))
GRID = (46, 61)


def unit() -> RNNParams:
    """The network (1); its w and b are set on the way, its input weight is 0."""
    return RNNParams(np.zeros((1, 1)), np.zeros((1, 1)), np.zeros(1))


@lru_cache(maxsize=1)
def relief() -> Surface:
    """The loss on a grid over WEIGHTS."""
    w, b = (np.linspace(*ends, n) for ends, n in zip(WEIGHTS, GRID, strict=True))
    x, target, h_0 = np.zeros((T, 1), int), np.array([TARGET]), np.array([START])
    return surface.surface(unit(), x, target, ENTRIES, (w, b), h_0)


def loss_at(w: float, b: float) -> float:
    """L(w, b)."""
    h = START
    for _ in range(T):
        h = float(np.tanh(w * h + b))
    return 0.5 * (h - TARGET) ** 2


def descend(start: tuple[float, float], *, learning_rate: float, n: int, threshold: float | None) -> Descent:
    """N steps (3) from `start`, by back-propagation through all 50 steps."""
    x, target, h_0 = np.zeros((T, 1), int), np.array([TARGET]), np.array([START])
    return surface.descend(
        unit(), x, target, ENTRIES, start,
        learning_rate=learning_rate, n=n, threshold=threshold, h_0=h_0,
    )  # fmt: skip
