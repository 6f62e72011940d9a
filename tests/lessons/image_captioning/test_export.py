"""The notebook of a sentence recomputes it from the pixels and the shipped weights."""

import csv
import io

import numpy as np
import pytest

from lessons.image_captioning import captions
from lessons.image_captioning import choice as caption_choice
from lessons.image_captioning import export as take_home
from lessons.image_captioning.captions import Writer
from lessons.image_captioning.choice import Choice
from tests.notebooks import called_by_itself, tampered
from ui.export.notebook import as_json
from ui.shipped import MODELS

WRITERS = [Writer(cell, when) for cell in ("LSTM", "RNN") for when in ("once", "every step")]


def choice(writer: Writer | None = None, view: str = "write", kind: str = "test") -> Choice:
    """A choice about a held-out scene."""
    seen = captions.look(caption_choice.scenes(kind)[4])
    return Choice(view, writer or Writer(), kind, 5, seen, 3)


@pytest.fixture
def beside_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the model's file lies, as the notebook asks for."""
    monkeypatch.chdir(MODELS)


@pytest.mark.usefixtures("beside_the_model")
@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_the_notebook_finds_the_numbers_of_the_page(writer: Writer) -> None:
    here = choice(writer)
    text = as_json(take_home.notebook(here), "?")
    assert len(text) < 1_000_000
    found = called_by_itself(text)
    told = captions.told(writer, here.seen)
    np.testing.assert_allclose(np.array(found["vector"]), told.vector, rtol=1e-10)
    assert found["tokens"] == told.words.tolist()


@pytest.mark.usefixtures("beside_the_model")
@pytest.mark.parametrize("name", ["vector", "log_p", "total", "states"])
def test_the_notebook_fails_with_a_wrong_number(name: str) -> None:
    text = as_json(take_home.notebook(choice()), "?")
    with pytest.raises(AssertionError, match=name):
        called_by_itself(tampered(text, name))


@pytest.mark.parametrize("view", ["write", "beam", "grades", "features"])
@pytest.mark.parametrize("kind", ["test", "novel"])
def test_each_view_has_its_table(view: str, kind: str) -> None:
    rows = list(csv.DictReader(io.StringIO(take_home.table(choice(view=view, kind=kind)))))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    if view == "write":
        told = captions.told(Writer(), choice(kind=kind).seen)
        assert [float(row["p"]) for row in rows] == pytest.approx(np.exp(told.log_p).tolist())
    if view == "grades":
        assert len(rows) == captions.A_PAGE
