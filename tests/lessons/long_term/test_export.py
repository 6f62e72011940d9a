"""What a reader takes home of the stored runs and of a sequence recomputes the page's numbers."""

import csv
import io

import pytest

from lessons.long_term import cards as lags
from lessons.long_term.cards import Choice
from lessons.long_term.export import of_reading, of_scores, steps, table
from lessons.long_term.model.reading import LagReading
from tests.notebooks import called_by_itself, executed, tampered
from ui.export.notebook import as_json

CHOICES = [
    Choice("sequence", task, "cells", 10 if task != "order" else 12, cell)
    for task in ("first", "adding", "order")
    for cell in ("rnn", "lstm")
]


def read(choice: Choice) -> LagReading:
    return lags.read(choice, lags.network_of(lags.result_of(choice).trial)[0])


def test_the_notebook_of_a_sequence_runs_in_jupyter_and_agrees() -> None:
    printed = executed(as_json(of_reading(read(CHOICES[3])), "Title"))
    assert "Every number agrees with the page." in printed


@pytest.mark.parametrize("choice", CHOICES)
def test_the_notebook_of_every_kind_of_sequence_agrees(choice: Choice) -> None:
    called_by_itself(as_json(of_reading(read(choice)), "Title"))


@pytest.mark.parametrize("name", ["W_hy", "inputs", "outputs", "log10_share"])
def test_a_notebook_with_a_wrong_number_fails(name: str) -> None:
    text = as_json(of_reading(read(CHOICES[2])), "Title")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


@pytest.mark.parametrize(
    ("task", "compare"),
    [("first", "cells"), ("adding", "cells"), ("first", "starts"), ("order", "clipping")],
)
def test_the_notebook_of_the_scores_agrees_and_notices_a_wrong_one(task: str, compare: str) -> None:
    text = as_json(of_scores(lags.named(task, compare)), "Title")
    called_by_itself(text)
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "medians"))


def test_the_table_of_the_scores_has_every_run() -> None:
    named = lags.named("adding", "cells")
    rows = list(csv.DictReader(io.StringIO(table(named))))
    assert len(rows) == sum(len(results) for runs in named.values() for results in runs.values())
    for row in rows:
        results = named[row["name"]][int(row["lag"])]
        (one,) = (r for r in results if r.trial.seed == int(row["seed"]))
        assert float(row["score"]) == one.score
        assert int(row["weights"]) == one.n_weights


@pytest.mark.parametrize("choice", CHOICES)
def test_the_table_of_a_sequence_has_every_step(choice: Choice) -> None:
    reading = read(choice)
    rows = list(csv.DictReader(io.StringIO(steps(reading))))
    assert [float(row["y[1]"]) for row in rows] == reading.run.y[:, 0, 0].tolist()
