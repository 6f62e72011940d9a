"""The flow of a clip, the shares of right parts, and the gallery: what is drawn and explained."""

import numpy as np
import pytest

from datasets.clips.clip import Clip
from figures.columns import View
from figures.payload import as_data
from lessons.video_to_text.figure.flow import explain, fastest, flow_figure, glyph, pixels
from lessons.video_to_text.figure.sentences import ORDER, explain_pairs, explain_shares, shares, unseen_pairs
from lessons.video_to_text.model.clip_features import SMOOTHING, WINDOW
from rnn_core import flow
from tests.lessons.video_to_text.tiny_networks import comparison, field, story


@pytest.mark.parametrize(
    ("move", "arrow"),
    [((1, 0), "→"), ((1, 1), "↘"), ((0, 1), "↓"), ((-1, 0), "←"), ((0, -1), "↑"), ((-1, -1), "↖"),
     ((0.01, 0.01), "·"), ((1, -1), "↗"), ((-1, 1), "↙")],
)  # fmt: skip
def test_an_arrow_points_where_its_pixel_goes(move: tuple[float, float], arrow: str) -> None:
    assert glyph(np.array(move)) == arrow


def test_every_step_of_the_flow_shows_two_frames_and_the_flow_between() -> None:
    of = field()
    payload = as_data(flow_figure(of, View()))
    assert len(payload["steps"]) == 11
    for name in ("before", "after", "flow"):
        (node,) = (each for each in payload["nodes"] if each["id"] == name)
        assert len({frame["picture"] for frame in node["frames"]}) == 11
    (grid,) = (each for each in payload["nodes"] if each["id"] == "pixel")
    for j, frame in enumerate(grid["frames"], start=2):
        places = pixels(of.features.flow.shape[1:3])
        assert frame["texts"] == [glyph(of.features.flow[j - 1, r, c]) for r, c in places]


def test_the_two_equations_of_a_pixel_have_the_flow_as_their_solution() -> None:
    of = field()
    row, column = pixels((32, 32))[36]
    a, b, c, d, e = flow.equations(of.features.gray[5:7], WINDOW, SMOOTHING)[:, 0, row, column]
    u, v = of.features.flow[6, row, column]
    assert a * u + c * v == pytest.approx(-d)
    assert c * u + b * v == pytest.approx(-e)
    found = explain(of, "pixel.7.37")
    assert found
    results = [piece.text for line in found.lines for piece in line if piece.result]
    assert results == [f"{u:.2f}".replace("-", "−"), f"{v:.2f}".replace("-", "−")]


def test_everything_in_the_flow_view_is_explained_and_nothing_else() -> None:
    of = field()
    for node in as_data(flow_figure(of, View()))["nodes"]:
        for shown in node.get("frames", [node]):
            assert explain(of, shown["id"]), shown["id"]
    assert explain(of, fastest(of, View()))
    for name in ("pixel.1", "pixel.13.1", "pixel.3.65", "thing.3.10", "motion.3.9", "x", "flow.q"):
        assert explain(of, name) is None


def test_shares_and_sentences_of_all_inputs_stand_side_by_side() -> None:
    of = comparison()
    payload = as_data(shares(of, View()))
    (bars,) = (node for node in payload["nodes"] if node["id"] == "flow_test.0")
    assert bars["texts"] == ["90.0 %", "10.0 %", "50.0 %", "100.0 %", "0.0 %"]
    for inputs in ORDER:
        words = [n["texts"][0] for n in payload["nodes"] if n["id"].startswith(f"{inputs}_word")]
        assert words == of.stories[inputs].trace.words


def test_shares_and_words_are_explained_and_nothing_else() -> None:
    of = comparison()
    for node in as_data(shares(of, View()))["nodes"]:
        assert explain_shares(of, node["id"]), node["id"]
    found = explain_shares(of, "rgb_unseen.0.3")
    assert found
    assert "3 of 6" in found.lines[0][0].text
    for name in ("rgb_test.0.6", "rgb_word.99", "x_test.0", "rgb_other.0.1", "rgb", "rgb_word.x"):
        assert explain_shares(of, name) is None


def test_a_veiled_comparison_hides_the_sentences_and_not_the_shares() -> None:
    figure = shares(comparison(), View(veil_after=0))
    assert figure.veils("flow_word.1")
    assert not figure.veils("rgb_word.1")
    assert not figure.veils("flow_test.0.2")


def test_the_gallery_has_a_row_for_each_clip_with_its_words_marked() -> None:
    stories = tuple(story("both", 1, Clip(thing, "red", ("falling",), 4)) for thing in ("ball", "kite"))
    payload = as_data(unseen_pairs(stories, View()))
    assert len(payload["steps"]) == 2
    for number, each in enumerate(stories, start=1):
        words = [n for n in payload["nodes"] if n["id"].startswith(f"word{number}.")]
        assert [n["texts"][0] for n in words] == each.trace.words
        marked = {k for k, n in enumerate(words) if n.get("marks") == ["wrong"]}
        assert marked == set(each.wrong)
        for node in words:
            assert explain_pairs(stories, node["id"])
    for name in ("frame1.0", "flow2.0"):
        found = explain_pairs(stories, name)
        assert found
        assert stories[int(name[-3]) - 1].trace.sentence in found.lines[1][1].text
    for name in ("word3.1", "word0.1", "frame9.0", "word1.99", "word", "wordx.1", "pixel.3.4"):
        assert explain_pairs(stories, name) is None
