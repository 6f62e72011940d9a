"""The stored runs as curves, a sequence as a strip, and the arithmetic of both."""

from statistics import median

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data as curve_data
from figures.numbers import signed
from figures.payload import as_data
from lessons.long_term.figure import scores, sequence
from lessons.long_term.model import reading as reading_of
from lessons.long_term.model import results
from lessons.long_term.model.reading import Reading
from rnn_core.studies.lag_trial import STARTS, TASKS, Trial, draw, task_of
from ui.shipped import MODELS

DONE = {result.trial: result for result in results.load(MODELS / "long_term.json")}
NAMED = {
    "first": results.cells(DONE, "first"),
    "adding": results.cells(DONE, "adding"),
    "order": results.cells(DONE, "order"),
    "starts": results.starts(DONE),
    "clipping": results.clipping(DONE),
}


def reading(task: str, cell: str, lag: int = 8, number: int = 1) -> Reading:
    trial = Trial(task, lag, cell, STARTS[cell][0], 0.01, 1, 10)
    return reading_of.read(trial, draw(trial), number)


@pytest.mark.parametrize("name", NAMED)
def test_a_line_is_the_median_of_its_runs_and_its_band_goes_from_worst_to_best(name: str) -> None:
    named = NAMED[name]
    (panel,) = scores.against_lag(named, View()).panels
    lines = {series.id: series for series in panel.series if series.id}
    assert list(lines) == list(named)
    for key, runs in named.items():
        line = lines[key]
        assert line.x == tuple(map(float, runs))
        reached = [[result.score for result in runs[lag]] for lag in runs]
        assert line.y == tuple(map(median, reached))
        assert line.band is not None
        assert line.band.low == tuple(map(min, reached))
        assert line.band.high == tuple(map(max, reached))
        assert {len(each) for each in reached} == {5}


@pytest.mark.parametrize("name", NAMED)
def test_chance_is_drawn_in_and_the_adding_baseline_is_the_published_one(name: str) -> None:
    named = NAMED[name]
    of = task_of(next(iter(next(iter(named.values())).values()))[0].trial)
    (panel,) = scores.against_lag(named, View()).panels
    (level,) = (series for series in panel.series if series.dashed)
    assert level.y == (of.chance,)
    if name == "adding":
        assert level.y[0] == pytest.approx(0.167, abs=5e-4)
        assert "0.167" in level.name


def test_an_open_question_takes_the_longest_lag_out_of_the_data() -> None:
    shown, hidden = (scores.against_lag(NAMED["adding"], View(veil_after=after)) for after in (None, 2))
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
        for lag, of_lag in runs.items():
            found = scores.explain(NAMED[name], f"{key}.{lag}")
            assert found is not None
            shown = [p.text for line in found.lines for p in line if p.result]
            assert shown == [signed(result.score, 3) for result in of_lag]
    assert scores.explain(NAMED[name], "") is None
    assert scores.explain(NAMED[name], "gru.10") is None
    assert scores.explain(NAMED[name], "rnn.x") is None


@pytest.mark.parametrize("cell", STARTS)
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("dense", [True, False])
def test_the_strip_shows_every_step_and_explains_everything(task: str, cell: str, dense: bool) -> None:
    of = reading(task, cell)
    figure = sequence.sequence(of, View(dense=dense))
    payload = as_data(figure)
    boxes = {node["id"]: node for node in payload["nodes"]}
    for t in range(1, of.steps + 1):
        assert boxes[f"x.{t}"]["texts"] == [of.symbol(t)]
        assert (boxes[f"x.{t}"]["caption"] == "clue") == (t in of.clues)
        word = [] if task == "adding" else [of.answer(t)]
        assert boxes[f"y.{t}"]["texts"] == [*word, signed(float(of.belief[t - 1]), 2)]
        assert boxes[f"g.{t}"]["texts"] == [sequence.share_text(float(of.log10_share[t - 1]))]
    for name in (*boxes, *(edge.id for edge in figure.edges)):
        assert sequence.explain(of, name) is not None, name
    for k in range(1, sequence.UNITS + 1):
        found = sequence.explain(of, f"h.2.{k}")
        assert found is not None
        trace = of.run.trace
        value = (trace.C if cell == "lstm" else trace.h)[2, 0, k - 1]
        assert found.lines[-1][-1].text == signed(float(value), 3)
    lit = [name for step in figure.steps for name in step.lit]
    assert len(lit) == len(set(lit))
    assert set(lit) == set(boxes) | {edge.id for edge in figure.edges}


@pytest.mark.parametrize("name", ["", "h", "h.0", "h.99", "h.1.7", "z.1", "x.x"])
def test_what_is_not_in_the_strip_has_no_arithmetic(name: str) -> None:
    assert sequence.explain(reading("first", "rnn"), name) is None


def test_the_first_word_is_the_lecture_s_near_clue() -> None:
    of = reading("first", "rnn", lag=2)
    assert of.symbol(1) == "clouds"
    assert of.right == "sky"
    assert {of.symbol(t) for t in (2, 3)} <= {"the", "and"}
    assert of.answer(3) in ("sea", "sky", "French", "music")


def test_an_open_question_hides_what_the_network_says_at_the_end() -> None:
    of = reading("first", "rnn")
    figure = sequence.sequence(of, View(veil_after=of.steps - 2))
    assert figure.veils(f"y.{of.steps}")
    assert not figure.veils(f"y.{of.steps - 1}")


def test_tiny_shares_are_powers_of_ten() -> None:
    assert sequence.share_text(-7.2) == "10⁻⁷"
    assert sequence.share_text(float(np.log10(0.5))) == "0.50"
