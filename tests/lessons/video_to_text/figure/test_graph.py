"""A clip and the sentence about it: every step, every pad and every number."""

from typing import Any

import pytest

from figures.columns import View
from figures.payload import as_data
from lessons.video_to_text.figure.graph import percent, strip
from lessons.video_to_text.model.stories import Story
from tests.lessons.video_to_text.tiny_networks import H, story

STORIES = [(inputs, seed) for inputs in ("rgb", "flow", "both") for seed in (1, 2, 3)]


def drawn(of: Story, view: View | None = None) -> dict[str, Any]:
    return as_data(strip(of, view or View()))


def box(payload: dict[str, Any], name: str) -> Any:
    return next(node for node in payload["nodes"] if node["id"] == name)


@pytest.mark.parametrize(("inputs", "seed"), STORIES)
def test_pads_stand_where_zeros_go_in_and_nowhere_else(inputs: str, seed: int) -> None:
    of = story(inputs, seed)
    payload, n = drawn(of), of.trace.n_frames
    pads = {node["id"] for node in payload["nodes"] if node["texts"] == ["pad"]}
    reading = {f"pad.{step}" for step in range(1, n + 1)}
    assert pads == reading | {f"v.{step}" for step in range(n + 1, of.steps + 1)}
    assert not of.trace.run.first.x[n:].any()
    assert not of.trace.run.second.x[:n, :, H:].any()


@pytest.mark.parametrize(("inputs", "seed"), STORIES)
def test_states_and_words_are_those_of_the_run(inputs: str, seed: int) -> None:
    of = story(inputs, seed)
    payload, n = drawn(of), of.trace.n_frames
    for step in range(1, of.steps + 1):
        for kind, trace in (("h1", of.trace.run.first), ("h2", of.trace.run.second)):
            state = box(payload, f"{kind}.{step}")
            assert state["values"] == [trace.h[step, 0, unit - 1] for unit in state["indices"]]
    for number, word in enumerate(of.trace.symbols):
        assert box(payload, f"y.{n + 1 + number}")["texts"] == [word]
    assert box(payload, f"again_h2.{n}")["values"] == box(payload, f"h2.{n}")["values"]


def test_the_walk_reads_each_frame_and_then_says_each_word() -> None:
    of = story()
    payload = drawn(of)
    assert len(payload["steps"]) == of.steps
    assert "writes nothing" in payload["steps"][0]["text"]
    assert "reads “<start>”" in payload["steps"][12]["text"]
    lit = {name for step in payload["steps"] for name in step["lit"]}
    assert lit >= {node["id"] for node in payload["nodes"] if "." in node["id"]}
    frame = box(payload, "frame")
    assert len({each["picture"] for each in frame["frames"]}) == 12
    assert frame["frames"][frame["frame_of_step"][-1]]["title"] == "frame 12, last"


@pytest.mark.parametrize(("inputs", "seen"), [("rgb", {"frame"}), ("flow", {"flow"}), ("both", {"frame", "flow"})])
def test_only_what_is_seen_is_shown(inputs: str, seen: set[str]) -> None:
    names = {node["id"] for node in drawn(story(inputs))["nodes"]}
    assert names & {"frame", "flow"} == seen


def test_a_veiled_figure_hides_all_words_and_shows_what_is_read() -> None:
    of = story("flow")
    figure = strip(of, View(start=11, veil_after=11))
    for step in range(of.trace.n_frames + 1, of.steps + 1):
        assert figure.veils(f"y.{step}")
        assert figure.veils(f"p.{step}")
    assert not figure.veils("h1.12")
    assert not figure.veils("x.12")


def test_a_share_near_its_ends_does_not_pretend_to_be_there() -> None:
    shares = [percent(p) for p in (0, 1e-5, 0.5, 0.99999, 1)]
    assert shares == ["0.0 %", "<0.1 %", "50.0 %", ">99.9 %", "100.0 %"]


@pytest.mark.parametrize("inputs", ["rgb", "flow", "both"])
def test_a_presenter_s_figure_is_lower_and_narrower(inputs: str) -> None:
    low, tall = (strip(story(inputs), View(dense=dense)) for dense in (True, False))
    assert low.height < 0.85 * tall.height
    assert low.width <= tall.width
    best = next(node for node in low.nodes if node.id == "best")
    word = next(node for node in low.nodes if node.id == "y.13")
    assert best.y + best.height / 2 < word.y - word.height / 2
