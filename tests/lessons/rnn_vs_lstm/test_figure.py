"""The comparison's curves: medians of the networks, nothing given away."""

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data
from figures.curves import Curves, Series
from lessons.rnn_vs_lstm import figure as lengths
from rnn_core.studies.gradient_comparison import Comparison, Setting, measure

FOUND = measure(Setting(hidden=4, steps=30, pairs=5))


def line(figure: Curves, kind: str) -> Series:
    return next(one for one in figure.panels[0].series if one.id == kind)


def drawn(found: Comparison = FOUND, asked: int | None = None) -> Curves:
    return lengths.curves(found, View(), asked=asked)


@pytest.mark.parametrize("kind", ["vanilla", "total", "direct"])
def test_a_line_is_the_median_of_the_networks(kind: str) -> None:
    np.testing.assert_array_equal(line(drawn(), kind).y, np.median(FOUND.curve(kind), axis=0))


def test_the_band_holds_the_middle_networks() -> None:
    band = line(drawn(), "vanilla").band
    assert band is not None
    logs = FOUND.curve("vanilla")
    assert ((np.array(band.low) >= logs.min(0)) & (np.array(band.high) <= logs.max(0))).all()
    assert line(drawn(measure(Setting(hidden=4, steps=5, pairs=1))), "total").band is None


def test_an_open_question_takes_the_lstm_s_far_part_out_of_the_data() -> None:
    figure = drawn(asked=5)
    assert line(figure, "total").x == tuple(map(float, range(25, 31)))
    assert len(line(figure, "direct").y) == 6
    assert len(line(figure, "vanilla").y) == 31
    assert all(stop.x >= 25 for stop in figure.steps)


@pytest.mark.parametrize("T", [1, 2, 3, 4, 5, 13, 100, 200])
def test_the_walk_goes_back_from_the_end_to_the_start(T: int) -> None:
    times = [stop.x for stop in lengths.stops(measure(Setting(hidden=1, steps=T, pairs=1)))]
    assert times[0] == T
    assert times[-1] == 0
    assert times == sorted(set(times), reverse=True)
    assert len(times) <= 18


@pytest.mark.parametrize("setting", [Setting(hidden=1, steps=1, pairs=1), Setting(scale=3.0)])
def test_every_setting_is_drawn_from_the_first_step_to_the_last_with_finite_numbers(setting: Setting) -> None:
    figure = drawn(measure(setting))
    for kind in ("vanilla", "total", "direct"):
        assert line(figure, kind).x == tuple(map(float, range(setting.steps + 1)))
        assert np.isfinite(line(figure, kind).y).all()
    assert "nan" not in str(as_data(figure)).lower()
