"""The map of words and the curves by length."""

import json

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data as curve_data
from figures.numbers import signed
from figures.payload import as_data
from lessons.translation.figure import lengths
from lessons.translation.figure.alignment import alignment
from lessons.translation.model import trace as traces
from lessons.translation.model.translated import Translated
from tests.explained import said, unexplained
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
    figure = alignment(of, found, View())
    assert said(figure, "need.1.2").splitlines()[3].endswith(f"= {signed(found[0, 1], 3)}")
    assert said(figure, "need.1") == said(figure, f"need.1.{found[0].argmax() + 1}")


@pytest.mark.parametrize("words", SOME)
def test_every_number_of_the_map_follows_from_the_tables_that_travel_with_it(words: list[str]) -> None:
    attention, plain = shown("attention", words), shown("plain", words)
    assert unexplained(alignment(attention, None, View())) == []
    assert unexplained(alignment(plain, needs(plain), View())) == []


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
    figure = lengths.by_length(MEASURED, network, (15, False), View())
    assert figure.explained is not None
    for point in MEASURED[network]["lengths"]:
        right = round(point["n"] * point["exact"])
        name = f"{network}.{round(point['words'], 1):g}"
        assert f"= {right} / {point['n']} = {signed(100 * right / point['n'], 1)} %" in said(figure.explained, name)
    for name in ("own.3", "plain.1000", "", "plain"):
        assert said(figure.explained, name) == ""
