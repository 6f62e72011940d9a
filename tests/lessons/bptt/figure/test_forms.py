"""Every number, box and arrow of the walk backwards is explained; the browser computes the core's numbers."""

import math
import re

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph
from figures.numbers import significant
from figures.payload import as_data
from lessons.bptt.figure.equation import gate_of
from lessons.bptt.figure.graph import backwards, loss_step
from lessons.bptt.model import Backwards
from rnn_core.text import Vocabulary
from tests.explained import explanation, said, unexplained
from tests.figures.walks import LONGEST, MATRICES, SIZES, drawn, slide

SUPER = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
NUMBER = r"−?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
TERM = re.compile(rf"([+−=]) ?({NUMBER[2:]}|{NUMBER})·\(?({NUMBER})\)?")


def number(text: str) -> float:
    mantissa, _, exponent = text.replace("−", "-").partition("·10")
    return float(mantissa) * 10.0 ** int(exponent.translate(SUPER) or 0)


def figure(found: tuple[Backwards, Vocabulary], view: View | None = None) -> Graph:
    b, vocabulary = found
    return backwards(b, vocabulary, view or View(), entry=b.largest_entry)


@pytest.mark.parametrize(("word", "H"), SIZES)
@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("immediate", [False, True])
def test_every_number_is_computed_from_what_it_is_made_of(word: str, H: int, matrix: str, immediate: bool) -> None:
    assert unexplained(figure(drawn(word, H, matrix, immediate=immediate)), without=("x",)) == []


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("immediate", [False, True])
def test_every_box_and_arrow_of_the_figure_is_explained(matrix: str, immediate: bool) -> None:
    graph = figure(drawn("hello", 3, matrix, immediate=immediate))
    names = [edge.id for edge in graph.edges]
    names += [frame.id for node in graph.nodes for frame in node.frames if frame.id]
    names += [node.id for node in graph.nodes if not node.frames]
    for name in dict.fromkeys(names):
        if name.startswith("eq_"):
            continue
        told = explanation(graph, name)
        assert told is not None, name
        assert told["title"]
        assert told["lines"] or told["matrix"], name
        assert "undefined" not in said(graph, name)


def test_the_numbers_of_the_largest_walk_are_not_too_much_to_send() -> None:
    explained = figure(drawn(LONGEST, 32, "W_f")).explained
    assert explained is not None
    assert sum(table.values.nbytes for table in explained.tables.values()) < 420_000
    explained = figure(slide()).explained
    assert explained is not None
    assert sum(table.values.nbytes for table in explained.tables.values()) < 4_000


def test_the_terms_of_a_sum_add_up() -> None:
    found = slide()
    b, graph = found[0], figure(found)
    for t in range(1, 5):
        for i in range(3):
            for kind, value in (("own", b.from_loss), ("future", b.from_future)):
                if kind == "future" and t == 4:
                    continue
                text = said(graph, f"{kind}.{t}.{i + 1}").partition("\n")[2]
                terms = [number(sign.strip("+=") + one) * number(other) for sign, one, other in TERM.findall(text)]
                assert len(terms) == (4 if kind == "own" else 3)
                assert math.fsum(terms) == pytest.approx(value[t - 1, i], abs=6e-3)


def test_the_error_is_divided_by_the_number_of_time_steps() -> None:
    text = said(figure(slide()), "dy.2.3")
    assert "∂L/∂y₂[l] = ( p₂[l] − 1 ) / T" in text
    assert "/ 4 = −0.236" in text
    assert "mean of all time steps" in text


def test_the_two_ways_into_a_hidden_state_are_added() -> None:
    b, _ = slide()
    text = said(figure(slide()), "dh.1.2")
    assert "= from this loss + from the future" in text
    assert f"= {significant(float(b.from_loss[0, 1]))} − {significant(float(-b.from_future[0, 1]))} =" in text


