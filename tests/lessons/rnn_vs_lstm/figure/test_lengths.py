"""The comparison's curves: medians of the networks, nothing given away."""

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data, spoken
from figures.curves import Curves, Series
from lessons.rnn_vs_lstm.figure import lengths
from lessons.rnn_vs_lstm.model import log10_left
from rnn_core.studies.gradient_comparison import Comparison, Setting, measure

FOUND = measure(Setting(hidden=4, steps=30, pairs=5))
WITH_GRU = measure(Setting(hidden=4, steps=30, pairs=5, gru=True))


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
    assert [stop.x for stop in figure.steps] == [stop.x for stop in drawn().steps]
    assert [stop.x for stop in figure.steps if "LSTM" in stop.text] == [stop.x for stop in figure.steps if stop.x >= 25]
    assert all("vanilla RNN" in stop.text for stop in figure.steps)


def test_a_step_says_the_ratio_that_the_texts_say() -> None:
    last = drawn(WITH_GRU).steps[-1].text
    lines = {"vanilla RNN": "vanilla", "LSTM": "total", "GRU": "gru"}
    ratios = [f"{name} {spoken(log10_left(WITH_GRU, kind), log=True)}" for name, kind in lines.items()]
    assert last == f"t = 0 · relative to t = 30: {', '.join(ratios)}"


def test_where_the_reader_draws_all_that_is_asked_is_covered() -> None:
    figure = lengths.curves(FOUND, View(), asked=5, draws=True)
    assert figure.veil == (0, 24.5)
    assert drawn(asked=5).veil is None
    assert lengths.curves(FOUND, View(), asked=None, draws=True).veil is None


@pytest.mark.parametrize("T", [1, 2, 3, 4, 5, 13, 100, 200])
def test_the_walk_goes_back_from_the_end_to_the_start(T: int) -> None:
    times = [stop.x for stop in lengths.stops(measure(Setting(hidden=1, steps=T, pairs=1)))]
    assert times[0] == T
    assert times[-1] == 0
    assert times == sorted(set(times), reverse=True)
    assert len(times) <= 18


def test_the_gru_is_a_line_like_the_others_where_it_is_compared() -> None:
    assert "gru" not in {one.id for one in drawn().panels[0].series}
    own = line(drawn(WITH_GRU), "gru")
    np.testing.assert_array_equal(own.y, np.median(WITH_GRU.curve("gru"), axis=0))
    assert own.name == "GRU: ∂L/∂hₜ"
    assert own.role not in {line(drawn(WITH_GRU), kind).role for kind in ("vanilla", "total", "direct")}
    assert own.band is not None
    assert all(", GRU " in stop.text for stop in lengths.stops(WITH_GRU))
    assert "GRU" in as_data(drawn(WITH_GRU))["alt"]


def test_an_open_question_hides_the_gru_too() -> None:
    assert line(drawn(WITH_GRU, asked=5), "gru").x == tuple(map(float, range(25, 31)))


@pytest.mark.parametrize("setting", [Setting(hidden=1, steps=1, pairs=1), Setting(scale=3.0)])
def test_every_setting_is_drawn_from_the_first_step_to_the_last_with_finite_numbers(setting: Setting) -> None:
    figure = drawn(measure(setting))
    for kind in ("vanilla", "total", "direct"):
        assert line(figure, kind).x == tuple(map(float, range(setting.steps + 1)))
        assert np.isfinite(line(figure, kind).y).all()
    assert "nan" not in str(as_data(figure)).lower()
