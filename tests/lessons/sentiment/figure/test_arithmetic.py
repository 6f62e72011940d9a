"""Every number and arrow of both drawings is explained, and the explanation ends in the number."""

import re

import numpy as np
import pytest

from figures.arithmetic import Arithmetic
from figures.columns import View
from figures.numbers import signed
from lessons.sentiment.figure.arithmetic import explain
from lessons.sentiment.figure.graph import sentence
from lessons.sentiment.figure.path import path
from tests.lessons.sentiment.figure.readings import plane, scene


def found(node: str, kind: str = "lstm") -> Arithmetic:
    made = explain(scene("it was not zorb good", "it was good", kind), plane(kind), node)
    assert made is not None, node
    return made


def text(made: Arithmetic) -> str:
    return "\n".join(" ".join(piece.text for piece in line) for line in made.lines)


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
def test_everything_that_can_be_clicked_is_explained(kind: str) -> None:
    drawn = scene("it was not zorb good", "it was good", kind)
    for figure in (sentence(drawn, View()), path(drawn, plane(kind), View())):
        for name in [*(node.id for node in figure.nodes), *(edge.id for edge in figure.edges)]:
            made = explain(drawn, plane(kind), name)
            assert made is not None, name
            assert made.lines or made.matrix is not None
            assert not re.search("nan|inf", text(made))


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
def test_a_unit_s_lines_end_in_the_unit(kind: str) -> None:
    reading = scene("it was not zorb good", kind=kind).reading
    for t, unit in ((1, 1), (3, 4), (5, 9)):
        results = [p.text for line in found(f"h.{t}.{unit}", kind).lines for p in line if p.result]
        assert results[-1] == signed(float(reading.h[t, unit - 1]), 3)
    assert text(found("u.3", kind)) == text(found("h.3.4", kind))


def test_an_lstm_unit_s_gates_follow_from_the_printed_sums() -> None:
    lines = text(found("h.3.2")).replace("−", "-").replace("- ", "-").replace("+ ", "")
    for squash, name in (("σ", "f"), ("σ", "i"), ("tanh", "C̃"), ("σ", "o")):
        row = re.search(rf"{name}₃\[2\] = {squash}\( (.*) \) = (\S+)", lines)
        assert row is not None
        a = sum(map(float, row[1].split()))
        value = np.tanh(a) if squash == "tanh" else 1 / (1 + np.exp(-a))
        assert value == pytest.approx(float(row[2]), abs=2e-3)


def test_the_changes_card_lists_every_word_s_and_their_sum() -> None:
    made, reading = found("d.3"), scene("it was not zorb good").reading
    assert signed(float(reading.log_odds[-1]), 3) in text(made)
    assert sum(piece.result for piece in made.lines[0]) == 1
    values = re.findall(r"[+−] \d+\.\d{3}", "\n".join(text(made).splitlines()[2:4]))
    total = float(reading.log_odds[0]) + sum(float(v.replace("− ", "-").replace("+ ", "")) for v in values)
    assert total == pytest.approx(float(reading.log_odds[-1]), abs=6e-3)


def test_an_unknown_word_reads_the_row_of_the_unknown() -> None:
    made = found("x.4")
    assert "<unk>" in made.title
    assert "E[0]" in text(made)
    assert "not among" in made.words


def test_a_point_s_log_odds_are_the_verdict_s() -> None:
    reading = scene("it was not zorb good").reading
    for t in (0, 5):
        assert signed(float(reading.log_odds[t]), 3) in text(found(f"at.{t}"))


def test_a_bag_has_no_weights_between_its_states() -> None:
    assert found("W_hh.2", "bag").title == "No weights here"
    assert found("W_hh.2", "rnn").matrix is not None
    matrix = found("W_hh.2").matrix
    assert matrix is not None
    assert matrix.shape == (36, 9)


@pytest.mark.parametrize("node", ["h.9.1", "h.0.1", "h.1.99", "x.x", "nothing.1", "r.9", "", "p"])
def test_what_is_not_there_is_not_explained(node: str) -> None:
    assert explain(scene(twin="it was good"), plane(), node) is None


def test_without_a_plane_there_are_no_points() -> None:
    assert explain(scene(), None, "at.1") is None
