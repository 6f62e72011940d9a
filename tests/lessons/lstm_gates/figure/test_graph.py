"""The cell's diagram: every number is the run's, and the walk goes through the five panels."""

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph, Node
from figures.numbers import signed
from figures.payload import as_data
from lessons.lstm_gates import model
from lessons.lstm_gates.figure.equations import COMPLETE, STOPS, with_numbers
from lessons.lstm_gates.figure.graph import Walk, cell
from lessons.lstm_gates.figure.parts import BOXES, LIT
from lessons.lstm_gates.figure.strips import STRIPS, vectors
from rnn_core.cells.gate_clamp import Hold
from rnn_core.studies.clamped_run import Play, play
from rnn_core.studies.store_recall_task import READS

WORDS = ("?", "ab", "a.?!b..?", "." * 20)


def run(word: str = "a.?!b..?", *holds: Hold) -> Play:
    return play(model.network(), READS.encode(word), len(word) - 1, holds)


def drawn(word: str = "a.?!b..?", apart: int = 1, *holds: Hold, dense: bool = False) -> Graph:
    untouched = run(word)
    walk = Walk(run(word, *holds) if holds else untouched, untouched, apart)
    return cell(walk, View(dense=dense))


def node(graph: Graph, name: str) -> Node:
    return next(found for found in graph.nodes if found.id == name)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("dense", [False, True])
def test_every_word_gives_a_drawing_inside_its_frame(word: str, dense: bool) -> None:
    for holds in ((), (Hold("f", 0.0, (0,), (0,)),)):
        graph = drawn(word, 1, *holds, dense=dense)
        as_data(graph)
        for box in graph.nodes:
            assert 0 <= box.x - box.width / 2 <= box.x + box.width / 2 <= graph.width
            assert 0 <= box.y - box.height / 2 <= box.y + box.height / 2 <= graph.height


def test_the_drawing_keeps_its_size_whatever_is_held() -> None:
    free, held = drawn(), drawn("a.?!b..?", 1, Hold("f", 0.0, (0,), (5,)))
    assert (free.width, free.height) == (held.width, held.height)


def test_the_first_panels_come_in_the_lecture_s_order_and_light_what_they_are_about() -> None:
    graph = drawn()
    texts = [step.text for step in graph.steps[: COMPLETE + 1]]
    assert [stop.name in text for stop, text in zip(STOPS, texts, strict=True)] == [True] * 6
    for step, lit in zip(graph.steps, LIT, strict=False):
        assert set(lit) <= set(step.lit)
    assert len(graph.steps) == 6 + 7


def test_a_later_time_can_be_taken_apart() -> None:
    graph = drawn(apart=5)
    assert graph.steps[0].text.startswith("t = 5 · reads “b”")
    assert len(graph.steps) == 6 + 3


def test_every_box_shows_the_numbers_of_the_walk_s_time() -> None:
    graph, shown = drawn(), run()
    times = [t for t, _ in Walk(shown, shown, 1).moments]
    for box in BOXES:
        frames = node(graph, box.name).frames
        for t, frame in zip(times, frames, strict=True):
            assert [c.text for c in frame.cells] == [signed(v) for v in box.vector(shown, t)]
            assert frame.id == f"{box.name}.{t}"
            assert not any(c.label for c in frame.cells)


def test_the_untouched_number_stands_beside_each_that_the_hold_changed() -> None:
    hold = Hold("f", 0.0, (0,), (5,))
    graph, held, free = drawn("a.?!b..?", 1, hold), run("a.?!b..?", hold), run()
    at_6 = node(graph, "C").frames[COMPLETE + 5]
    assert at_6.cells[0].text == signed(float(held.trace.C[6, 0, 0]))
    assert at_6.cells[0].label == signed(float(free.trace.C[6, 0, 0]))
    before = node(graph, "C").frames[COMPLETE + 4]
    assert before.cells[0].label == ""


def test_the_strips_hold_the_values_of_every_time_and_their_gates_numbers() -> None:
    graph, shown = drawn(), run()
    for name, *_ in STRIPS:
        for t in range(1, 9):
            values = [c.value for c in node(graph, f"strip_{name}.{t}").cells]
            np.testing.assert_array_equal(values, vectors(shown, name)[t])


def test_saturation_is_told_for_the_three_gates() -> None:
    f = run().trace.f
    expected = f"{(f < 0.1).mean():.0%} below 0.1, {(f > 0.9).mean():.0%} above 0.9"
    assert expected in [note.text for note in drawn().notes]


def test_no_share_of_the_gates_is_told_before_they_are_shown() -> None:
    asked = cell(Walk(run(), run(), 4, asked=0), View())
    covered = cell(Walk(run(), run(), 4), View(answer_after=0))
    for graph in (asked, covered):
        assert not [note.text for note in graph.notes if "%" in note.text]


@pytest.mark.parametrize("stop", range(6))
def test_the_equation_with_numbers_ends_in_the_number_of_the_box(stop: int) -> None:
    shown = run()
    ends = {0: "C_prev", 1: "f", 2: "C_tilde", 3: "C", 4: "h", 5: "h"}
    box = next(box for box in BOXES if box.name == ends[stop])
    for t in (1, 4, 8):
        for unit in (0, 1):
            text = with_numbers(shown, stop, t, unit)
            assert text.endswith(f" {signed(float(box.vector(shown, t)[unit]))}")


def test_a_held_gate_s_equation_says_so() -> None:
    held = run("a.?!b..?", Hold("f", 0.25, (0,), (5,)))
    assert with_numbers(held, 1, 6, 0) == "f[1] = 0.25, fixed"
    assert "σ" in with_numbers(held, 1, 6, 1)
