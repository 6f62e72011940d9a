"""What a reader takes home of the stored runs and of a sequence recomputes the page's numbers."""

import csv
import io

import numpy as np
import pytest

from lessons.long_term.export import of_reading, of_scores, steps, table
from lessons.long_term.model import reading as reading_of
from lessons.long_term.model import stored
from lessons.long_term.model.reading import Reading
from lessons.long_term.model.results import Result
from tests.notebooks import called_by_itself, executed, tampered
from ui.export.notebook import as_json

RUNS = [
    stored.result_of(task, 10 if task != "order" else 12, cell, 1)
    for task in ("first", "adding", "order")
    for cell in ("rnn", "lstm")
]


def read(run: Result) -> Reading:
    return reading_of.read(run.trial, stored.network_of(run.trial)[0], 1)


@pytest.mark.slow
def test_the_notebook_of_a_sequence_runs_in_jupyter_and_agrees() -> None:
    printed = executed(as_json(of_reading(read(RUNS[3])), "Title"))
    assert "Every number agrees with the page." in printed


@pytest.mark.parametrize("run", RUNS)
def test_the_notebook_of_every_kind_of_sequence_agrees(run: Result) -> None:
    of = read(run)
    names = called_by_itself(as_json(of_reading(of), "Title"))
    found = np.asarray(names["log10_share"], float)
    np.testing.assert_allclose(found, of.log10_share, atol=1e-9)


@pytest.mark.parametrize("name", ["W_hy", "inputs", "outputs", "log10_share"])
def test_a_notebook_with_a_wrong_number_fails(name: str) -> None:
    text = as_json(of_reading(read(RUNS[2])), "Title")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


@pytest.mark.parametrize(
    ("task", "compare"), [("first", "cells"), ("adding", "cells"), ("first", "starts"), ("order", "clipping")]
)
def test_the_notebook_of_the_scores_agrees_and_notices_a_wrong_one(task: str, compare: str) -> None:
    text = as_json(of_scores(stored.compared(task, compare)), "Title")
    called_by_itself(text)
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "medians"))


def test_the_table_of_the_scores_has_every_run() -> None:
    named = stored.compared("adding", "cells")
    rows = list(csv.DictReader(io.StringIO(table(named))))
    assert len(rows) == sum(len(results) for runs in named.values() for results in runs.values())
    for row in rows:
        results = named[row["name"]][int(row["lag"])]
        (one,) = (r for r in results if r.trial.seed == int(row["seed"]))
        assert float(row["score"]) == one.score
        assert int(row["weights"]) == one.n_weights


@pytest.mark.parametrize("run", RUNS)
def test_the_table_of_a_sequence_has_every_step(run: Result) -> None:
    reading = read(run)
    rows = list(csv.DictReader(io.StringIO(steps(reading))))
    assert [float(row["y[1]"]) for row in rows] == reading.run.y[:, 0, 0].tolist()
