"""How the numbers of the recurrent network that reads vectors were made: every box, number and arrow says it."""

import re
from itertools import product

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph
from figures.numbers import signed
from lessons.recurrence.figure.graph import last_update, rolled_up, unrolled
from lessons.recurrence.model import network
from lessons.recurrence.model.network import LONGEST, MOST_UNITS, Numbers, changed, drawn
from tests.explained import explanation, said, unexplained

SIZES = [*product((1, 2, 4, LONGEST), (1, 3, MOST_UNITS), (False, True))]
GIVEN = ("x", "h_0", "xh", "hh", "hy", "b_h", "b_y")


def picture(numbers: Numbers, view: View | None = None, *, biases: bool = False) -> Graph:
    names, without = "abcdef"[: len(numbers.x)], network.states_without(numbers)
    return unrolled(network.run(numbers), numbers, without, names, view or View(), biases=biases)


@pytest.mark.parametrize(("n_steps", "n_hidden", "biases"), SIZES)
def test_every_computed_number_comes_out_of_its_formula(n_steps: int, n_hidden: int, biases: bool) -> None:
    numbers = drawn(n_steps, n_hidden, 2, biases=biases)
    graph = picture(numbers, biases=biases)
    assert unexplained(graph, without=GIVEN) == []
    assert unexplained(rolled_up(graph), without=GIVEN) == []


@pytest.mark.parametrize(("n_steps", "n_hidden", "biases"), SIZES)
def test_every_box_given_number_and_arrow_is_explained(n_steps: int, n_hidden: int, biases: bool) -> None:
    numbers = drawn(n_steps, n_hidden, 2, biases=biases)
    graph = picture(numbers, biases=biases)
    for box in graph.nodes:
        assert explanation(graph, box.id), box.id
        for k, cell in enumerate(box.cells, start=1):
            assert explanation(graph, f"{box.id}.{cell.index or k}")
    for edge in graph.edges:
        found = explanation(graph, edge.id)
        assert found
        assert found["matrix"]["entries"] == [[signed(w, 3) for w in row] for row in getattr(numbers, edge.group)]


def test_there_is_no_formula_of_what_is_not_there() -> None:
    graph = picture(drawn(4, 3, 1))
    assert [explanation(graph, name) for name in ("", "q.1", "💥", "arrow.1.2")] == [None] * 4


@pytest.mark.parametrize("biases", [False, True])
@pytest.mark.parametrize("t", [1, 2, 4])
def test_the_terms_of_a_unit_add_up_to_what_enters_the_tanh(t: int, biases: bool) -> None:
    numbers = drawn(4, 3, 2, biases=biases)
    run, graph = network.run(numbers), picture(numbers, biases=biases)
    for unit in (1, 2, 3):
        text = said(graph, f"h.{t}.{unit}")
        assert f"h at t = {t}, unit {unit}: how this number was made" in text
        before = float(run.trace.a[t - 1, 0, unit - 1])
        assert f"tanh( {signed(before, 3)} )" in text
        products = re.findall(r"([+−(]) (−?)([\d.]+)·\(?(−?[\d.]+)\)?", text)
        total = sum(
            (-1 if "−" in (sign, minus) else 1) * float(w) * float(v.replace("−", "-"))
            for sign, minus, w, v in products
        )
        total += float(numbers.b_h[unit - 1])
        assert total == pytest.approx(before, abs=0.01)
        assert ("because h₀ = 0" in text) is (t == 1)


def test_the_first_line_is_the_lectures_general_form() -> None:
    graph = picture(drawn(4, 3, 1))
    for name in ("h.3", "h.3.2"):
        _, general, special, *_ = said(graph, name).split("\n")
        assert general == "h₃ = f_W( h₂, x₃ )"
        assert special == "= tanh( W_hh·h₂ + W_xh·x₃ )"


def test_a_weight_shows_that_it_is_used_at_every_step() -> None:
    numbers = drawn(4, 3, 1)
    title, *lines, words = said(picture(numbers), "hh.2").split("\n")
    assert title == "W_hh[1,2] = 0.300: one number, used 4 times"
    h = network.run(numbers).trace.h[:-1, 0, 1]
    assert lines == [
        f"t = {t}: 0.300 · h{'₀₁₂₃'[t - 1]}[2] = {signed(0.3 * value, 3)}"
        for t, value in enumerate(h.tolist(), start=1)
    ]
    assert words == "Its row is the number that it contributes to, its column the number that it multiplies."


def test_a_saturated_unit_says_what_is_missing() -> None:
    assert "never reaches 1;" in said(picture(changed(drawn(2, 2, 1), "W_xh", (1, 1), 30.0)), "h.1.1")
    assert "never reaches −1;" in said(picture(changed(drawn(2, 2, 1), "W_xh", (1, 1), -30.0)), "h.1.1")
    assert "never reaches" not in said(picture(drawn(2, 2, 1)), "h.1.1")


def test_a_left_out_input_says_how_far_each_unit_moves() -> None:
    numbers = drawn(4, 3, 1)
    moved, text = network.left_out(numbers)[1], said(picture(numbers), "m.2.1")
    assert text.startswith("How far h₄ moves when x₂ is replaced by 0")
    for unit, value in enumerate(moved.tolist(), start=1):
        (line,) = (line for line in text.split("\n") if line.startswith(f"h₄[{unit}] with − without x₂ ="))
        assert line.endswith(f"= {signed(value, 3)}")
    assert text.endswith(f"without its sign = {signed(np.abs(moved).max(), 3)}\n")


def test_an_open_question_keeps_what_a_left_out_input_does_to_itself() -> None:
    graph = picture(drawn(4, 3, 1), View(start=last_update(4), veil_after=last_update(4)))
    assert explanation(graph, "m.2.1") is None
    assert explanation(graph, "m.2") is None
    assert explanation(graph, "h.4.1")
