"""The notebook reads the sentence again, with each kind of network, and fails on a wrong number."""

import csv
import io

import pytest

from lessons.sentiment import export
from lessons.sentiment.model import readers
from tests.notebooks import called_by_itself, tampered
from ui.export.notebook import as_json


@pytest.mark.parametrize("reader", readers.READERS)
def test_the_notebook_recomputes_every_number_and_notices_a_wrong_one(reader: str) -> None:
    reading = readers.read(reader, ("it", "was", "not", "zorb"))
    text = as_json(export.notebook(reading), "Sentiment")
    assert len(text) < 1_000_000
    called_by_itself(text)
    for name in ("vectors", "W_hy", "log_odds", "states"):
        with pytest.raises(AssertionError):
            called_by_itself(tampered(text, name))


def test_the_table_has_a_row_a_word_and_full_precision() -> None:
    reading = readers.read("lstm", ("it", "was", "not", "zorb"))
    rows = list(csv.DictReader(io.StringIO(export.table(reading))))
    assert [row["word"] for row in rows] == list(reading.words)
    assert [row["known"] for row in rows] == ["True", "True", "True", "False"]
    assert [float(row["log-odds"]) for row in rows] == reading.log_odds[1:].tolist()
    assert float(rows[2]["h[64]"]) == reading.h[3, 63]
