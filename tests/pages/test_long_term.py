"""The lesson `long-term`: its promises hold in the script that the server runs."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.long_term import cards
from lessons.long_term.cards import Retraining
from lessons.long_term.model import stored
from lessons.long_term.model.results import TASKS, is_solved
from lessons.long_term.script import SCRIPT
from lessons.long_term.shown import Shown, result
from lessons.long_term.state import LongTerm
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    components,
    control,
    explained_controls,
    figure,
    held,
    press,
    texts,
    ticked,
    words,
)
from tests.pages.conftest import cards as cards_of
from ui.guide import Stop
from ui.player import Player


def training(at: AppTest) -> Player[Retraining]:
    found: Player[Retraining] = held(at, "long-term").own["player"]
    return found


def choose(at: AppTest, option: str) -> AppTest:
    return press(at, "long-term.guide", option)


def plot(at: AppTest) -> dict[str, Any]:
    """The payload of the page's curves."""
    for _, data in components(at):
        if data.get("curves", {}).get("bar"):
            payload: dict[str, Any] = data["curves"]
            return payload
    raise AssertionError("the page shows no curves")


def test_the_first_paint_is_the_near_clue_read_by_a_stored_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term")
    assert texts(at, "x.1") == ["clouds"]
    assert texts(at, "y.3")[0] == "sky"
    assert "stored after 100 steps" in words(at)
    assert "If the relevant information is close, RNNs can learn to use it" in words(at)


