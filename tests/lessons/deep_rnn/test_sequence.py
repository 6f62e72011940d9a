"""One sequence of *Whose turn?*: what is shown is true, and what the networks say is what the core computes."""

import json
from typing import Any

import numpy as np
import pytest

from figures.columns import View
from figures.payload import as_data
from lessons.deep_rnn import turn
from lessons.deep_rnn.figure.sequence import sequence
from lessons.deep_rnn.script import SCRIPT
from lessons.deep_rnn.sequence import CHARACTERS, LENGTH, played
from rnn_core import model, weights
from rnn_core.studies import turn_task
from rnn_core.studies.turn_task import Trial
from tests.explained import said
from training.stacked_layers import with_readouts
from ui import shipped


def texts(payload: dict[str, Any], row: str) -> list[str]:
    boxes = {node["id"]: node["texts"][0] for node in payload["nodes"]}
    return [boxes[f"{row}.{t}"] for t in range(1, LENGTH + 1)]


@pytest.mark.parametrize("number", [1, 2, 3, 40])
def test_the_shown_repeats_and_turns_follow_from_the_characters(number: int) -> None:
    payload = as_data(sequence(played(number), View(), networks=False))
    characters, count = texts(payload, "x"), 0
    for t, (same, whose) in enumerate(zip(texts(payload, "same"), texts(payload, "turn"), strict=True)):
        repeat = t > 0 and characters[t] == characters[t - 1]
        count += repeat
        assert same == ("yes" if repeat else "no")
        assert whose == str(count % 3)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_shown_answers_are_those_that_the_core_computes_from_the_stored_weights(number: int) -> None:
    of = played(number)
    payload = as_data(sequence(of, View(), networks=True))
    x = np.array([[CHARACTERS.index(one)] for one in texts(payload, "x")])
    one, two, layers = shipped.model("stacked_layers")
    for kind, network in (("one", one), ("two", two)):
        assert texts(payload, kind) == [str(answer) for answer in model.run(network, x).y.argmax(-1)[:, 0]]
    lower = np.hstack([model.run(two, x).trace.layers[0].h[1:, 0], np.ones((LENGTH, 1))])
    assert texts(payload, "turn1") == [str(answer) for answer in (lower @ layers[0][1]).argmax(-1)]


def test_the_stored_networks_are_those_of_the_first_trials() -> None:
    one, two, layers = shipped.model("stacked_layers")
    held_out = turn_task.words(np.random.default_rng(987654321), 2000)
    for kind, network in (("one", one), ("two", two)):
        first = turn.trained(kind).trials[0]
        assert weights.count(network) == first["weights"]
        assert [round(share, 4) for share in turn_task.accuracy(network, held_out)] == first["by_step"]
    for found, stored in zip(turn_task.carried(two), turn.trained("two").trials[0]["carried"], strict=True):
        assert found == pytest.approx(stored, abs=1e-3)
    for stored, fitted in zip(layers, with_readouts(one, two)[2], strict=True):
        for matrix, again in zip(stored, fitted, strict=True):
            np.testing.assert_allclose(matrix, again, atol=1e-6)


def test_an_open_question_lets_no_later_answer_out() -> None:
    stop = SCRIPT.stops[SCRIPT.places["play"]]
    view = View(start=stop.step, veil_after=stop.step, answer_after=stop.step)
    payload = as_data(sequence(played(1), view, networks=False))
    after = stop.step + 1
    for row in ("same", "turn"):
        assert set(texts(payload, row)[after:]) == {"?"}
        assert "?" not in texts(payload, row)[:after]
    later = [node for node in payload["nodes"] if node["id"].startswith(("same", "turn")) and node["texts"] == ["?"]]
    assert all({*frame["texts"]} == {"?"} for node in later for frame in node["frames"])
    assert [step["text"] for step in payload["steps"]][after:] == [f"t = {t}" for t in range(after + 1, LENGTH + 1)]
    assert "remainder" not in json.dumps(payload["explained"]["names"]["counted"][after:])


def test_a_box_says_nothing_before_the_walk_has_reached_its_time_step() -> None:
    for node in as_data(sequence(played(2), View(), networks=True))["nodes"]:
        name, _, t = node["id"].partition(".")
        if t and name != "x":
            shown = [node["frames"][k]["texts"] for k in node["frame_of_step"]]
            assert [text == ["?"] for text in shown] == [now < int(t) for now in range(1, LENGTH + 1)]


def test_a_wrong_answer_is_marked_and_a_right_one_is_not() -> None:
    of = played(1)
    nodes = {node["id"]: node for node in as_data(sequence(of, View(), networks=True))["nodes"]}
    for kind in ("one", "two"):
        for t, right in enumerate(of.right(kind), start=1):
            assert nodes[f"{kind}.{t}"]["frames"][-1].get("marks", [""]) == ([""] if right else ["wrong"])
    assert of.right("two").all()
    assert not of.right("one").all()


def test_pointing_at_a_turn_counts_the_repeats_and_at_an_answer_shows_its_scores() -> None:
    of = played(1)
    graph = sequence(of, View(), networks=True)
    assert "6 repeats so far; the remainder of 6 divided by 3 is 0" in said(graph, "turn.12")
    found = said(graph, "one.7")
    for player, score in enumerate(of.scores["one"][6]):
        assert f"player {player}" in found
        assert f"{abs(score):.3f}" in found


def test_the_lines_are_called_what_they_are() -> None:
    trials = {kind: Trial(**turn.trained(kind).trials[0]["trial"]) for kind in (*turn.KINDS, *turn.OTHERS)}
    assert (trials["one"].layers, trials["one"].hidden, trials["two"].hidden, trials["wide"].hidden) == (1, 26, 16, 57)
    assert (trials["late"].delay, trials["slow"].layers, trials["slow"].rate) == (1, 2, 0.003)
    assert trials["long"].steps == 4 * trials["one"].steps


@pytest.mark.parametrize(("player", "reason"), [(0, "6 repeats"), (1, "too many"), (2, "too few")])
def test_each_wrong_count_is_met_with_its_reason(player: int, reason: str) -> None:
    place = SCRIPT.places["play"]
    asked = SCRIPT.told(place).asked
    assert asked is not None
    assert asked.answer == "player 0"
    assert reason in asked.replies[f"player {player}"]
