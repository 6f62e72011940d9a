"""The lesson `sequences`: its promises hold in the script that the server runs."""

import json
import math
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from figures.columns import View
from lessons.sequences.figure.graph import unrolled
from lessons.sequences.model import networks
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Wiring
from lessons.sequences.script import SCRIPT
from lessons.sequences.shown import KINDS, result
from lessons.sequences.state import WIRINGS, Sequences
from rnn_core.weights import count, named
from tests.explained import said
from tests.lessons.sequences.runs import shown as shown_by
from tests.pages.conftest import (
    OpenLesson,
    address,
    cards,
    control,
    explained_controls,
    exponent_of_the_proof,
    figure,
    press,
    texts,
    ticked,
    words,
)

LABELS = list(WIRINGS.values())


def boxes(at: AppTest, kind: str) -> list[dict[str, Any]]:
    return [box for box in figure(at)["nodes"] if box["id"].partition(".")[0] == kind]


def open_wiring(at: AppTest, wiring: Wiring) -> AppTest:
    """Press the picture of a wiring."""
    return press(at, f"sequences.{wiring}", WIRINGS[wiring])


def go(at: AppTest, option: str) -> AppTest:
    return press(at, "sequences.guide", option)


def shown_numbers(at: AppTest) -> list[str]:
    return [text for box in figure(at)["nodes"] for text in box["texts"]]


@pytest.mark.parametrize("wiring", LABELS)
def test_every_wiring_shows_its_x_h_y_and_losses_and_the_lecture_s_examples(
    open_lesson: OpenLesson, wiring: str
) -> None:
    at = open_lesson("sequences", wiring=wiring)
    assert not at.warning
    assert all(boxes(at, kind) for kind in ("x", "h", "y", "L", "total"))
    kind = KINDS[next(name for name in TASKS if WIRINGS[name] == wiring)]
    said_of_it = cards(at)["sequences.facts"]
    assert said_of_it["title"] == kind.title
    assert f"Input: **{kind.input}**. Output: **{kind.output}**." in said_of_it["body"]
    assert f"**{kind.lecture}**" in said_of_it["body"]
    losses = {box["id"] for box in boxes(at, "L")}
    assert {e["source"] for e in figure(at)["edges"] if e["group"] == "sum"} == losses
    assert not any("nan" in text for text in shown_numbers(at))


def test_each_picture_says_what_goes_in_and_out_and_opens_its_wiring(open_lesson: OpenLesson) -> None:
    for wiring, kind in KINDS.items():
        at = open_lesson("sequences")
        (picked,) = cards(at)[f"sequences.{wiring}"]["presses"]
        assert picked["chosen"] is (wiring == "one-one")
        shown = cards(open_wiring(at, wiring))
        chosen = [name for name in WIRINGS if shown[f"sequences.{name}"]["presses"][0]["chosen"]]
        assert chosen == [wiring]
        lines = shown[f"sequences.{wiring}"]["body"].split("  \n")
        assert lines[0] == f"Input: {kind.input}"
        assert kind.output.startswith(lines[1].removeprefix("Output: "))
        assert lines[2] == f"Example: {kind.usual}"
        assert not at.warning


def test_each_picture_has_the_boxes_and_arrows_of_its_figure_at_the_lengths_of_the_moment(
    open_lesson: OpenLesson,
) -> None:
    for read, written in (("4", "4"), ("12", "2")):
        for wiring, label in WIRINGS.items():
            at = open_lesson("sequences", wiring=label, T_x=read, T_y=written)
            picture, graph = cards(at)[f"sequences.{wiring}"]["picture"], figure(at)
            for role in ("input", "hidden", "output"):
                drawn = sum(box["role"] == role for box in picture["boxes"])
                assert drawn == sum(node["role"] == role for node in graph["nodes"])
            arrows = [edge for edge in graph["edges"] if edge["group"].startswith("W_")]
            assert len(picture["arrows"]) == len(arrows)


