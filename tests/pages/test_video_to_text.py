"""The lesson `video-to-text`: its promises hold in the script that the server runs."""

import pytest
from streamlit.testing.v1 import AppTest

from datasets.clips.clip import Clip
from datasets.clips.judge import judge
from lessons.video_to_text.cards import BETS
from lessons.video_to_text.model.stories import FIRST_TAKE, Input, proof, story, unseen
from lessons.video_to_text.script import LOOK_FOR
from tests.pages.conftest import (
    OpenLesson,
    address,
    answer,
    button,
    control,
    explained_controls,
    figure,
    show_me,
    texts,
    words,
)
from ui import shipped

SLUG = "video-to-text"
FIRST = Clip("ball", "red", ("left", "falling"), 3)


def bet(at: AppTest, option: str) -> None:
    answer(at, SLUG, option)


def sentence(at: AppTest) -> str:
    """The words in the figure of reading and writing."""
    said = [n for n in figure(at)["nodes"] if n["id"].startswith("y.")]
    return " ".join(n["texts"][0] for n in said).removesuffix(" <end>")


def test_the_first_paint_is_a_finished_sentence_of_the_shipped_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text")
    shown = story(FIRST, "both")
    assert sentence(at) == shown.trace.sentence
    assert judge(shown.trace.sentence, FIRST) == shown.verdict
    assert shown.verdict.right
    payload = figure(at)
    assert payload["start"] == len(payload["steps"]) - 1 == 11 + len(shown.trace.tokens)
    assert payload["veil_after"] is None
    assert shown.trace.sentence not in words(at)


@pytest.mark.parametrize(("text", "inputs"), [("both", "both"), ("RGB", "rgb"), ("rgb", "rgb"), ("flow", "flow")])
def test_each_input_has_a_network_and_a_sentence_of_its_own(open_lesson: OpenLesson, text: str, inputs: Input) -> None:
    at = open_lesson("video_to_text", input=text, color="blue", thing="car", motion="spinning")
    clip = Clip("car", "blue", ("spinning", "falling"), FIRST_TAKE)
    if inputs == "flow":
        assert set(sentence(at).split()) == {"?"}
        bet(at, "Skip")
    assert sentence(at) == story(clip, inputs).trace.sentence


def test_the_question_is_answered_by_the_flow_network_and_uncovers_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", input="flow")
    assert figure(at)["veil_after"] == 11
    assert figure(at)["start"] == 11
    said = story(FIRST, "flow").trace.sentence
    assert said not in words(at)
    wrong = judge(said, FIRST).wrong
    assert wrong
    right = "the motion" if "motion" in wrong else BETS[" ".join(wrong)]
    bet(at, right)
    assert "✓ Right" in words(at)
    assert said in words(at)
    assert figure(at)["veil_after"] is None
    assert figure(at)["start"] == len(figure(at)["steps"]) - 1


def test_a_bet_made_elsewhere_leads_to_the_flow(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", view="table")
    assert figure(at)["veil_after"] == 0
    bet(at, "nothing")
    assert control(at.button_group, f"{SLUG}.view").value == "story"
    assert control(at.button_group, f"{SLUG}.input").value == "flow"
    assert sentence(at) == story(FIRST, "flow").trace.sentence


def test_each_look_for_line_is_true_of_what_it_shows(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text")
    turned = [Clip("car", "red", order, 3) for order in (("left", "right"), ("right", "left"))]
    show_me(at, SLUG, 1)
    verdict = judge(sentence(at), turned[0])
    assert verdict.object
    assert verdict.color
    assert not verdict.motion

    show_me(at, SLUG, 2)
    verdict = judge(sentence(at), FIRST)
    assert verdict.motion
    assert not verdict.color

    show_me(at, SLUG, 3)
    assert sentence(at) == story(turned[0], "both").trace.sentence
    assert all(judge(story(clip, "both").trace.sentence, clip).right for clip in turned)

    show_me(at, SLUG, 4)
    verdicts = [judge(s.trace.sentence, s.clip).right for s in unseen(3, "both")]
    assert any(verdicts)
    assert not all(verdicts)
    assert len(figure(at)["steps"]) == len(verdicts) == 8
    for line in LOOK_FOR:
        assert len(line.sentence.replace("*", "")) <= 52


def test_the_table_shows_what_was_measured(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", view="table")
    scores = shipped.measured("video_to_text")["scores"]
    for inputs in ("rgb", "flow", "both"):
        right, n = scores[inputs]["test"]["counts"]["all right"]
        assert texts(at, f"{inputs}_test.0")[4] == f"{100 * right / n:.1f} %"


def test_a_new_take_keeps_the_facts_and_stands_in_the_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text")
    before = figure(at)
    button(at, f"New take ({FIRST_TAKE})").click().run()
    assert address(at)["take"] == str(FIRST_TAKE + 1)
    assert figure(at)["nodes"] != before["nodes"]
    assert sentence(at) == story(Clip("ball", "red", ("left", "falling"), 4), "both").trace.sentence


def test_what_training_never_showed_is_said(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text")
    assert "Not in training" not in words(at)
    at = open_lesson("video_to_text", thing="dog", motion="rising", then="–", color="pink")
    assert "a dog rising" in words(at)
    assert "a pink dog" in words(at)


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("take", "0"), ("take", "🎬"), ("take", "99999"), ("motion", "sideways"), ("view", "all"),
     ("input", "sound"), ("color", "mauve"), ("then", "")],
)  # fmt: skip
def test_a_link_that_cannot_be_used_is_explained(open_lesson: OpenLesson, parameter: str, text: str) -> None:
    at = open_lesson("video_to_text", **{parameter: text})
    assert "could not be used" in words(at) or not text
    assert sentence(at) == story(FIRST, "both").trace.sentence


@pytest.mark.parametrize("view", ["flow", "table", "unseen"])
def test_every_view_takes_any_clip(open_lesson: OpenLesson, view: str) -> None:
    at = open_lesson(
        "video_to_text", view=view, thing="woman", color="brown", motion="shaking", then="bouncing",
        take="9999", input="flow",
    )  # fmt: skip
    assert not at.exception
    assert figure(at)["nodes"]


def test_a_clip_of_the_gallery_is_opened_by_its_button(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", view="unseen", take="9998", selected="word5.2")
    clip = unseen(9998, "both")[4].clip
    assert clip.take == 3
    control(at.button, f"{SLUG}.read_clip").click().run()
    assert control(at.button_group, f"{SLUG}.view").value == "story"
    assert sentence(at) == story(clip, "both").trace.sentence


def test_the_proof_recomputes_sentence_gradients_and_score(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text")
    at.button(key="proof_drawer").click().run()
    errors = proof(story(FIRST, "both"))
    assert max(errors.values()) < 1e-5
    assert any("held-out" in name for name in errors)


@pytest.mark.parametrize("view", ["story", "flow", "table", "unseen"])
def test_controls_are_six_and_have_their_help(open_lesson: OpenLesson, view: str) -> None:
    at = open_lesson("video_to_text", view=view)
    assert explained_controls(at) == {"view", "input", "color", "thing", "motion", "then"}


def test_the_address_says_what_is_not_as_the_page_starts_and_start_values_clears_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", input="RGB", thing="car", then="–")
    assert address(at) == {"input": "rgb", "thing": "car", "then": "–"}
    button(at, "Start values").click().run()
    assert address(at) == {}
    assert sentence(at) == story(FIRST, "both").trace.sentence
