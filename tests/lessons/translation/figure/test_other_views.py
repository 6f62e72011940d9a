"""The map of words and the curves by length."""

import json

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data as curve_data
from figures.payload import as_data
from lessons.translation.figure import arithmetic, lengths
from lessons.translation.figure.alignment import alignment
from lessons.translation.model import trace as traces
from lessons.translation.model.translated import Translated
from tests.lessons.translation.figure.test_sentence import SOME, boxes, shown
from ui.shipped import MODELS

MEASURED = json.loads((MODELS / "translation.json").read_text(encoding="utf-8"))


def needs(of: Translated) -> np.ndarray:
    return traces.needs(of.trace)


@pytest.mark.parametrize("words", SOME)
def test_a_map_has_a_row_for_each_word_written_and_a_cell_for_each_word_read(words: list[str]) -> None:
    attention, plain = shown("attention", words), shown("plain", words)
    assert attention.trace.alpha is not None
    for of, found, kind in (
        (attention, attention.trace.alpha, "a"), (plain, needs(plain), "need"),
    ):  # fmt: skip
        payload = as_data(alignment(of, None if kind == "a" else found, View()))
        rows = boxes(payload)
        for t, row in enumerate(found.tolist(), start=1):
            assert rows[f"{kind}.{t}"]["values"] == row
            assert rows[f"y.{t}"]["texts"] == [of.symbols[of.trace.tokens[t - 1]]]
        heads = [note["text"] for note in payload["notes"] if note["role"] == "input"]
        assert heads == words
        assert len(payload["steps"]) == len(of.trace.tokens)
        lit = [one for step in payload["steps"] for one in step["lit"]]
        assert sorted(lit) == sorted(rows)


def test_a_cell_of_the_map_is_explained_as_the_difference_of_two_log_probabilities() -> None:
    of = shown("plain", SOME[0])
    found = needs(of)
    text = arithmetic.explain(of, "need.1.2", found)
    assert text is not None
    results = [piece.text for line in text.lines for piece in line if piece.result]
    assert float(results[0].replace("−", "-")) == pytest.approx(found[0, 1], abs=6e-4)
    assert arithmetic.explain(of, "need.1", found) is not None
    assert arithmetic.explain(of, "need.1.99", found) is None


@pytest.mark.parametrize("network", list(lengths.NAMES))
def test_the_curves_are_the_report_and_the_reader_s_own_point(network: str) -> None:
    data = curve_data(lengths.by_length(MEASURED, network, (15, False), View()))
    lines = {line["name"]: line for line in data["panels"][0]["series"]}
    for name, (title, _) in lengths.NAMES.items():
        points = MEASURED[name]["lengths"]
        assert lines[title]["y"] == pytest.approx([100 * point["exact"] for point in points])
    assert lines["your sentence"]["x"] == [15]
    assert lines["your sentence"]["y"] == [0]
    assert "wrong" in lines["your sentence"]["ending"]
    assert len(data["steps"]) == len(MEASURED[network]["lengths"])


def test_a_sentence_longer_than_all_still_stands_on_the_axis() -> None:
    data = curve_data(lengths.by_length(MEASURED, "plain", (58, True), View()))
    assert data["x"]["high"] > 58


@pytest.mark.parametrize("network", list(lengths.NAMES))
def test_each_point_of_a_curve_says_what_was_counted(network: str) -> None:
    for point in MEASURED[network]["lengths"]:
        found = lengths.explain(MEASURED, f"{network}.{round(point['words'], 1):g}")
        assert found is not None
        assert f"of {point['n']} held-out" in found.lines[0][0].text
    for name in ("own.3", "plain.1000", "", "plain"):
        assert lengths.explain(MEASURED, name) is None
