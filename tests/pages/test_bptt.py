"""The lesson `bptt`: its promises hold in the script that the server runs."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.bptt.figure.graph import loss_step
from lessons.bptt.model import by_loss, walk
from rnn_core import model, presets
from rnn_core.studies import parameter_gradient
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    cards,
    control,
    explained_controls,
    exponent_of_the_proof,
    figure,
    press,
    ticked,
    words,
)

SLIDE = presets.hello_slide()


def choose(at: AppTest, option: str) -> None:
    """Choose an option of the guide's question, or skip it."""
    press(at, "bptt.guide", option)


def last_frame(at: AppTest, name: str) -> dict[str, list[str]]:
    """What the box ``name`` shows when the walk is at its end."""
    box = next(node for node in figure(at)["nodes"] if node["id"] == name)
    frame: dict[str, list[str]] = box["frames"][box["frame_of_step"][-1]]
    return frame


def values(at: AppTest, name: str) -> list[float]:
    return [float(value) for value in last_frame(at, name)["values"]]


def has_memory(at: AppTest) -> bool:
    """Whether the network walked through is an LSTM, whose memory stands beside h."""
    return any(node["id"].startswith("C.") for node in figure(at)["nodes"])


def test_the_first_paint_is_one_unit_and_two_time_steps_after_the_forward_pass(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt")
    graph = figure(at)
    assert graph["start"] == graph["veil_after"] == loss_step(2)
    assert {node["id"] for node in graph["nodes"] if node["id"].startswith("h.")} == {"h.1", "h.2"}
    assert len(last_frame(at, "eq_sum.1")["values"]) == 1
    assert "Is the gradient right?" not in words(at)


def test_the_slide_s_network_is_asked_about_after_its_loss(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="forward")
    graph = figure(at)
    assert graph["start"] == graph["veil_after"] == loss_step(4)
    assert "1.397" in graph["steps"][graph["start"]]["text"]
    assert graph["selected"] is None
    assert "Is the gradient right?" not in words(at)


@pytest.mark.parametrize("name", ["W_hh", "W_xh", "W_hy"])
def test_the_shares_sum_to_the_total_and_the_total_to_the_finite_differences(
    open_lesson: OpenLesson, name: str
) -> None:
    at = open_lesson("bptt", network="slide", word="hello", hidden="3", seed="1", matrix=name)
    b = walk(SLIDE.run(), name)
    total = values(at, "eq_sum.1")
    assert total == b.total.T.ravel().tolist() or np.allclose(total, b.total.T.ravel(), rtol=1e-14)
    rows, columns = (range(n) for n in b.total.shape)
    numeric = parameter_gradient.numeric(b.run, name, rows, columns).T.ravel()
    np.testing.assert_allclose(total, numeric, rtol=1e-6, atol=1e-11)
    entry = b.largest_entry
    bars = values(at, "bar.1")
    assert sum(bars) == pytest.approx(b.total[entry], rel=1e-14)


def test_each_entry_of_the_finished_sum_has_its_finite_difference_beside_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="summary")
    hints = last_frame(at, "eq_sum.1")["hints"]
    assert len(hints) == 9
    assert all("finite difference" in hint and hint.endswith("agrees") for hint in hints)
    assert hints[-1] == "W_hh[3,3]: 1.7272 · finite difference 1.7272, agrees"


def test_an_answer_shows_the_time_step_that_adds_most_and_ticks_the_lesson(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="forward")
    assert "gradient of $W_{hh}[3,3]$. Which share is the largest" in words(at)
    b = walk(SLIDE.run(), "W_hh")
    best = b.largest_share(b.largest_entry)
    choose(at, f"t = {best}")
    assert "is right" in words(at)
    graph = figure(at)
    assert graph["veil_after"] is None
    assert graph["start"] == len(graph["steps"]) - 1
    assert f"bar.1.{best}" in graph["highlight"]
    assert graph["selected"] == f"bar.1.{best}"
    assert "bptt" in ticked(at)
    assert "They differ by" in words(at)


