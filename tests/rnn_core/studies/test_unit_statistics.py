"""What single units do over a text, on states whose answer is known."""

import numpy as np
import pytest

from rnn_core.studies.unit_statistics import saturation, time_scales


def test_a_gate_is_counted_as_shut_or_open_only_beyond_the_limits() -> None:
    gate = np.array([[0.05, 0.1, 0.95], [0.09, 0.9, 0.91], [0.5, 0.5, 0.2], [0.99, 0.5, 0.2]])
    left, right = saturation(gate)
    np.testing.assert_allclose(left, [0.5, 0, 0])
    np.testing.assert_allclose(right, [0.25, 0, 0.5])


@pytest.mark.parametrize("decay", [0.5, 0.9, 0.97])
def test_the_time_scale_of_a_leaky_sum_of_noise_is_that_of_its_leak(decay: float) -> None:
    rng, states = np.random.default_rng(3), [np.zeros(200)]
    for _ in range(6000):
        states.append(decay * states[-1] + rng.normal(size=200))
    assert np.median(time_scales(np.array(states))) == pytest.approx(np.ceil(-1 / np.log(decay)), rel=0.15, abs=1)


def test_a_state_that_never_moves_lasts_as_long_as_the_text() -> None:
    assert time_scales(np.ones((20, 2))).tolist() == [20, 20]
