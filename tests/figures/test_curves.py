"""Curves over training steps show the numbers they were given."""

import itertools
import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.axes import frame, log_span, log_ticks, span, ticks
from figures.curve_data import MOST_POINTS, as_data, kept, spoken
from figures.curves import Band, Curves, Panel, Series, Stop, loss_curve
from figures.forms import Explained, Form, Forms, Number, Table
from figures.numbers import signed
from tests.explained import said


def lines(losses: Sequence[float], guessing: float = 1.386) -> list[dict[str, Any]]:
    """The lines of a loss curve as they travel."""
    found: list[dict[str, Any]] = as_data(loss_curve(losses, guessing=guessing))["panels"][0]["series"]
    return found


def axis(losses: Sequence[float], guessing: float = 1.386) -> dict[str, Any]:
    """The panel of a loss curve as it travels."""
    found: dict[str, Any] = as_data(loss_curve(losses, guessing=guessing))["panels"][0]
    return found


@pytest.mark.parametrize("losses", [[1.386], [1.397, 1.2, 0.7], [2.0, 1e6, 3.5, 0.01]])
def test_the_curve_is_the_losses_against_the_steps_from_0(losses: list[float]) -> None:
    curve = lines(losses)[1]
    assert curve["x"] is None
    assert curve["y"] == losses


@pytest.mark.parametrize("n_losses", [1, 2, 300, 3001])
def test_guessing_is_a_dashed_level_whatever_the_length(n_losses: int) -> None:
    line = lines([0.5] * n_losses, 1.25)[0]
    assert line["dashed"]
    assert line["y"] == [1.25]


def test_the_axis_reaches_from_zero_over_the_loss_and_over_guessing() -> None:
    for losses, highest in (([1.3, 1.2], 1.386), ([1.3, 8.0], 8.0)):
        found = axis(losses)
        assert found["ticks"][0][0] == found["low"] == 0
        assert highest < found["high"] < 1.1 * highest


@pytest.mark.parametrize("losses", [[0.0], [0.0, 0.0], [1e-300]])
def test_a_loss_of_nothing_has_an_axis_too(losses: list[float]) -> None:
    assert axis(losses, 0.0)["high"] == 1.0


def test_the_description_says_start_end_and_guessing() -> None:
    assert as_data(loss_curve([1.397, 0.9, 0.4312], guessing=1.386))["alt"] == (
        "Loss curve, mean loss, nats: guessing 1.386; loss from 1.397 to 0.431 after 2 steps"
    )
    assert as_data(loss_curve([2.0, 1.0], guessing=1.0))["alt"][-12:] == "after 1 step"
    assert as_data(loss_curve([2.0], guessing=1.0))["alt"].endswith("loss 2.000")


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_a_gap_and_json_carries_it(bad: float) -> None:
    json.dumps(axis([1.0, bad, 2.0] * 1000), allow_nan=False)
    assert lines([1.0, bad, 2.0])[1]["y"] == [1, None, 2]


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
    marks = ticks(0, frame(last), most=6, whole=True)
    assert 3 <= len(marks) <= 6
    assert all(value == int(value) and text == str(int(value)) for value, text in marks)


@given(st.floats(1e-3, 1e12))
def test_values_have_three_or_four_ticks_that_say_what_they_are(end: float) -> None:
    marks = ticks(0, end, most=4)
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


@pytest.mark.slow
def test_a_growing_line_keeps_the_points_it_has_until_the_stretches_double() -> None:
    y = [math.cos(k * k) for k in range(3001)]
    changes = 0
    for n_points in range(MOST_POINTS, 3000):
        finished = set(kept(y[:n_points])[:-3])
        changes += not finished <= set(kept(y[: n_points + 1]))
    assert changes <= 3


def test_a_thinned_line_says_which_steps_it_shows() -> None:
    losses = [3.0 / (1 + k) for k in range(3001)]
    line = lines(losses)[1]
    assert len(line["x"]) == len(line["y"])
    assert [signed(losses[k], 3) for k in line["x"]] == [signed(value, 3) for value in line["y"]]


def test_curves_without_a_point_are_drawable() -> None:
    empty = as_data(Curves("Nothing", "steps", (Panel("nats", (Series("a", "loss", ()),)),)))
    assert empty["panels"][0]["high"] == 1.0
    assert as_data(Curves("Nothing", "steps", ()))["panels"] == []


def gradients(y: Sequence[float], **more: Any) -> Curves:
    """One line of decimal logarithms over whole steps."""
    line = Series("median", "gradient", tuple(y), id="median", x=tuple(map(float, range(len(y)))))
    return Curves("Gradient", "t", (Panel("norm", (line,), log=True),), x_said="t = {x}", **more)


def test_an_axis_of_powers_of_ten_holds_every_logarithm_and_1() -> None:
    for y in ([-30.1, 0.0], [0.0, 55.5], [-400.0, 12.0], [0.0, 0.0], [3.5]):
        low, high = log_span(y)
        assert low <= min(*y, 0.0) <= max(*y, 0.0) <= high
        marks = log_ticks(low, max(high, low + 1), most=7)
        assert 1 <= len(marks) <= 7
        assert (0.0, "1") in marks


