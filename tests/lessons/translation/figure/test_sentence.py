"""The walk of a sentence: every word, state and weight in its box; nothing overlaps; arithmetic."""

import json
from itertools import product
from typing import Any

import numpy as np
import pytest

from figures.columns import View
from figures.numbers import signed
from figures.payload import as_data
from lessons.translation.figure import arithmetic, sentence
from lessons.translation.model import trace as traces
from lessons.translation.model.translated import NOTHING, OTHER, OWN, UNITS, Translated
from tests.translators import SENTENCES, tiny

NAMES = ("plain", "reversed", "attention")
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


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_every_number_and_every_arrow_of_the_drawing_is_explained(name: str, words: list[str]) -> None:
    of = shown(name, words)
    payload = drawn(of)
    for node in payload["nodes"]:
        frames = {frame["id"] for frame in node.get("frames", ())} - {""}
        for one in frames or {node["id"]}:
            if ".0." not in one:
                assert arithmetic.explain(of, one) is not None, one
        for index in node.get("indices", ()):
            if index:
                assert arithmetic.explain(of, f"{node['id']}.{index}") is not None
    for edge in payload["edges"]:
        assert arithmetic.explain(of, edge["id"]) is not None, edge["id"]
    assert "nan" not in json.dumps(payload)


def result(of: Translated, name: str) -> float:
    found = arithmetic.explain(of, name)
    assert found is not None
    (text,) = [piece.text for line in found.lines for piece in line if piece.result][-1:]
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_the_arithmetic_ends_in_the_number_that_is_drawn(name: str, words: list[str]) -> None:
    of = shown(name, words)
    T, n_read = len(of.trace.tokens), len(words)
    for unit in (1, 5, 8):
        for j in (1, n_read):
            assert result(of, f"s.{j}.{unit}") == pytest.approx(of.trace.read.s[j - 1, 0, unit - 1], abs=6e-4)
        assert result(of, f"h.{T}.{unit}") == pytest.approx(of.trace.wrote.cell.h[T, 0, unit - 1], abs=6e-4)
    token = of.trace.tokens[T - 1]
    assert result(of, f"y.{T}.{token + 1}") == pytest.approx(float(np.exp(of.trace.log_p[T - 1, token])), abs=6e-4)
    if of.trace.alpha is not None:
        looked = of.trace.wrote.attention
        assert looked is not None
        assert result(of, f"a.{T}.{n_read}") == pytest.approx(of.trace.alpha[-1, -1], abs=6e-4)
        assert result(of, f"c.{T}.3") == pytest.approx(looked.c[-1, 0, 2], abs=6e-4)
        assert result(of, f"tilde.{T}.3") == pytest.approx(looked.h_tilde[-1, 0, 2], abs=6e-4)


@pytest.mark.parametrize("name", ["x.99", "s.1.999", "y.0", "y.1.9999", "h.1.999", "a.1.1", "", "q.1", "v.1.99", "x"])
def test_what_is_not_drawn_has_no_arithmetic(name: str) -> None:
    assert arithmetic.explain(shown("plain", SOME[0]), name) is None
