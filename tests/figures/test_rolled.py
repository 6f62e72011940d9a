"""The rolled network: one box of each kind, loops, and the same walk through the same numbers."""

from collections import Counter

import pytest
from hypothesis import given, settings

from figures.columns import View
from figures.graph import Cell, Edge, Graph, Node, Note, Step
from figures.payload import as_data
from figures.rolled import roll
from lessons.hello.figure import reading, step_of, writing
from rnn_core import presets, sample
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from tests.figures.runs import runs

SLIDE = presets.hello_slide()


def slide(view: View | None = None) -> Graph:
    return reading(SLIDE.run(), SLIDE.vocabulary, view or View())


def node(graph: Graph, name: str) -> Node:
    return next(each for each in graph.nodes if each.id == name)


def edge(graph: Graph, name: str) -> Edge:
    return next(each for each in graph.edges if each.id == name)


def box(name: str, x: float, y: float = 100) -> Node:
    kind, _, time = name.partition(".")
    return Node(name, "hidden", x, y, 60, 20, (Cell(time),), title=name, alt=f"{kind} at t = {time}")


def translation() -> Graph:
    """An encoder s and a decoder h with one edge between them, and a vector that stands alone."""
    nodes = [box(f"s.{t}", 200 + 120 * t) for t in (1, 2, 3)]
    nodes += [box(f"h.{t}", 560 + 120 * t) for t in (1, 2)]
    edges = [
        *(Edge(f"W_1.{t}", "hidden", f"s.{t - 1}", f"s.{t}", "W_1", "W_1") for t in (2, 3)),
        Edge("vector.1", "hidden", "s.3", "h.1", "vector", "s_3"),
        Edge("W_2.2", "hidden", "h.1", "h.2", "W_2", "W_2"),
        Edge("first.1", "hidden", "s_0", "s.1", "W_1", "W_1"),
    ]
    steps = [Step(name, (name,), (name,)) for name in ("s.1", "s.2", "s.3", "h.1", "h.2")]
    notes = (Note(8, 100, "state"), Note(320, 20, "encoder"), Note(440, 20, "x"), Note(680, 20, "d"))
    return Graph(900, 200, (box("s_0", 180), *nodes), tuple(edges), notes, tuple(steps))


def test_every_kind_of_the_slide_is_one_box_and_every_matrix_one_arrow() -> None:
    rolled = roll(slide())
    assert {each.id for each in rolled.nodes} == {"x.1", "h.1", "y.1", "p.1", "L.1"}
    assert {each.id: (each.source, each.target) for each in rolled.edges} == {
        "W_xh.1": ("x.1", "h.1"),
        "W_hh.2": ("h.1", "h.1"),
        "W_hy.1": ("h.1", "y.1"),
        "softmax.1": ("y.1", "p.1"),
        "L_edge.1": ("p.1", "L.1"),
    }
    assert edge(rolled, "W_hh.2").label == "W_hh"
    assert rolled.morph


def test_the_boxes_stay_where_the_first_copies_stand() -> None:
    unrolled = slide()
    for each in roll(unrolled).nodes:
        first = node(unrolled, each.id)
        assert (each.x, each.y, each.width, each.cells) == (first.x, first.y, first.width, first.cells)
    assert roll(unrolled).notes == unrolled.notes


def test_a_box_shows_the_time_that_the_walk_has_reached() -> None:
    unrolled, rolled = slide(), roll(slide())
    for t in range(1, 5):
        shown = node(rolled, "h.1").frames
        original = node(unrolled, f"h.{t}")
        for action in ("update", "predict"):
            frame = shown[step_of(t, action)]
            assert (frame.id, frame.title, frame.cells) == (original.id, original.title, original.cells)
        before = shown[step_of(t, "read")]
        assert before.id == f"h.{max(1, t - 1)}"
        assert node(rolled, "x.1").frames[step_of(t, "read")].caption == node(unrolled, f"x.{t}").caption


def test_the_walk_keeps_its_words_and_reaches_everything_once() -> None:
    unrolled, rolled = slide(), roll(slide())
    assert [step.text for step in rolled.steps] == [step.text for step in unrolled.steps]
    lit = Counter(name for step in rolled.steps for name in step.lit)
    assert set(lit.values()) == {1}
    assert set(lit) == {each.id for each in rolled.nodes} | {each.id for each in rolled.edges}
    assert "W_hh.2" in rolled.steps[step_of(2, "update")].lit
    assert all(rolled.steps[step_of(t, "update")].now == ("h.1",) for t in range(1, 5))


