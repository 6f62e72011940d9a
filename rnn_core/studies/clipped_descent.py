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
from rnn_core.types import Array

T, START, TARGET = 50, 0.5, 0.7
WEIGHTS = ((0.0, 3.0), (-3.5, 1.5))
"""The range of w and that of b that is shown."""
ENTRIES: tuple[Entry, Entry] = (("W_hh", (0, 0)), ("b_h", (0,)))
GRID = (61, 61)
LINES, BENDING = 61, 3.0
"""How many lines the surface is drawn with each way, and how much closer those along the wall lie at the wall."""


def unit() -> RNNParams:
    """The network (1); its w and b are set on the way, its input weight is 0."""
    return RNNParams(np.zeros((1, 1)), np.zeros((1, 1)), np.zeros(1))


@lru_cache(maxsize=1)
def map_of_loss() -> Surface:
    """The loss on an even grid over WEIGHTS."""
    w, b = (np.linspace(*ends, n) for ends, n in zip(WEIGHTS, GRID, strict=True))
    x, target, h_0 = np.zeros((T, 1), int), np.array([TARGET]), np.array([START])
    return surface.surface(unit(), x, target, ENTRIES, (w, b), h_0)


@lru_cache(maxsize=1)
def ground() -> tuple[Array, Array, Array]:
    """The weights w (n,), the biases b (n, n) over each of them, and the loss there, (n, n), along the wall.

    An even grid would cut the wall, which runs across it, into teeth. So the lines over the w bend along the place
    where the loss crosses half of its highest, and lie closer to each other there.
    """
    w = np.linspace(*WEIGHTS[0], LINES)
    low, high = WEIGHTS[1]
    wall = wall_at(w)[:, np.newaxis]
    along = np.linspace(-1, 1, LINES)
    away = np.sign(along) * np.abs(along) ** BENDING
    b = wall + away * np.where(away < 0, wall - low, high - wall)
    return w, b, losses(w[:, np.newaxis], b)


def wall_at(w: Array) -> Array:
    """The bias, (n,), at which the loss of each w crosses half of its highest: below it the loss is higher."""
    low, high = (np.full(len(w), end) for end in WEIGHTS[1])
    half = losses(w, low) / 2
    for _ in range(50):
        middle = (low + high) / 2
        above = losses(w, middle) > half
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    found: Array = (low + high) / 2
    return found


def losses(w: Array, b: Array) -> Array:
    """Equation (2) for every pair of w and b; both of one shape, or of shapes that broadcast."""
    h = np.full(np.broadcast_shapes(w.shape, b.shape), START)
    for _ in range(T):
        h = np.tanh(w * h + b)
    found: Array = 0.5 * (h - TARGET) ** 2
    return found


def loss_at(w: float, b: float) -> float:
    """L(w, b)."""
    return float(losses(np.array(w), np.array(b)))


def descend(start: tuple[float, float], *, learning_rate: float, n: int, threshold: float | None) -> Descent:
    """N steps (3) from `start`, by back-propagation through all 50 steps."""
    x, target, h_0 = np.zeros((T, 1), int), np.array([TARGET]), np.array([START])
    return surface.descend(
        unit(), x, target, ENTRIES, start,
        learning_rate=learning_rate, n=n, threshold=threshold, h_0=h_0,
    )  # fmt: skip
