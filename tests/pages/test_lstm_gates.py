"""The lesson `lstm-gates`: its promises hold in the script that the server runs."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from figures.numbers import signed
from lessons.lstm_gates import model
from lessons.lstm_gates.figure.equations import GAP
from lessons.lstm_gates.state import LstmGates
from rnn_core import readout
from rnn_core.activations import softmax
from rnn_core.cells import lstm
from rnn_core.cells.gate_clamp import Hold
from rnn_core.studies.store_recall_task import READS
from tests.pages.conftest import (
    OpenLesson,
    address,
    answer,
    control,
    explained_controls,
    figure,
    live_value,
    options,
    show_me,
    ticked,
    words,
)

LECTURE = LstmGates().reads


def box(at: AppTest, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(node for node in figure(at)["nodes"] if node["id"] == name)
    return found


def shown(at: AppTest, name: str, t: int) -> dict[str, Any]:
    """What the box ``name`` shows at time ``t``."""
    frames: list[dict[str, Any]] = box(at, name)["frames"]
    return next(frame for frame in reversed(frames) if frame["id"] == f"{name}.{t}")


def bet(at: AppTest, option: str) -> None:
    answer(at, "lstm-gates", option)


def trace(word: str, *holds: Hold) -> lstm.LSTMTrace:
    return lstm.forward(model.network().cell, READS.encode(word)[:, np.newaxis], holds=holds)


@pytest.mark.parametrize("word", [LECTURE, "?", "ab", "b" * 20])
def test_every_number_equals_that_of_the_core_s_lstm(open_lesson: OpenLesson, word: str) -> None:
    at = open_lesson("lstm_gates", reads=word)
    found = trace(word)
    y = readout.forward(model.network().readout, found.h[1:])
    gates = {"f": found.f, "i": found.i, "o": found.o, "C_tilde": found.C_tilde,
             "C": found.C[1:], "C_prev": found.C, "h": found.h[1:], "h_prev": found.h}  # fmt: skip
    for t in range(1, len(word) + 1):
        for name, values in gates.items():
            assert shown(at, name, t)["texts"] == [signed(v) for v in values[t - 1, 0].tolist()]
        assert shown(at, "p", t)["texts"] == [signed(v) for v in softmax(y)[t - 1, 0].tolist()]


def test_the_first_paint_is_the_complete_cell_at_the_end_of_the_word(open_lesson: OpenLesson) -> None:
    graph = figure(open_lesson("lstm_gates"))
    assert graph["start"] == len(graph["steps"]) - 1 == 12
    assert graph["veil_after"] is None


def test_a_presenter_whose_clicker_goes_forward_starts_at_the_first_panel(open_lesson: OpenLesson) -> None:
    assert figure(open_lesson("lstm_gates", present="1"))["start"] == 0


def test_the_five_panels_carry_the_lecture_s_equations(open_lesson: OpenLesson) -> None:
    node = box(open_lesson("lstm_gates"), "equation")
    titles = [node["frames"][k]["title"].replace("{", "").replace("}", "")
              for k in node["frame_of_step"][:5]]  # fmt: skip
    assert titles[1] == "f_t = σ( W_f·[h_t−1, x_t] + b_f )"
    assert titles[2].split(GAP) == ["i_t = σ( W_i·[h_t−1, x_t] + b_i )", "C~_t = tanh( W_C·[h_t−1, x_t] + b_C )"]
    assert titles[3] == "C_t = f_t * C_t−1 + i_t * C~_t"
    assert titles[4].split(GAP) == ["o_t = σ( W_o·[h_t−1, x_t] + b_o )", "h_t = o_t * tanh(C_t)"]


def test_committing_holds_the_gate_and_shows_the_answer_beside_the_untouched_one(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates")
    assert "✓ Right" not in words(at)
    bet(at, "nothing")
    assert "✓ Right" in words(at)
    assert address(at)["gate"] == "f"
    held = trace(LECTURE, Hold("f", 0.0, (0,), (5,)))
    assert shown(at, "C", 6)["texts"][0] == signed(float(held.C[6, 0, 0]))
    assert shown(at, "C", 6)["labels"][0] == signed(float(trace(LECTURE).C[6, 0, 0]))
    assert "says –" in figure(at)["steps"][figure(at)["start"]]["text"]
    assert "lstm-gates" in ticked(at)


def test_who_tries_what_the_question_asks_has_closed_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", gate="f", value="0.5")
    assert options(at, "lstm-gates")
    live_value(at, "lstm-gates.value", 0.0)
    assert "The answer is **nothing**" in words(at)


def test_a_wrong_bet_is_told_what_the_network_says(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates")
    bet(at, "b")
    assert "You said b" in words(at)
    assert "**nothing**" in words(at)


def test_with_f_1_and_i_0_held_the_memory_is_kept_exactly(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates")
    show_me(at, "lstm-gates", 4)
    strip = [box(at, f"strip_C.{t}")["values"] for t in (3, 4, 5, 6, 7)]
    assert strip == [strip[0]] * 5
    assert box(at, "untouched_C.7")["values"] != strip[0]
    assert shown(at, "f", 5)["texts"] == ["1.00", "1.00"]
    assert shown(at, "p", 7)["marks"][0] == "best"


def test_f_held_at_0_wipes_out_the_memory_and_stops_the_gradient(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates")
    show_me(at, "lstm-gates", 3)
    before, free = (abs(box(at, f"{kind}_dC.3")["values"][0]) for kind in ("strip", "untouched"))
    assert before < 0.01 * free
    assert abs(box(at, "strip_C.4")["values"][0]) < 0.05


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_show_me_puts_the_figure_into_a_state_where_its_sentence_is_true(open_lesson: OpenLesson, number: int) -> None:
    at = open_lesson("lstm_gates", gate="o", value="0.5", apart="4")
    show_me(at, "lstm-gates", number)
    graph = figure(at)
    names = {frame["id"] for node in graph["nodes"] for frame in node.get("frames", [])}
    known = names | {node["id"] for node in graph["nodes"]}
    assert graph["highlight"]
    for name in graph["highlight"]:
        assert name in known or name.rpartition(".")[0] in known
    if number == 1:
        f, i = (float(shown(at, gate, 5)["texts"][0]) for gate in "fi")
        assert f > 0.9
        assert i < 0.1
    if number == 2:
        f, i = (float(shown(at, gate, 4)["texts"][0]) for gate in "fi")
        assert f < 0.1
        assert i > 0.9


def test_the_slider_s_value_is_the_held_gate_s(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", gate="i", unit="1", value="0.35")
    assert shown(at, "i", 6)["texts"][0] == "0.35"
    live_value(at, "lstm-gates.value", 0.8)
    assert shown(at, "i", 6)["texts"][0] == "0.80"
    assert address(at)["value"] == "0.8"


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("reads", ""), ("reads", "hello"), ("reads", "👩‍👩‍👧"), ("reads", "a" * 999), ("reads", "nan"),
     ("apart", "0"), ("apart", "x"), ("gate", "C"), ("unit", "3"), ("value", "nan"),
     ("value", "2"), ("times", "6"), ("times", "nan")],
)  # fmt: skip
def test_a_malformed_link_shows_the_start_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("lstm_gates", **{parameter: text})
    assert any(f"- {parameter}: " in warning.value for warning in at.warning)
    assert control(at.text_input, "lstm-gates.reads").value == LECTURE
    assert max(len(warning.value) for warning in at.warning) < 400


@pytest.mark.parametrize("word", ["", "hello", "z" * 41, "a b"])
def test_a_word_it_cannot_read_is_explained_and_nothing_is_lost(open_lesson: OpenLesson, word: str) -> None:
    at = open_lesson("lstm_gates", reads="ab?")
    at.text_input(key="lstm-gates.reads").set_value(word).run()
    assert "Still showing “ab?”" in words(at).replace("\\", "")
    assert len([n for n in figure(at)["nodes"] if n["id"].startswith("strip_f.")]) == 3


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", reads="ab?", gate="f", value="0.5", apart="2", unit="2")
    at.button(key="lstm-gates.start_values").click().run()
    assert control(at.text_input, "lstm-gates.reads").value == LECTURE
    assert control(at.slider, "lstm-gates.times").value == (6, 6)
    assert address(at) == {}


def test_there_are_at_most_six_controls_and_each_has_a_tooltip(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates")
    assert len(explained_controls(at)) <= 6


def test_the_proof_is_computed_on_the_held_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", gate="f", value="0.5")
    assert "Largest relative error" not in words(at)
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)
    assert json.dumps({**figure(at), "explained": None}, allow_nan=False)
