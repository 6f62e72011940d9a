"""The stored runs as curves, a sequence as a strip, and how the numbers of both were made."""

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
from tests.explained import computed, explanation, said, unexplained
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


def test_an_open_question_can_hide_every_lag_after_the_first_two() -> None:
    hidden = scores.against_lag(NAMED["adding"], View(veil_after=1))
    assert ["solved" in step.text for step in hidden.steps] == [True, True, False, False]
    assert hidden.hidden() == {f"{name}.{lag}" for name in ("rnn", "lstm") for lag in (20, 50)}


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
    explained = scores.against_lag(NAMED[name], View()).explained
    assert explained is not None
    for key, runs in NAMED[name].items():
        for lag, of_lag in runs.items():
            found = explanation(explained, f"{key}.{lag}")
            assert found is not None
            shown = [piece["text"] for line in found["lines"] for piece in line if piece.get("result")]
            assert shown == [signed(result.score, 3) for result in of_lag]
    for point in ("", "gru.10", "rnn.x"):
        assert said(explained, point) == ""


def test_the_runs_of_the_longest_lag_are_not_named_while_the_question_is_open() -> None:
    hidden = curve_data(scores.against_lag(NAMED["adding"], View(veil_after=2)))
    *others, last = NAMED["adding"]["rnn"]
    assert said(hidden, f"rnn.{last}") == ""
    assert f"rnn.{last}" not in hidden["explained"]["forms"]
    assert all(said(hidden, f"rnn.{lag}") for lag in others)


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
    assert unexplained(figure) == []
    for name in (*boxes, *(edge.id for edge in figure.edges)):
        assert said(payload, name), name
        assert "undefined" not in said(payload, name)
    answers = [f"y.{t}" for t in range(1, of.steps + 1)]
    assert computed(payload, answers) == pytest.approx(of.belief.tolist(), rel=1e-9)
    shares = [f"g.{t}" for t in range(1, of.steps + 1)]
    assert computed(payload, shares) == pytest.approx((10**of.log10_share).tolist(), rel=1e-9)
    lit = [name for step in figure.steps for name in step.lit]
    assert len(lit) == len(set(lit))
    assert set(lit) == set(boxes) | {edge.id for edge in figure.edges}


def test_what_is_not_in_the_strip_is_not_explained() -> None:
    figure = sequence.sequence(reading("first", "rnn"), View())
    assert [said(figure, name) for name in ("", "z.1")] == ["", ""]


def test_the_clue_and_the_arriving_gradient_are_explained_in_words() -> None:
    figure = sequence.sequence(reading("first", "rnn"), View())
    assert "It must be kept until the end." in said(figure, "x.1")
    assert "It does not matter for the answer." in said(figure, "x.2")
    assert "‖∂L/∂h₁‖ / ‖∂L/∂h₉‖" in said(figure, "g.1")
    assert "Over 8 time steps, as if each kept" in said(figure, "g.1")
    adding = sequence.sequence(reading("adding", "lstm"), View())
    clue, other = (
        reading("adding", "lstm").clues[0],
        next(t for t in (1, 2, 3) if t not in reading("adding", "lstm").clues),
    )
    assert ", marked\n" in said(adding, f"x.{clue}")
    assert ", not marked\n" in said(adding, f"x.{other}")
    assert "∂L/∂C" in said(adding, "g.1")


@pytest.mark.parametrize("cell", STARTS)
@pytest.mark.parametrize("task", TASKS)
def test_the_end_is_not_explained_while_the_question_is_open(task: str, cell: str) -> None:
    of = reading(task, cell)
    T, figure = of.steps, sequence.sequence(of, View(veil_after=of.steps - 2))
    for name in (f"y.{T}", f"h.{T}.1", f"h.{T}", "g.1"):
        assert said(figure, name) == "", name
    assert said(figure, f"y.{T - 1}")
    tables = as_data(figure)["explained"]["tables"]
    for name in ("y", "h", *(("C", "o") if cell == "lstm" else ())):
        rows = tables[name]["values"].reshape(tables[name]["shape"][0], -1)
        assert np.isnan(rows[-1]).all(), name
        assert not np.isnan(rows[:-1]).any(), name
    assert np.isnan(tables["share"]["values"]).all()


@pytest.mark.parametrize("cell", STARTS)
def test_the_longest_sequence_is_not_too_much_to_send(cell: str) -> None:
    explained = sequence.sequence(reading("order", cell, lag=100), View()).explained
    assert explained is not None
    assert sum(table.values.nbytes for table in explained.tables.values()) < 200_000


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
