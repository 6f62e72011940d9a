"""Every number and arrow of both drawings is explained, and the explanation ends in the number."""

import re
from typing import Any

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph
from figures.numbers import signed
from figures.payload import as_data
from lessons.sentiment.figure.graph import sentence
from lessons.sentiment.figure.path import path
from tests.explained import computed, explanation, said, unexplained
from tests.lessons.sentiment.figure.readings import plane, scene

TEXT, OTHER = "it was not zorb good", "it was good"


def drawn(kind: str = "lstm", view: View | None = None, text: str = TEXT) -> Graph:
    return sentence(scene(text, OTHER, kind), view or View())


def points(kind: str = "lstm", view: View | None = None) -> Graph:
    return path(scene(TEXT, OTHER, kind), plane(kind), view or View())


def found(node: str, kind: str = "lstm") -> dict[str, Any]:
    made = explanation(drawn(kind), node)
    assert made is not None, node
    return made


def results(made: dict[str, Any]) -> list[str]:
    return [piece["text"] for line in made["lines"] for piece in line if piece.get("result")]


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
@pytest.mark.parametrize("text", [TEXT, "good", "zorb", " ".join(["not good"] * 12)])
def test_every_number_follows_from_the_tables_that_travel_with_it(kind: str, text: str) -> None:
    figure = drawn(kind, text=text)
    assert unexplained(figure) == []
    reading = scene(text, kind=kind).reading
    steps = range(1, reading.steps + 1)
    for name, values in (("p", reading.p[1:]), ("u", reading.h[1:, 3])):
        assert computed(figure, [f"{name}.{t}" for t in steps]) == pytest.approx(values.tolist(), rel=1e-9)


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
def test_everything_that_can_be_clicked_is_explained(kind: str) -> None:
    for figure in (drawn(kind), points(kind)):
        for name in [*(node.id for node in figure.nodes), *(edge.id for edge in figure.edges)]:
            made = explanation(figure, name)
            assert made is not None, name
            assert made["lines"] or made["matrix"]
            assert not re.search("nan|inf|undefined", said(figure, name))


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
def test_a_unit_s_lines_end_in_the_unit(kind: str) -> None:
    reading = scene(TEXT, kind=kind).reading
    for t, unit in ((1, 1), (3, 4), (5, 9)):
        assert results(found(f"h.{t}.{unit}", kind))[-1] == signed(float(reading.h[t, unit - 1]), 3)
    assert said(drawn(kind), "u.3") == said(drawn(kind), "h.3.4")


def test_an_lstm_unit_s_gates_follow_from_the_printed_sums() -> None:
    lines = said(drawn(), "h.3.2").replace("−", "-").replace("- ", "-").replace("+ ", "")
    for squash, name in (("σ", "f"), ("σ", "i"), ("tanh", "C̃"), ("σ", "o")):
        row = re.search(rf"{name}₃\[2\] = {squash}\( (.*) \) = (\S+)", lines)
        assert row is not None
        a = sum(map(float, row[1].split()))
        value = np.tanh(a) if squash == "tanh" else 1 / (1 + np.exp(-a))
        assert value == pytest.approx(float(row[2]), abs=2e-3)


def test_a_box_of_units_names_the_largest_of_them_largest_first() -> None:
    h = scene(TEXT).reading.h[3]
    lines = said(drawn(), "h.3").splitlines()[1:-1]
    order = np.argsort(-abs(h), kind="stable")[:6]
    assert lines == [f"h₃[{k + 1}] = {signed(float(h[k]), 3)}" for k in order.tolist()]


def test_a_verdict_is_the_softmax_of_its_two_scores_and_names_the_largest_terms() -> None:
    reading, text = scene(TEXT).reading, said(drawn(), "p.3")
    for row, answer in ((1, "positive"), (0, "negative")):
        score = signed(float(reading.run.y[2, 0, row]), 3)
        assert re.search(rf"y₃\[{answer}\] = W_hy.*= {re.escape(score)}$", text, re.MULTILINE)
    assert text.splitlines()[-2].endswith(f"= {signed(float(reading.p[3]), 3)}")
    assert len(re.findall(r"unit \d: ", text)) == 3


def test_the_changes_add_up_to_the_last_log_odds() -> None:
    reading, text = scene(TEXT).reading, said(drawn(), "d.3")
    values = re.findall(r"[+−] \d+\.\d{3}", "\n".join(text.splitlines()[3:5]))
    total = float(reading.log_odds[0]) + sum(float(v.replace("− ", "-").replace("+ ", "")) for v in values)
    assert total == pytest.approx(float(reading.log_odds[-1]), abs=6e-3)
    assert results(found("d.3")) == [signed(float(reading.changes[2]), 3), signed(float(reading.log_odds[-1]), 3)]


def test_an_unknown_word_reads_the_row_of_the_unknown() -> None:
    text = said(drawn(), "x.4")
    assert "“zorb” → <unk>" in text
    assert "row 0 of the table E" in text
    assert "not among the 4 words" in text
    assert "Row 1 of the table E: 5 words, 3 learned numbers each." in said(drawn(), "x.1")


def test_a_point_s_log_odds_are_the_verdict_s() -> None:
    reading = scene(TEXT).reading
    for t in (0, 5):
        assert signed(float(reading.log_odds[t]), 3) in results(explanation(points(), f"at.{t}") or {})
    assert said(points(), "at.0").startswith("The state before the first word")


def test_a_bag_has_no_weights_between_its_states() -> None:
    assert found("W_hh.2", "bag")["title"] == "No weights here"
    assert found("W_hh.2", "rnn")["matrix"] is not None
    matrix = found("W_hh.2")["matrix"]
    assert (len(matrix["rows"]), len(matrix["columns"])) == (36, 9)
    assert matrix["rows"][:10] == [*(f"i[{unit}]" for unit in range(1, 10)), "f[1]"]


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
def test_an_open_question_hides_what_its_numbers_were_made_of(kind: str) -> None:
    view = View(start=1, veil_after=1)
    figure = drawn(kind, view)
    assert unexplained(figure, without=("other",)) == []
    for name in ("p.3", "p.5", "h.4", "h.4.2", "u.4", "d.3"):
        assert explanation(figure, name) is None, name
    reading = scene(TEXT, kind=kind).reading
    assert results(explanation(figure, "d.2") or {})[-1] == signed(float(reading.log_odds[2]), 3)
    for sent, hidden in ((figure, (reading.log_odds, reading.h[:, 0])), (points(kind, view), (reading.h[:, 0],))):
        tables = as_data(sent)["explained"]["tables"]
        own = {name: table for name, table in tables.items() if not name.startswith("twin")}
        numbers = np.concatenate([np.ravel(table["values"]) for table in own.values()])
        for values in hidden:
            assert values[2] in numbers
            assert not np.isin(values[3:], numbers).any()


@pytest.mark.parametrize("node", ["nothing.1", "", "q"])
def test_what_is_not_there_is_not_explained(node: str) -> None:
    assert explanation(drawn(), node) is None
