"""The notebook of the lesson on gates recomputes forward and backward by hand."""

import csv
import io

import numpy as np
import pytest

from lessons.lstm_gates import export, model
from lessons.lstm_gates.model import Experiment
from lessons.lstm_gates.state import LstmGates
from rnn_core.studies.clamped_run import Play
from tests.notebooks import called_by_itself, tampered
from ui.export.notebook import as_json

HELD = LstmGates(gate="f", unit="1", value=0.25, times=(5, 6)).experiment
EXPERIMENTS = [
    LstmGates().experiment,
    HELD,
    Experiment("?"),
    Experiment("a..b..?", gate=model.KEEP, unit="all", times=(4, 7)),
]


def played(experiment: Experiment) -> Play:
    return model.played(experiment, model.untouched(experiment.word))


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_notebook_agrees_with_the_page(experiment: Experiment) -> None:
    play = played(experiment)
    names = called_by_itself(as_json(export.notebook(play), "Gates"))
    np.testing.assert_allclose(np.array(names["memory"]), play.trace.C[1:, 0])
    np.testing.assert_allclose(np.array(names["gradient"]), play.grads.C[1:, 0], atol=1e-12)


@pytest.mark.parametrize("name", ["W", "b", "W_hy", "gates", "memory", "hidden", "scores", "gradient"])
def test_a_wrong_number_makes_the_notebook_fail(name: str) -> None:
    text = as_json(export.notebook(played(HELD)), "Gates")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


def test_the_table_has_a_row_a_step_with_the_numbers_of_the_run() -> None:
    play = played(HELD)
    rows = list(csv.DictReader(io.StringIO(export.table(play))))
    assert [row["reads"] for row in rows] == list(HELD.word)
    assert [float(row["f[1]"]) for row in rows] == play.trace.f[:, 0, 0].tolist()
    assert [float(row["ds/dC[2]"]) for row in rows] == play.grads.C[1:, 0, 1].tolist()
    assert rows[-1]["says"] == "–"