def test_the_axis_of_a_curve_that_follows_a_hand_moves_seldom() -> None:
    spans = [log_span([-0.1 * k, 0.0]) for k in range(1000)]
    assert len(set(spans)) < 20


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_a_linear_axis_holds_0_and_every_value(values: list[float]) -> None:
    low, high = span(values)
    assert low <= min(*values, 0.0) + 1e-3
    assert high >= max(*values, 0.0) - 1e-3
    assert 2 <= len(ticks(low, high, most=4)) <= 4


def test_exactly_0_travels_apart_from_what_is_not_a_number() -> None:
    found = as_data(gradients([-math.inf, math.nan, -2.0, 0.0]))["panels"][0]
    assert found["series"][0]["y"] == ["0", None, -2, 0]
    assert found["low"] == -2


@pytest.mark.parametrize(
    ("log10", "said"),
    [(0.0, "1"), (-2.0, "0.01"), (3.1, "1260"), (-4.5, "3.2·10⁻⁵"), (31.0, "1.0·10³¹"),
     (-400.2, "6.3·10⁻⁴⁰¹"), (-math.inf, "0"), (math.nan, "undefined"), (-4.00001, "1.0·10⁻⁴")],
)  # fmt: skip
def test_norms_that_no_float_holds_are_written_too(log10: float, said: str) -> None:
    assert spoken(log10, log=True) == said


def test_the_description_of_a_walked_curve_says_its_ends_and_extremes() -> None:
    assert as_data(gradients([-6.0, -3.0, 0.0]))["alt"] == (
        "Gradient, norm: median 1.0·10⁻⁶ at 0, 1 at 2, between 1.0·10⁻⁶ and 1"
    )


def test_a_veil_takes_the_hidden_points_out_of_the_data_and_of_the_axis() -> None:
    shown = as_data(gradients([-80.0, -40.0, -2.0, 0.0], veil=(0, 1), x_limits=(0, 3)))
    panel = shown["panels"][0]
    assert panel["series"][0]["x"] == [2, 3]
    assert panel["low"] == -2
    assert "80" not in json.dumps(panel)
    assert "10⁻⁸⁰" not in shown["alt"]
    assert (shown["x"]["low"], shown["x"]["high"]) == (0, 3)


def test_a_band_and_marks_keep_their_places_when_a_long_line_is_thinned() -> None:
    y = tuple(math.sin(0.01 * k) for k in range(3000))
    band = Band("spread", tuple(v - 1 for v in y), tuple(v + 1 for v in y))
    series = Series("a", "gradient", y, band=band, marks=(1234,), mark="clipped")
    line = as_data(Curves("A", "t", (Panel("a", (series,)),)))["panels"][0]["series"][0]
    assert len(line["x"]) == len(line["y"]) == len(line["band"]["low"]) <= MOST_POINTS
    for x, low in zip(line["x"], line["band"]["low"], strict=True):
        assert low == pytest.approx(y[int(x)] - 1, abs=1e-6)
    assert line["marks"] == [[1234.0, pytest.approx(y[1234], rel=1e-6)]]


def test_what_does_not_fit_together_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="start is 2"):
        as_data(gradients([0.0], steps=(Stop(0, "a"),), start=2))
    short = Series("a", "loss", (1.0, 2.0), band=Band("", (0.0,), (0.0, 1.0)))
    with pytest.raises(ValueError, match=r"a: band\.low has 1 values for 2"):
        as_data(Curves("A", "t", (Panel("a", (short,)),)))
    with pytest.raises(ValueError, match="ids must be unique"):
        as_data(Curves("A", "t", (gradients([0.0]).panels[0], gradients([0.0]).panels[0])))


def test_the_limits_of_a_panel_are_its_axis() -> None:
    panel = Panel("accuracy", (Series("a", "hidden", (0.3, 0.9)),), limits=(0, 1))
    found = as_data(Curves("A", "lag", (panel,)))["panels"][0]
    assert (found["low"], found["high"]) == (0, 1)


def test_what_a_question_veils_is_not_among_what_explains_the_points() -> None:
    form = Form("y at {t}", where={"y": Number("y", ("t",))})
    table = Table(np.array([0.5, 0.25, 0.125]), (0,), box="y")
    panel = Panel("y", (Series("y", "loss", (0.5, 0.25, 0.125), id="y"),))
    figure = Curves("c", "x", (panel,), veil=(1.5, 2), explained=Explained(Forms({"y": form}), {"y": table}))
    data = as_data(figure)
    assert figure.hidden() == {"y.2"}
    assert np.isnan(data["explained"]["tables"]["y"]["values"]).tolist() == [False, False, True]
    assert [said(data, f"y.{x}") for x in range(3)] == ["y at 0\n", "y at 1\n", ""]
