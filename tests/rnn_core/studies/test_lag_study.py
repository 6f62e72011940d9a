"""A trial is a function of its settings, resumes to the same bits, and both cells cost the same."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from lessons.long_term.model import results as lag_results
from lessons.long_term.model.results import Result
from rnn_core import task
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.studies import lag_study
from rnn_core.studies.lag_trial import STARTS, TASKS, Trial, draw
from rnn_core.weights import count, flatten

SHORT = Trial("first", 3, "rnn", "orthogonal", 0.01, 1, 120)


@pytest.mark.parametrize("name", TASKS)
def test_both_cells_have_the_same_number_of_weights_within_5_percent(name: str) -> None:
    counts = [count(draw(Trial(name, 8, cell, starts[0], 0.01, 1, 10))) for cell, starts in STARTS.items()]
    assert max(counts) / min(counts) < 1.05


def test_the_knobs_say_how_long_a_cell_remembers_at_first() -> None:
    cells = {
        (cell, start): draw(Trial("first", 8, cell, start, 0.01, 1, 10)).cell
        for cell, starts in STARTS.items()
        for start in starts
    }
    orthogonal, uniform = cells["rnn", "orthogonal"], cells["rnn", "uniform"]
    assert isinstance(orthogonal, RNNParams)
    np.testing.assert_allclose(orthogonal.W_hh @ orthogonal.W_hh.T, np.eye(34), atol=1e-12)
    assert np.abs(uniform.W_hh).max() <= 1 / np.sqrt(34)
    np.testing.assert_array_equal(orthogonal.W_xh, uniform.W_xh)
    for bias in (1, 3):
        cell = cells["lstm", f"bias {bias}"]
        assert isinstance(cell, LSTMParams)
        np.testing.assert_array_equal(cell.b_f, np.full(16, bias))
        assert not np.concatenate([cell.b_i, cell.b_o, cell.b_C]).any()


def test_the_same_trial_gives_the_same_bits_in_one_go_or_resumed() -> None:
    whole = list(lag_study.progress(SHORT))
    halfway = list(islice(lag_study.progress(SHORT), 30))[-1]
    resumed = [halfway, *lag_study.progress(SHORT, halfway)]
    assert resumed[-1].exams == whole[-1].exams
    assert resumed[-1].over
    np.testing.assert_array_equal(flatten(resumed[-1].snapshot.model), flatten(whole[-1].snapshot.model))


def test_an_easy_trial_is_solved_and_ends_there() -> None:
    last = list(lag_study.progress(SHORT))[-1]
    assert last.over
    assert last.snapshot.step < SHORT.steps
    assert min(last.exams[-2:]) >= 0.99
    assert lag_study.final_score(SHORT, last.snapshot.model) >= 0.99


def test_a_trial_ends_after_its_steps_and_examines_at_regular_ones() -> None:
    hard = replace(SHORT, lag=40, start="uniform", rate=1e-4)
    states = list(lag_study.progress(hard))
    assert [state.snapshot.step for state in states] == list(range(121))
    assert [len(state.exams) for state in states[:101:50]] == [1, 2, 3]
    assert [state.over for state in states] == [False] * 120 + [True]


def test_a_diverging_trial_ends_with_finite_numbers() -> None:
    states = list(lag_study.progress(replace(SHORT, rate=1e300, clip=None)))
    assert states[-1].over
    assert np.isfinite(flatten(states[-1].snapshot.model)).all()


def test_the_exam_is_never_what_is_learned_from() -> None:
    exam = lag_study.held_out(SHORT, 500, 101)
    learned = lag_study.loop(SHORT).batches(0)
    assert not np.array_equal(exam.x[:, :32], learned.x)
    assert task.score(exam, np.eye(4)[exam.targets]) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("task", "copy"), ("cell", "gru"), ("start", "bias 1"), ("optimizer", "lion")]
)
def test_an_unknown_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be one of .*, got '{value}'"):
        replace(SHORT, **{name: value})  # type: ignore[arg-type]


def test_solved_means_twice_in_a_row() -> None:
    adding = replace(SHORT, task="adding")
    assert lag_study.solved(SHORT, (0.99, 1.0))
    assert not lag_study.solved(SHORT, (0.98, 1.0))
    assert not lag_study.solved(SHORT, (1.0,))
    assert lag_study.solved(adding, (0.005, 0.001))
    assert not lag_study.solved(adding, (0.006, 0.001))


def test_results_are_stored_and_come_back(tmp_path: Path) -> None:
    results = (
        Result(SHORT, 1 / 3, (0.25, 0.5), 100, 1534, 1.5),
        Result(replace(SHORT, clip=None), 0.5, (), 100, 1534, 1.5),
    )
    file = tmp_path / "runs.json"
    assert lag_results.load(file) == ()
    lag_results.save(file, results)
    assert lag_results.load(file) == results
    assert [path.name for path in tmp_path.iterdir()] == ["runs.json"]
