"""The recurrent network that reads vectors: its picture and its cells."""

from itertools import product

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph, Node
from figures.payload import as_data
from lessons.recurrence.figure import weight_boxes
from lessons.recurrence.figure.graph import last_update, rolled_up, unrolled
from lessons.recurrence.model import network
from lessons.recurrence.model.network import LONGEST, MOST_UNITS, Numbers, changed, drawn

SIZES = [*product((1, 2, 4, LONGEST), (1, 3, MOST_UNITS), (False, True))]


def picture(numbers: Numbers, view: View | None = None, *, biases: bool = False) -> Graph:
    names = "abcdef"[: len(numbers.x)]
    return unrolled(
        network.run(numbers), numbers, network.states_without(numbers), names, view or View(), biases=biases
    )


def node(graph: Graph, name: str) -> Node:
    return next(each for each in graph.nodes if each.id == name)


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
