"""The figures of the race show the stored numbers, and nothing of what is still asked."""

import json

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data
from figures.curves import Curves
from lessons.truncated_bptt.figure import race
from lessons.truncated_bptt.model.race import Stored
from tests.sources import ROOT

STORED = Stored.of(json.loads((ROOT / "models" / "truncated_race.json").read_text("utf-8")))
WINDOWS = STORED.race.windows


def names(figure: Curves) -> list[str]:
    return [series.name for series in figure.panels[0].series]


def test_lines_are_medians_and_bands_the_range_over_the_seeds() -> None:
    figure = race.losses(STORED, WINDOWS, View())
    as_data(figure)
    assert names(figure) == ["guessing", "k = 1", "k = 5", "k = 25", "full"]
    for k, line in zip(WINDOWS, figure.panels[0].series[1:], strict=True):
        curves = np.array([STORED.curve(k, seed) for seed in STORED.seeds])
        np.testing.assert_array_equal(line.y, np.median(curves, axis=0))
        assert line.band is not None
        np.testing.assert_array_equal(line.band.low, curves.min(0))
        np.testing.assert_array_equal(line.band.high, curves.max(0))


def test_a_racer_that_runs_now_grows_over_the_stored_ones() -> None:
    figure = race.losses(STORED, WINDOWS, View(), [0.7, 0.6])
    now = figure.panels[0].series[-1]
    assert (now.name, now.y, now.x) == ("now", (0.7, 0.6), (0.0, 10.0))
    assert len(race.losses(STORED, WINDOWS, View(), []).panels[0].series) == 5


def test_the_walk_says_every_curve_at_its_stops_and_ends_with_the_race() -> None:
    figure = race.losses(STORED, WINDOWS, View(start=10**6))
    assert figure.start == len(figure.steps) - 1
    assert figure.steps[0].x == 0
    assert figure.steps[-1].x == 990
    assert figure.steps[-1].text == "after 990 updates: k = 1 0.68, k = 5 0.68, k = 25 0.00, full 0.00"


def test_what_is_not_shown_is_said_nowhere() -> None:
    sent = json.dumps(as_data(race.losses(STORED, (50,), View())))
    assert "k = 5" not in sent
    assert "full" in sent


def test_the_states_recall_is_drawn_for_all_and_for_the_untrained() -> None:
    figure = race.memory(STORED, View())
    as_data(figure)
    assert names(figure)[-1] == "untrained"
    assert len(figure.steps) == 16
    assert figure.steps[10].text.startswith("10 steps back: k = 1 0.5")


@pytest.mark.parametrize("point", ["k1.100", "k50.0", "k25.990"])
def test_a_point_is_explained_with_its_seeds(point: str) -> None:
    explained = race.explain(STORED, race.losses(STORED, WINDOWS, View()), point)
    assert explained is not None
    assert f"after {point.partition('.')[2]} update" in explained.title
    assert "median of 9 seeds" in explained.lines[1][0].text


@pytest.mark.parametrize("point", ["", "k1", "k1.5", "k1.x", "k2.10", "guessing.0"])
def test_what_is_no_point_is_not_explained(point: str) -> None:
    assert race.explain(STORED, race.losses(STORED, WINDOWS, View()), point) is None


def test_medians_are_those_of_the_racers() -> None:
    assert STORED.median(5, "accuracy") == np.median([e["accuracy"] for e in STORED.of_window(5)])
    assert STORED.median(5, "loss") == np.median([e["losses"][-1] for e in STORED.of_window(5)])
    assert STORED.recalled(1, 0) == 1
    assert STORED.in_chunks(5, "carried") > 0.99 > STORED.in_chunks(5, "reset")
