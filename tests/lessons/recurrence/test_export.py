"""The recurrent network's notebook recomputes its numbers and notices a wrong one."""

import csv
import io

import numpy as np
import pytest

from lessons.recurrence.export import notebook, table
from lessons.recurrence.model import network
from lessons.recurrence.model.network import LONGEST, MOST_UNITS, Numbers, changed, drawn
from tests.notebooks import called_by_itself, executed, tampered
from ui.export.notebook import as_json

NETWORKS = [
    drawn(4, 3, 1),
    drawn(1, 1, 2, biases=True),
    changed(drawn(LONGEST, MOST_UNITS, 3, biases=True), "h_0", (), 100.0),
    changed(drawn(4, 2, 1), "W_hh", (), 0.0),
]


@pytest.mark.parametrize("numbers", NETWORKS)
def test_the_notebook_agrees_with_the_page(numbers: Numbers) -> None:
    names = called_by_itself(as_json(notebook(numbers), "Title"))
    states = names["states"]
    assert isinstance(states, np.ndarray)
    np.testing.assert_allclose(states, network.run(numbers).trace.h[1:, 0], atol=1e-12)


@pytest.mark.slow
def test_the_notebook_runs_as_a_reader_runs_it() -> None:
    assert "Every number agrees" in executed(as_json(notebook(NETWORKS[0]), "Title"))


@pytest.mark.parametrize("name", ["W_hh", "W_xh", "W_hy", "x", "states", "outputs", "moved"])
def test_a_wrong_number_is_noticed(name: str) -> None:
    with pytest.raises(AssertionError):
        called_by_itself(tampered(as_json(notebook(NETWORKS[0]), "Title"), name))


@pytest.mark.parametrize("numbers", NETWORKS)
def test_the_table_holds_every_number_in_full_precision(numbers: Numbers) -> None:
    run, moved = network.run(numbers), network.left_out(numbers)
    rows = list(csv.DictReader(io.StringIO(table(numbers, "abcdef"[: len(numbers.x)]))))
    assert [row["input"] for row in rows] == list("abcdef"[: len(numbers.x)])
    for t, row in enumerate(rows):
        assert float(row["h[1]"]) == run.trace.h[t + 1, 0, 0]
        assert float(row["y[2]"]) == run.y[t, 0, 1]
        assert float(row["x[2]"]) == numbers.x[t, 1]
        assert float(row["h_T moves without it"]) == np.abs(moved[t]).max()
