"""The walk of a sentence: every word, state and weight in its box; nothing overlaps."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from figures.columns import View
from figures.numbers import signed
from figures.payload import as_data
from lessons.translation.figure import sentence
from lessons.translation.model import trace as traces
from lessons.translation.model.translated import NOTHING, OTHER, OWN, UNITS, Translated
from tests.translators import SENTENCES, tiny

NAMES = ("plain", "reversed", "bidirectional", "attention")
SOME = sorted(SENTENCES, key=len)[:: len(SENTENCES) // 3]
EVERY = list(product(NAMES, SOME))


def shown(name: str, words: list[str], handed: str = OWN, seed: int = 0) -> Translated:
    translator = tiny(name, seed)
    given = None
    if handed != OWN:
        given = traces.last_states(translator, SENTENCES[0])
        if handed == NOTHING:
            given = tuple(np.zeros_like(state) for state in given)
    trace = traces.translate(translator, words, given)
    right = tuple(k % 3 != 0 for k in range(len(trace.written)))
    return Translated(trace, ("a",), right, handed)


def drawn(of: Translated, view: View | None = None) -> dict[str, Any]:
    return as_data(sentence.sentence(of, view or View()))


def boxes(payload: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in payload["nodes"]}


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_every_word_read_and_every_word_written_has_its_boxes(name: str, words: list[str]) -> None:
    of = shown(name, words)
    found = boxes(drawn(of))
    read = words[::-1] if name == "reversed" else words
    assert [found[f"x.{j}"]["texts"] for j in range(1, len(words) + 1)] == [[w] for w in read]
    for t, token in enumerate(of.trace.tokens, start=1):
        box = found[f"y.{t}"]
        assert box["texts"][0] == of.symbols[token]
        assert box["values"] == sorted(box["values"], reverse=True)
        assert box["values"][0] == pytest.approx(float(np.exp(of.trace.log_p[t - 1].max())))
        assert box["caption"] == signed(box["values"][0], 2)
    assert (f"c.{len(of.trace.tokens)}" in found) is (name == "attention")


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_states_are_drawn_with_their_own_numbers(name: str, words: list[str]) -> None:
    of = shown(name, words)
    found = boxes(drawn(of))
    units = found["s.1"]["indices"]
    assert len(units) == min(UNITS, 8)
    for j in range(1, len(words) + 1):
        assert found[f"s.{j}"]["values"] == [of.trace.read.s[j - 1, 0, u - 1] for u in units]
    for t in range(1, len(of.trace.tokens) + 1):
        assert found[f"h.{t}"]["values"] == [of.trace.wrote.cell.h[t, 0, u - 1] for u in units]
    assert found["v.1"]["values"] == [of.trace.given[0][0, u - 1] for u in units]


@pytest.mark.parametrize(("name", "words"), EVERY)
@pytest.mark.parametrize("dense", [False, True])
def test_no_two_boxes_overlap_and_all_lie_inside(name: str, words: list[str], *, dense: bool) -> None:
    payload = drawn(shown(name, words), View(dense=dense))
    corners = sorted(
        (n["x"] - n["width"] / 2, n["y"] - n["height"] / 2,
         n["x"] + n["width"] / 2, n["y"] + n["height"] / 2)
        for n in payload["nodes"]
    )  # fmt: skip
    for k, (left, top, right, bottom) in enumerate(corners):
        assert left >= 0
        assert top >= 0
        assert right <= payload["width"] + 1e-9
        assert bottom <= payload["height"] + 1e-9
        for other in corners[k + 1 :]:
            if other[0] >= right:
                break
            assert other[1] >= bottom or other[3] <= top


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_the_walk_reads_hands_over_and_writes_and_lights_everything_once(name: str, words: list[str]) -> None:
    of = shown(name, words)
    payload = drawn(of)
    lit = [one for step in payload["steps"] for one in step["lit"]]
    assert sorted(lit) == sorted(one["id"] for one in (*payload["nodes"], *payload["edges"]))
    assert len(payload["steps"]) == len(words) + 1 + len(of.trace.tokens)
    assert "v.1" in payload["steps"][sentence.step_of(of, 0)]["lit"]
    for t in range(1, len(of.trace.tokens) + 1):
        assert f"y.{t}" in payload["steps"][sentence.step_of(of, t)]["lit"]
    when = {one: k for k, step in enumerate(payload["steps"]) for one in step["lit"]}
    for edge in payload["edges"]:
        assert when[edge["source"]] <= when[edge["id"]]


@pytest.mark.parametrize("words", SOME)
def test_the_weights_of_attention_follow_the_walk_and_the_strong_ones_are_arrows(words: list[str]) -> None:
    of = shown("attention", words)
    assert of.trace.alpha is not None
    payload = drawn(of)
    found = boxes(payload)
    for t, row in enumerate(of.trace.alpha.tolist(), start=1):
        for j, weight in enumerate(row, start=1):
            box = found[f"a.{j}"]
            frame = box["frames"][box["frame_of_step"][sentence.step_of(of, t)]]
            assert frame["values"] == [weight]
            assert frame["texts"] == [signed(weight, 2)]
        expected = {f"look.{t}.{j}" for j, weight in enumerate(row, 1) if weight >= 0.1}
        arrows = {e["id"] for e in payload["edges"] if e["id"].startswith(f"look.{t}.")}
        assert arrows == expected == set(sentence.aligned(of, t))


@pytest.mark.parametrize("handed", [NOTHING, OTHER])
def test_something_else_handed_over_cuts_the_arrow_of_the_encoder(handed: str) -> None:
    payload = drawn(shown("plain", SOME[0], handed))
    cut = {edge["id"] for edge in payload["edges"] if edge["cut"]}
    assert cut == {"last.1"}
    assert boxes(payload)["v.1"]["caption"] != "one vector"
    assert not any(edge["cut"] for edge in drawn(shown("plain", SOME[0]))["edges"])


def test_a_wrong_word_is_marked_and_a_right_one_is_not() -> None:
    of = shown("plain", SOME[0])
    found = boxes(drawn(of))
    for t, fits in enumerate(of.right, start=1):
        assert found[f"y.{t}"]["marks"][0] == ("best" if fits else "wrong")


def test_the_colors_that_a_question_covers_get_no_text_that_would_enlarge_the_drawing() -> None:
    of = shown("plain", SOME[0])
    T = len(of.trace.tokens)
    found = boxes(drawn(of, View(veil_after=sentence.step_of(of, T - 1))))
    assert set(found[f"h.{T}"]["texts"]) == {""}
    assert set(found[f"h.{T}"]["values"]) == {None}
    assert set(found[f"y.{T}"]["texts"]) == {"?"}


@pytest.mark.parametrize("name", ["plain", "bidirectional"])
def test_before_anything_is_written_the_columns_do_not_tell_how_many_words_there_will_be(name: str) -> None:
    for words in SOME:
        of = shown(name, words)
        figure = drawn(of, View(veil_after=len(words)))
        columns = [node for node in figure["nodes"] if node["id"].startswith("y.")]
        assert len(columns) == len(words)
        assert len({node["width"] for node in columns}) == 1
        assert len(figure["steps"]) == 2 * len(words) + 1


def test_a_word_that_was_typed_and_never_seen_stands_under_the_one_that_is_read() -> None:
    of = replace(shown("plain", SENTENCES[0]), typed=("zebra", *SENTENCES[0][1:]))
    notes = {note["text"]: note for note in drawn(of)["notes"]}
    assert notes["zebra"]["x"] == boxes(drawn(of))["x.1"]["x"]
    assert "zebra" in drawn(of)["steps"][0]["text"]
