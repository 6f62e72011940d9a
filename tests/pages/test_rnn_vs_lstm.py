"""The lesson `rnn-vs-lstm`: its promises hold in the script that the server runs."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.rnn_vs_lstm.cards import COLUMNS
from lessons.rnn_vs_lstm.model import fate
from rnn_core.cells import lstm, rnn
from rnn_core.studies.gradient_comparison import Setting, first_gru, first_pair, measure
from tests.pages.conftest import (
    OpenLesson,
    address,
    cards,
    components,
    control,
    explained_controls,
    exponent_of_the_proof,
    live_value,
    press,
    report,
    ticked,
    words,
)


def plotted(at: AppTest) -> dict[str, Any]:
    """The data of the page's curves."""
    for _, data in components(at):
        if "curves" in data:
            found: dict[str, Any] = data["curves"]
            return found
    raise AssertionError("the page shows no curves")


def line(at: AppTest, kind: str) -> dict[str, Any]:
    series = plotted(at)["panels"][0]["series"]
    found: dict[str, Any] = next(one for one in series if one["id"] == kind)
    return found


def choose(at: AppTest, option: str) -> AppTest:
    return press(at, "rnn-vs-lstm.guide", option)


def test_every_curve_is_back_propagated_on_the_networks_of_the_setting(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", pairs="1", length="40", hidden="8", bias="2", seed="7")
    found = measure(Setting(2.0, 1.0, 8, False, 40, 1, 7))
    x, (vanilla, memory) = found.x, first_pair(found)
    end = np.zeros((40, 1, 8))
    end[-1] = 8**-0.5
    own = rnn.backward(found.vanilla[0], rnn.forward(found.vanilla[0], x), end)
    np.testing.assert_allclose(own.h, vanilla.h)
    for kind, gradient in (("vanilla", vanilla.h), ("total", memory.C)):
        norms = np.linalg.norm(gradient[1:, 0], axis=-1)
        np.testing.assert_allclose(10 ** np.array(line(at, kind)["y"][1:]), norms, rtol=1e-4)
    direct = lstm.direct(memory.trace, memory.C[-1])[:, 0]
    np.testing.assert_allclose(10 ** np.array(line(at, "direct")["y"]), np.linalg.norm(direct, axis=-1), rtol=1e-4)


@pytest.mark.parametrize("who", [{}, {"present": "1"}], ids=["reader", "presenter"])
@pytest.mark.parametrize("stop", ["two-columns", "vanish", "direct", "open-gates"])
def test_before_its_answer_the_lstm_s_far_part_is_not_in_the_data(
    open_lesson: OpenLesson, stop: str, who: dict[str, str]
) -> None:
    at = open_lesson("rnn_vs_lstm", stop=stop, **who)
    assert len(line(at, "vanilla")["y"]) == (5 if stop == "open-gates" else 101)
    assert len(line(at, "total")["y"]) == 5
    assert len(line(at, "direct")["y"]) == 5
    assert not any("LSTM" in step["text"] for step in plotted(at)["steps"] if step["x"] < 96)


def test_what_is_left_of_the_vanilla_rnn_s_gradient_is_said_where_its_curve_ends(open_lesson: OpenLesson) -> None:
    curves = plotted(open_lesson("rnn_vs_lstm", stop="vanish"))
    assert curves["start"] == len(curves["steps"]) - 1
    assert (curves["veil"], curves["selected"]) == (None, None)
    said = curves["steps"][-1]["text"]
    assert said.startswith("t = 0 · relative to t = 100: vanilla RNN ")
    assert said.rpartition(" ")[2] in words(open_lesson("rnn_vs_lstm", stop="vanish"))


def test_a_hall_sees_both_columns_of_the_summary_in_one_card(open_lesson: OpenLesson) -> None:
    found = cards(open_lesson("rnn_vs_lstm", present="1"))
    (summary,) = [key for key in found if key != "rnn-vs-lstm.guide"]
    assert all(line in str(found[summary]) for line, _ in COLUMNS)


@pytest.mark.parametrize(("stop", "kind", "bias"), [("direct", "direct", 1.0), ("open-gates", "total", 3.0)])
def test_committing_reveals_the_computed_answer_and_ticks_the_lesson(
    open_lesson: OpenLesson, stop: str, kind: str, bias: float
) -> None:
    at = choose(open_lesson("rnn_vs_lstm", stop=stop), fate(measure(Setting(bias=bias)), kind))
    assert "is right" in words(at)
    assert len(line(at, kind)["y"]) == 101
    assert "rnn-vs-lstm" in ticked(at)


def test_the_lstm_vanishes_too_at_bias_0_and_comes_through_at_bias_3(open_lesson: OpenLesson) -> None:
    assert line(open_lesson("rnn_vs_lstm", stop="vanishes-too"), "total")["y"][0] < -15
    at = choose(open_lesson("rnn_vs_lstm", stop="open-gates"), "Skip")
    assert line(at, "total")["y"][0] > -1
    assert line(at, "vanilla")["y"][0] < -20


def test_the_direct_path_and_the_total_derivative_are_two_lines(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", stop="uninterrupted")
    total, direct = (np.array(line(at, kind)["y"]) for kind in ("total", "direct"))
    assert (np.diff(direct) > 0).all()
    assert total[0] > direct[0] + 0.5


def test_with_large_weights_both_gradients_grow(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", stop="explode")
    assert line(at, "vanilla")["y"][0] > 1
    assert line(at, "total")["y"][0] > 1
    assert line(at, "direct")["y"][0] < 0


def test_a_control_puts_the_gru_beside_them_and_the_link_says_so(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", bias="2")
    before = {kind: line(at, kind)["y"] for kind in ("vanilla", "total", "direct")}
    at.button_group(key="rnn-vs-lstm.third").set_value("gru").run()
    assert address(at)["third"] == "gru"
    assert len(line(at, "gru")["y"]) == 101
    assert {kind: line(at, kind)["y"] for kind in before} == before
    assert "W is 48 × (16 + 4)" in words(at)
    at.button_group(key="rnn-vs-lstm.third").set_value("none").run()
    assert "third" not in address(at)
    assert "gru" not in {one.get("id") for one in plotted(at)["panels"][0]["series"]}


def test_every_line_of_the_summary_leads_to_its_stop(open_lesson: OpenLesson) -> None:
    for card, title, stop in (
        ("plain", "explode", "explode"),
        ("plain", "vanish", "vanish"),
        ("lstm", "additive", "total"),
        ("lstm", "an uninterrupted", "uninterrupted"),
    ):
        at = press(open_lesson("rnn_vs_lstm"), f"rnn-vs-lstm.{card}", title)
        assert address(at)["stop"] == stop
        assert "rnn-vs-lstm.lstm" not in cards(at)


def test_a_link_to_the_gru_opens_with_its_back_propagated_curve(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", third="gru", pairs="1", length="40", hidden="8", bias="2")
    norms = np.linalg.norm(first_gru(measure(Setting(2.0, 1.0, 8, False, 40, 1, 1, True))).h[:, 0], axis=-1)
    np.testing.assert_allclose(10 ** np.array(line(at, "gru")["y"]), norms, rtol=1e-4)
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)


def test_shapes_counts_and_sources_stand_beside_the_figure(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", same="weights", hidden="8")
    text = words(at)
    assert "W is 32 × (8 + 4), with the biases **416** weights" in text
    assert "W is 18 × (18 + 4), with the biases **414** weights" in text
    for source in ("Gers", "Jozefowicz", "Bias 0", "Bias 1", "0 of 9 seeds"):
        assert source in text


def test_sliders_follow_the_hand_and_redraw_no_weight(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", bias="2")
    before, vanilla = line(at, "total")["y"], line(at, "vanilla")["y"]
    live_value(at, "rnn-vs-lstm.bias", 4.0)
    assert line(at, "total")["y"] != before
    assert line(at, "vanilla")["y"] == vanilla
    assert address(at)["bias"] == "4"


@pytest.mark.parametrize(
    "query", [{"hidden": "1", "length": "1", "pairs": "1"}, {"hidden": "64", "length": "200"},
              {"scale": "3", "bias": "-2"}, {"scale": "0.2", "bias": "6", "same": "weights", "third": "gru"}]
)  # fmt: skip
def test_the_edges_of_every_control_work(open_lesson: OpenLesson, query: dict[str, str]) -> None:
    at = open_lesson("rnn_vs_lstm", **query)
    assert not at.warning
    for kind in ("vanilla", "total", "direct"):
        assert all(np.isfinite(line(at, kind)["y"]))


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("bias", "nan"), ("bias", "99"), ("scale", "0"), ("hidden", "7"), ("same", "D"),
     ("length", "0"), ("length", "1e9"), ("pairs", "3"), ("third", "lstm"), ("seed", "-1"), ("seed", "🎲")],
)  # fmt: skip
def test_a_malformed_link_is_explained(open_lesson: OpenLesson, parameter: str, text: str) -> None:
    at = open_lesson("rnn_vs_lstm", **{parameter: text})
    assert any(f"- {parameter}: " in warning.value for warning in at.warning)


def test_a_reader_meets_four_controls_and_each_has_a_tooltip(open_lesson: OpenLesson) -> None:
    assert explained_controls(open_lesson("rnn_vs_lstm")) == {"bias", "scale", "hidden", "third"}


def test_the_proof_is_computed_when_asked(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm")
    assert "Largest relative error" not in words(at)
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", bias="5", scale="2", hidden="8", length="20", seed="4")
    at.button(key="rnn-vs-lstm.start_values").click().run()
    assert address(at) == {}


def test_all_pairs_open_by_their_link_and_look_at_the_prediction_that_it_names(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", view="pairs", at="20", words='print("own text", [left])')
    chart = next(data["plot"] for _, data in components(at) if "plot" in data)
    assert len(chart["traces"][5]["x"]) == 20
    assert "How far back the gradients reach" in words(at)
    assert not at.warning
    assert not any("plot" in data for _, data in components(open_lesson("rnn_vs_lstm")))


def test_a_prediction_beyond_the_end_of_a_text_is_its_last_one(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", view="pairs", at="120", words='print("own text", [left])')
    assert address(at)["at"] == "25"
    assert control(at.slider, "rnn-vs-lstm.at").value == 25


def test_a_click_on_a_map_and_one_on_a_text_choose_the_loss(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", view="pairs")
    report(at, "rnn-vs-lstm.plot", placed={"x": "33 x", "y": "12 o", "at": 1})
    assert address(at)["at"] == "33"
    report(at, "rnn-vs-lstm.plot", placed={"x": 4, "y": 1, "at": 2})
    assert address(at)["at"] == "45"


def test_the_proof_of_all_pairs_is_computed_for_the_text_that_is_shown(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", view="pairs", words="(" * 120)
    at.button(key="proof_drawer").click().run()
    assert exponent_of_the_proof(at) < -8


def test_a_text_that_no_network_can_read_is_refused_by_name(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm", view="pairs", words="Capital letters at the start")
    assert any("small letters only" in warning.value for warning in at.warning)
    assert address(at) == {"view": "pairs"}
