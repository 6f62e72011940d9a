"""The stored runs as curves, a sequence as a strip, and the arithmetic of both."""

from pathlib import Path
from statistics import median

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data as curve_data
from figures.numbers import signed
from figures.payload import as_data
from lessons.long_term.figure import arithmetic as lag_arithmetic
from lessons.long_term.figure import scores as lag_curves
from lessons.long_term.figure import sequence as lag_strip
from lessons.long_term.script import answer, right, symbol
from lessons.long_term.model import reading as lag_reading
from lessons.long_term.model import results as lag_results
from lessons.long_term.model.reading import LagReading
from rnn_core.studies.lag_trial import STARTS, TASKS, Trial, draw, task_of

DONE = {
    result.trial: result
    for result in lag_results.load(Path(__file__).parents[2] / "models" / "long_term.json")
}
NAMED = {
    "first": lag_curves.cells(DONE, "first"),
    "adding": lag_curves.cells(DONE, "adding"),
    "order": lag_curves.cells(DONE, "order"),
    "starts": lag_curves.starts(DONE),
    "clipping": lag_curves.clipping(DONE),
}


def reading(task: str, cell: str, lag: int = 8, number: int = 1) -> LagReading:
    trial = Trial(task, lag, cell, STARTS[cell][0], 0.01, 1, 10)
    return lag_reading.read(trial, draw(trial), number)


@pytest.mark.parametrize("name", NAMED)
def test_a_line_is_the_median_of_its_runs_and_its_band_goes_from_worst_to_best(name: str) -> None:
    named = NAMED[name]
    (panel,) = lag_curves.against_lag(named, View()).panels
    lines = {series.id: series for series in panel.series if series.id}
    assert list(lines) == list(named)
    for key, runs in named.items():
        line = lines[key]
        assert line.x == tuple(map(float, runs))
        scores = [[result.score for result in runs[lag]] for lag in runs]
        assert line.y == tuple(map(median, scores))
        assert line.band is not None
        assert line.band.low == tuple(map(min, scores))
        assert line.band.high == tuple(map(max, scores))
        assert {len(each) for each in scores} == {5}


@pytest.mark.parametrize("name", NAMED)
def test_chance_is_drawn_in_and_the_adding_baseline_is_the_published_one(name: str) -> None:
    named = NAMED[name]
    of = task_of(next(iter(next(iter(named.values())).values()))[0].trial)
    (panel,) = lag_curves.against_lag(named, View()).panels
    (level,) = (series for series in panel.series if series.dashed)
    assert level.y == (of.chance,)
    if name == "adding":
        assert level.y[0] == pytest.approx(0.167, abs=5e-4)
        assert "0.167" in level.name


def test_an_open_question_takes_the_longest_lag_out_of_the_data() -> None:
    shown, hidden = (
        lag_curves.against_lag(NAMED["adding"], View(veil_after=after)) for after in (None, 2)
    )
    last = max(NAMED["adding"]["rnn"])
    assert hidden.veil is not None
    assert hidden.veil[0] < last <= hidden.veil[1]
    assert "solved" in shown.steps[-1].text
    assert "solved" not in hidden.steps[-1].text
    drawn = str(curve_data(hidden)["panels"])
    for result in NAMED["adding"]["rnn"][last]:
        assert f"{result.score:.7g}" not in drawn


@pytest.mark.parametrize("name", NAMED)
def test_every_point_names_its_runs(name: str) -> None:
    for key, runs in NAMED[name].items():
        for lag, results in runs.items():
            found = lag_arithmetic.points(NAMED[name], f"{key}.{lag}")
            assert found is not None
            shown = [p.text for line in found.lines for p in line if p.result]
            assert shown == [signed(result.score, 3) for result in results]
    assert lag_arithmetic.points(NAMED[name], "") is None
    assert lag_arithmetic.points(NAMED[name], "gru.10") is None
    assert lag_arithmetic.points(NAMED[name], "rnn.x") is None


@pytest.mark.parametrize("cell", STARTS)
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("dense", [True, False])
def test_the_strip_shows_every_step_and_explains_everything(
    task: str, cell: str, dense: bool
) -> None:
    of = reading(task, cell)
    figure = lag_strip.strip(of, View(dense=dense))
    payload = as_data(figure)
    boxes = {node["id"]: node for node in payload["nodes"]}
    for t in range(1, of.steps + 1):
        assert boxes[f"x.{t}"]["texts"] == [symbol(of, t)]
        assert (boxes[f"x.{t}"]["caption"] == "clue") == (t in of.clues)
        word = [] if task == "adding" else [answer(of, t)]
        assert boxes[f"y.{t}"]["texts"] == [*word, signed(float(of.belief[t - 1]), 2)]
        assert boxes[f"g.{t}"]["texts"] == [lag_strip.share_text(float(of.log10_share[t - 1]))]
    for name in (*boxes, *(edge.id for edge in figure.edges)):
        assert lag_arithmetic.explain(of, name) is not None, name
    for k in range(1, lag_strip.UNITS + 1):
        found = lag_arithmetic.explain(of, f"h.2.{k}")
        assert found is not None
        trace = of.run.trace
        value = (trace.C if cell == "lstm" else trace.h)[2, 0, k - 1]
        assert found.lines[-1][-1].text == signed(float(value), 3)
    lit = [name for step in figure.steps for name in step.lit]
    assert len(lit) == len(set(lit))
    assert set(lit) == set(boxes) | {edge.id for edge in figure.edges}


@pytest.mark.parametrize("name", ["", "h", "h.0", "h.99", "h.1.7", "z.1", "x.x"])
def test_what_is_not_in_the_strip_has_no_arithmetic(name: str) -> None:
    assert lag_arithmetic.explain(reading("first", "rnn"), name) is None


def test_the_first_word_is_the_lecture_s_near_clue() -> None:
    of = reading("first", "rnn", lag=2)
    assert symbol(of, 1) == "clouds"
    assert right(of) == "sky"
    assert {symbol(of, t) for t in (2, 3)} <= {"the", "and"}
    assert answer(of, 3) in ("sea", "sky", "French", "music")


def test_an_open_question_hides_what_the_network_says_at_the_end() -> None:
    of = reading("first", "rnn")
    figure = lag_strip.strip(of, View(veil_after=of.steps - 2))
    assert figure.veils(f"y.{of.steps}")
    assert not figure.veils(f"y.{of.steps - 1}")


def test_tiny_shares_are_powers_of_ten() -> None:
    assert lag_strip.share_text(-7.2) == "10⁻⁷"
    assert lag_strip.share_text(float(np.log10(0.5))) == "0.50"
