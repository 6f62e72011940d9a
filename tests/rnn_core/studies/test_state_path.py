"""States as a path: distances are kept, shares add up, directions come in order."""

import numpy as np
import pytest

from rnn_core.studies.state_path import path


def test_all_directions_together_keep_every_distance_and_all_of_the_variance() -> None:
    states = np.random.default_rng(0).normal(size=(9, 5))
    found = path(states, most=5)
    apart = np.linalg.norm(states[:, np.newaxis] - states, axis=2)
    np.testing.assert_allclose(np.linalg.norm(found.places[:, np.newaxis] - found.places, axis=2), apart)
    assert found.shares.sum() == pytest.approx(1)
    assert (np.diff(found.shares) <= 0).all()


def test_two_units_have_two_directions_and_a_state_that_stands_still_has_one() -> None:
    assert path(np.random.default_rng(0).normal(size=(6, 2))).places.shape == (6, 2)
    still = path(np.ones((4, 3)))
    assert still.places.shape == (4, 1)
    assert still.shares.tolist() == [0.0]


def test_the_path_ends_high_in_each_direction() -> None:
    assert (path(np.random.default_rng(3).normal(size=(7, 4))).places[-1] >= 0).all()
