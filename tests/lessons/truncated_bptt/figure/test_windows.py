"""The scissors' figure: state arrows go on, gradient arrows stop, the walk is the training."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.columns import View
from figures.graph import Edge, Graph, Node
from figures.numbers import signed
from figures.payload import as_data
from lessons.truncated_bptt import figure
from lessons.truncated_bptt.model import windows
from lessons.truncated_bptt.model.windows import Windows
from rnn_core import model, presets
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from tests.figures.runs import runs


def of(word: str, k: int, units: int = 3) -> tuple[Windows, Vocabulary]:
    vocabulary = Vocabulary.of(word)
    network = presets.drawn(vocabulary, units, 1)
    return windows.of(model.run(network, *vocabulary.pairs(word)), k), vocabulary


def drawn(word: str = "hello hello", k: int = 3, units: int = 3) -> Graph:
    return figure.windows.graph(*of(word, k, units), View())


def node(graph: Graph, name: str) -> Node:
    return next(each for each in graph.nodes if each.id == name)


def arrows(graph: Graph, group: str) -> list[Edge]:
    return [each for each in graph.edges if each.group == group]


@settings(max_examples=30)
@given(runs(), st.integers(1, 40))
def test_every_size_is_a_drawing_whose_boxes_do_not_overlap(drawn_run: tuple[Run, Vocabulary], k: int) -> None:
    run, vocabulary = drawn_run
    graph = figure.windows.graph(windows.of(run, k), vocabulary, View())
    as_data(graph)
    lit = {name for step in graph.steps for name in step.lit}
    assert lit == {n.id for n in graph.nodes} | {e.id for e in graph.edges}
    first = sorted((n for n in graph.nodes if n.id.endswith(".1")), key=lambda each: each.y)
    for upper, lower in pairwise(first):
        assert upper.y + upper.height / 2 < lower.y - lower.height / 2
    for each in graph.nodes:
        assert each.height / 2 <= each.y <= graph.height - each.height / 2
        assert each.width / 2 <= each.x <= graph.width - each.width / 2


def test_state_arrows_go_on_and_gradient_arrows_stop_at_the_borders() -> None:
    graph = drawn(k=3)
    assert [each.id for each in arrows(graph, "W_hh")] == [f"W_hh.{t}" for t in range(2, 11)]
    assert not any(each.cut for each in arrows(graph, "W_hh"))
    back = arrows(graph, "back")
    assert [each.id for each in back if each.cut] == ["back.3", "back.6", "back.9"]
    assert all(each.cuttable for each in back)
    for forward, backward in zip(arrows(graph, "W_hh"), back, strict=True):
        assert (forward.source, forward.target) == (backward.target, backward.source)


@pytest.mark.parametrize("k", [10, 11, 40])
def test_a_window_of_the_whole_word_has_no_scissors(k: int) -> None:
    assert not any(each.cut for each in drawn(k=k).edges)


def test_boxes_print_the_numbers_of_the_run_and_of_both_gradients() -> None:
    found, vocabulary = of("hello", 2)
    graph = figure.windows.graph(found, vocabulary, View(digits=3))
    for t in range(1, 5):
        for kind, values in (("h", found.run.trace.h[t, 0]), ("g", found.h[t - 1, 0]), ("f", found.full.h[t, 0])):
            assert [c.text for c in node(graph, f"{kind}.{t}").cells] == [signed(value, 3) for value in values]
    assert [node(graph, f"L.{t}").caption for t in range(1, 5)] == ["“e”", "“l”", "“l”", "“o”"]
    assert len({node(graph, f"{kind}.{t}").scale for kind in "gf" for t in range(1, 5)}) == 1


def test_the_walk_goes_forward_and_back_through_one_window_after_the_other() -> None:
    now = [step.now[0] for step in drawn("hello", k=2).steps[:-1]]
    assert now == ["h.1", "h.2", "g.2", "g.1", "h.3", "h.4", "g.4", "g.3", "back.2"]


def test_a_cut_arrow_is_reached_only_after_the_window_behind_it() -> None:
    steps = drawn("hello", k=2).steps
    (place,) = (n for n, step in enumerate(steps) if "back.2" in step.lit)
    assert "g.3" in steps[place - 1].lit
    assert steps[place].text == "✂ h₂ counts as a constant: no gradient goes back into it"
    assert "h₂ is carried over" in steps[4].text


@pytest.mark.parametrize(
    ("taken", "let_go", "k", "wanted"),
    [
        ("back.2", "back.1", 2, 1),
        ("back.2", "back.3", 2, 3),
        ("back.6", "back.8", 3, 4),
        ("back.9", "back.1", 3, 1),
        ("back.4", "back.9", 1, 2),
        ("back.9", "back.8", 3, 2),
        ("back.6", "back.7", 3, 4),
    ],
)
def test_the_jth_cut_dragged_behind_step_t_makes_windows_of_t_over_j(
    taken: str, let_go: str, k: int, wanted: int
) -> None:
    assert figure.windows.dragged_to(taken, let_go, k, range(1, 40)) == wanted


def test_scissors_spring_to_the_nearest_k_there_is_and_stay_where_there_is_none() -> None:
    assert figure.windows.dragged_to("back.5", "back.17", 5, (1, 5, 10, 20)) == 20
    assert figure.windows.dragged_to("back.5", "back.14", 5, (1, 5, 10, 20)) == 10
    assert figure.windows.dragged_to("back.10", "back.9", 5, (5, 10)) == 5


def test_the_first_cut_is_the_node_chosen_first() -> None:
    assert figure.windows.first_cut(of("hello", 2)[0]) == "back.2"
    assert figure.windows.first_cut(of("hello", 4)[0]) == "g.1"
    assert figure.windows.first_cut(of("ab", 1)[0]) == "g.1"


def test_many_units_are_a_heat_map() -> None:
    graph = drawn("hello", k=2, units=20)
    assert {node(graph, f"{kind}.1").display for kind in "hgf"} == {"heat"}


def test_small_gradients_get_more_decimals_than_states() -> None:
    found, vocabulary = of("hello", 2)
    small = replace(found, h=found.h / 50, full=replace(found.full, cell=replace(found.full.cell, h=found.full.h / 50)))
    graph = figure.windows.graph(small, vocabulary, View())
    assert all(len(cell.text.rpartition(".")[2]) == 4 for cell in node(graph, "g.1").cells)
    assert all(len(cell.text.rpartition(".")[2]) == 2 for cell in node(graph, "h.1").cells)
