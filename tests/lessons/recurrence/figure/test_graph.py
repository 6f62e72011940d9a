"""The recurrent network that reads vectors: its picture, its cells, and its arithmetic."""

import re
from itertools import product

import numpy as np
import pytest

from figures.arithmetic import Arithmetic
from figures.columns import View
from figures.graph import Graph, Node
from figures.numbers import signed
from figures.payload import as_data
from lessons.recurrence.figure import arithmetic as recurrence_arithmetic
from lessons.recurrence.figure import weight_boxes
from lessons.recurrence.figure.graph import last_update, rolled_up, unrolled
from lessons.recurrence.model import network
from lessons.recurrence.model.network import LONGEST, MOST_UNITS, Numbers, changed, drawn

SIZES = [*product((1, 2, 4, LONGEST), (1, 3, MOST_UNITS), (False, True))]


def picture(numbers: Numbers, view: View | None = None, *, biases: bool = False) -> Graph:
    names = "abcdef"[: len(numbers.x)]
    moved = network.left_out(numbers)
    return unrolled(network.run(numbers), numbers, moved, names, view or View(), biases=biases)


def node(graph: Graph, name: str) -> Node:
    return next(each for each in graph.nodes if each.id == name)


def explained(numbers: Numbers, name: str) -> Arithmetic | None:
    return recurrence_arithmetic.explain(network.run(numbers), numbers, network.left_out(numbers), name)


def printed(arithmetic: Arithmetic) -> str:
    return "\n".join(" ".join(piece.text for piece in line) for line in arithmetic.lines)


@pytest.mark.parametrize(("n_steps", "n_hidden", "biases"), SIZES)
def test_every_size_can_be_drawn_unrolled_and_rolled(n_steps: int, n_hidden: int, biases: bool) -> None:
    graph = picture(drawn(n_steps, n_hidden, 1, biases=biases), biases=biases)
    rolled = rolled_up(graph)
    for each in (graph, rolled):
        as_data(each)
        assert all(node.x + node.width / 2 < each.width for node in each.nodes)
        assert all(node.y + node.height / 2 < each.height for node in each.nodes)
    assert {each.id for each in rolled.nodes} >= {"h.1", "x.1", "y.1", "h_0", "xh", "hh", "hy"}
    assert any(each.source == each.target for each in rolled.edges) is (n_steps > 1)
    assert len(graph.steps) == last_update(n_steps) + 2


def test_unrolling_leaves_every_box_of_the_loop_where_it_was() -> None:
    graph = picture(drawn(4, 3, 1))
    for each in rolled_up(graph).nodes:
        assert (each.x, each.y) == (node(graph, each.id).x, node(graph, each.id).y)
    assert rolled_up(graph).height == graph.height


def test_the_boxes_print_the_numbers_of_the_run() -> None:
    numbers = drawn(4, 3, 1)
    run, graph = network.run(numbers), picture(numbers)
    for t in range(1, 5):
        assert [cell.value for cell in node(graph, f"h.{t}").cells] == run.trace.h[t, 0].tolist()
        assert [cell.value for cell in node(graph, f"y.{t}").cells] == run.y[t - 1, 0].tolist()
        assert [cell.value for cell in node(graph, f"x.{t}").cells] == numbers.x[t - 1].tolist()
        (moved,) = node(graph, f"m.{t}").cells
        assert moved.value == np.abs(network.left_out(numbers)[t - 1]).max()


@pytest.mark.parametrize(("n_steps", "n_hidden", "biases"), SIZES)
def test_every_editable_cell_names_the_entry_that_it_shows(n_steps: int, n_hidden: int, biases: bool) -> None:
    numbers = drawn(n_steps, n_hidden, 3, biases=biases)
    seen = set()
    for box in (each for each in picture(numbers, biases=biases).nodes if each.editable):
        for k, cell in enumerate(box.cells, start=1):
            found = weight_boxes.place(f"{box.id}.{cell.index or k}", numbers)
            assert found is not None
            name, place = found
            assert getattr(numbers, name)[tuple(i - 1 for i in place)] == cell.value
            seen.add(found)
    arrays = [name for name in network.NAMES if biases or not name.startswith("b_")]
    assert len(seen) == sum(getattr(numbers, name).size for name in arrays)


@pytest.mark.parametrize(
    "cell",
    ["", "x", "x.1", "x.0.1", "x.5.1", "x.1.3", "h.1.1", "hh", "hh.0", "hh.10", "hh.²", "hh.1.1",
     "h_0.4", "y.1.1", "m.1.1", "b_h.", "💥.1", "W_hh.1", "x.1.1.1"],
)  # fmt: skip
def test_other_cells_cannot_be_edited(cell: str) -> None:
    assert weight_boxes.place(cell, drawn(4, 3, 1)) is None


