"""The path of the states: points lie where the plane says, and words do not cover one another."""

from itertools import combinations

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph, Node
from figures.payload import as_data
from lessons.sentiment.figure.path import BESIDE, Frame, path
from lessons.sentiment.model.reading import direction
from tests.lessons.sentiment.figure.readings import plane, scene


def point(figure: Graph, name: str) -> Node:
    return next(each for each in figure.nodes if each.id == name)


def test_points_lie_in_the_order_of_the_log_odds_and_the_line_divides_the_verdicts() -> None:
    drawn = scene()
    figure = path(drawn, plane(), View())
    across = [point(figure, f"at.{t}").x for t in range(5)]
    np.testing.assert_array_equal(np.argsort(across), np.argsort(drawn.reading.log_odds))
    line = point(figure, "boundary.0").x
    for t in range(5):
        assert (across[t] > line) == (drawn.reading.log_odds[t] > 0)


def test_the_axis_names_log_odds_where_they_are() -> None:
    drawn = scene()
    figure = path(drawn, plane(), View())
    ticks = {
        float(note.text.replace("−", "-")): note.x
        for note in figure.notes
        if note.text.replace("−", "").replace(".", "").isdigit()
    }
    (low, x_low), *_, (high, x_high) = sorted(ticks.items())
    s = float(drawn.reading.log_odds[-1])
    expected = x_low + (x_high - x_low) * (s - low) / (high - low)
    assert point(figure, "at.4").x == pytest.approx(expected, abs=1e-6)
    assert direction(drawn.reading.run.model)[1] == drawn.reading.log_odds[0]


def test_two_sentences_part_at_the_word_that_differs() -> None:
    figure = path(scene("it was not good", "it was good"), plane(), View())
    for t in (1, 2):
        at, beside = point(figure, f"at.{t}"), point(figure, f"beside.{t}")
        assert (at.x, at.y) == pytest.approx((beside.x, beside.y))
    assert point(figure, "at.4").x != point(figure, "beside.3").x
    words = [n.text for n in figure.notes if n.x < BESIDE and n.text in ("it", "was", "not", "good")]
    assert sorted(words) == ["good", "good", "it", "not", "was"]


def test_an_open_question_leaves_out_what_it_asks_for() -> None:
    figure = path(scene(twin="it was good"), plane(), View(veil_after=1))
    names = {node.id for node in figure.nodes}
    assert {"at.2", "beside.2"} <= names
    assert not {"at.3", "at.4", "beside.3"} & names


@pytest.mark.parametrize("kind", ["lstm", "rnn", "bag"])
@pytest.mark.parametrize("text", ["good", " ".join(["it was not zorb good"] * 4)])
def test_short_and_long_sentences_stay_inside_the_drawing(kind: str, text: str) -> None:
    figure = path(scene(text, kind=kind), plane(kind), View())
    data = as_data(figure)
    for node in data["nodes"]:
        assert 0 <= node["x"] <= data["width"]
        assert 0 <= node["y"] <= data["height"]


def test_words_do_not_cover_one_another() -> None:
    notes = [n for n in path(scene(), plane(), View()).notes if n.text in scene().reading.words]
    for one, other in combinations(notes, 2):
        near = abs(one.x - other.x) < 4 * (len(one.text) + len(other.text))
        assert not (near and abs(one.y - other.y) < 12), (one, other)


def test_a_frame_of_one_place_has_room() -> None:
    frame = Frame.of(np.zeros((1, 2)))
    assert frame.left < 0 < frame.right
    assert frame.low < 0 < frame.high
