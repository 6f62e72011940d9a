"""What the browser says of how the numbers of a clip's reading and writing were made."""

import numpy as np
import pytest

from datasets.clips.clip import Clip
from figures.columns import View
from figures.graph import Graph
from figures.numbers import signed
from lessons.video_to_text.figure.graph import strip
from lessons.video_to_text.model import stories
from tests.explained import said, silent, unexplained
from tests.lessons.video_to_text.tiny_networks import H, story


def names(figure: Graph) -> list[str]:
    """All boxes, by what they are called at each step, and arrows."""
    boxes = [frame.id or node.id for node in figure.nodes for frame in node.frames or [node]]
    return [*dict.fromkeys(boxes), *(edge.id for edge in figure.edges)]


@pytest.mark.parametrize("inputs", ["rgb", "flow", "both"])
@pytest.mark.parametrize("dense", [False, True])
def test_every_number_is_computed_and_every_box_and_arrow_is_explained(inputs: str, dense: bool) -> None:
    figure = strip(story(inputs), View(dense=dense))
    assert unexplained(figure) == []
    assert silent(figure, names(figure)) == []


@pytest.mark.parametrize("inputs", ["rgb", "flow", "both"])
def test_the_numbers_of_the_shipped_networks_are_computed(inputs: str) -> None:
    assert unexplained(strip(stories.story(Clip("ball", "red", ("left", "falling"), 3), inputs), View())) == []


def test_the_parts_of_a_gate_are_what_its_function_is_taken_of() -> None:
    of = story()
    figure, trace, params = strip(of, View()), of.trace.run.second, of.trace.run.model.second
    step, unit = 14, next(node for node in figure.nodes if node.id == "h2.14").cells[1].index
    assert unit
    values, row = np.concatenate([trace.h[step - 1, 0], trace.x[step - 1, 0]]), params.W[unit - 1]
    parts = [float(row[a:b] @ values[a:b]) for a, b in ((0, H), (H, 2 * H), (2 * H, None))]
    i = 1 / (1 + np.exp(-(sum(parts) + params.b[unit - 1])))
    title, first, *_, last, words = said(figure, f"h2.{step}.{unit}").splitlines()
    assert title == f"h⁽²⁾ at step 14, unit {unit}"
    for part, text in zip(parts, ("from h₁₃⁽²⁾", "from h₁₄⁽¹⁾", "from the word"), strict=True):
        assert f"{signed(abs(part), 3)} {text}" in first
    assert first.endswith(f" = {signed(i, 3)}")
    assert last.endswith(f" = {signed(float(trace.h[step, 0, unit - 1]), 3)}")
    assert words.endswith("In the place of a <pad> stand zeros: the word is 0 while reading.")


def test_a_pad_is_zero_in_the_gates_and_is_said_to_be_zeros() -> None:
    figure = strip(story(), View())
    unit = next(node for node in figure.nodes if node.id == "h1.13").cells[0].index
    assert "0.000 from v′₁₃" in said(figure, f"h1.13.{unit}")
    assert said(figure, "v.13").startswith("<pad>: zeros")
    assert said(figure, "pad.3").startswith("<pad>: zeros")


def test_the_states_that_the_second_line_begins_with_are_those_that_the_first_ends_in() -> None:
    figure = strip(story(), View())
    for kind in ("h1", "h2"):
        unit = next(node for node in figure.nodes if node.id == f"{kind}.12").cells[0].index
        assert said(figure, f"again_{kind}.12.{unit}") == said(figure, f"{kind}.12.{unit}")


def test_of_a_frame_the_largest_features_are_named() -> None:
    of = story("rgb")
    v = of.features.features["rgb"][4]
    text = said(strip(of, View()), "x.5")
    assert f"RGB features: {len(v)} numbers, {(v > 0).sum()} above 0" in text
    assert f"the largest: [{v.argmax() + 1}] {signed(float(v.max()), 3)}" in text


def test_what_a_frame_and_its_flow_give_is_added_up_to_v() -> None:
    figure = strip(story("both"), View())
    unit = next(node for node in figure.nodes if node.id == "v.3").cells[0].index
    text = said(figure, f"v.3.{unit}")
    assert "from the frame +" in text or "from the frame −" in text
    assert "from the flow" in text.rsplit("max(", 2)[1]


def test_an_open_question_hides_all_words_and_what_they_were_made_of() -> None:
    of = story("flow")
    figure = strip(of, View(start=11, veil_after=11))
    for step in range(of.trace.n_frames + 1, of.steps + 1):
        assert {said(figure, f"{kind}.{step}{number}") for kind in ("y", "p") for number in ("", ".5")} == {""}
        unit = next(node for node in figure.nodes if node.id == f"h2.{step}").cells[0].index
        assert said(figure, f"h2.{step}.{unit}") == ""
    assert said(figure, f"h2.12.{next(n for n in figure.nodes if n.id == 'h2.12').cells[0].index}")
    assert figure.explained is not None
    assert not figure.explained.tables["y, row"].values.any()


@pytest.mark.parametrize("name", ["", "zzz", "z.1", "best.2.3"])
def test_what_has_no_arithmetic_says_nothing(name: str) -> None:
    assert said(strip(story(), View()), name) == ""