def test_a_wrong_answer_gets_the_product_that_its_share_is(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="forward")
    choose(at, "t = 4")
    assert "✗ Not “t = 4”" in words(at).replace("\\", "")
    b = walk(SLIDE.run(), "W_hh")
    row, column = b.largest_entry
    assert f"{b.shares[3, row, column]:.2f}" in words(at)


def test_whose_mistake_it_is_shows_after_the_answer_and_the_parts_sum_to_the_gradient(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="backward")
    assert "bptt.itemized" not in cards(at)
    press(at, "bptt.guide", "Next")
    assert "bptt.itemized" not in cards(at)
    choose(at, "$L_2$")
    assert "is right" in words(at)
    b = walk(SLIDE.run(), "W_hh")
    parts = by_loss(b, 1)
    np.testing.assert_allclose(parts.sum(0), b.dh[0], rtol=1e-12, atol=1e-16)
    body = cards(at)["bptt.itemized"]["body"]
    for s, part in enumerate(parts, start=1):
        assert f"(L.{s})" in body
        assert f"{np.linalg.norm(part):.2f}" in body


def test_a_chosen_gradient_is_the_one_that_is_split(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="summary", selected="dh.3.1")
    one = cards(at)["bptt.itemized"]
    assert "h₃" in one["title"]
    assert "(L.3)" in one["body"]
    assert "(L.2)" not in one["body"], "an earlier loss does not depend on h₃"


def test_the_immediate_derivative_says_how_much_is_missing(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="immediate")
    b = walk(SLIDE.run(), "W_hh", immediate=True)
    entry = b.largest_entry
    missing = b.total[entry] - b.gradient[entry]
    assert f"{missing:.4f}** is missing" in words(at)
    assert all("is missing" in hint for hint in last_frame(at, "eq_sum.1")["hints"][-1:])
    assert sum(edge["cut"] for edge in figure(at)["edges"]) == 3
    assert "bptt.itemized" not in cards(at)


def test_the_immediate_derivative_misses_nothing_at_w_hy(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", derivative="immediate", matrix="W_hy")
    assert "Nothing is missing" in words(at)


def test_the_first_time_step_adds_nothing_to_w_hh_and_something_to_w_xh(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="summary")
    assert values(at, "eq_share.1") == [0.0] * 9
    at = open_lesson("bptt", stop="inputs")
    assert control(at.button_group, "bptt.matrix").value == "W_xh"
    choose(at, "what comes from all 4 losses")
    assert "is right" in words(at)
    assert any(values(at, "eq_share.1"))


def test_more_comes_from_the_future_than_from_the_own_loss_where_it_is_split(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="whose-mistake")
    graph = figure(at)
    assert graph["steps"][graph["start"]]["text"].startswith("t = 1 · from the future")
    b = walk(SLIDE.run(), "W_hh")
    assert np.linalg.norm(b.from_future[0]) > np.linalg.norm(b.from_loss[0])


def test_next_leads_from_another_network_to_the_one_of_the_stop(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="whose-mistake")
    control(at.button_group, "bptt.network").set_value("random").run()
    assert "You have changed the page" in words(at)
    choose(at, "Skip")
    press(at, "bptt.guide", "Next")
    assert sum(edge["cut"] for edge in figure(at)["edges"]) == 3
    assert control(at.button_group, "bptt.network").value == "slide"


def test_the_way_back_is_explained_once_the_question_is_closed(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="forward")
    assert said(figure(at), "L.1").startswith("The loss at t = 1")
    assert said(figure(at), "dh.1.2") == ""
    choose(at, "Skip")
    assert "from this loss + from the future" in said(figure(at), "dh.1.2")


def test_choosing_an_entry_of_the_sum_shows_its_shares_and_keeps_it_in_the_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="summary", selected="sum.1.7")
    b = walk(SLIDE.run(), "W_hh")
    assert figure(at)["selected"] == "sum.1.7"
    assert values(at, "bar.1") == b.shares[:, 2, 0].tolist()
    assert address(at)["entry"] == "7"
    assert "W\\_hh[3,1]" in words(at)


