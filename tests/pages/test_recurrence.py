"""The lesson `recurrence`: its promises hold in the script that the server runs."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.recurrence.model.network import NAMES, changed, drawn, left_out
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    cards,
    control,
    explained_controls,
    figure,
    press,
    texts,
    ticked,
    words,
)

SIZES = [{"steps": "1", "hidden": "1"}, {"steps": "6", "hidden": "4", "biases": "on"}]


def box(at: AppTest, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(node for node in figure(at)["nodes"] if node["id"] == name)
    return found


def last_state(at: AppTest, steps: int = 4) -> list[str]:
    return texts(at, f"h.{steps}")


def numbers(at: AppTest, label: str) -> AppTest:
    return press(at, "recurrence.numbers", label)


def disabled(at: AppTest, label: str) -> bool:
    found = next(each for each in cards(at)["recurrence.numbers"]["presses"] if each["label"] == label)
    return bool(found["disabled"])


def go(at: AppTest, option: str) -> AppTest:
    return press(at, "recurrence.guide", option)


def test_permuting_the_inputs_changes_the_final_state(open_lesson: OpenLesson) -> None:
    given = last_state(open_lesson("recurrence"))
    reversed_, swapped = (open_lesson("recurrence", order=o) for o in ("reversed", "b first"))
    assert len({tuple(given), tuple(last_state(reversed_)), tuple(last_state(swapped))}) == 3
    at = open_lesson("recurrence")
    inputs = [texts(at, f"x.{t}") for t in (1, 2, 3, 4)]
    assert [texts(reversed_, f"x.{t}") for t in (4, 3, 2, 1)] == inputs
    assert texts(swapped, "x.1") == inputs[1]


def test_the_stop_order_reverses_the_inputs_and_hides_where_they_lead_until_it_is_answered(
    open_lesson: OpenLesson,
) -> None:
    before = last_state(open_lesson("recurrence"))
    at = open_lesson("recurrence", stop="order")
    assert [box(at, f"x.{t}")["caption"] for t in (1, 2, 3, 4)] == list("dcba")
    assert set(last_state(at)) == {"?"}
    assert "order matters" not in words(at)
    go(at, "another vector")
    assert set(figure(at)["highlight"]) == {"h.4"}
    assert last_state(at) != before
    assert "the order matters" in words(at)


def test_without_w_hh_the_network_forgets(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence", stop="forgetting")
    assert set(texts(at, "hh")) == {"0"}
    assert [texts(at, f"m.{t}") for t in (1, 2, 3, 4)] == [["?"]] * 4
    assert "by **0**" not in words(at)
    go(at, "only d")
    assert [texts(at, f"m.{t}") for t in (1, 2, 3)] == [["0"]] * 3
    kept = np.abs(left_out(changed(drawn(4, 3, 1), "W_hh", (), 0.0))[3]).max()
    assert texts(at, "m.4") == [f"{kept:.2f}"]
    before = np.abs(left_out(drawn(4, 3, 1))[0]).max()
    assert f"Without a, h₄ now changes by **0**; before by {before:.2f}" in words(at)
    numbers(at, "Undo")
    assert texts(at, "hh") == texts(open_lesson("recurrence"), "hh")
    numbers(at, "W_hh = 0")
    assert "edits" not in address(at), "that is the stop's own state"
    assert disabled(at, "W_hh = 0"), "once is enough"


def test_a_network_that_forgets_does_not_see_the_order_before_the_last(open_lesson: OpenLesson) -> None:
    given = last_state(open_lesson("recurrence", edits="W_hh=0"))
    assert last_state(open_lesson("recurrence", edits="W_hh=0", order="b first")) == given
    assert last_state(open_lesson("recurrence", edits="W_hh=0", order="reversed")) != given


def test_more_steps_need_not_one_more_weight(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence")
    before = [box(at, name)["texts"] for name in ("xh", "hh", "hy")]
    states = [texts(open_lesson("recurrence", stop="copies"), f"h.{t}") for t in (1, 2, 3, 4)]
    at = open_lesson("recurrence", stop="any-length")
    assert [box(at, name)["texts"] for name in ("xh", "hh", "hy")] == before
    assert [texts(at, f"h.{t}") for t in (1, 2, 3, 4)] == states
    assert texts(at, "h.5")


def test_rolled_and_unrolled_are_one_object(open_lesson: OpenLesson) -> None:
    unrolled, rolled = open_lesson("recurrence", stop="copies"), open_lesson("recurrence", drawing="rolled")
    assert figure(rolled)["morph"]
    assert figure(unrolled)["morph"]
    assert [step["text"] for step in figure(rolled)["steps"]] == [step["text"] for step in figure(unrolled)["steps"]]
    loop = box(rolled, "h.1")
    frames = {frame["id"]: frame["texts"] for frame in loop["frames"]}
    assert frames == {f"h.{t}": texts(unrolled, f"h.{t}") for t in (1, 2, 3, 4)}
    assert (loop["x"], loop["y"]) == (box(unrolled, "h.1")["x"], box(unrolled, "h.1")["y"])
    assert figure(rolled)["start_token"] == figure(unrolled)["start_token"]
    assert any(edge["source"] == edge["target"] for edge in figure(rolled)["edges"])
    assert any(note["text"] == "h_t = f_{W}(h_{t−1}, x_{t})" for note in figure(rolled)["notes"])


@pytest.mark.parametrize("edit", ["W_xh.1.1", "W_hh.2.2", "W_hy.1.3", "h_0.1", "x.1.1"])
def test_every_given_number_can_be_edited_and_the_change_undone(open_lesson: OpenLesson, edit: str) -> None:
    before = figure(open_lesson("recurrence"))
    at = open_lesson("recurrence", edits=f"{edit}=2.5")
    after = figure(at)
    changed_boxes = {
        new["id"] for old, new in zip(before["nodes"], after["nodes"], strict=True) if old["texts"] != new["texts"]
    }
    assert len(changed_boxes) > 1
    assert any(kind.startswith("y.") for kind in changed_boxes), "everything recomputes"
    numbers(at, "Undo")
    assert [node["texts"] for node in figure(at)["nodes"]] == [node["texts"] for node in before["nodes"]]
    numbers(at, "Redo")
    assert [node["texts"] for node in figure(at)["nodes"]] == [node["texts"] for node in after["nodes"]]


def test_the_given_boxes_and_no_others_can_be_edited(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence", biases="on")
    editable = {node["id"] for node in figure(at)["nodes"] if node.get("editable")}
    assert editable == {"h_0", "x.1", "x.2", "x.3", "x.4", "xh", "hh", "hy", "b_h", "b_y"}


def test_biases_are_off_as_in_the_lecture_and_can_be_added(open_lesson: OpenLesson) -> None:
    without, with_them = open_lesson("recurrence"), open_lesson("recurrence", biases="on")
    assert "b_h" not in {node["id"] for node in figure(without)["nodes"]}
    assert texts(without, "hh") == texts(with_them, "hh")
    assert last_state(without) != last_state(with_them)


def test_the_answer_waits_and_is_computed_from_the_model_on_the_screen(open_lesson: OpenLesson) -> None:
    moves = np.abs(left_out(drawn(4, 3, 1))).max(axis=1)
    best = "abcd"[int(moves.argmax())]
    at = open_lesson("recurrence", stop="left-out")
    graph = figure(at)
    assert graph["veil_after"] == graph["start"]
    assert set(graph["steps"][graph["start"] + 1]["lit"]) == {"m.1", "m.2", "m.3", "m.4"}
    go(at, "d")
    assert "Not “d”" in words(at)
    assert f"The answer is **“{best}”**" in words(at)
    assert f"[{moves.max():.2f}](m.2)" in words(at)
    graph = figure(at)
    assert graph["veil_after"] is None
    assert graph["start"] == len(graph["steps"]) - 1
    assert "recurrence" in ticked(at)


def test_an_edit_leaves_the_guide_where_it_is_and_says_what_has_changed(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence", stop="left-out")
    go(at, "b")
    assert "is right" in words(at)
    numbers(at, "W_hh = 0")
    assert "W\\_hh \\= 0** changed h₄ by" in words(at)
    assert "7 of 10" in cards(at)["recurrence.guide"]["title"]
    assert figure(at)["veil_after"] is None
    go(at, "Resume")
    assert "edits" not in address(at)


def test_other_weights_replace_what_was_typed_over_weights_only(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence", edits="W_hh=0~x.1.1=3")
    button(at, "New weights (seed 1)").click().run()
    assert address(at)["edits"] == "x.1.1=3"
    assert texts(at, "x.1")[0] == "3"
    assert texts(at, "hh") != texts(open_lesson("recurrence"), "hh")


def test_an_edited_input_keeps_its_letter_when_the_order_changes(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence", edits="x.1.1=3", order="reversed")
    assert texts(at, "x.4")[0] == "3"
    assert box(at, "x.4")["caption"] == "a"
    assert "a\\[1\\] \\= 3" in words(at)


def test_start_values_take_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence", edits="W_hh=0", order="reversed", steps="6", biases="on")
    button(at, "Start values").click().run()
    fresh = figure(open_lesson("recurrence"))
    assert [node["texts"] for node in figure(at)["nodes"]] == [node["texts"] for node in fresh["nodes"]]
    assert "edits" not in address(at)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("drawing", ["rolled", "unrolled"])
@pytest.mark.parametrize("order", ["as given", "reversed", "b first"])
def test_the_smallest_and_the_largest_network_work(
    open_lesson: OpenLesson, size: dict[str, str], drawing: str, order: str
) -> None:
    at = open_lesson("recurrence", drawing=drawing, order=order, **size)
    assert not at.warning
    numbers(at, "W_hh = 0")
    assert not at.exception


def test_the_largest_numbers_overflow_nothing(open_lesson: OpenLesson) -> None:
    everything = "~".join(f"{name}=100" for name in NAMES)
    at = open_lesson("recurrence", edits=everything, biases="on")
    assert last_state(at) == ["1.00"] * 3
    assert all("short of 1" in hint for hint in box(at, "h.4")["hints"])


@pytest.mark.parametrize(
    "bad",
    [
        {"edits": "W_hh=nan"},
        {"edits": "x=1" * 5000},
        {"steps": "0"},
        {"hidden": "1e9"},
        {"order": "💥"},
        {"drawing": ""},
        {"seed": "-1"},
    ],
)
def test_a_bad_link_is_refused_and_the_start_values_stand(open_lesson: OpenLesson, bad: dict[str, str]) -> None:
    at = open_lesson("recurrence", **bad)
    assert "could not be used" in words(at)
    assert last_state(at) == last_state(open_lesson("recurrence"))


def test_a_stop_sets_all_it_speaks_of_whatever_was_typed_before(open_lesson: OpenLesson) -> None:
    for before in (
        {"seed": "5", "edits": "W_hh=0"},
        {"seed": "5", "edits": "x.1.1=3"},
        {"steps": "2", "order": "reversed"},
    ):
        at = open_lesson("recurrence", stop="edit", **before)
        go(at, "Resume")
        assert address(at) == {"stop": "edit"}
        assert texts(at, "hh")[0] == "−2"
        assert not disabled(at, "Undo")


def test_the_page_says_how_a_number_is_changed(open_lesson: OpenLesson) -> None:
    said = cards(open_lesson("recurrence"))["recurrence.numbers"]["body"]
    assert "double-click" in said
    assert "type" in said


def test_the_card_explains_what_the_figure_rings(open_lesson: OpenLesson) -> None:
    at = open_lesson("recurrence", steps="6", selected="h.6.2")
    assert figure(at)["selected"] == "h.6.2"
    control(at.slider, "recurrence.steps").set_value(3).run()
    assert figure(at)["selected"] == "h.2.1"
    assert said(figure(at), "h.2.1").startswith("h at t = 2, unit 1")


def test_there_are_at_most_four_controls_at_first_and_each_has_a_tooltip(open_lesson: OpenLesson) -> None:
    assert explained_controls(open_lesson("recurrence")) == {"drawing", "steps", "order"}


def test_hidden_units_of_the_lesson_after_it_do_not_reach_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", network="trained", hidden="32")
    at.switch_page("../pages/recurrence.py").run()
    assert not at.exception
    assert len(texts(at, "h.1")) == 3