def test_the_drawing_leaves_room_for_the_loop_and_its_label() -> None:
    rolled = roll(slide())
    right = node(rolled, "h.1").x + node(rolled, "h.1").width / 2
    assert right + 80 < rolled.width < slide().width


def test_what_is_fed_back_is_one_arrow_around_the_column() -> None:
    written = sample.greedy(SLIDE.model, SLIDE.vocabulary, "h", 4)
    rolled = roll(writing(written, SLIDE.vocabulary, View(), temperature=0))
    fed_back = edge(rolled, "fed_back.1")
    assert (fed_back.source, fed_back.target, fed_back.style) == ("p.1", "x.1", "feedback")
    assert rolled.width > node(rolled, "p.1").x + 42 + 90
    as_data(rolled)


def test_two_kinds_of_states_stay_two_boxes_with_a_loop_each() -> None:
    rolled = roll(translation())
    assert [each.id for each in rolled.nodes] == ["s_0", "s.1", "h.1"]
    ends = {each.id: (each.source, each.target) for each in rolled.edges}
    assert ends == {
        "first.1": ("s_0", "s.1"),
        "W_1.2": ("s.1", "s.1"),
        "vector.1": ("s.1", "h.1"),
        "W_2.2": ("h.1", "h.1"),
    }
    assert edge(rolled, "vector.1").style == "curve", "a straight arrow would cross the loop"
    assert [frame.id for frame in node(rolled, "s.1").frames] == ["s.1", "s.2", "s.3", "s.3", "s.3"]
    assert [frame.id for frame in node(rolled, "h.1").frames] == ["h.1"] * 4 + ["h.2"]
    as_data(rolled)


def test_columns_move_together_but_leave_room_for_a_loop() -> None:
    unrolled, rolled = translation(), roll(translation())
    encoder, decoder = node(rolled, "s.1"), node(rolled, "h.1")
    assert encoder.x == node(unrolled, "s.1").x
    assert 60 + 48 < decoder.x - encoder.x < node(unrolled, "h.1").x - encoder.x
    assert decoder.x + 30 + 60 < rolled.width < unrolled.width


def test_a_node_without_a_time_stays_as_it_is() -> None:
    assert node(roll(translation()), "s_0") == node(translation(), "s_0")


def test_notes_stay_with_the_rows_and_the_columns_that_are_left() -> None:
    rolled = roll(translation())
    decoder = node(rolled, "h.1").x
    assert [(note.text, note.x) for note in rolled.notes] == [
        ("state", 8), ("encoder", 320), ("d", decoder)
    ]  # fmt: skip


def test_a_screen_reader_is_not_told_a_time_that_changes() -> None:
    rolled = roll(slide())
    words = [each.alt for each in rolled.nodes] + [each.alt for each in rolled.edges]
    assert not [alt for alt in words if "t = " in alt]


def test_what_is_pointed_out_is_pointed_out_where_it_fell() -> None:
    rolled = roll(slide(View(highlight=("h.3", "h.4.2", "W_hh.4", "x.1"))))
    assert rolled.highlight == ("h.1", "h.4.2", "W_hh.2", "x.1")


@pytest.mark.parametrize("asked", [1, 2])
def test_an_open_question_hides_what_later_steps_would_show(asked: int) -> None:
    unrolled = slide(View(veil_after=step_of(asked, "update")))
    for each in unrolled.nodes:
        assert roll(unrolled).veils(each.id) is unrolled.veils(each.id), each.id


@settings(max_examples=25, deadline=None)
@given(runs(longest=9))
def test_a_network_of_any_size_can_be_rolled(made: tuple[Run, Vocabulary]) -> None:
    run, vocabulary = made
    rolled = roll(reading(run, vocabulary, View()))
    as_data(rolled)
    assert len(rolled.nodes) == 5
    assert any(each.source == each.target for each in rolled.edges) is (len(run.y) > 1)
    assert all(bool(each.frames) is (len(run.y) > 1) for each in rolled.nodes)