def test_a_presenter_has_no_pictures_but_a_control_of_the_wiring(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", present="1")
    assert "sequences.one-one" not in cards(at)
    assert control(at.button_group, "sequences.wiring").value == "one-one"


def test_a_length_beyond_that_of_training_is_named_as_one(open_lesson: OpenLesson) -> None:
    def facts(**lengths: str) -> str:
        return str(cards(open_lesson("sequences", wiring="aligned", **lengths))["sequences.facts"]["body"])

    assert "longer than in training" not in facts()
    assert "longer than in training" in facts(T_x="5")


@pytest.mark.parametrize("wiring", LABELS)
def test_all_copies_of_w_hh_are_one_group_and_one_to_one_has_none(open_lesson: OpenLesson, wiring: str) -> None:
    at = open_lesson("sequences", wiring=wiring)
    copies = [edge for edge in figure(at)["edges"] if edge["id"].startswith("W_hh.")]
    assert bool(copies) == (wiring != "one to one")
    assert all(edge["group"] == "W_hh" for edge in copies)
    first_too = wiring == "sequence to sequence"  # its h_0 is the encoder's last state
    assert len(copies) == len(boxes(at, "h")) - (not first_too)


@pytest.mark.parametrize("wiring", LABELS)
def test_the_number_of_parameters_does_not_change_with_t(open_lesson: OpenLesson, wiring: str) -> None:
    at = open_lesson("sequences", wiring=wiring, stop="weights")
    name = next(name for name in TASKS if WIRINGS[name] == wiring)
    learned = f"{count(networks.trained(name, 1))} learned numbers"
    notes = json.dumps(figure(at)["notes"])
    assert learned in notes
    for n in (1, 2, 12):
        shorter = open_lesson("sequences", wiring=wiring, stop="weights", T_x=str(n), T_y=str(n))
        assert learned in json.dumps(figure(shorter)["notes"])


def test_how_the_weights_do_not_grow_is_hidden_until_committed(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", stop="weights")
    assert "for any T" not in json.dumps(figure(at)["notes"])
    assert "still" not in cards(at)["sequences.facts"]["body"]
    go(at, "46")
    assert "is right" in words(at)
    assert "46 learned numbers for any T" in json.dumps(figure(at)["notes"])
    assert "T = 1,000: still **46** weights" in words(at)
    assert {"W_hh.2", "W_hh.3", "W_hh.4"} <= set(figure(at)["highlight"])
    assert "sequences" in ticked(at)


def test_no_stop_before_the_question_tells_its_answer(open_lesson: OpenLesson) -> None:
    for stop in ("one-many", "many-one", "without-not", "seq2seq", "aligned"):
        at = open_lesson("sequences", stop=stop)
        assert "still" not in cards(at)["sequences.facts"]["body"]
        assert "for any T" not in json.dumps(figure(at)["notes"])


def test_the_one_vector_joins_encoder_and_decoder(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", wiring="sequence to sequence")
    bridges = [
        (e["source"], e["target"])
        for e in figure(at)["edges"]
        if e["source"].startswith("s.") and e["target"].startswith("h.")
    ]
    assert bridges == [("s.4", "h.1")]
    assert figure(at)["highlight"] == ["s.4"]
    notes = " ".join(note["text"] for note in figure(at)["notes"])
    assert "encoder W_{1}" in notes
    assert "decoder W_{2}" in notes


def test_not_turns_the_verdict_with_the_same_weights(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", stop="many-one")
    before = texts(at, "y.4")
    assert float(before[0].replace("−", "-")) < float(before[1].replace("−", "-"))
    press(at, "sequences.facts", "Take “not” away")
    after = texts(at, "y.3")
    assert float(after[0].replace("−", "-")) > float(after[1].replace("−", "-"))
    press(at, "sequences.facts", "Put “not” back")
    assert texts(at, "y.4") == before


def test_what_the_network_predicts_without_not_waits_for_an_answer(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", stop="without-not")
    assert set(texts(at, "y.3")) == {"?"}
    assert not [edge for edge in figure(at)["edges"] if edge.get("label") in ("good", "bad")]
    go(at, "bad")
    assert "✗ Not “bad" in words(at)
    assert "**“good”**" in words(at)
    assert set(texts(at, "y.3")) != {"?"}


@pytest.mark.parametrize("present", ["0", "1"])
def test_a_picture_does_not_tell_what_is_asked(open_lesson: OpenLesson, present: str) -> None:
    at = open_lesson("sequences", stop="seq2seq", present=present)
    assert "the one vector" not in [note["text"] for note in figure(at)["notes"]]
    go(at, "one vector, the last encoder state")
    assert "the one vector" in [note["text"] for note in figure(at)["notes"]]
    at = open_lesson("sequences", stop="without-not", present=present)
    assert not [edge for edge in figure(at)["edges"] if edge.get("label") in ("good", "bad")]
    assert not [box for box in boxes(at, "y") if any(box.get("marks", []))]
    go(at, "good")
    assert [edge["label"] for edge in figure(at)["edges"] if edge.get("label") in ("good", "bad")] == ["good"]


@pytest.mark.parametrize("stop", [stop.name for stop in SCRIPT.stops])
def test_what_each_stop_points_at_is_in_its_figure(open_lesson: OpenLesson, stop: str) -> None:
    at = open_lesson("sequences", weights="random", drawing="rolled", T_x="2", stop=stop)
    go(at, "Resume")
    graph = figure(at)
    known = {thing["id"] for thing in [*graph["nodes"], *graph["edges"]]}
    assert graph["highlight"]
    assert set(graph["highlight"]) <= known


@pytest.mark.parametrize("wiring", LABELS)
def test_only_new_weights_changes_a_weight(open_lesson: OpenLesson, wiring: str) -> None:
    at = open_lesson("sequences", wiring=wiring, weights="random")
    first = shown_numbers(at)
    control(at.button_group, "sequences.drawing").set_value("rolled").run()
    control(at.button_group, "sequences.drawing").set_value("unrolled").run()
    assert shown_numbers(at) == first
    assert shown_numbers(open_lesson("sequences", wiring=wiring, weights="random", seed="2")) != first


def test_what_was_chosen_comes_back_after_another_wiring(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", wiring="many to one", T_x="2")
    assert len(boxes(at, "x")) == 2
    open_wiring(at, "one-one")
    assert len(boxes(at, "x")) == 1
    open_wiring(at, "many-one")
    assert len(boxes(at, "x")) == 2


@pytest.mark.parametrize("wiring", LABELS)
def test_a_length_without_a_meaning_is_disabled_and_says_why(open_lesson: OpenLesson, wiring: str) -> None:
    at = open_lesson("sequences", wiring=wiring)
    for slider in at.slider:
        assert slider.disabled == (".fixed" in str(slider.key))
        assert ("Fixed:" in slider.help) == slider.disabled


@pytest.mark.parametrize("wiring", LABELS)
@pytest.mark.parametrize(("read", "written"), [("1", "1"), ("4", "1"), ("1", "4"), ("12", "12")])
@pytest.mark.parametrize("drawing", ["unrolled", "rolled"])
def test_every_length_works_in_every_wiring(
    open_lesson: OpenLesson, wiring: str, read: str, written: str, drawing: str
) -> None:
    at = open_lesson("sequences", wiring=wiring, T_x=read, T_y=written, drawing=drawing, weights="random", seed="9")
    assert not at.warning
    assert all(math.isfinite(float(t.replace("−", "-"))) for t in shown_numbers(at))


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        ("wiring", "many to none"),
        ("wiring", ""),
        ("example", "👩‍👩‍👧"),
        ("example", "x" * 10_000),
        ("T_x", "0"),
        ("T_x", "13"),
        ("T_x", "nan"),
        ("weights", "best"),
        ("drawing", "1"),
        ("seed", "-1"),
        ("seed", "1e9"),
    ],
)
def test_a_malformed_link_shows_the_first_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("sequences", **{parameter: text})
    assert any(parameter in warning.value.replace("\\", "") for warning in at.warning)
    assert [box["id"] for box in boxes(at, "x")] == ["x.1"]


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences")
    first = figure(at)["nodes"]
    at = open_lesson("sequences", wiring="aligned", T_x="2", seed="7", weights="random", drawing="rolled")
    assert figure(at)["nodes"] != first
    control(at.button, "sequences.start_values").click().run()
    assert figure(at)["nodes"] == first


def test_there_are_at_most_four_controls_at_first_and_each_has_a_tooltip(open_lesson: OpenLesson) -> None:
    for wiring in LABELS:
        at = open_lesson("sequences", wiring=wiring)
        assert explained_controls(at) == {"example", "T_x", "T_y", "drawing"}


@pytest.mark.parametrize("wiring", ["one-one", "one-many", "many-one", "seq2seq", "aligned"])
@pytest.mark.parametrize("drawing", ["unrolled", "rolled"])
def test_the_card_explains_what_the_figure_rings_whatever_was_clicked_in_another_wiring(
    open_lesson: OpenLesson, wiring: Wiring, drawing: str
) -> None:
    for chosen in ("W_ss.2", "W_hh.4", "s.3.2", "h.4.1", "x.4", "L_edge.2"):
        at = open_lesson("sequences", wiring=wiring, drawing=drawing, selected=chosen)
        ringed = figure(at)["selected"]
        assert ringed in ("h.1.1", "s.1.1", chosen)
        assert said(figure(at), ringed) == said(unrolled(shown_by(wiring), View(), ""), ringed) != ""


def test_another_wiring_has_an_input_of_its_own_and_says_so_in_its_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", example="very very not bad")
    open_wiring(at, "seq2seq")
    assert control(at.selectbox, "sequences.example").value == "the big red cat"
    assert address(at) == {"wiring": "seq2seq", "example": "the big red cat"}
    again = open_lesson("sequences", **address(at))
    assert figure(again)["nodes"] == figure(at)["nodes"]
    assert not again.warning


def test_a_link_made_before_with_an_input_of_another_wiring_says_what_was_dropped(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences", wiring="aligned", example="not very very good")
    assert any("example" in warning.value for warning in at.warning)
    assert [box["caption"] for box in boxes(at, "x")] == ["frame 1", "frame 2", "frame 3", "frame 4"]


def test_an_input_chosen_here_does_not_reach_the_lesson_on_long_dependencies(open_lesson: OpenLesson) -> None:
    at = open_lesson("sequences")
    open_wiring(at, "many-one")
    control(at.selectbox, "sequences.example").set_value("very very not bad").run()
    at.switch_page("../pages/long_term.py").run()
    assert not at.exception
    at.switch_page("../pages/sequences.py").run()
    assert not at.exception
    assert control(at.selectbox, "sequences.example").value == "very very not bad"


@pytest.mark.parametrize("wiring", LABELS)
def test_the_proof_is_computed_for_every_set_of_weights_on_the_screen(open_lesson: OpenLesson, wiring: str) -> None:
    at = open_lesson("sequences", wiring=wiring, weights="random")
    assert "Largest relative error" not in words(at)
    at.button(key="proof_drawer").click().run()
    assert exponent_of_the_proof(at) <= -7


@pytest.mark.parametrize(
    ("wiring", "longer"),
    [
        ("one-many", ("W_hh", "b_h", "W_hy", "b_y")),
        ("many-one", ("W_xh", "W_hh", "b_h")),
        ("aligned", ("W_xh", "W_hh", "b_h", "W_hy", "b_y")),
    ],
)
def test_twice_as_long_adds_copies_only_where_a_length_grows(wiring: Wiring, longer: tuple[str, ...]) -> None:
    T = 4
    found = result(Sequences(wiring=wiring, example=next(iter(TASKS[wiring].shown)), T_x=T, T_y=T))
    sizes = {name: array.size for name, array in named(networks.trained(wiring, 1)).items()}
    assert found.unshared(2 * T) - found.unshared() == T * sum(sizes[name] for name in longer)
