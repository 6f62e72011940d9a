"""The loss over two weights, and steps upon it."""

from typing import Any

import numpy as np
import pytest

from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNParams
from rnn_core.surface import Entry, descend, surface
from rnn_core.types import Array
from rnn_core.weights import flatten
from tests.rnn_core.golden import random_model

ENTRIES: tuple[Entry, Entry] = (("W_hh", (1, 0)), ("b_h", (2,)))


def random_case(*, tokens: bool = False) -> tuple[RNNParams, Array, Array]:
    rng = np.random.default_rng(0)
    x: Array = rng.integers(2, size=(6, 1)) if tokens else rng.standard_normal((6, 1, 2))
    return random_model(rng, 2, 3).cell, x, rng.standard_normal(3)


@pytest.mark.parametrize("tokens", [True, False])
def test_every_point_is_the_loss_of_the_network_with_these_two_weights(tokens: bool) -> None:
    params, x, target = random_case(tokens=tokens)
    values = np.linspace(-2, 2, 4), np.linspace(-1, 3, 3)
    found = surface(params, x, target, ENTRIES, values)
    assert found.loss.shape == (4, 3)
    for i, w in enumerate(values[0]):
        for k, b in enumerate(values[1]):
            W_hh, b_h = params.W_hh.copy(), params.b_h.copy()
            W_hh[1, 0], b_h[2] = w, b
            h = rnn.forward(RNNParams(params.W_xh, W_hh, b_h), x).h[-1, 0]
            assert found.loss[i, k] == pytest.approx(0.5 * ((h - target) ** 2).sum(), rel=1e-13)


def test_steps_follow_the_slope_of_the_surface() -> None:
    params, x, target = random_case()
    before = flatten(params)
    path = descend(params, x, target, ENTRIES, (0.3, -0.2), learning_rate=0.1, n=20)
    assert path.points.shape == path.gradients.shape == (21, 2)
    assert path.losses[-1] < path.losses[0]
    assert not path.clipped.any()
    assert np.allclose(np.diff(path.points, axis=0), -0.1 * path.gradients[:-1], rtol=1e-12)
    for axis in range(2):
        moved = [path.points[0].copy(), path.points[0].copy()]
        moved[0][axis] += 1e-5
        moved[1][axis] -= 1e-5
        ahead, behind = (surface(params, x, target, ENTRIES, (p[:1], p[1:])).loss[0, 0] for p in moved)
        assert path.gradients[0, axis] == pytest.approx((ahead - behind) / 2e-5, rel=1e-7)
    assert np.array_equal(flatten(params), before)


def test_a_clipped_step_from_the_cliff_stays_near() -> None:
    """The network of Pascanu and others: one unit, 50 steps, no input."""
    params = RNNParams(np.zeros((1, 1)), np.zeros((1, 1)), np.zeros(1))
    x, target, h_0 = np.zeros((50, 1), int), np.array([0.7]), np.array([0.5])
    entries: tuple[Entry, Entry] = (("W_hh", (0, 0)), ("b_h", (0,)))
    grid = np.linspace(1.2, 4, 60), np.linspace(-1.5, 0.5, 60)
    losses = surface(params, x, target, entries, grid, h_0).loss
    jump = np.abs(np.diff(losses, axis=1))
    assert jump.max() > 0.5 * losses.max()
    i, k = np.unravel_index(jump.argmax(), jump.shape)
    low, high = grid[1][k], grid[1][k + 1]
    steepest, start = 0.0, (0.0, 0.0)
    for _ in range(45):  # the cliff lies between the two: halve the gap
        middle = (low + high) / 2
        ends = [
            descend(params, x, target, entries, (grid[0][i], b), learning_rate=1, n=0, h_0=h_0)
            for b in (low, middle, high)
        ]
        slope = float(np.linalg.norm(ends[1].gradients[0]))
        if slope > steepest:
            steepest, start = slope, (float(grid[0][i]), float(middle))
        falls = [abs(ends[k].losses[0] - ends[k + 1].losses[0]) for k in range(2)]
        low, high = (low, middle) if falls[0] > falls[1] else (middle, high)
    settings: Any = {"learning_rate": 0.1, "h_0": h_0}
    free = descend(params, x, target, entries, start, **settings)
    clipped = descend(params, x, target, entries, start, threshold=1.0, **settings)
    assert np.linalg.norm(free.points[1] - free.points[0]) > 100
    assert np.linalg.norm(clipped.points[1] - clipped.points[0]) == pytest.approx(0.1)
    assert clipped.clipped[0]


@pytest.mark.parametrize("entry", [("W", (0, 0)), ("W_hh", (3, 0)), ("W_hh", (0,)), ("b_h", (-1,))])
def test_an_entry_that_is_no_weight_is_named(entry: Entry) -> None:
    params, x, target = random_case()
    with pytest.raises(ValueError, match="entry must be one number of W_xh, W_hh or b_h, got"):
        descend(params, x, target, (entry, ENTRIES[1]), (0.0, 0.0), learning_rate=1.0)


def test_what_does_not_fit_is_named() -> None:
    params, x, target = random_case()
    values = np.zeros(1), np.zeros(1)
    with pytest.raises(ValueError, match=r"target must have shape \(3,\), got \(2,\)"):
        surface(params, x, target[:2], ENTRIES, values)
    with pytest.raises(ValueError, match=r"x must have shape \(T, 1\)"):
        surface(params, np.zeros((4, 2), int), target, ENTRIES, values)
    with pytest.raises(ValueError, match="learning_rate must be positive, got 0"):
        descend(params, x, target, ENTRIES, (0.0, 0.0), learning_rate=0)
