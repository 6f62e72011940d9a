"""What a reader takes home of a stack recomputes the page's numbers, forward and backward."""

import csv
import io

import numpy as np
import pytest

from lessons.deep_rnn.export import notebook, table
from lessons.deep_rnn.model import Stack, reading_of
from tests.notebooks import CellError, called_by_itself, executed, tampered
from ui.export.notebook import as_json

STACKS = [
    Stack("random", "hello", 2, 3, 1, False),
    Stack("trained", "ab", 1, 1, 3, True),
    Stack("random", "👩\u200d🚀\",\n\\e\u0301'", 4, 9, 2, True),
]


def text_of(stack: Stack) -> str:
    return as_json(notebook(reading_of(stack)), "Title")


@pytest.mark.slow
def test_the_notebook_runs_in_jupyter_and_agrees() -> None:
    printed = executed(text_of(STACKS[0]))
    assert "Every number agrees with the page." in printed
    assert "gradient norms" in printed


@pytest.mark.parametrize("stack", STACKS)
def test_the_notebook_agrees_for_every_kind_of_stack(stack: Stack) -> None:
    names = called_by_itself(text_of(stack))
    reading = reading_of(stack)
    np.testing.assert_allclose(names["gradient_norms"], reading.norms[:, 1:], rtol=1e-10)  # type: ignore[call-overload]


@pytest.mark.parametrize("name", ["W", "E", "W_hy", "states", "logits", "losses", "gradient_norms"])
def test_a_notebook_with_a_wrong_number_fails(name: str) -> None:
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text_of(STACKS[0]), name))


@pytest.mark.slow
def test_a_notebook_with_a_wrong_norm_fails_in_jupyter() -> None:
    with pytest.raises(CellError, match="AssertionError"):
        executed(tampered(text_of(STACKS[0]), "gradient_norms"))


@pytest.mark.parametrize("stack", STACKS)
def test_the_table_has_a_row_for_each_state_in_full_precision(stack: Stack) -> None:
    reading = reading_of(stack)
    rows = list(csv.DictReader(io.StringIO(table(reading))))
    assert len(rows) == reading.steps * reading.layers
    for row in rows:
        t, layer = int(row["t"]), int(row["layer"])
        assert float(row["h[1]"]) == reading.states[layer - 1, t, 0]
        assert float(row["norm of ∂L/∂h"]) == reading.norms[layer - 1, t]
