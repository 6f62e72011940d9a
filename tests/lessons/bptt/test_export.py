"""The notebook of a walk backwards recomputes it by hand, and fails when one number is wrong."""

import csv
import io

import numpy as np
import pytest

from lessons.bptt import model
from lessons.bptt.export import notebook, table
from lessons.bptt.model import Shown
from tests.notebooks import called_by_itself, executed, tampered
from ui import character_model
from ui.character_model import Choice
from ui.export.notebook import as_json
from ui.network_controls import slide

ODD = "👩\u200d🚀\",\n\\e\u0301'"


def shown(choice: Choice, matrix: str, *, immediate: bool = False) -> Shown:
    training = character_model.replay(choice, character_model.start_tape(choice))
    numeric = model.slopes(choice, training, matrix)
    return model.shown(choice, training, matrix, immediate, None, numeric)


LSTM = Choice("random", "hello", 3, 1, "lstm")
CASES = [
    *((slide(), matrix) for matrix in ("W_hh", "W_xh", "W_hy")),
    *((LSTM, matrix) for matrix in ("W_i", "W_f", "W_o", "W_C")),
    (Choice("random", ODD, 9, 3), "W_hh"),
    (Choice("random", ODD, 9, 3, "lstm"), "W_C"),
    (Choice("trained", "aa", 1, 1), "W_xh"),
    (Choice("random", "aa", 1, 1, "lstm"), "W_f"),
]


@pytest.mark.parametrize(("choice", "matrix"), CASES)
@pytest.mark.parametrize("immediate", [False, True])
def test_a_notebook_recomputes_every_factor_and_every_share(choice: Choice, matrix: str, immediate: bool) -> None:
    found = shown(choice, matrix, immediate=immediate)
    names = called_by_itself(as_json(notebook(found), "Title"))
    total = np.array(names["shares"]).sum(0)
    assert np.allclose(total, found.walk.gradient, rtol=1e-10, atol=1e-13)


@pytest.mark.slow
@pytest.mark.parametrize(("choice", "matrix"), [CASES[0], CASES[4]])
def test_a_notebook_runs_in_jupyter(choice: Choice, matrix: str) -> None:
    printed = executed(as_json(notebook(shown(choice, matrix)), "Title"))
    assert "largest gap to the finite differences" in printed
    assert "Every number agrees with the page." in printed


@pytest.mark.parametrize(
    "name",
    [
        *("W_xh", "W_hh", "W_hy", "states", "p", "dL_dy", "from_loss", "from_future"),
        *("dL_dh", "dL_da", "shares", "running"),
    ],
)
def test_a_notebook_fails_when_one_number_is_wrong(name: str) -> None:
    text = as_json(notebook(shown(slide(), "W_xh")), "Title")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


@pytest.mark.parametrize(("choice", "matrix"), CASES)
def test_the_table_holds_every_share_in_full_precision(choice: Choice, matrix: str) -> None:
    found = shown(choice, matrix)
    rows = list(csv.DictReader(io.StringIO(table(found), newline="")))
    assert len(rows) == len(found.walk.dy)
    for t, row in enumerate(rows):
        share = [float(text) for name, text in row.items() if name.startswith("share[")]
        assert share == found.walk.shares[t].ravel().tolist()
        assert float(row["dL/dh[1]"]) == found.walk.dh[t, 0]
