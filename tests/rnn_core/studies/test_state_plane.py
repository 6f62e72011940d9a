"""The plane of states: its axes, and how much of the states they show."""

import numpy as np
import pytest

from rnn_core.studies import state_plane


def test_the_axes_are_orthogonal_and_the_first_is_the_readout() -> None:
    rng = np.random.default_rng(0)
    w, states = rng.standard_normal(6), rng.standard_normal((50, 6))
    found = state_plane.plane(w, states, rng.random(50) < 0.5)
    assert found.u @ found.v == pytest.approx(0, abs=1e-12)
    assert np.linalg.norm(found.u) == pytest.approx(1)
    assert np.linalg.norm(found.v) == pytest.approx(1)
    np.testing.assert_allclose(np.linalg.norm(w) * found.place(states)[:, 0], states @ w)
    assert 0 < found.shares[1] < 1


def test_the_second_axis_points_to_what_is_present() -> None:
    rng = np.random.default_rng(1)
    present = rng.random(200) < 0.5
    states = 0.01 * rng.standard_normal((200, 5))
    states[:, 3] += np.where(present, 1.0, -1.0)
    found = state_plane.plane(np.eye(5)[0], states, present)
    assert found.v[3] > 0.999
    assert found.shares[1] > 0.9


def test_states_that_do_not_differ_have_no_second_axis() -> None:
    states = np.tile([1.0, 2.0, 3.0], (4, 1))
    found = state_plane.plane(np.eye(3)[0], states, np.array([True, False, True, False]))
    np.testing.assert_array_equal(found.v, 0)


def test_what_does_not_fit_is_named() -> None:
    with pytest.raises(ValueError, match="present must have shape"):
        state_plane.plane(np.ones(3), np.ones((4, 3)), np.ones(3, bool))
