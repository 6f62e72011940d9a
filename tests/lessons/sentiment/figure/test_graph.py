"""The drawing of a sentence: every number is the reading's, and an open question hides its own."""

import pytest

from figures.columns import View
from figures.graph import Node
from figures.numbers import signed
from figures.payload import as_data
from lessons.sentiment.figure.graph import sentence
from lessons.sentiment.figure.scene import Scene, columns
from tests.lessons.sentiment.figure.readings import H, scene


def box(drawn: Scene, name: str, view: View | None = None) -> Node:
    return next(each for each in sentence(drawn, view or View()).nodes if each.id == name)


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
def test_every_box_shows_the_reading_s_number(kind: str) -> None:
    drawn = scene(kind=kind)
    reading = drawn.reading
    for t in range(1, 5):
        assert box(drawn, f"p.{t}").cells[0].text == signed(float(reading.p[t]))
        assert box(drawn, f"d.{t}").cells[0].value == reading.changes[t - 1]
        assert [cell.value for cell in box(drawn, f"h.{t}").cells] == reading.h[t].tolist()
        assert box(drawn, f"u.{t}").cells[0].value == reading.h[t, 3]
        assert box(drawn, f"x.{t}").cells[0].text == reading.words[t - 1]


def test_the_curve_is_as_high_as_p() -> None:
    drawn = scene()
    top, bottom = (box(drawn, "half.0").y + shift for shift in (-42, 42))
    for t in range(1, 5):
        height = (bottom - box(drawn, f"s.{t}").y) / (bottom - top)
        assert height == pytest.approx(float(drawn.reading.p[t]), abs=1e-9)


def test_a_word_it_does_not_know_is_marked_and_its_own_letters_stay() -> None:
    unknown, known = box(scene("it was zorb"), "x.3"), box(scene("it was good"), "x.3")
    assert (unknown.caption, unknown.role, unknown.cells[0].mark) == ("<unk>", "input", "wrong")
    assert unknown.cells[0].text == "zorb"
    assert "not in the vocabulary" in unknown.cells[0].hint
    assert (known.caption, known.role) == ("", "input")


def test_an_open_question_takes_the_later_curve_out_of_the_data_and_hides_the_boxes() -> None:
    figure = sentence(scene(twin="it was good"), View(start=1, veil_after=1))
    names = {node.id for node in figure.nodes} | {edge.id for edge in figure.edges}
    assert {"s.1", "s.2", "r.1", "r.2", "s_line.2"} <= names
    assert not {"s.3", "s.4", "r.3", "s_line.3"} & names
    assert figure.veils("h.4.2")
    assert figure.veils("p.4")
    assert not figure.veils("p.2")
    assert not figure.veils("x.4")


def test_the_other_verdict_stands_at_its_end_unless_the_question_is_open() -> None:
    drawn = scene("it was not good", "it was good")
    assert drawn.twin is not None
    assert box(drawn, "r.3").caption == signed(float(drawn.twin.p[3]))
    assert box(drawn, "r.2").caption == ""
    covered = sentence(drawn, View(veil_after=1))
    assert all(note.x < 100 for note in covered.notes)
    said = {node.id: node.alt + node.cells[0].hint for node in covered.nodes if node.id.startswith("other.")}
    assert "p(positive)" in said["other.2"]
    assert "p(positive)" not in said["other.3"]


def test_the_other_sentence_stands_below_in_shared_columns() -> None:
    drawn = scene("it was not good", "it was good")
    assert box(drawn, "other.3").x == box(drawn, "x.4").x
    assert box(drawn, "r.3").x == box(drawn, "s.4").x
    text = [step.text for step in sentence(drawn, View()).steps]
    assert len(text) == 4
    only = sentence(scene("it was good", "it was not good"), View()).steps[2]
    assert only.text.startswith("only the other sentence has “not”")


@pytest.mark.parametrize("text", ["good", "zorb", " ".join(["good"] * 24)])
@pytest.mark.parametrize("dense", [False, True])
def test_the_shortest_and_the_longest_sentence_can_be_drawn(text: str, *, dense: bool) -> None:
    figure = sentence(scene(text, "it was zorb"), View(dense=dense))
    data = as_data(figure)
    assert len(data["steps"]) >= len(text.split())
    assert max(node["y"] + node["height"] / 2 for node in data["nodes"]) <= data["height"]
    assert max(node["x"] + node["width"] / 2 for node in data["nodes"]) <= data["width"]
    assert len(box(scene(text), "h.1").cells) == H


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("a b", None, [(1, None), (2, None)]),
        ("it was not good", "it was good", [(1, 1), (2, 2), (3, None), (4, 3)]),
        ("it was good", "it was not good", [(1, 1), (2, 2), (None, 3), (3, 4)]),
        ("a", "b", [(1, 1)]),
        ("a b c", "x", [(1, 1), (2, None), (3, None)]),
        ("a", "a", [(1, 1)]),
    ],
)
def test_equal_words_share_a_column(
    first: str, second: str | None, expected: list[tuple[int | None, int | None]]
) -> None:
    found = columns(first.split(), None if second is None else second.split())
    assert list(found) == expected


def test_no_word_is_lost_and_none_comes_twice() -> None:
    found = columns(["a", "b", "a", "c", "b"], ["b", "a", "a", "d", "b"])
    assert [t for t, _ in found if t] == [1, 2, 3, 4, 5]
    assert [s for _, s in found if s] == [1, 2, 3, 4, 5]
