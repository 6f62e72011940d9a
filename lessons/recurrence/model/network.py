"""A network small enough to be computed by hand, every number of which can be written anew.

(1)  h_t = f_W(h_{t−1}, x_t) = tanh(W_hh h_{t−1} + W_xh x_t + b_h)              (lecture)
(2)  y_t = W_hy h_t + b_y
(3)  left out: h_T with x_t as given, minus h_T with x_t = 0
(4)  1 − |tanh a| = 2 e^{−2|a|} / (1 + e^{−2|a|})    exact where the subtraction would give 0
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from rnn_core import model
from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model, Run
from rnn_core.readout import ReadoutParams
from rnn_core.types import Array

LONGEST, MOST_UNITS = 6, 4
INPUTS = ((1.0, 0.5), (-0.5, 1.0), (0.5, -1.0), (1.0, -0.5), (-1.0, 0.5), (0.5, 1.0))
"""x_1 … x_6; no two are alike, so that their order can matter."""

OUTPUTS = 2
_SPREAD, _SALT = 0.7, 373
"""The standard deviation of what is drawn; the salt makes seed 1 a network that remembers."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """All that a run is computed from.

    W_xh (H, D), W_hh (H, H), W_hy (V, H), b_h (H,), b_y (V,), h_0 (H,), x (T, D).
    """

    W_xh: Array
    W_hh: Array
    W_hy: Array
    b_h: Array
    b_y: Array
    h_0: Array
    x: Array

    @property
    def cell(self) -> RNNParams:
        """The weights of equation (1)."""
        return RNNParams(self.W_xh, self.W_hh, self.b_h)


NAMES = tuple(field.name for field in fields(Numbers))


def drawn(n_steps: int, n_hidden: int, seed: int, *, biases: bool = False) -> Numbers:
    """Weights drawn from the seed with one decimal, the inputs `INPUTS`, and h_0 = 0.

    An entry depends on the seed and its place only: other sizes leave it as it is. ValueError
    unless 1 ≤ n_steps ≤ LONGEST and 1 ≤ n_hidden ≤ MOST_UNITS.
    """
    if not 1 <= n_steps <= LONGEST:
        raise ValueError(f"n_steps must lie in 1 … {LONGEST}, got {n_steps}")
    if not 1 <= n_hidden <= MOST_UNITS:
        raise ValueError(f"n_hidden must lie in 1 … {MOST_UNITS}, got {n_hidden}")
    D = len(INPUTS[0])

    def draw(number: int, rows: int, columns: int) -> Array:
        rng = np.random.default_rng([_SALT, seed, number])
        block = _SPREAD * rng.standard_normal((MOST_UNITS, MOST_UNITS))
        return np.round(block, 1)[:rows, :columns] + 0.0  # no −0

    on = float(biases)
    return Numbers(
        W_xh=draw(0, n_hidden, D),
        W_hh=draw(1, n_hidden, n_hidden),
        W_hy=draw(2, OUTPUTS, n_hidden),
        b_h=on * draw(3, 1, n_hidden)[0] + 0.0,
        b_y=on * draw(4, 1, OUTPUTS)[0] + 0.0,
        h_0=np.zeros(n_hidden),
        x=np.array(INPUTS[:n_steps]),
    )


def changed(numbers: Numbers, name: str, place: Sequence[int], value: float) -> Numbers:
    """`numbers` with `value` at the 1-based `place` of the array `name`; () means all of it.

    Unchanged where the array is too small to have that place. ValueError for an unknown name.
    """
    if name not in NAMES:
        raise ValueError(f"name must be one of {', '.join(NAMES)}, got {name!r}")
    array: Array = getattr(numbers, name).copy()
    if len(place) > array.ndim or any(not 1 <= k <= n for k, n in zip(place, array.shape, strict=False)):
        return numbers
    array[tuple(k - 1 for k in place)] = value
    return replace(numbers, **{name: array})


def reordered(numbers: Numbers, order: Sequence[int]) -> Numbers:
    """`numbers` whose inputs come in another order: x_t is the input number order[t−1], from 0."""
    return replace(numbers, x=numbers.x[list(order)])


def run(numbers: Numbers) -> Run:
    """The whole sequence: (1) and (2) for t = 1 … T."""
    network = Model(numbers.cell, ReadoutParams(numbers.W_hy, numbers.b_y))
    return model.run(network, numbers.x[:, np.newaxis], h_0=numbers.h_0)


def states_without(numbers: Numbers) -> Array:
    """(T, T + 1, H): the states h_0 … h_T of T runs; in run t, x_t is 0."""
    return np.stack([run(changed(numbers, "x", (t,), 0.0)).trace.h[:, 0] for t in range(1, len(numbers.x) + 1)])


def left_out(numbers: Numbers) -> Array:
    """(T, H): how far h_T moves from where it would be without x_t, one row for each t  (3)."""
    moved: Array = run(numbers).trace.h[-1, 0] - states_without(numbers)[:, -1]
    return moved


def step_errors(numbers: Numbers) -> dict[str, float]:
    """The relative errors of all h_t and y_t of a run, against `rnn.step` called once a step."""
    whole, h = run(numbers), numbers.h_0
    errors: dict[str, float] = {}
    for t, x_t in enumerate(numbers.x, start=1):
        h = rnn.step(numbers.cell, h, x_t)
        y = numbers.W_hy @ h + numbers.b_y
        for name, found, right in (("h", whole.trace.h[t, 0], h), ("y", whole.y[t - 1, 0], y)):
            size = float(np.abs(right).max())
            errors[f"{name}_{t}"] = float(np.abs(found - right).max()) / (size or 1.0)
    return errors


def short_of_one(a: float) -> float:
    """How much |tanh a| is short of 1  (4)."""
    tail = math.exp(-2 * abs(a))
    return 2 * tail / (1 + tail)