@pytest.mark.parametrize("gate", ["f", "i", "o", "C"])
def test_the_lstm_s_gradients_are_those_of_its_gates(open_lesson: OpenLesson, gate: str) -> None:
    at = open_lesson("bptt", network="random", word="hello", hidden="3", seed="1", cell="LSTM", gate=f"W_{gate}")
    vocabulary = SLIDE.vocabulary
    network = presets.drawn(vocabulary, 3, 1, memory=True)
    b = walk(model.run(network, *vocabulary.pairs("hello")), f"W_{gate}")
    np.testing.assert_allclose(values(at, "eq_sum.1"), b.total.T.ravel(), rtol=1e-12)
    hints = last_frame(at, "eq_sum.1")["hints"]
    assert all("agrees" in hint for hint in hints)


def test_the_slide_has_no_lstm_and_the_page_says_so(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="summary", cell="LSTM")
    assert "slide's network is a vanilla RNN" in words(at).replace("\\", "")
    assert has_memory(at)


def test_changing_the_cell_back_gives_the_slide_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="summary", cell="LSTM")
    assert has_memory(at)
    press(at, "bptt.guide", "Resume")
    assert figure(at)["nodes"] == figure(open_lesson("bptt", stop="summary"))["nodes"]


@pytest.mark.parametrize("word", ["", "x" * 500])
def test_a_word_that_cannot_be_used_is_explained_and_nothing_is_lost(open_lesson: OpenLesson, word: str) -> None:
    at = open_lesson("bptt", network="random", seed="4")
    first = figure(at)["nodes"]
    control(at.text_input, "bptt.word").set_value(word).run()
    assert "too long" in words(at) if word else "too short" in words(at)
    assert figure(at)["nodes"] == first


@pytest.mark.parametrize("cell", ["RNN", "LSTM"])
@pytest.mark.parametrize(
    ("word", "hidden"),
    [("aa", "1"), ("ab", "32"), ("a" * 40, "3"), ("👩‍👩‍👧é<b>$*", "7"),
     ("The quick brown fox jumps over the dogs.", "32")],
)  # fmt: skip
def test_any_word_and_size_give_a_working_lesson(open_lesson: OpenLesson, cell: str, word: str, hidden: str) -> None:
    at = open_lesson("bptt", network="random", cell=cell, word=word, hidden=hidden)
    assert not at.warning
    printed = [text for node in figure(at)["nodes"] for text in node["texts"]]
    assert not any("nan" in text or "undefined" in text for text in printed)
    assert "Is the gradient right?" in words(at)


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("cell", "GRU"), ("derivative", "partial"), ("matrix", "W"), ("entry", "0"), ("entry", "10"),
     ("entry", "nan"), ("entry", "9" * 5000), ("network", "x"), ("word", "y" * 99), ("seed", "-1")],
)  # fmt: skip
def test_a_malformed_link_shows_the_start_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("bptt", **{parameter: text})
    assert any(f"- {parameter}: " in warning.value for warning in at.warning)
    assert figure(at)["title"] == "Back-propagation through time"


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", network="random", word="abba", hidden="5", matrix="W_xh",
                     derivative="immediate", entry="3")  # fmt: skip
    at.button(key="bptt.start_values").click().run()
    assert figure(at)["nodes"] == figure(open_lesson("bptt"))["nodes"]
    assert "entry" not in address(at)


def test_there_are_at_most_four_controls_and_each_has_a_tooltip(open_lesson: OpenLesson) -> None:
    for cell in ("RNN", "LSTM"):
        at = open_lesson("bptt", cell=cell, network="random")
        assert len(explained_controls(at)) <= 4


@pytest.mark.parametrize("cell", ["RNN", "LSTM"])
def test_the_proof_holds_for_every_matrix_and_each_entry(open_lesson: OpenLesson, cell: str) -> None:
    at = open_lesson("bptt", network="random", word="banana", hidden="4", cell=cell)
    at.button(key="proof_drawer").click().run()
    assert exponent_of_the_proof(at) <= -7


def test_another_matrix_has_another_weight(open_lesson: OpenLesson) -> None:
    at = open_lesson("bptt", stop="summary", entry="3")
    control(at.button_group, "bptt.matrix").set_value("W_xh").run()
    assert "entry" not in address(at)
    b = walk(SLIDE.run(), "W_xh")
    assert values(at, "bar.1") == b.shares[:, *b.largest_entry].tolist()
