"""Which settings are chosen, which runs are theirs, and what a network makes of one sequence."""

from dataclasses import replace

import numpy as np
import pytest

from lessons.long_term.model import reading as lag_reading
from lessons.long_term.model import results as lag_results
from lessons.long_term.model.results import Result
from rnn_core.cells import protocol as cells
from rnn_core.studies.lag_trial import STARTS, TASKS, Trial, draw

BASE = Trial("first", 5, "rnn", "uniform", 0.01, 901, 100)


def result(trial: Trial, score: float, steps: int = 100) -> Result:
    return Result(trial, score, (score,), steps, 10, 1.0)


def tuned(base: Trial, scores: dict[tuple[str, float], tuple[float, float]]) -> dict[Trial, Result]:
    trials = {
        replace(base, start=start, rate=rate, seed=seed): score
        for (start, rate), both in scores.items()
        for seed, score in zip(lag_results.TUNING_SEEDS, both, strict=True)
    }
    return {trial: result(trial, score) for trial, score in trials.items()}


def test_the_settings_with_the_best_mean_are_chosen_and_the_best_of_the_other_start() -> None:
    done = tuned(
        BASE,
        {("uniform", 0.01): (0.5, 0.9), ("uniform", 0.1): (0.4, 0.4),
         ("orthogonal", 0.1): (0.8, 0.8)},
    )  # fmt: skip
    best, other = (lag_results.recipe(done, "first", "rnn", other=each) for each in (False, True))
    assert (best.start, best.rate) == ("orthogonal", 0.1)
    assert (other.start, other.rate) == ("uniform", 0.01)


def test_of_errors_the_smallest_is_best_and_of_equals_the_sooner_solved() -> None:
    adding = replace(BASE, task="adding")
    done = tuned(adding, {("uniform", 0.01): (0.2, 0.2), ("uniform", 0.1): (0.1, 0.1)})
    assert lag_results.recipe(done, "adding", "rnn").rate == 0.1
    done = tuned(BASE, {("uniform", 0.01): (1, 1), ("uniform", 0.1): (1, 1)})
    done |= {t: replace(r, steps=50) for t, r in done.items() if t.rate == 0.1}
    assert lag_results.recipe(done, "first", "rnn").rate == 0.1


def test_the_runs_of_settings_leave_out_the_seeds_that_chose_them() -> None:
    done = tuned(BASE, {("uniform", 0.01): (1, 1)})
    others = [replace(BASE, seed=seed, lag=lag) for lag in (9, 5) for seed in (2, 1)]
    others += [replace(BASE, seed=1, clip=None), replace(BASE, seed=1, rate=0.1)]
    done |= {trial: result(trial, 0.5) for trial in others}
    runs = lag_results.runs(done, BASE)
    assert list(runs) == [5, 9]
    assert [r.trial.seed for r in runs[5]] == [1, 2]


@pytest.mark.parametrize(
    ("task", "score", "expected"),
    [("first", 0.95, True), ("first", 0.94, False), ("adding", 0.01, True),
     ("adding", 0.02, False)],
)  # fmt: skip
def test_what_counts_as_solved(task: str, score: float, expected: bool) -> None:
    assert lag_results.is_solved(result(replace(BASE, task=task), score)) is expected


@pytest.mark.parametrize("cell", STARTS)
@pytest.mark.parametrize("task", TASKS)
def test_a_reading_marks_the_clues_and_says_what_the_network_says(task: str, cell: str) -> None:
    trial = Trial(task, 8, cell, STARTS[cell][0], 0.01, 1, 10)
    reading = lag_reading.read(trial, draw(trial), 1)
    y, x = reading.run.y[:, 0], reading.run.x[:, 0]
    assert len(reading.clues) == (1 if task == "first" else 2)
    if task == "adding":
        assert reading.target == pytest.approx(sum(x[t - 1, 0] for t in reading.clues))
        np.testing.assert_array_equal(reading.answers, y[:, 0])
    else:
        np.testing.assert_array_equal(reading.answers, y.argmax(-1))
        np.testing.assert_array_equal(reading.belief, reading.run.p[:, 0, int(reading.target)])
    if task == "order":
        assert reading.target == 2 * x[reading.clues[0] - 1] + x[reading.clues[1] - 1]


@pytest.mark.parametrize("cell", STARTS)
def test_the_share_that_arrives_is_that_of_back_propagation(cell: str) -> None:
    trial = Trial("first", 12, cell, STARTS[cell][0], 0.01, 1, 10)
    network = draw(trial)
    reading = lag_reading.read(trial, network, 3)
    T, H = reading.steps, network.cell.n_hidden
    dh = np.zeros((T, 1, H))
    dh[-1] = 1 / np.sqrt(H)
    grads = cells.backward(network.cell, reading.run.trace, dh)
    d = (grads.C if cell == "lstm" else grads.h)[1:, 0]
    norms = np.linalg.norm(d, axis=-1)
    np.testing.assert_allclose(10**reading.log10_share, norms / norms[-1], rtol=1e-9)


def test_all_networks_of_a_task_read_the_same_sequences() -> None:
    trials = [Trial("order", 8, cell, STARTS[cell][0], 0.01, seed, 10)
              for cell in STARTS for seed in (1, 2)]  # fmt: skip
    inputs = [lag_reading.read(trial, draw(trial), 4).run.x for trial in trials]
    for x in inputs[1:]:
        np.testing.assert_array_equal(x, inputs[0])
    other = lag_reading.read(trials[0], draw(trials[0]), 5).run.x
    assert other.shape != inputs[0].shape or (other != inputs[0]).any()