def test_the_gradient_that_reaches_the_far_clue_is_hidden_until_the_answer(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", stop="far")
    assert texts(at, "x.1") == ["France"]
    assert "before training, with the usual start" in words(at)
    assert texts(at, "g.1") == ["?"]
    choose(at, "less than a millionth")
    assert "is right" in words(at)
    assert texts(at, "g.1") == ["10⁻²⁶"]
    assert "long-term" in ticked(at)


def test_the_question_on_the_adding_task_hides_the_long_lags(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", stop="fails")
    lines = {series["id"]: series for series in plot(at)["panels"][0]["series"] if series.get("id")}
    assert set(lines) == {"rnn"}
    assert plot(at)["veil"] is not None
    assert f"{stored.compared('adding', 'rnn')['rnn'][20][0].score:.6g}" not in str(plot(at)["panels"])
    choose(at, "no better")
    assert "is right" in words(at)
    assert plot(at)["veil"] is None


@pytest.mark.parametrize("who", [{}, {"present": "1"}], ids=["reader", "presenter"])
@pytest.mark.parametrize("stop", ["fails", "exception"])
def test_points_beyond_lag_10_are_nowhere_before_the_answer(
    open_lesson: OpenLesson, stop: str, who: dict[str, str]
) -> None:
    at = open_lesson("long_term", stop=stop, **who)
    lines = {series["id"]: series for series in plot(at)["panels"][0]["series"] if series.get("id")}
    assert lines
    for line in lines.values():
        assert max(line["x"]) == 10
        assert len(line["y"]) == len(line["band"]["low"]) == len(line["x"])
    assert all(step["text"].endswith("your prediction?") for step in plot(at)["steps"] if step["x"] > 10)
    explained = str(plot(at)["explained"]["forms"])
    assert [f"at lag {lag}:" in explained for lag in (10, 20, 30, 100)] == [True, False, False, False]
    assert "long-term.task" not in cards_of(at)
    assert (plot(at)["sketch"] is not None) == (stop == "fails")
    choose(at, "no better" if stop == "fails" else "neither")
    assert max(max(series["x"]) for series in plot(at)["panels"][0]["series"] if series.get("id")) > 10


def test_the_honest_exception_is_an_orthogonal_start(open_lesson: OpenLesson) -> None:
    at = choose(open_lesson("long_term", stop="exception"), "both")
    assert "The answer is **“only the orthogonal one”**" in words(at)
    assert "all 5 seeds" in words(at)


def test_the_lstm_is_in_no_stop_before_its_own(open_lesson: OpenLesson) -> None:
    before = SCRIPT.stops[: SCRIPT.places["lstm"]]
    for stop in before:
        assert stop.state.cell == "rnn"
        assert "lstm" not in result(stop.state).runs or stop.state.view == "sequence"
    at = open_lesson("long_term", stop="lstm")
    assert {series["id"] for series in plot(at)["panels"][0]["series"] if series.get("id")} == {"rnn", "lstm"}


def test_chance_and_the_published_baseline_are_in_the_figure(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", view="score", task="adding")
    (panel,) = plot(at)["panels"]
    assert any("0.167" in series["name"] for series in panel["series"])
    assert "0.167" in words(at)
    at = open_lesson("long_term", view="score", task="order")
    assert "Pascanu" in words(at)


def test_every_run_can_be_read_and_trained(open_lesson: OpenLesson) -> None:
    for task, label in TASKS.items():
        for cell in ("vanilla RNN", "LSTM"):
            longest = str(max(stored.compared(task, "cells")["rnn"]))
            at = open_lesson("long_term", task=label, cell=cell, lag=longest, run="4", example="9")
            assert "before training" in words(at)
            assert not any("nan" in text for box in figure(at)["nodes"] for text in box["texts"])
            assert button(at, "Train")


def test_a_run_trained_again_in_slices_changes_the_figure_and_gives_the_stored_run(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", run="2")
    assert "Stored: accuracy **1.000**" in words(at)
    before = texts(at, "y.1")
    button(at, "Train").click().run()
    for _ in range(200):
        if not training(at).playing:
            break
        at.run()
    result = stored.result_of("first", 2, "rnn", 2)
    shot = training(at).shot
    assert shot is not None
    assert shot.progress is not None
    assert shot.progress.over
    assert shot.progress.snapshot.step == result.steps
    assert cards.difference(result, shot.progress) <= 1e-5
    assert "Difference 0" in words(at).replace("\\", "")
    assert f"trained here for {result.steps} steps" in words(at)
    assert texts(at, "y.1") != before
    assert button(at, "Train").disabled
    button(at, "Start over").click().run()
    assert "before training" in words(at)
    assert texts(at, "y.1") == before


def test_a_training_pauses_when_another_run_is_chosen_and_waits_for_the_reader(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", task="adding", run="2")
    button(at, "Train").click().run()
    at.run()
    control(at.selectbox, "long-term.lag").set_value("10").run()
    assert not training(at).playing
    assert "before training" in words(at)
    control(at.selectbox, "long-term.lag").set_value("5").run()
    assert "trained here for" in words(at)
    button(at, "Train").click().run()
    control(at.button_group, "long-term.view").set_value("score").run()
    assert not training(at).playing


@pytest.mark.parametrize(("task", "compare"), [("adding", "starts"), ("first word", "clipping")])
def test_a_comparison_that_was_not_made_is_explained(open_lesson: OpenLesson, task: str, compare: str) -> None:
    at = open_lesson("long_term", view="score", task=task, compare=compare)
    assert "these are the cells" in words(at).replace("\\", "")
    assert {series["id"] for series in plot(at)["panels"][0]["series"] if series.get("id")} == {"rnn", "lstm"}


def test_another_task_keeps_the_lesson_working(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", lag="100")
    control(at.button_group, "long-term.task").set_value("order").run()
    assert not at.exception
    assert control(at.selectbox, "long-term.lag").value == "8"
    assert address(at) == {"task": "order", "lag": "8"}


def test_a_lag_that_two_tasks_share_stays_and_is_what_the_list_shows(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term")
    control(at.selectbox, "long-term.lag").set_value("10").run()
    control(at.button_group, "long-term.task").set_value("adding").run()
    assert control(at.selectbox, "long-term.lag").value == "10"
    assert len([n for n in figure(at)["nodes"] if n["id"].startswith("x.")]) == 20
    at.run()
    assert control(at.selectbox, "long-term.lag").value == "10"
    assert address(at) == {"task": "adding", "lag": "10"}


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("view", "film"), ("task", "copy"), ("lag", "3"), ("lag", "nan"), ("cell", "GRU"),
     ("run", "9"), ("example", "0"), ("example", "one")],
)  # fmt: skip
def test_a_malformed_link_shows_the_start_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("long_term", **{parameter: text})
    assert any(f"- {parameter}: " in warning.value for warning in at.warning)
    assert texts(at, "x.1") == ["clouds"]


def test_a_reader_meets_at_most_four_controls(open_lesson: OpenLesson) -> None:
    assert explained_controls(open_lesson("long_term")) == {"view", "task", "lag", "cell"}
    assert explained_controls(open_lesson("long_term", view="score")) == {"view", "task", "compare"}


@pytest.mark.parametrize("view", ["sequence", "score"])
def test_the_proof_and_the_findings_are_there_when_asked(open_lesson: OpenLesson, view: str) -> None:
    at = open_lesson("long_term", view=view)
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)
    at = open_lesson("long_term", view=view)
    at.button(key="aside_drawer").click().run()
    assert "Where each fails, as measured" in words(at)


def test_the_stored_run_of_the_default_is_solved() -> None:
    assert is_solved(stored.result_of("first", 2, "rnn", 1))


@pytest.mark.parametrize("stop", SCRIPT.stops, ids=lambda stop: stop.name)
def test_every_stop_is_a_state_that_a_link_can_ask_for(stop: Stop[LongTerm, Shown]) -> None:
    assert stop.state.problems() == {}
    assert stop.state.comparison == stop.state.compare