def test_one_arrow_stands_for_one_matrix_at_every_step() -> None:
    graph = picture(drawn(4, 3, 1))
    groups = [edge.group for edge in graph.edges]
    assert {group: groups.count(group) for group in groups} == {"W_xh": 4, "W_hh": 4, "W_hy": 4}
    sources = {edge.id: edge.source for edge in graph.edges}
    assert [sources[f"W_hh.{t}"] for t in range(1, 5)] == ["h_0", "h.1", "h.2", "h.3"]


def test_a_distance_is_printed_as_0_only_when_nothing_moves() -> None:
    forgetful = changed(drawn(4, 3, 1), "W_hh", (), 0.0)
    assert [node(picture(forgetful), f"m.{t}").cells[0].text for t in (1, 2, 3)] == ["0"] * 3
    faint = changed(drawn(4, 3, 1), "W_hh", (), 1e-3)
    assert node(picture(faint), "m.1").cells[0].text.endswith("⁹")


def test_a_saturated_unit_says_what_is_missing() -> None:
    graph = picture(changed(drawn(2, 2, 1), "W_xh", (1, 1), 30.0))
    saturated, other = node(graph, "h.1").cells
    assert saturated.text == "1.00"
    assert saturated.hint.endswith("short of 1")
    assert other.hint == ""
    other_end = explained(changed(drawn(2, 2, 1), "W_xh", (1, 1), -30.0), "h.1.1")
    assert other_end is not None
    assert "never reaches −1" in other_end.words


@pytest.mark.parametrize(("n_steps", "n_hidden", "biases"), SIZES)
def test_every_box_cell_and_arrow_has_its_arithmetic(n_steps: int, n_hidden: int, biases: bool) -> None:
    numbers = drawn(n_steps, n_hidden, 2, biases=biases)
    graph = picture(numbers, biases=biases)
    for box in graph.nodes:
        assert explained(numbers, box.id) is not None, box.id
        for k, cell in enumerate(box.cells, start=1):
            assert explained(numbers, f"{box.id}.{cell.index or k}") is not None
    for edge in graph.edges:
        found = explained(numbers, edge.id)
        assert found is not None
        np.testing.assert_array_equal(found.matrix, getattr(numbers, edge.group))


@pytest.mark.parametrize(
    "name", ["", "h", "h.0", "h.5", "h.1.4", "h.1.1.1", "y.1.3", "m.1.2", "q.1", "h.x", "h.²", "hh.99", "💥"]
)
def test_there_is_no_arithmetic_of_what_is_not_drawn(name: str) -> None:
    assert explained(drawn(4, 3, 1), name) is None


@pytest.mark.parametrize("biases", [False, True])
@pytest.mark.parametrize("t", [1, 2, 4])
def test_the_terms_of_a_unit_add_up_to_what_enters_the_tanh(t: int, biases: bool) -> None:
    numbers = drawn(4, 3, 2, biases=biases)
    run = network.run(numbers)
    for unit in (1, 2, 3):
        found = explained(numbers, f"h.{t}.{unit}")
        assert found is not None
        text = printed(found)
        assert f"tanh( {signed(float(run.trace.a[t - 1, 0, unit - 1]), 3)} )" in text
        products = re.findall(r"([+−]) ([\d.]+)·\(?(−?[\d.]+)\)?", text)
        total = sum((1 if sign == "+" else -1) * float(w) * float(v.replace("−", "-")) for sign, w, v in products)
        total += float(numbers.b_h[unit - 1])
        assert total == pytest.approx(float(run.trace.a[t - 1, 0, unit - 1]), abs=0.01)
        assert ("h₀ = 0" in text) is (t == 1)


def test_the_first_line_is_the_lectures_general_form() -> None:
    found = explained(drawn(4, 3, 1), "h.3")
    assert found is not None
    general, special, *_ = printed(found).split("\n")
    assert general == "h₃ = f_W( h₂, x₃ )"
    assert special == "= tanh( W_hh·h₂ + W_xh·x₃ )"


def test_a_weight_shows_that_it_is_used_at_every_step() -> None:
    numbers = drawn(4, 3, 1)
    found = explained(numbers, "hh.2")
    assert found is not None
    assert found.title == "W_hh[1,2] = 0.300: one number, used 4 times"
    h = network.run(numbers).trace.h[:-1, 0, 1]
    for line, value in zip(found.lines, h.tolist(), strict=True):
        assert line[-1].text == signed(0.3 * value, 3)
