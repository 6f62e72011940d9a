"""The notebook of each wiring recomputes its numbers, and fails when one of them is wrong."""

import csv
import io

import nbformat
import numpy as np
import pytest

from lessons.sequences.export import notebook, table
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Wiring
from rnn_core.weights import count, named
from tests.lessons.sequences.runs import EVERY, shown
from tests.notebooks import called_by_itself, executed, opened, tampered
from ui.export.notebook import as_json


@pytest.mark.parametrize(("wiring", "n_read", "n_written"), EVERY)
def test_the_notebook_agrees_at_every_length(wiring: Wiring, n_read: int, n_written: int) -> None:
    for trained in (False, True):
        run = shown(wiring, n_read, n_written, trained=trained)
        text = as_json(notebook(run), "Title")
        nbformat.validate(opened(text))
        names = called_by_itself(text)
        assert names["L"] == pytest.approx(run.run.loss, rel=1e-12)
        assert names["learned_numbers"] == count(run.run.network)


@pytest.mark.slow
def test_the_notebook_runs_in_jupyter() -> None:
    printed = executed(as_json(notebook(shown("seq2seq")), "Title"))
    assert "predicts ['el', 'gato', 'rojo', 'grande']" in printed
    assert "Every number agrees with the page." in printed


@pytest.mark.parametrize("wiring", TASKS)
def test_a_wrong_number_makes_it_fail(wiring: Wiring) -> None:
    run = shown(wiring)
    text = as_json(notebook(run), "Title")
    shows = ["states", "logits", "losses", *(["encoded"] if wiring == "seq2seq" else [])]
    for name in (*named(run.run.network), *shows):
        with pytest.raises(AssertionError):
            called_by_itself(tampered(text, name))


@pytest.mark.parametrize("wiring", TASKS)
def test_the_table_holds_every_number_in_full(wiring: Wiring) -> None:
    run = shown(wiring)
    rows = list(csv.DictReader(io.StringIO(table(run))))
    assert [row["input"] for row in rows if row["input"]] == list(run.sequence)
    assert [row["target"] for row in rows if row["target"]] == list(run.targets)
    written = [row for row in rows if row["loss"]]
    scores = [[float(row[f"y[{word}]"]) for word in run.outputs] for row in written]
    np.testing.assert_array_equal(scores, run.run.y[:, 0])
    assert [float(row["loss"]) for row in written] == run.run.losses[:, 0].tolist()
    states = {
        kind: [[float(row[f"state[{k}]"]) for k in range(1, 5)] for row in rows if row["state"] == kind]
        for kind in "sh"
    }
    np.testing.assert_array_equal(states["h"], run.run.h[:, 0])
    if run.run.encoded is None:
        assert not states["s"]
    else:
        np.testing.assert_array_equal(states["s"], run.run.encoded.h[1:, 0])
