"""The flow of a clip, the shares of right parts, and the gallery: what is drawn and explained."""

import numpy as np
import pytest

from datasets.clips.clip import Clip
from figures.columns import View
from figures.numbers import signed
from figures.payload import as_data
from lessons.video_to_text.figure.flow import fastest, flow_figure, glyph, pixels
from lessons.video_to_text.figure.sentences import ORDER, row_of, shares, unseen_pairs
from lessons.video_to_text.model.clip_features import SMOOTHING, WINDOW
from rnn_core import flow
from tests.explained import said, silent, unexplained
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
    figure = flow_figure(of, View())
    assert said(figure, "pixel.7") == said(figure, "pixel.7.37")
    results = {line.partition(" = ")[0]: line for line in said(figure, "pixel.7").splitlines()}
    assert results["u"].endswith(f" = {signed(u)}")
    assert results["v"].endswith(f" = {signed(v)}")
    assert results["speed"].endswith(f" = {signed(float(np.hypot(u, v)))} pixels in a frame")


def test_everything_in_the_flow_view_is_explained() -> None:
    figure = flow_figure(field(), View())
    assert unexplained(figure) == []
    shown = [frame.id or node.id for node in figure.nodes for frame in node.frames or [node]]
    assert silent(figure, list(shown)) == []
    assert said(figure, fastest(field(), View()))
    assert said(figure, "x.1") == ""


def test_a_name_is_explained_by_the_softmax_of_its_scores() -> None:
    of = field()
    p = np.exp(of.thing_scores[2]) / np.exp(of.thing_scores[2]).sum()
    text = said(flow_figure(of, View()), "thing.3.4")
    assert text.startswith("“thing 3”, predicted of frame 3")
    assert f"= {100 * p[3]:.1f} %" in text


def test_shares_and_sentences_of_all_inputs_stand_side_by_side() -> None:
    of = comparison()
    payload = as_data(shares(of, View()))
    (bars,) = (node for node in payload["nodes"] if node["id"] == "flow_test.0")
    assert bars["texts"] == ["90.0 %", "10.0 %", "50.0 %", "100.0 %", "0.0 %"]
    for inputs in ORDER:
        words = [n["texts"][0] for n in payload["nodes"] if n["id"].startswith(f"{inputs}_word")]
        assert words == of.stories[inputs].trace.words


def test_shares_and_words_are_explained() -> None:
    of = comparison()
    figure = shares(of, View())
    assert unexplained(figure) == []
    assert silent(figure, [node.id for node in figure.nodes]) == []
    assert "= 3 / 6 = 50.0 %" in said(figure, "rgb_unseen.0.3")
    assert said(figure, "rgb_test.0") == said(figure, "rgb_test.0.5")
    assert said(figure, "rgb_word.2").startswith(f"The probability of “{of.stories['rgb'].trace.words[1]}” at step 14")


def test_a_share_of_no_clips_says_so() -> None:
    of = comparison()
    of.scores["rgb"]["test"]["counts"] = {**of.scores["rgb"]["test"]["counts"], "color": [0, 0]}
    assert "no such clips" in said(shares(of, View()), "rgb_test.0.2")


def test_a_veiled_comparison_hides_the_sentences_and_not_the_shares() -> None:
    of = comparison()
    figure = shares(of, View(veil_after=0))
    assert figure.veils("flow_word.1")
    assert not figure.veils("rgb_word.1")
    assert not figure.veils("flow_test.0.2")
    assert said(figure, "rgb_word.1")
    assert said(figure, "flow_word.1") == said(figure, "flow_word.1.1") == ""
    assert figure.explained is not None
    assert not figure.explained.tables["flow_word, row"].values.any()


def test_the_gallery_has_a_row_for_each_clip_with_its_words_marked() -> None:
    stories = tuple(story("both", 1, Clip(thing, "red", ("falling",), 4)) for thing in ("ball", "kite"))
    figure = unseen_pairs(stories, View())
    payload = as_data(figure)
    assert unexplained(figure) == []
    assert len(payload["steps"]) == 2
    for number, each in enumerate(stories, start=1):
        words = [n for n in payload["nodes"] if n["id"].startswith(f"word{number}.")]
        assert [n["texts"][0] for n in words] == each.trace.words
        marked = {k for k, n in enumerate(words) if n.get("marks") == ["wrong"]}
        assert marked == set(each.wrong)
        for node, word in zip(words, each.trace.words, strict=True):
            assert f"“{word}” at step" in said(figure, node["id"])
            assert row_of(node["id"]) == number
    for name in ("frame1.0", "flow2.0"):
        assert f"written: {stories[int(name[-3]) - 1].trace.sentence}" in said(figure, name)
    assert row_of("pixel.3.4") is None
