"""The notebook translates again from the stored weights beside it; the table has every word."""

import csv
import io
import json

import numpy as np
import pytest

from lessons.translation.model import translated as translation
from lessons.translation import export as take_home
from lessons.translation.model.translated import LECTURE, NETWORKS, Choice
from lessons.translation.figure.layout import Shown
from tests.notebooks import called_by_itself, tampered
from ui.export.notebook import as_json
from ui.shipped import MODELS


def notebook(choice: Choice) -> str:
    name = f"translation_{choice.network}"
    return as_json(take_home.notebook(name, translation.shown(choice)), "Translation")


def rows(shown: Shown) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(take_home.table(shown))))


@pytest.fixture(autouse=True)
def _beside_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MODELS)


CHOICES = [Choice(network) for network in NETWORKS] + [
    Choice("plain", handed="nothing"),
    Choice("attention", handed="other"),
    Choice("attention", "i see him and she does not see a beautiful tree in the garden"),
]


@pytest.mark.parametrize("choice", CHOICES)
def test_the_notebook_recomputes_every_number(choice: Choice) -> None:
    text = notebook(choice)
    names = called_by_itself(text)
    shown = translation.shown(choice)
    assert tuple(names["written"][: len(shown.walk.written)]) == shown.walk.written  # type: ignore[index]
    assert len(text) < 1_000_000
    json.loads(text)


@pytest.mark.parametrize("name", ["encoder_states", "decoder_states", "probabilities", "attention"])
def test_a_wrong_number_is_found(name: str) -> None:
    with pytest.raises(AssertionError, match=name):
        called_by_itself(tampered(notebook(Choice("attention")), name))


@pytest.mark.parametrize("network", NETWORKS)
def test_the_table_has_a_row_for_each_word_written(network: str) -> None:
    shown = translation.shown(Choice(network))
    found = rows(shown)
    assert [row["word"] for row in found] == [shown.symbols[k] for k in shown.walk.tokens]
    total = sum(float(row["log p"]) for row in found)
    assert total == pytest.approx(shown.walk.total)
    if shown.walk.alpha is not None:
        words = LECTURE.split()
        for row, weights in zip(found, shown.walk.alpha, strict=True):
            read = [float(row[f"alpha[{k}] {word}"]) for k, word in enumerate(words, 1)]
            np.testing.assert_array_equal(read, weights)


def test_words_that_are_wrong_are_said_to_be() -> None:
    sentence = "they choose this beautiful tree"
    found = rows(translation.shown(Choice("plain", sentence)))
    assert [row["as in the grammar"] for row in found].count("False") == 2
