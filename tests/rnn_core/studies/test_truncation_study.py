"""The race: all racers share start, data and number of updates, and differ in k alone."""

from itertools import islice

import numpy as np
import pytest

from rnn_core.studies.truncation_study import GUESSING, Race
from rnn_core.train import minibatches
from rnn_core.weights import flatten

SHORT = Race(updates=6, stretch=2)


def test_the_target_is_the_symbol_read_lag_steps_ago_and_nothing_else_counts() -> None:
    race = Race(lag=3, T=8)
    batch = race.batch(np.random.default_rng(1))
    assert batch.x.shape == (8, race.B)
    assert not batch.mask[:3].any()
    assert batch.mask[3:].all()
    np.testing.assert_array_equal(batch.targets[3:], batch.x[:-3])


def test_racers_of_a_seed_start_alike_and_see_the_same_sequences() -> None:
    firsts = [next(SHORT.snapshots(k, 4)) for k in SHORT.windows]
    for other in firsts[1:]:
        np.testing.assert_array_equal(flatten(other.model), flatten(firsts[0].model))
        assert other.loss == firsts[0].loss
    assert next(SHORT.snapshots(1, 5)).loss != firsts[0].loss


def test_the_longest_window_is_the_training_with_the_full_gradient() -> None:
    racing = SHORT.training(SHORT.T, 2)
    full = minibatches(SHORT.start(2), racing.batches, racing.optimizer, SHORT.clip)
    for one, other in zip(SHORT.snapshots(SHORT.T, 2), full, strict=False):
        np.testing.assert_allclose(flatten(one.model), flatten(other.model), rtol=1e-12)


def test_a_racer_that_paused_has_the_same_bits() -> None:
    straight = list(SHORT.snapshots(5, 3))
    paused = list(islice(SHORT.training(5, 3).resume(straight[2]), 3))
    for one, other in zip(straight[3:], paused, strict=True):
        assert np.array_equal(flatten(one.model), flatten(other.model))
        assert one.loss == other.loss


@pytest.mark.parametrize("n_losses", [0, 1, 2, 5, 6])
def test_a_point_is_the_mean_of_a_full_stretch(n_losses: int) -> None:
    losses = [0.5, 1.5, 2.0, 4.0, 7.0, 8.0][:n_losses]
    assert SHORT.points(losses) == [1.0, 3.0, 7.5][: n_losses // 2]


def test_guessing_costs_what_a_start_without_knowledge_loses() -> None:
    assert pytest.approx(np.log(2)) == GUESSING
    assert next(Race().snapshots(1, 1)).loss == pytest.approx(GUESSING, abs=0.3)


def test_held_out_sequences_are_new_and_always_the_same() -> None:
    race = Race()
    one, again, other = race.held_out(0), race.held_out(0), race.held_out(1)
    assert np.array_equal(one.x, again.x)
    assert not np.array_equal(one.x, other.x)
    assert one.x.shape == (race.T, 200)