def test_nothing_comes_from_after_the_last_time_step_or_through_a_removed_arrow() -> None:
    assert "nothing, because t = 4 is the last time step\n= 0" in said(figure(slide()), "future.4.1")
    text = said(figure(slide(immediate=True)), "future.2.1")
    assert "nothing, because the immediate derivative leaves it out\n= 0" in text


def test_a_share_is_one_number_times_another() -> None:
    graph = figure(slide())
    text = said(graph, "share.2.9")
    assert text.splitlines()[:2] == ["∂L/∂W_hh[3,3]: share of t = 2", "∂L/∂W_hh[3,3] += ∂L/∂a₂[3] · h₁[3]"]
    assert said(graph, "bar.1.2") == text
    assert "h₀ = 0" in said(graph, "share.1.9")


@pytest.mark.parametrize("matrix", ["W_hy", "W_xh"])
def test_the_first_share_of_the_other_matrices_is_not_explained_away(matrix: str) -> None:
    assert said(figure(slide(matrix)), "share.1.1").endswith("\n")
    assert "[h,1] += ∂L/∂y₁[h] · h₁[1]" in said(figure(slide("W_hy")), "share.1.1")
    assert "[1,h] += ∂L/∂a₁[1] · x₁[h]" in said(figure(slide("W_xh")), "share.1.1")


def test_a_sum_adds_the_shares_of_its_time_step_and_of_all_later_ones() -> None:
    b, _ = slide()
    text = said(figure(slide()), "sum.2.9")
    assert "shares of t = 2 … 4:" in text
    assert text.splitlines()[-1].endswith(f"= {significant(float(b.running[1, 2, 2]))}")


def test_a_whole_matrix_is_shown_where_its_box_was_chosen() -> None:
    b, vocabulary = slide("W_xh")
    for kind, expected in (("share", b.shares[2]), ("sum", b.running[2])):
        told = explanation(figure((b, vocabulary)), f"{kind}.3")
        assert told is not None
        shown = [[number(entry) for entry in row] for row in told["matrix"]["entries"]]
        assert np.allclose(shown, expected, atol=5.01e-4)
        assert told["matrix"]["columns"] == ["h", "e", "l", "o"]


def test_the_arrow_back_shows_the_matrix_with_rows_and_columns_exchanged() -> None:
    b, vocabulary = slide()
    told = explanation(figure((b, vocabulary)), "W_hh_T.3")
    assert told is not None
    shown = [[number(entry) for entry in row] for row in told["matrix"]["entries"]]
    assert np.allclose(shown, b.run.model.cell.W_hh.T, atol=5.01e-4)
    assert "removed" not in told["words"]
    assert "removed" in said(figure(slide(immediate=True)), "W_hh_T.3")


def test_the_equation_s_gate_is_the_followed_one() -> None:
    for matrix in ("W_i", "W_f", "W_o", "W_C"):
        found = drawn("hello", 3, matrix)
        graph = figure(found)
        assert said(graph, "gate.2.1") == said(graph, f"da.2.{gate_of(found[0]) * 3 + 1}") != ""


def test_an_open_question_leaves_the_way_back_unexplained() -> None:
    found = slide()
    graph = figure(found, View(veil_after=loss_step(4)))
    for name in ("dy.2.3", "own.2.1", "future.2.1", "dh.2.1", "da.2.1", "share.2.9", "sum.2.9", "bar.1.2", "share.2"):
        assert said(graph, name) == "", name
    tables = as_data(graph)["explained"]["tables"]
    for name in ("dy", "own", "future", "dh", "da", "left"):
        assert np.isnan(tables[name]["values"]).all(), name
    assert said(graph, "h.2.1")


@pytest.mark.parametrize("node", ["", "q", "q.1", "y.1.9", "eq_own.1", "dC.1", "C.1", "W_T.2", "gate.1", "f.2"])
def test_what_is_no_part_of_the_figure_is_not_explained(node: str) -> None:
    assert said(figure(slide()), node) == ""
