"""The network one can compute by hand: what is drawn, what is changed, what it remembers."""

import math
from decimal import Decimal, getcontext
from itertools import permutations, product

import numpy as np
import pytest

from lessons.recurrence.model import network
from lessons.recurrence.model.network import LONGEST, MOST_UNITS, NAMES, changed, drawn, left_out, reordered
from rnn_core.cells import rnn

SIZES = [*product((1, 2, 4, LONGEST), (1, 3, MOST_UNITS))]


@pytest.mark.parametrize(("n_steps", "n_hidden"), SIZES)
def test_a_run_is_the_step_applied_again_and_again(n_steps: int, n_hidden: int) -> None:
    numbers = changed(drawn(n_steps, n_hidden, 5, biases=True), "h_0", (), 0.3)
    run, h = network.run(numbers), numbers.h_0
    for t, x_t in enumerate(numbers.x):
        h = rnn.step(numbers.cell, h, x_t)
        np.testing.assert_allclose(run.trace.h[t + 1, 0], h, rtol=1e-13)
        np.testing.assert_allclose(run.y[t, 0], numbers.W_hy @ h + numbers.b_y, rtol=1e-13)


def test_every_drawn_number_has_one_decimal_and_no_minus_zero() -> None:
    for seed in range(1, 30):
        numbers = drawn(LONGEST, MOST_UNITS, seed, biases=True)
        for name in NAMES:
            array = getattr(numbers, name)
            np.testing.assert_array_equal(array, np.round(array, 1))
            assert not np.signbit(array[array == 0]).any()


def test_other_sizes_leave_the_numbers_that_both_networks_have() -> None:
    large = drawn(LONGEST, MOST_UNITS, 7, biases=True)
    for n_steps, n_hidden in SIZES:
        small = drawn(n_steps, n_hidden, 7, biases=True)
        for name in NAMES:
            array = getattr(small, name)
            inside = tuple(slice(size) for size in array.shape)
            np.testing.assert_array_equal(array, getattr(large, name)[inside])


def test_biases_are_nothing_but_added() -> None:
    without, with_them = drawn(4, 3, 2), drawn(4, 3, 2, biases=True)
    assert not without.b_h.any()
    assert not without.b_y.any()
    assert with_them.b_h.any()
    np.testing.assert_array_equal(without.W_hh, with_them.W_hh)


@pytest.mark.parametrize(("n_steps", "n_hidden"), [(0, 3), (LONGEST + 1, 3), (4, 0), (4, 5)])
def test_sizes_nobody_can_compute_by_hand_are_refused(n_steps: int, n_hidden: int) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        drawn(n_steps, n_hidden, 1)


def test_a_changed_entry_is_the_only_one_that_changes() -> None:
    before = drawn(4, 3, 1)
    after = changed(before, "W_hh", (2, 3), 9.0)
    assert after.W_hh[1, 2] == 9
    assert (after.W_hh != before.W_hh).sum() == 1
    assert before.W_hh[1, 2] != 9


def test_a_place_the_array_does_not_have_changes_nothing() -> None:
    before = drawn(2, 1, 1)
    for name, place in [("W_hh", (2, 1)), ("x", (3, 1)), ("h_0", (1, 1)), ("W_xh", (0, 1))]:
        np.testing.assert_array_equal(getattr(changed(before, name, place, 9.0), name), getattr(before, name))
    with pytest.raises(ValueError, match="name must be one of"):
        changed(before, "V", (), 0.0)


def test_order_matters_unless_the_network_forgets() -> None:
    numbers = drawn(4, 3, 1)
    forgetful = changed(numbers, "W_hh", (), 0.0)
    given = network.run(numbers).trace.h[-1]
    for order in permutations(range(4)):
        other = network.run(reordered(numbers, order)).trace.h[-1]
        assert np.array_equal(other, given) is (order == (0, 1, 2, 3))
        if order[-1] == 3:
            np.testing.assert_array_equal(
                network.run(reordered(forgetful, order)).trace.h[-1], network.run(forgetful).trace.h[-1]
            )


@pytest.mark.parametrize(("n_steps", "n_hidden"), SIZES)
def test_without_w_hh_only_the_last_input_counts_and_exactly(n_steps: int, n_hidden: int) -> None:
    numbers = changed(drawn(n_steps, n_hidden, 1), "h_0", (), 2.0)
    assert (np.abs(left_out(numbers)) > 0).any(axis=1).all()
    moved = left_out(changed(numbers, "W_hh", (), 0.0))
    assert not moved[:-1].any()
    assert moved[-1].any()


def test_left_out_is_the_difference_the_step_makes() -> None:
    numbers = drawn(3, 2, 4, biases=True)
    for t in range(3):
        ends = []
        for x in (numbers.x, np.where(np.arange(3)[:, None] == t, 0.0, numbers.x)):
            h = numbers.h_0
            for x_t in x:
                h = rnn.step(numbers.cell, h, x_t)
            ends.append(h)
        np.testing.assert_allclose(left_out(numbers)[t], ends[0] - ends[1], atol=1e-14)


@pytest.mark.parametrize("a", [0.0, 0.5, -3.0, 19.0, -25.0, 60.0])
def test_what_is_short_of_one_is_right_where_floats_give_one(a: float) -> None:
    getcontext().prec = 80
    up, down = Decimal(abs(a)).exp(), Decimal(-abs(a)).exp()
    exact = 1 - (up - down) / (up + down)
    assert math.isclose(network.short_of_one(a), float(exact), rel_tol=1e-12)
    assert network.short_of_one(1e5) == 0
