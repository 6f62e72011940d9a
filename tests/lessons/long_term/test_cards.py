"""What the lesson says of the stored runs is true of them, and its questions are answered by them."""

from statistics import median

import numpy as np
import pytest

from lessons.long_term.model import reading as reading_of
from lessons.long_term.model import stored
from lessons.long_term.model.results import TASKS, Runs, solved
from lessons.long_term.shown import result
from lessons.long_term.state import LongTerm
from rnn_core.studies import lag_study
from rnn_core.studies.lag_trial import task_of


def counts(task: str, compare: str = "cells") -> dict[str, dict[int, int]]:
    return {name: {lag: solved(runs[lag]) for lag in runs}
            for name, runs in stored.compared(task, compare).items()}  # fmt: skip


def weights_of(runs: Runs) -> int:
    return next(iter(runs.values()))[0].n_weights


def test_both_cells_have_the_same_budget_and_five_seeds_at_every_lag() -> None:
    for task in TASKS:
        rnn, lstm = stored.compared(task, "cells").values()
        assert 0.95 < weights_of(rnn) / weights_of(lstm) < 1.05
        assert list(rnn) == list(lstm)
        for runs in (rnn, lstm):
            assert {tuple(r.trial.seed for r in runs[lag]) for lag in runs} == {(1, 2, 3, 4, 5)}


def test_a_stored_network_has_the_stored_score() -> None:
    for trial, network in stored.networks().items():
        assert trial.seed == 1
        again = lag_study.final_score(trial, network)
        assert again == pytest.approx(stored.all_results()[trial].score, abs=0.003)


def test_where_each_cell_succeeds_and_fails_is_as_the_page_says() -> None:
    adding, order, first = (counts(task) for task in ("adding", "order", "first"))
    assert set(adding["rnn"].values()) == {0}
    baseline = 1 / 6
    for lag in (20, 50):
        assert all(r.score > 0.95 * baseline for r in stored.compared("adding", "cells")["rnn"][lag])
    assert adding["lstm"][20] == 5
    assert order["rnn"][40] == 0
    assert 0 < order["lstm"][40] < 5
    assert set(first["rnn"].values()) == {5}
    assert 0 < first["lstm"][100] < 5


def test_the_rnn_ends_at_the_published_baseline_of_adding() -> None:
    runs = stored.compared("adding", "cells")["rnn"]
    assert task_of(runs[50][0].trial).chance == pytest.approx(0.167, abs=5e-4)
    assert median(r.score for r in runs[50]) == pytest.approx(0.167, abs=0.01)


def test_a_forget_bias_of_1_stays_at_chance_where_3_is_solved() -> None:
    named = stored.compared("first", "starts")
    assert all(abs(r.score - 0.25) < 0.05 for r in named["LSTM, forget bias 1"][60])
    assert solved(named["LSTM, forget bias 3"][60]) == 5


def test_what_was_measured_of_clipping_is_as_the_page_says() -> None:
    found = counts("order", "clipping")
    assert found["SGD, clipped"] == {8: 2, 12: 0, 20: 0}
    assert found["SGD, not clipped"] == {8: 0, 12: 0, 20: 0}
    for name in ("Adam, clipped", "Adam, not clipped"):
        assert min(found[name].values()) >= 3


def test_a_customary_start_is_uniform_and_lets_the_gradient_vanish_in_every_seed() -> None:
    for seed in range(1, 6):
        trial = stored.result_of("first", 100, "rnn", seed).trial
        start = stored.before_training(trial)
        assert np.abs(start.cell.W_hh).max() <= 34**-0.5
        read = reading_of.read(trial, start, 1)
        assert read.log10_share[0] < -10
        assert result(LongTerm(lag="100", network="start", run=seed)).read.log10_share[0] == read.log10_share[0]


def test_the_vanilla_rnn_alone_is_compared_with_nothing_else() -> None:
    assert list(stored.compared("adding", "rnn")) == ["rnn"]
    assert list(stored.compared("order", "rnn")) == ["rnn"]
    assert set(stored.compared("first", "rnn")) == {"RNN, W_hh orthogonal", "RNN, W_hh uniform"}


def test_at_lag_50_of_adding_the_rnn_answers_1_whatever_it_reads_and_the_lstm_does_not() -> None:
    readings = {
        cell: [result(LongTerm(task="adding", lag="50", cell=cell, example=n)).read for n in range(1, 10)]
        for cell in ("rnn", "lstm")
    }
    assert all(abs(float(one.answers[-1]) - 1) < 0.05 for one in readings["rnn"])
    assert max(abs(float(one.answers[-1]) - one.target) for one in readings["lstm"]) < 0.2


def test_a_network_that_is_not_kept_is_shown_before_its_training() -> None:
    assert stored.network_of(stored.result_of("first", 2, "rnn", 3).trial)[1] == "before training"
