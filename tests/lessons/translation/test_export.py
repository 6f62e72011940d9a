"""The notebook translates again from the stored weights that it carries; the table has every word."""

import csv
import io
import json

import numpy as np
import pytest

from lessons.translation import export as take_home
from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import NOTHING, OTHER, OWN, Translated, translated
from lessons.translation.state import NETWORKS
from tests.notebooks import LARGEST, called_by_itself, tampered
from ui.export.notebook import as_json


def notebook(network: str, shown: Translated) -> str:
    return as_json(take_home.notebook(f"translation_{network}", shown), "Translation")


def rows(shown: Translated) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(take_home.table(shown))))


TRANSLATIONS = [(network, LECTURE, OWN) for network in NETWORKS] + [
    ("plain", LECTURE, NOTHING),
    ("attention", LECTURE, OTHER),
    ("attention", "i see him and she does not see a beautiful tree in the garden", OWN),
]


@pytest.mark.parametrize(("network", "sentence", "handed"), TRANSLATIONS)
def test_the_notebook_recomputes_every_number(network: str, sentence: str, handed: str) -> None:
    shown = translated(network, sentence, handed)
    text = notebook(network, shown)
    names = called_by_itself(text)
    assert tuple(names["written"][: len(shown.trace.written)]) == shown.trace.written  # type: ignore[index]
    assert len(text) < LARGEST
    json.loads(text)


@pytest.mark.parametrize("name", ["encoder_states", "decoder_states", "probabilities", "attention"])
def test_a_wrong_number_is_found(name: str) -> None:
    with pytest.raises(AssertionError, match=name):
        called_by_itself(tampered(notebook("attention", translated("attention", LECTURE)), name))


@pytest.mark.parametrize("network", NETWORKS)
def test_the_table_has_a_row_for_each_word_written(network: str) -> None:
    shown = translated(network, LECTURE)
    found = rows(shown)
    assert [row["word"] for row in found] == [shown.symbols[k] for k in shown.trace.tokens]
    total = sum(float(row["log p"]) for row in found)
    assert total == pytest.approx(shown.trace.total)
    if shown.trace.alpha is not None:
        words = LECTURE.split()
        for row, weights in zip(found, shown.trace.alpha, strict=True):
            read = [float(row[f"alpha[{k}] {word}"]) for k, word in enumerate(words, 1)]
            np.testing.assert_array_equal(read, weights)


def test_words_that_are_wrong_are_said_to_be() -> None:
    sentence = "he has his old house today"
    shown = translated("plain", sentence)
    said = [row["as in the grammar"] for row in rows(shown)]
    assert said == [*map(str, shown.right), "False"]  # the end comes after a sentence that is wrong
    assert said.count("False") == 3
    assert {row["as in the grammar"] for row in rows(translated("plain", "i see a zebra"))} == {""}
