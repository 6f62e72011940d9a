"""Twins start alike, and clipping is all that parts them; the cliff throws who does not clip."""

import numpy as np
import pytest

from rnn_core.grads.gradients import global_norm
from rnn_core.studies import clipped_descent, clipping_pair
from rnn_core.studies.clipping_pair import STEPS, Pair, train
from rnn_core.weights import flatten


@pytest.fixture(scope="module")
def exploding() -> Pair:
    return clipping_pair.pair("exploding", lag=20, learning_rate=1.0, seed=1)


@pytest.fixture(scope="module")
def vanishing() -> Pair:
    return clipping_pair.pair("vanishing", lag=20, learning_rate=1.0, seed=1)


def test_an_exploding_twin_learns_only_with_clipping(exploding: Pair) -> None:
    free, clipped = train(exploding, None), train(exploding, 0.5)
    assert free.losses[0] == clipped.losses[0]
    assert free.end > exploding.guessing
    assert clipped.end < 0.1 * exploding.guessing
    assert clipped.clipped


def test_clipping_does_nothing_for_a_vanishing_twin(vanishing: Pair) -> None:
    free, clipped = train(vanishing, None), train(vanishing, 1.0)
    assert clipped.clipped == ()
    assert free.losses == clipped.losses
    assert free.end > 0.9 * vanishing.guessing
    assert train(vanishing, 0.1).end > 0.9 * vanishing.guessing


def test_a_step_follows_the_gradient_cut_to_the_threshold(exploding: Pair) -> None:
    twin = train(exploding, 0.5)
    for step in (0, 1, STEPS - 1):
        g = flatten(twin.gradient(step))
        assert twin.norms[step] == pytest.approx(np.linalg.norm(g), rel=1e-9)
        assert np.sqrt(sum(part**2 for part in twin.parts(step).values())) == pytest.approx(
            global_norm(twin.gradient(step)), rel=1e-12
        )
        before, after = (flatten(twin.snapshots[k].model) for k in (step, step + 1))
        scale = min(1.0, 0.5 / twin.norms[step])
        np.testing.assert_allclose(before - after, scale * g, rtol=1e-6, atol=1e-9)


def test_a_training_that_leaves_the_numbers_says_so() -> None:
    wild = clipping_pair.pair("exploding", lag=5, learning_rate=1e308, seed=1)
    twin = train(wild, None)
    assert twin.diverged is not None
    assert twin.end == float("inf")
    assert np.isfinite(twin.losses).all()


def test_the_wall_throws_the_step_that_is_not_clipped() -> None:
    free, clipped = (
        clipped_descent.descend((1.7, -0.25), learning_rate=0.1, n=20, threshold=limit) for limit in (None, 0.5)
    )
    assert np.abs(np.diff(free.points, axis=0)).max() > 1
    assert np.abs(np.diff(clipped.points, axis=0)).max() <= 0.05 + 1e-12
    assert free.losses[-1] > 1
    assert clipped.losses[-1] < 1e-6
    np.testing.assert_array_equal(free.points[:5], clipped.points[:5])


def test_the_map_is_the_loss_of_the_unit_at_every_corner() -> None:
    even = clipped_descent.map_of_loss()
    for i, k in ((0, 0), (10, 20), (-1, -1), (25, 40)):
        w, b = (float(v[j]) for v, j in zip(even.values, (i, k), strict=True))
        assert even.loss[i, k] == pytest.approx(clipped_descent.loss_at(w, b), rel=1e-9, abs=1e-15)


def test_the_lines_of_the_ground_follow_the_wall_and_reach_the_edges() -> None:
    w, b, loss = clipped_descent.ground()
    wall = clipped_descent.wall_at(w)
    below, above = (clipped_descent.losses(w, wall + away) for away in (-1e-6, 1e-6))
    half = clipped_descent.losses(w, np.full(len(w), clipped_descent.WEIGHTS[1][0])) / 2
    assert (below >= half).all()
    assert (above <= half).all()
    assert (np.diff(b, axis=1) >= 0).all()
    np.testing.assert_allclose(b[:, [0, -1]], np.tile(clipped_descent.WEIGHTS[1], (len(w), 1)))
    assert loss[10, 3] == pytest.approx(clipped_descent.loss_at(float(w[10]), float(b[10, 3])))
