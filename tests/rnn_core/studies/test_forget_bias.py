"""Trials of the forget bias: alike but for it, and repeatable."""

import numpy as np

from rnn_core.studies.forget_bias import Outcome, Trial, start, train


def test_the_networks_of_a_seed_differ_in_the_forget_bias_alone() -> None:
    one, other = start(Trial(0.0, 3)), start(Trial(1.0, 3))
    np.testing.assert_array_equal(one.cell.W, other.cell.W)
    np.testing.assert_array_equal(one.readout.W_hy, other.readout.W_hy)
    np.testing.assert_array_equal(other.cell.b - one.cell.b, np.repeat([0, 1, 0, 0], 8))


def test_a_short_lag_is_learned_and_the_same_trial_gives_the_same_numbers() -> None:
    trial = Trial(1.0, 1, lag=3, steps=150, every=50)
    outcome = train(trial)
    assert outcome.accuracy[-1] > 0.95
    assert train(trial) == outcome


def test_learned_is_the_first_step_with_99_percent() -> None:
    trial = Trial(1.0, 1)
    assert Outcome(trial, (0.2, 0.5, 0.99, 0.7)).learned == 50
    assert Outcome(trial, (0.2, 0.5)).learned is None
