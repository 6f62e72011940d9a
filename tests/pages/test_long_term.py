"""The lesson `long-term`: its promises hold in the script that the server runs."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.long_term import cards
from lessons.long_term.cards import Retraining
from lessons.long_term.model import stored
from lessons.long_term.model.results import TASKS, is_solved
from lessons.long_term.script import LINES
from tests.pages.conftest import (
    OpenLesson,
    address,
    answer,
    button,
    components,
    control,
    explained_controls,
    figure,
    held,
    look_for,
    show_me,
    texts,
    ticked,
    words,
)
from ui.player import Player


def training(at: AppTest) -> Player[Retraining]:
    found: Player[Retraining] = held(at, "long-term").own["player"]
    return found


def bet(at: AppTest, option: str) -> None:
    answer(at, "long-term", option)


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
    assert "stored after 100 steps" in words(at)
    graph = figure(at)
    assert graph["veil_after"] == graph["start"] == 1


def test_the_bet_on_a_sequence_is_answered_by_the_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term")
    bet(at, "sky")
    assert "✓ Right" in words(at)
    assert figure(at)["veil_after"] is None
    assert "long-term" in ticked(at)


@pytest.mark.parametrize("task", TASKS)
def test_the_bet_on_the_longest_lag_is_answered_by_the_stored_runs(open_lesson: OpenLesson, task: str) -> None:
    at = open_lesson("long_term", view="score", task=TASKS[task])
    assert plot(at)["veil"] is not None
    assert "Solved —" not in words(at)
    bet(at, "LSTM")
    named = stored.compared(task, "cells")
    lag = max(named["rnn"])
    counts = {n: sum(is_solved(r) for r in runs[lag]) for n, runs in named.items()}
    right = counts["lstm"] > counts["rnn"]
    assert ("✓ Right" in words(at)) == right
    assert f"Solved — RNN: {counts['rnn']} of 5; LSTM: {counts['lstm']} of 5" in words(at).replace("\\", "")
    assert plot(at)["veil"] is None


def test_chance_and_the_published_baseline_are_in_the_figure(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", view="score", task="adding")
    (panel,) = plot(at)["panels"]
    assert any("0.167" in series["name"] for series in panel["series"])
    assert "0.167" in words(at)
    at = open_lesson("long_term", view="score", task="order")
    assert "Pascanu" in words(at)


def test_every_run_can_be_read_and_trained(open_lesson: OpenLesson) -> None:
    for task, label in TASKS.items():
        for cell in ("RNN", "LSTM"):
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
    control(at.slider, "long-term.run").set_value(3).run()
    assert not training(at).playing
    assert "before training" in words(at)
    control(at.slider, "long-term.run").set_value(2).run()
    assert "trained here for" in words(at)
    button(at, "Train").click().run()
    control(at.button_group, "long-term.view").set_value("score").run()
    assert not training(at).playing


def test_show_me_speaks_of_the_state_it_sets(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term", task="adding", view="score")
    show_me(at, "long-term", 1)
    named = {series.get("id") for series in plot(at)["panels"][0]["series"]}
    assert "LSTM, forget bias 1" in named
    show_me(at, "long-term", 2)
    assert "0.167" in str(plot(at)["panels"][0]["series"])
    show_me(at, "long-term", 3)
    assert "SGD, clipped" in str(plot(at)["highlight"])
    assert plot(at)["veil"] is None
    show_me(at, "long-term", 4)
    assert len([n for n in figure(at)["nodes"] if n["id"].startswith("x.")]) == 101


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


def test_there_are_at_most_six_controls_and_look_for_lines_are_short(open_lesson: OpenLesson) -> None:
    for view in ("sequence", "score"):
        at = open_lesson("long_term", view=view)
        assert len(explained_controls(at)) <= 6
        lines = look_for(at, "long-term")
        assert 2 <= len(lines) <= 4
        assert max(map(len, lines)) <= 50


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


def test_every_look_for_line_is_a_state_that_a_link_can_ask_for(open_lesson: OpenLesson) -> None:
    at = open_lesson("long_term")
    for number, line in enumerate(LINES, start=1):
        show_me(at, "long-term", number)
        assert not at.exception
        asked = dict(address(at))
        again = open_lesson("long_term", **asked)
        assert not again.warning
        assert address(again) == asked
        assert line.state.problems() == {}
