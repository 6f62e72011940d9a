"""The figures of the race show the stored numbers, and nothing of what is still asked."""

import json

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data
from figures.curves import Curves
from figures.forms import Explained
from lessons.truncated_bptt.figure import race
from lessons.truncated_bptt.model.race import Stored
from tests.explained import said
from tests.sources import ROOT
from ui.components.payload import encode

STORED = Stored.of(json.loads((ROOT / "models" / "truncated_race.json").read_text("utf-8")))
WINDOWS = STORED.race.windows


def explained(figure: Curves) -> Explained:
    assert figure.explained is not None
    return figure.explained


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
    assert figure.steps[-1].text == "after 990 training steps: k = 1 0.68, k = 5 0.68, k = 25 0.00, full 0.00"


def test_what_is_not_shown_is_said_nowhere() -> None:
    sent = encode(as_data(race.losses(STORED, (50,), View())))
    assert b"k = 5" not in sent
    assert b"full" in sent


def test_the_states_recall_is_drawn_for_all_and_for_the_untrained() -> None:
    figure = race.memory(STORED, View())
    as_data(figure)
    assert names(figure)[-1] == "untrained"
    assert len(figure.steps) == 16
    assert figure.steps[10].text.startswith("10 time steps back: k = 1 0.5")


@pytest.mark.parametrize("point", ["k1.100", "k50.0", "k25.990"])
def test_a_point_is_explained_with_its_seeds(point: str) -> None:
    text = said(explained(race.losses(STORED, WINDOWS, View())), point)
    assert f"mean loss, nats, after {point.partition('.')[2]} training steps" in text
    assert "median of 9 seeds" in text


def test_a_point_of_the_memory_is_explained_with_its_distance() -> None:
    figure = race.memory(STORED, View())
    assert said(explained(figure), "k1.1").startswith("share read right, 1 time step back\nk = 1: ")
    assert said(explained(figure), "k50.10").startswith("share read right, 10 time steps back\nfull: ")
    assert "seeds" not in said(explained(figure), "untrained.3")


def test_the_racer_that_runs_now_is_explained_without_seeds() -> None:
    text = said(explained(race.losses(STORED, WINDOWS, View(), [0.7, 0.6])), "now.10")
    assert text == "mean loss, nats, after 10 training steps\nnow: 0.600\n"


@pytest.mark.parametrize("point", ["", "k1.5", "k2.10", "guessing.0"])
def test_what_is_no_point_is_not_explained(point: str) -> None:
    assert said(explained(race.losses(STORED, WINDOWS, View())), point) == ""


def test_medians_are_those_of_the_racers() -> None:
    assert STORED.median(5, "accuracy") == np.median([e["accuracy"] for e in STORED.of_window(5)])
    assert STORED.median(5, "loss") == np.median([e["losses"][-1] for e in STORED.of_window(5)])
    assert STORED.recalled(1, 0) == 1
    assert STORED.in_chunks(5, "carried") > 0.99 > STORED.in_chunks(5, "reset")
