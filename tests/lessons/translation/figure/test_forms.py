"""Every number and every arrow of the walk is explained, and the explanation ends in the number."""

import re

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph
from figures.numbers import signed
from figures.payload import as_data
from lessons.translation.figure import sentence
from lessons.translation.model.translated import NOTHING, OTHER, OWN, Translated
from tests.explained import computed, explanation, explanations, said, unexplained
from tests.lessons.translation.figure.test_sentence import EVERY, NAMES, SOME, shown


def walk(of: Translated, view: View | None = None) -> Graph:
    return sentence.sentence(of, view or View())


@pytest.mark.parametrize(("name", "words"), EVERY)
@pytest.mark.parametrize("dense", [False, True])
def test_every_number_follows_from_the_tables_that_travel_with_it(name: str, words: list[str], *, dense: bool) -> None:
    of = shown(name, words)
    figure = walk(of, View(dense=dense))
    assert unexplained(figure) == []
    if of.trace.alpha is not None:
        places = [(t, j) for t in range(1, len(of.trace.alpha) + 1) for j in range(1, len(words) + 1)]
        found = computed(figure, [f"a.{t}.{j}" for t, j in places])
        assert found == pytest.approx([of.trace.alpha[t - 1, j - 1] for t, j in places], rel=1e-9)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", SOME)
@pytest.mark.parametrize("handed", [OWN, NOTHING, OTHER])
def test_every_box_and_every_arrow_is_explained(name: str, words: list[str], handed: str) -> None:
    figure = walk(shown(name, words, handed))
    boxes = {frame.id or node.id for node in figure.nodes for frame in node.frames}
    boxes |= {node.id for node in figure.nodes if not node.frames}
    names = [*sorted(boxes), *(edge.id for edge in figure.edges)]
    for name_of, found in zip(names, explanations(figure, names), strict=True):
        assert found is not None, name_of
        text = "\n".join([found["title"], found["words"], *(p["text"] for line in found["lines"] for p in line)])
        assert not re.search(r"\bnan\b|undefined|[{}]", text, re.IGNORECASE), text


def test_a_unit_s_gates_follow_from_the_printed_sums_in_both_directions() -> None:
    of = shown("attention", SOME[0])
    figure = walk(of)
    ahead = of.trace.translator.model.encoder.ahead.n_hidden
    for unit in (int(of.units[0]) + 1, int(of.units[-1]) + 1):
        lines = said(figure, f"s.2.{unit}")
        assert ("reading from the end" in lines) is (unit > ahead)
        for squash, gate in (("σ", "f"), ("σ", "i"), ("σ", "o"), ("tanh", "C̃")):
            row = re.search(rf"^{gate}\[{unit}\] = {squash}\( (.*) \) = (\S+)", lines, re.MULTILINE)
            assert row is not None
            a = sum(float(part) for part in row[1].replace("− ", "-").replace("−", "-").replace("+ ", "").split())
            value = np.tanh(a) if squash == "tanh" else 1 / (1 + np.exp(-a))
            assert value == pytest.approx(float(row[2].replace("−", "-")), abs=2e-3)


def test_what_is_handed_over_is_said_to_come_from_where_it_does() -> None:
    for handed, source in (
        (OWN, "the encoder’s last states"),
        (NOTHING, "other numbers than the encoder’s last states"),
    ):
        of = shown("plain", SOME[0], handed)
        unit = of.units[0]
        text = said(walk(of), f"v.1.{unit + 1}")
        assert source in text
        assert f"h₀[{unit + 1}] = {signed(float(of.trace.given[0][0, unit]), 3)}" in text


def test_a_context_names_the_word_of_each_of_its_terms() -> None:
    of = shown("attention", SOME[0])
    unit = of.units[0] + 1
    text = said(walk(of), f"c.1.{unit}")
    assert all(f"“{word}”" in text for word in of.source)


def test_an_open_question_hides_the_word_and_what_it_is_made_of() -> None:
    for name in ("plain", "attention"):
        of = shown(name, SOME[1])
        T = len(of.trace.tokens)
        figure = walk(of, View(veil_after=sentence.step_of(of, T - 1)))
        assert unexplained(figure) == []
        for hidden in (f"y.{T}", f"y.{T}.1", f"h.{T}", f"h.{T}.1", f"W_hy.{T}", f"fed.{T}", f"state.{T}"):
            assert explanation(figure, hidden) is None, hidden
        tables = as_data(figure)["explained"]["tables"]
        for table in ("y", "written", "fed"):
            rows = tables[table]["values"].reshape(T, -1)
            assert np.isnan(rows[T - 1]).all()
            assert not np.isnan(rows[: T - 1]).any()
        shown_words = {k for t in range(1, T) for k in np.argsort(-of.trace.log_p[t - 1])[:5].tolist()}
        assert np.count_nonzero(tables["row"]["values"]) == len(shown_words)


@pytest.mark.parametrize("name", ["", "q.1", "x"])
def test_what_is_not_drawn_is_not_explained(name: str) -> None:
    assert said(walk(shown("plain", SOME[0])), name if name != "x" else "z.1") == ""
