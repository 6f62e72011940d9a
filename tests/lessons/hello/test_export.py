"""What a reader takes home recomputes the page's numbers, and fails when one of them is wrong."""

import csv
import io
import json
from dataclasses import replace

import numpy as np
import pytest

from lessons.hello.export import notebook, table
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from tests.notebooks import CellError, called_by_itself, executed, faults, tampered
from ui import character_model, network_controls
from ui.character_model import Choice
from ui.export.notebook import as_json

ODD = Choice("random", "👩\u200d🚀\",\n\\e\u0301'", 9, 3)


def reading(choice: Choice) -> tuple[Run, Vocabulary]:
    training = character_model.replay(choice, ((0.1, 2),))
    return character_model.read(choice, training.model), training.vocabulary


def writing(choice: Choice, start: str) -> tuple[Run, Vocabulary]:
    training = character_model.replay(choice, ())
    return character_model.write(choice, training.model, start, 1.0, 1).run, training.vocabulary


def text_of(run: Run, vocabulary: Vocabulary) -> str:
    return as_json(notebook(run, vocabulary), "Title")


@pytest.mark.parametrize(
    ("run", "vocabulary"),
    [reading(network_controls.slide()), reading(ODD), writing(network_controls.slide(), "h")],
    ids=["slide", "odd symbols", "writing"],
)
def test_a_notebook_is_a_valid_one(run: Run, vocabulary: Vocabulary) -> None:
    assert faults(text_of(run, vocabulary)) == []


@pytest.mark.slow
def test_a_notebook_of_a_read_word_runs_in_jupyter_and_agrees() -> None:
    run, vocabulary = reading(network_controls.slide())
    printed = executed(text_of(run, vocabulary))
    assert f"mean loss {run.loss:.10f}"[:18] in printed
    assert "Every number agrees with the page." in printed


@pytest.mark.slow
def test_a_notebook_with_a_wrong_number_fails_in_jupyter() -> None:
    text = tampered(text_of(*writing(network_controls.slide(), "h")), "logits")
    with pytest.raises(CellError, match="AssertionError"):
        executed(text)


@pytest.mark.parametrize(
    ("run", "vocabulary"),
    [
        reading(ODD),
        reading(Choice("random", "aa", 1, 1)),
        reading(Choice("random", "a" * 40, 32, 1)),
        writing(network_controls.slide(), "h"),
        writing(ODD, '"'),
    ],
    ids=["odd symbols", "two equal symbols", "40 equal symbols", "writing", "odd writing"],
)
def test_a_notebook_recomputes_every_number(run: Run, vocabulary: Vocabulary) -> None:
    names = called_by_itself(text_of(run, vocabulary))
    assert names["vocabulary"] == list(vocabulary.symbols)
    assert np.allclose(np.array(names["states"]), run.trace.h[1:, 0], rtol=1e-12, atol=1e-14)
    assert np.allclose(np.array(names["logits"]), run.y[:, 0], rtol=1e-12, atol=1e-14)
    if run.losses is None:
        assert names["losses"] == []
    else:
        assert np.allclose(np.array(names["losses"]), run.losses[:, 0], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["W_xh", "W_hh", "W_hy", "b_y", "states", "logits", "losses"])
def test_a_notebook_fails_when_one_number_is_wrong(name: str) -> None:
    text = text_of(*reading(network_controls.slide()))
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        called_by_itself(tampered(text, name))


def test_a_notebook_opens_with_the_pages_question() -> None:
    cells = json.loads(as_json(notebook(*reading(network_controls.slide())), "Which character?"))["cells"]
    assert cells[0]["source"].startswith("# Which character?\n")


@pytest.mark.parametrize(
    ("run", "vocabulary"),
    [reading(network_controls.slide()), reading(ODD), writing(ODD, '"')],
    ids=["slide", "odd symbols", "writing"],
)
def test_the_table_holds_the_runs_numbers_in_full_precision(run: Run, vocabulary: Vocabulary) -> None:
    rows = list(csv.reader(io.StringIO(table(run, vocabulary), newline="")))
    units, symbols = run.trace.h.shape[2], vocabulary.symbols
    assert rows[0] == [
        *("t", "input", "target"),
        *(f"h[{i + 1}]" for i in range(units)),
        *(f"{kind}[{symbol}]" for kind in "yp" for symbol in symbols),
        "loss",
    ]
    assert len(rows) == 1 + len(run.y)
    for t, row in enumerate(rows[1:]):
        assert row[0] == str(t + 1)
        assert row[1] == symbols[int(run.x[t, 0])]
        assert row[2] == ("" if run.targets is None else symbols[int(run.targets[t, 0])])
        numbers = [*run.trace.h[t + 1, 0], *run.y[t, 0], *run.p[t, 0]]
        assert [float(text) for text in row[3:-1]] == numbers
        assert row[-1] == ("" if run.losses is None else repr(float(run.losses[t, 0])))


def test_the_table_shows_another_number_when_the_run_has_another() -> None:
    run, vocabulary = reading(network_controls.slide())
    other = replace(run, y=run.y + 1e-12)
    assert table(run, vocabulary) != table(other, vocabulary)
