"""The search for a unit that knows: thresholds, signs, and scores on the other half."""

import numpy as np
import pytest

from rnn_core.studies import unit_probe


def test_a_unit_that_knows_is_found_and_scores_one() -> None:
    rng = np.random.default_rng(0)
    present = rng.random(400) < 0.3
    h = rng.standard_normal((400, 8))
    h[:, 5] = np.where(present, -0.9, 0.4) + 0.01 * rng.standard_normal(400)
    found = unit_probe.search(h, present)
    assert found.best == 5
    assert found.score == 1
    assert found.ordinary == pytest.approx(0.5, abs=0.1)
    assert found.means[0] == pytest.approx(-0.9, abs=0.01)


def test_noise_scores_as_guessing_on_the_half_it_was_not_chosen_on() -> None:
    rng = np.random.default_rng(1)
    found = unit_probe.search(rng.standard_normal((2000, 30)), rng.random(2000) < 0.5)
    assert abs(found.score - 0.5) < 0.06


def test_a_threshold_may_stand_below_or_above() -> None:
    values, present = np.array([0.0, 1, 2, 3]), np.array([False, False, True, True])
    theta, sign, score = unit_probe.threshold(values, present)
    assert 1 < theta < 2
    assert (sign, score) == (1, 1)
    theta, sign, score = unit_probe.threshold(values, ~present)
    assert 1 < theta < 2
    assert (sign, score) == (-1, 1)


def test_both_kinds_of_states_count_as_much() -> None:
    present = np.array([True] + [False] * 9)
    assert unit_probe.balanced(np.ones(10, bool), present) == 0.5


def test_what_does_not_fit_is_named() -> None:
    with pytest.raises(ValueError, match="present must have shape"):
        unit_probe.search(np.zeros((3, 2)), np.zeros(2, bool))
