"""Curves over training steps show the numbers they were given."""

import itertools
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.curves import MOST_POINTS, Curves, Series, frame, kept, loss_curve, ticks
from figures.numbers import signed


@pytest.mark.parametrize("losses", [[1.386], [1.397, 1.2, 0.7], [2.0, 1e6, 3.5, 0.01]])
def test_the_curve_is_the_losses_against_the_steps_from_0(losses: list[float]) -> None:
    curve = loss_curve(losses, guessing=math.log(4)).payload()["series"][1]
    assert curve["x"] is None
    assert curve["y"] == losses


@pytest.mark.parametrize("n_losses", [1, 2, 300, 3001])
def test_guessing_is_a_dashed_level_whatever_the_length(n_losses: int) -> None:
    line = loss_curve([0.5] * n_losses, guessing=1.25).payload()["series"][0]
    assert line["dashed"]
    assert line["y"] == [1.25]


def test_the_axis_reaches_from_zero_over_the_loss_and_over_guessing() -> None:
    for losses, highest in (([1.3, 1.2], 1.386), ([1.3, 8.0], 8.0)):
        axis = loss_curve(losses, guessing=1.386).payload()["y"]
        assert axis["ticks"][0][0] == 0
        assert highest < axis["end"] < 1.1 * highest


@pytest.mark.parametrize("losses", [[0.0], [0.0, 0.0], [1e-300]])
def test_a_loss_of_nothing_has_an_axis_too(losses: list[float]) -> None:
    assert loss_curve(losses, guessing=0.0).payload()["y"]["end"] == 1.0


def test_the_description_says_start_end_and_guessing() -> None:
    assert loss_curve([1.397, 0.9, 0.4312], guessing=1.386).payload()["alt"] == (
        "Loss curve, mean loss, nats: guessing 1.386; loss from 1.397 to 0.431 after 2 steps"
    )
    assert loss_curve([2.0, 1.0], guessing=1.0).payload()["alt"][-12:] == "after 1 step"
    assert loss_curve([2.0], guessing=1.0).payload()["alt"].endswith("loss 2.000")


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_a_gap_and_json_carries_it(bad: float) -> None:
    payload = loss_curve([1.0, bad, 2.0] * 1000, guessing=1.4).payload()
    json.dumps(payload, allow_nan=False)
    assert loss_curve([1.0, bad, 2.0], guessing=1.4).payload()["series"][1]["y"] == [1, None, 2]


@given(st.integers(0, 5000))
def test_the_frame_holds_all_steps_and_is_mostly_filled(last: int) -> None:
    end = frame(last)
    assert last <= end <= max(4, 1.51 * last)


def test_the_frame_of_a_growing_curve_moves_seldom() -> None:
    frames = [frame(last) for last in range(3001)]
    assert frames == sorted(frames)
    assert len(set(frames)) < 30


@given(st.integers(0, 5000))
def test_steps_are_counted_in_round_whole_numbers(last: int) -> None:
    marks = ticks(frame(last), most=6, whole=True)
    assert 3 <= len(marks) <= 6
    assert all(value == int(value) and text == str(int(value)) for value, text in marks)


@given(st.floats(1e-3, 1e12))
def test_values_have_three_or_four_ticks_that_say_what_they_are(end: float) -> None:
    marks = ticks(end, most=4)
    assert 3 <= len(marks) <= 4
    assert marks[0][0] == 0
    assert marks[-1][0] <= end * (1 + 1e-6)
    steps = [b - a for (a, _), (b, _) in itertools.pairwise(marks)]
    assert steps == pytest.approx([steps[0]] * len(steps))
    assert len({text for _, text in marks}) == len(marks)
    if end < 1e4:
        assert [float(text) for _, text in marks] == pytest.approx([value for value, _ in marks])


@given(st.integers(0, 3001), st.integers(0, 10**6))
def test_a_thinned_line_keeps_its_ends_and_its_extremes(n_points: int, salt: int) -> None:
    y = [math.sin(salt + k * k) for k in range(n_points)]
    places = kept(y)
    assert len(places) <= MOST_POINTS
    assert places == sorted(set(places))
    if y:
        assert {0, n_points - 1, y.index(min(y)), y.index(max(y))} <= set(places)


def test_every_step_is_kept_while_the_line_is_short() -> None:
    assert kept([1.0] * MOST_POINTS) == list(range(MOST_POINTS))


def test_a_growing_line_keeps_the_points_it_has_until_the_stretches_double() -> None:
    y = [math.cos(k * k) for k in range(3001)]
    changes = 0
    for n_points in range(MOST_POINTS, 3000):
        finished = set(kept(y[:n_points])[:-3])
        changes += not finished <= set(kept(y[: n_points + 1]))
    assert changes <= 3


def test_a_thinned_line_says_which_steps_it_shows() -> None:
    losses = [3.0 / (1 + k) for k in range(3001)]
    line = loss_curve(losses, guessing=1.386).payload()["series"][1]
    assert len(line["x"]) == len(line["y"])
    assert [signed(losses[k], 3) for k in line["x"]] == [signed(value, 3) for value in line["y"]]


def test_curves_without_a_point_are_drawable() -> None:
    empty = Curves("Nothing", "steps", "nats", (Series("a", "loss", ()),)).payload()
    assert empty["y"]["end"] == 1.0
    assert Curves("Nothing", "steps", "nats", ()).payload()["series"] == []
