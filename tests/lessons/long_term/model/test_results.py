"""Which settings are chosen, which runs are theirs, and how networks are stored with theirs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lessons.long_term.model import results
from lessons.long_term.model.results import Result
from rnn_core import store
from rnn_core.studies.lag_trial import STARTS, Trial, draw
from rnn_core.weights import flatten

BASE = Trial("first", 5, "rnn", "uniform", 0.01, 901, 100)


def result(trial: Trial, score: float, steps: int = 100) -> Result:
    return Result(trial, score, (score,), steps, 10, 1.0)


def tuned(base: Trial, scores: dict[tuple[str, float], tuple[float, float]]) -> dict[Trial, Result]:
    trials = {
        replace(base, start=start, rate=rate, seed=seed): score
        for (start, rate), both in scores.items()
        for seed, score in zip(results.TUNING_SEEDS, both, strict=True)
    }
    return {trial: result(trial, score) for trial, score in trials.items()}


def test_the_settings_with_the_best_mean_are_chosen_and_the_best_of_the_other_start() -> None:
    done = tuned(
        BASE,
        {("uniform", 0.01): (0.5, 0.9), ("uniform", 0.1): (0.4, 0.4),
         ("orthogonal", 0.1): (0.8, 0.8)},
    )  # fmt: skip
    best, other = (results.recipe(done, "first", "rnn", other=each) for each in (False, True))
    assert (best.start, best.rate) == ("orthogonal", 0.1)
    assert (other.start, other.rate) == ("uniform", 0.01)


def test_of_errors_the_smallest_is_best_and_of_equals_the_sooner_solved() -> None:
    adding = replace(BASE, task="adding")
    done = tuned(adding, {("uniform", 0.01): (0.2, 0.2), ("uniform", 0.1): (0.1, 0.1)})
    assert results.recipe(done, "adding", "rnn").rate == 0.1
    done = tuned(BASE, {("uniform", 0.01): (1, 1), ("uniform", 0.1): (1, 1)})
    done |= {t: replace(r, steps=50) for t, r in done.items() if t.rate == 0.1}
    assert results.recipe(done, "first", "rnn").rate == 0.1


def test_the_runs_of_settings_leave_out_the_seeds_that_chose_them() -> None:
    done = tuned(BASE, {("uniform", 0.01): (1, 1)})
    others = [replace(BASE, seed=seed, lag=lag) for lag in (9, 5) for seed in (2, 1)]
    others += [replace(BASE, seed=1, clip=None), replace(BASE, seed=1, rate=0.1)]
    done |= {trial: result(trial, 0.5) for trial in others}
    runs = results.runs(done, BASE)
    assert list(runs) == [5, 9]
    assert [r.trial.seed for r in runs[5]] == [1, 2]


@pytest.mark.parametrize(
    ("task", "score", "expected"),
    [("first", 0.95, True), ("first", 0.94, False), ("adding", 0.01, True),
     ("adding", 0.02, False)],
)  # fmt: skip
def test_what_counts_as_solved(task: str, score: float, expected: bool) -> None:
    assert results.is_solved(result(replace(BASE, task=task), score)) is expected


def test_each_network_is_stored_with_the_settings_of_its_training(tmp_path: Path) -> None:
    trials = [
        replace(BASE, cell=cell, start=STARTS[cell][0], seed=seed, clip=None) for cell in STARTS for seed in (1, 2)
    ]
    networks = {trial: draw(trial) for trial in trials}
    results.save_networks(tmp_path / "networks.npz", networks)
    again = results.load_networks(tmp_path / "networks.npz")
    assert list(again) == trials
    for trial in trials:
        np.testing.assert_array_equal(flatten(again[trial]), flatten(networks[trial]))


def test_a_file_that_holds_no_networks_is_refused(tmp_path: Path) -> None:
    store.save(tmp_path / "other.npz", ((("first", 2), np.zeros(3)),))
    with pytest.raises(ValueError, match="must hold networks, got ndarray"):
        results.load_networks(tmp_path / "other.npz")
