"""Charts of studies: every run and the median, read out in words, and all of it as a table."""

import io

import numpy as np
import pandas as pd
import pytest

from figures import plot, studies
from figures.studies import Runs
from ui.components.payload import encode

TWO = Runs("two", "hidden", (1.0, 2.0), ((0.5, 0.7), (0.1, 0.9), (0.3, 0.2)), ("seed 1", "seed 2", "seed 3"), " %")
ONE = Runs("one", "output", (1.0, 3.0), ((0.4, 0.6),), ("stored",))


def test_every_run_is_drawn_thin_and_the_median_thick() -> None:
    chart = studies.lines("Title", [TWO, ONE], "lag", "score")
    thin, middle, alone = chart.traces
    np.testing.assert_array_equal(middle["y"], [0.3, 0.7])
    np.testing.assert_array_equal(thin["y"][[0, 1, 3, 4, 6, 7]], np.ravel(TWO.values))
    assert thin["legendgroup"] == middle["legendgroup"] == "two"
    assert thin["hovertext"][4] == "two, seed 2: 0.9 % at 2"
    np.testing.assert_array_equal(alone["y"], [0.4, 0.6])
    assert "two: median 0.3 % at 1, 0.7 % at 2, 3 runs" in chart.alt
    assert encode(plot.as_data(chart))


def test_the_reader_s_own_run_is_added_and_stands_in_the_table() -> None:
    own = Runs("yours", "loss", (2.0,), ((0.8,),), ("now",))
    chart = studies.lines("Title", [TWO], "lag", "score", own=[own])
    assert chart.traces[-1]["name"] == "yours"
    rows = pd.read_csv(io.StringIO(chart.table))
    assert len(rows) == 7
    assert rows.iloc[-1].tolist() == ["yours", "now", 2.0, 0.8]


def test_bars_stand_in_groups_and_in_the_table() -> None:
    chart = studies.bars("Title", ["a", "b"], [("first", "hidden", [1, 2]), ("second", "other", [3, 4.5])], "percent")
    assert [trace["name"] for trace in chart.traces] == ["first", "second"]
    rows = pd.read_csv(io.StringIO(chart.table))
    assert rows["second"].tolist() == pytest.approx([3, 4.5])
    assert "second: a 3, b 4.5" in chart.alt
    assert encode(plot.as_data(chart))
