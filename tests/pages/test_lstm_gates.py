"""The lesson `lstm-gates`: its promises hold in the script that the server runs."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from figures.columns import View
from figures.numbers import signed
from lessons.lstm_gates import model
from lessons.lstm_gates.figure.equations import GAP
from lessons.lstm_gates.script import SCRIPT
from lessons.lstm_gates.shown import Shown, result
from lessons.lstm_gates.shown import figure as figure_of
from lessons.lstm_gates.state import LstmGates
from rnn_core import readout
from rnn_core.activations import softmax
from rnn_core.cells import lstm
from rnn_core.cells.gate_clamp import Hold
from rnn_core.studies.store_recall_task import READS
from tests.pages.conftest import (
    OpenLesson,
    address,
    components,
    control,
    explained_controls,
    figure,
    held,
    live_value,
    press,
    ticked,
    words,
)
from ui.guide import Stop

LECTURE = "a.?!b..?"


def box(at: AppTest, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(node for node in figure(at)["nodes"] if node["id"] == name)
    return found


def shown(at: AppTest, name: str, t: int) -> dict[str, Any]:
    """What the box ``name`` shows at time ``t``."""
    frames: list[dict[str, Any]] = box(at, name)["frames"]
    return next(frame for frame in reversed(frames) if frame["id"] == f"{name}.{t}")


def choose(at: AppTest, option: str) -> AppTest:
    return press(at, "lstm-gates.guide", option)


def trace(word: str, *holds: Hold) -> lstm.LSTMTrace:
    return lstm.forward(model.network().cell, READS.encode(word)[:, np.newaxis], holds=holds)


@pytest.mark.parametrize("word", [LECTURE, "?", "ab", "b" * 20])
def test_every_number_equals_that_of_the_core_s_lstm(open_lesson: OpenLesson, word: str) -> None:
    at = open_lesson("lstm_gates", reads=word, apart="1")
    found = trace(word)
    y = readout.forward(model.network().readout, found.h[1:])
    gates = {"f": found.f, "i": found.i, "o": found.o, "C_tilde": found.C_tilde,
             "C": found.C[1:], "C_prev": found.C, "h": found.h[1:], "h_prev": found.h}  # fmt: skip
    for t in range(1, len(word) + 1):
        for name, values in gates.items():
            assert shown(at, name, t)["texts"] == [signed(v) for v in values[t - 1, 0].tolist()]
        assert shown(at, "p", t)["texts"] == [signed(v) for v in softmax(y)[t - 1, 0].tolist()]


def test_the_page_opens_at_the_first_step_with_the_task(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates")
    graph = figure(at)
    assert (graph["start"], graph["veil_after"], len(graph["steps"])) == (0, 0, 9)
    assert "Long Short-Term Memory" in words(at)
    assert set(box(at, "strip_p.3")["texts"]) == {"–"}
    assert {box(at, f"strip_p.{t}")["texts"][0] for t in (4, 7)} == {"?"}


def test_a_presenter_whose_clicker_goes_forward_starts_at_the_first_panel(open_lesson: OpenLesson) -> None:
    assert figure(open_lesson("lstm_gates", present="1"))["start"] == 0


def test_the_plain_cell_shows_every_number_of_the_vanilla_rnn(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", stop="plain")
    run = model.plain("a..b..?")
    for t in range(1, 8):
        assert shown(at, "h", t)["texts"] == [signed(v) for v in run.trace.h[t, 0].tolist()]
        assert shown(at, "a", t)["texts"] == [signed(v) for v in run.a[t - 1].tolist()]
    assert "lstm-gates.gate" not in {str(widget.key) for widget in at.button_group}


def test_the_five_panels_carry_the_lecture_s_equations(open_lesson: OpenLesson) -> None:
    node = box(open_lesson("lstm_gates"), "equation")
    titles = [node["frames"][k]["title"].replace("{", "").replace("}", "")
              for k in node["frame_of_step"][:5]]  # fmt: skip
    assert titles[1] == "f_t = σ( W_f·[h_t−1, x_t] + b_f )"
    assert titles[2].split(GAP) == ["i_t = σ( W_i·[h_t−1, x_t] + b_i )", "C~_t = tanh( W_C·[h_t−1, x_t] + b_C )"]
    assert titles[3] == "C_t = f_t * C_t−1 + i_t * C~_t"
    assert titles[4].split(GAP) == ["o_t = σ( W_o·[h_t−1, x_t] + b_o )", "h_t = o_t * tanh(C_t)"]


def test_an_open_question_hides_what_it_asks_about(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", stop="forget")
    assert set(shown(at, "f", 4)["texts"]) == {"?"}
    assert choose(at, "near 0")
    found = trace("a..b..?")
    assert shown(at, "f", 4)["texts"] == [signed(v) for v in found.f[3, 0].tolist()]
    assert "is right" in words(at)
    assert "lstm-gates" in ticked(at)


def hides(graph: dict[str, Any], step: int) -> set[str]:
    """The boxes that no step up to ``step`` has reached: covered for a reader, empty for a presenter."""
    before = {name for each in graph["steps"][: step + 1] for name in each["lit"]}
    return {name for each in graph["steps"][step + 1 :] for name in each["lit"]} - before


@pytest.mark.parametrize("who", [{}, {"present": "1"}], ids=["reader", "presenter"])
def test_no_product_of_the_forget_gate_is_seen_while_it_is_asked_about(
    open_lesson: OpenLesson, who: dict[str, str]
) -> None:
    at = open_lesson("lstm_gates", stop="forget", **who)
    assert {"f", "kept", "C", "strip_f.4", "strip_C.4"} <= hides(figure(at), 0)
    if not who:
        assert {*shown(at, "kept", 4)["texts"], *shown(at, "C", 4)["texts"]} == {"?"}
        assert signed(float(trace("a..b..?").C[4, 0, 0])) not in str(box(at, "equation")["frames"][0])
    choose(at, "near 0")
    assert "kept" not in hides(figure(at), 1)
    assert signed(float(trace("a..b..?").added_kept[3, 1, 0, 0])) in shown(at, "kept", 4)["texts"]


@pytest.mark.parametrize("who", [{}, {"present": "1"}], ids=["reader", "presenter"])
def test_no_gradient_is_seen_while_the_fixed_gate_is_asked_about(open_lesson: OpenLesson, who: dict[str, str]) -> None:
    at = open_lesson("lstm_gates", stop="hold", **who)
    graph = figure(at)
    gradients = {f"{kind}_dC.{t}" for kind in ("strip", "untouched") for t in range(1, 8)}
    assert {"dC", *gradients} <= hides(graph, 5)
    assert not any("predicts" in step["text"] for step in graph["steps"])
    assert not any(any(frame.get("labels", ())) for frame in box(at, "dC")["frames"])
    assert not any(":" in box(at, name)["alt"] for name in (*gradients, "strip_C.5", "strip_p.7"))
    assert "–" not in box(at, "strip_p.7")["alt"]
    if not who:
        assert {text for frame in box(at, "dC")["frames"] for text in frame["texts"]} == {"?"}
    choose(at, "nothing")
    assert not {"dC", *gradients} & hides(figure(at), 8)
    assert ": " in box(at, "strip_dC.4")["alt"]


def test_the_answer_of_the_fixed_gate_shows_beside_the_untouched_run(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", stop="hold")
    assert box(at, "strip_p.7")["texts"] == ["?"]
    assert set(shown(at, "p", 7)["texts"]) == {"?"}
    choose(at, "b")
    assert "✗ Not “b”" in words(at)
    assert "The answer is **“nothing”**" in words(at)
    fixed = trace("a..b..?", Hold("f", 0.0, (0,), (4,)))
    assert shown(at, "C", 5)["texts"][0] == signed(float(fixed.C[5, 0, 0]))
    assert shown(at, "C", 5)["labels"][0] == signed(float(trace("a..b..?").C[5, 0, 0]))
    assert "predicts –" in figure(at)["steps"][figure(at)["start"]]["text"]
    assert (box(at, "strip_p.7")["texts"], box(at, "untouched_p.7")["texts"]) == (["–"], ["b"])


def test_with_f_1_and_i_0_held_the_memory_is_kept_exactly(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", gate="keep", unit="all", times="4-7", stop="memory")
    strip = [box(at, f"strip_C.{t}")["values"] for t in (3, 4, 5, 6, 7)]
    assert strip == [strip[0]] * 5
    assert box(at, "untouched_C.7")["values"] != strip[0]
    assert shown(at, "f", 5)["texts"] == ["1.00", "1.00"]
    assert shown(at, "p", 7)["marks"][0] == "best"


def test_f_held_at_0_wipes_out_the_memory_and_stops_the_gradient(open_lesson: OpenLesson) -> None:
    at = choose(open_lesson("lstm_gates", stop="hold"), "nothing")
    before, free = (abs(box(at, f"{kind}_dC.4")["values"][0]) for kind in ("strip", "untouched"))
    assert before < 0.01 * free
    assert abs(box(at, "strip_C.5")["values"][0]) < 0.05


@pytest.mark.parametrize("stop", SCRIPT.stops, ids=lambda stop: stop.name)
def test_what_a_stop_points_at_is_in_its_figure(stop: Stop[LstmGates, Shown]) -> None:
    names = figure_of(result(stop.state), View()).names()
    question = stop.question.highlight if stop.question else ()
    assert {name for name in (*stop.highlight, *question) if name not in names} == set()


def test_the_slider_s_value_is_the_held_gate_s(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", gate="i", unit="1", value="0.35", times="6-6", reads=LECTURE)
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
    assert control(at.text_input, "lstm-gates.reads").value == "a..b..?"
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
    assert control(at.text_input, "lstm-gates.reads").value == "a..b..?"
    assert held(at, "lstm-gates").state == LstmGates()
    assert address(at) == {}


def test_a_reader_meets_four_controls_and_those_of_a_fixed_gate_with_it(open_lesson: OpenLesson) -> None:
    assert explained_controls(open_lesson("lstm_gates")) == {"view", "reads", "apart", "gate"}
    fixed = explained_controls(open_lesson("lstm_gates", gate="f"))
    assert fixed == {"view", "reads", "apart", "gate", "unit", "value", "times"}


def test_the_proof_is_computed_on_the_held_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", gate="f", value="0.5")
    assert "Largest relative error" not in words(at)
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)
    assert json.dumps({**figure(at), "explained": None}, allow_nan=False)


def plotted(at: AppTest) -> dict[str, Any]:
    """The payload of the page's chart."""
    return next(data["plot"] for _, data in components(at) if "plot" in data)


@pytest.mark.parametrize("view", ["maps", "saturation", "unit"])
@pytest.mark.parametrize("trained", ["lstm", "gru", "rnn"])
def test_each_view_of_64_units_opens_by_its_link_for_each_network(
    open_lesson: OpenLesson, view: str, trained: str
) -> None:
    at = open_lesson("lstm_gates", view=view, trained=trained, number="18")
    assert plotted(at)["traces"]
    assert not at.warning
    assert address(at)["view"] == view


def test_a_text_of_the_reader_s_own_is_read_and_one_that_cannot_be_leaves_the_last(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates", view="maps", words='print("own text", [left])')
    assert plotted(at)["traces"][0]["x"][0] == "1 p"
    refused = open_lesson("lstm_gates", view="maps", words="Too Many Capital Letters")
    assert any("small letters only" in warning.value for warning in refused.warning)
    assert plotted(refused)["traces"][0]["x"][0] == "1 d"


def test_the_page_of_one_cell_loads_no_charts(open_lesson: OpenLesson) -> None:
    at = open_lesson("lstm_gates")
    assert not any(key.startswith("plot_code") for key, _ in components(at))
    assert any(key.startswith("plot_code") for key, _ in components(open_lesson("lstm_gates", view="maps")))
