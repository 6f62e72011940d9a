"""The lesson `video-to-text`: its promises hold in the script that the server runs."""

import pytest
from streamlit.testing.v1 import AppTest

from datasets.clips.clip import Clip
from datasets.clips.judge import judge
from lessons.video_to_text.model.stories import FIRST_TAKE, Input, feature_networks, proof, story, unseen
from lessons.video_to_text.script import BETS, SCRIPT, STATES
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    cards,
    control,
    explained_controls,
    figure,
    press,
    texts,
    words,
)
from ui import shipped

SLUG = "video-to-text"
FIRST = Clip("ball", "red", ("left", "falling"), 3)


def sentence(at: AppTest) -> str:
    """The words in the figure of reading and writing."""
    written = [n for n in figure(at)["nodes"] if n["id"].startswith("y.")]
    return " ".join(n["texts"][0] for n in written).removesuffix(" <end>")


def test_the_sentence_is_that_of_the_shipped_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text")
    assert figure(at)["start"] == figure(at)["veil_after"] == 0
    assert set(sentence(at).split()) == {"?"}
    at = open_lesson("video_to_text", stop="write")
    shown = story(FIRST, "both")
    assert sentence(at) == shown.trace.sentence
    assert judge(shown.trace.sentence, FIRST) == shown.verdict
    assert shown.verdict.right
    payload = figure(at)
    assert payload["start"] == len(payload["steps"]) - 1 == 11 + len(shown.trace.tokens)
    assert payload["veil_after"] is None


@pytest.mark.parametrize(
    ("text", "inputs"), [("RGB and flow", "both"), ("both", "both"), ("RGB", "rgb"), ("rgb", "rgb"), ("flow", "flow")]
)
def test_each_input_has_a_network_and_a_sentence_of_its_own(open_lesson: OpenLesson, text: str, inputs: Input) -> None:
    at = open_lesson("video_to_text", input=text, color="blue", thing="car", motion="spinning")
    clip = Clip("car", "blue", ("spinning", "falling"), FIRST_TAKE)
    assert sentence(at) == story(clip, inputs).trace.sentence


def test_the_question_is_answered_by_the_flow_network_and_uncovers_it(open_lesson: OpenLesson) -> None:
    said = story(FIRST, "flow").trace.sentence
    wrong = judge(said, FIRST).wrong
    assert wrong
    right = "the motion" if "motion" in wrong else BETS[" ".join(wrong)]
    for option in BETS.values():
        at = open_lesson("video_to_text", stop="flow-only")
        assert figure(at)["veil_after"] == figure(at)["start"] == 11
        assert set(sentence(at).split()) == {"?"}
        assert said not in words(at)
        press(at, f"{SLUG}.guide", option)
        assert ("✓" in cards(at)[f"{SLUG}.guide"]["body"]) == (option == right)
        assert said in words(at)
        assert figure(at)["veil_after"] is None
        assert figure(at)["start"] == len(figure(at)["steps"]) - 1


def test_no_frame_enters_while_the_sentence_is_written(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", stop="read")
    assert set(sentence(at).split()) == {"?"}
    press(at, f"{SLUG}.guide", STATES)
    assert "is right" in words(at)
    run = story(FIRST, "both").trace.run
    assert not run.first.x[len(run.seen) :].any()
    assert run.first.x[: len(run.seen)].any()


@pytest.mark.parametrize("present", ["0", "1"])
def test_the_states_that_are_carried_are_not_pointed_out_before_the_answer(
    open_lesson: OpenLesson, present: str
) -> None:
    at = open_lesson("video_to_text", stop="read", present=present)
    graph = figure(at)
    assert not [name for name in graph["highlight"] if name.split(".")[0].endswith(("h1", "h2"))]
    read = {name for step in graph["steps"][:12] for name in step["lit"]}
    assert not [name for name in read if name.startswith("again_")]
    press(at, f"{SLUG}.guide", STATES)
    assert {"again_h1.12", "again_h2.12"} <= set(figure(at)["highlight"]) & set(figure(at)["steps"][12]["lit"])


def test_no_step_tells_the_sentence_before_the_answer(open_lesson: OpenLesson) -> None:
    later = [step["text"] for step in figure(open_lesson("video_to_text", stop="read"))["steps"]][12:]
    assert later == [f"Step {k} · ?" for k in range(13, 13 + len(later))]


def test_the_shares_of_unseen_pairs_wait_for_their_question(open_lesson: OpenLesson) -> None:
    scores = shipped.measured("video_to_text")["scores"]
    for stop in ("table", "unseen"):
        at = open_lesson("video_to_text", stop=stop)
        assert figure(at)["veil_after"] == 2
        for inputs in ("rgb", "flow", "both"):
            assert set(texts(at, f"{inputs}_unseen.0")) == {"?"}
            assert "?" not in texts(at, f"{inputs}_test.0")
            assert said(figure(at), f"{inputs}_unseen.0.1") == ""
    press(at, f"{SLUG}.guide", "RGB and flow")
    assert "The answer is **“RGB alone”**" in words(at)
    for inputs in ("rgb", "flow", "both"):
        right, n = scores[inputs]["unseen"]["counts"]["object"]
        assert texts(at, f"{inputs}_unseen.0")[0] == f"{100 * right / n:.1f} %"
    assert "on other held-out clips" not in words(at)


def test_two_motions_are_told_in_their_order_by_both_inputs() -> None:
    turned = [Clip("car", "red", order, 3) for order in (("left", "right"), ("right", "left"))]
    assert all(judge(story(clip, "both").trace.sentence, clip).right for clip in turned)


def test_of_pairs_never_trained_some_are_right_and_some_are_not(open_lesson: OpenLesson) -> None:
    verdicts = [judge(s.trace.sentence, s.clip).right for s in unseen(3, "both")]
    assert any(verdicts)
    assert not all(verdicts)
    assert len(figure(open_lesson("video_to_text", view="unseen"))["steps"]) == len(verdicts) == 8


def test_the_paper_stands_beside_what_is_here_row_by_row(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", stop="paper")
    assert "1. Train a CNN on ImageNet." in texts(at, "rgb_theirs.0")
    assert "1. Train a CNN on activity classes." in texts(at, "flow_theirs.0")
    networks = feature_networks()
    assert f"2. Its {len(networks.rgb.dense.b)} activations" in texts(at, "rgb_ours.0")
    assert f"3. Its {len(networks.flow.dense.b)} activations" in texts(at, "flow_ours.0")
    assert len(story(FIRST, "both").trace.run.batch.v[0, 0]) == len(networks.rgb.dense.b) + len(networks.flow.dense.b)
    assert "https://youtu.be/-xNI7e7YgDk" in words(at)


@pytest.mark.parametrize("place", range(len(SCRIPT.stops)))
def test_what_a_stop_points_out_is_in_its_figure(open_lesson: OpenLesson, place: int) -> None:
    stop = SCRIPT.stops[place]
    at = open_lesson("video_to_text", **({"stop": stop.name} if place else {}))
    for _ in range(1 + (stop.question is not None)):
        graph = figure(at)
        names = {part["id"] for part in (*graph["nodes"], *graph["edges"])}
        assert set(graph["highlight"]) <= names
        assert graph["highlight"] or not stop.highlight
        if "Skip" in [each["label"] for each in cards(at)[f"{SLUG}.guide"]["presses"]]:
            press(at, f"{SLUG}.guide", "Skip")


def test_the_table_shows_what_was_measured(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", view="table")
    scores = shipped.measured("video_to_text")["scores"]
    for inputs in ("rgb", "flow", "both"):
        right, n = scores[inputs]["test"]["counts"]["all right"]
        assert texts(at, f"{inputs}_test.0")[4] == f"{100 * right / n:.1f} %"


def test_a_new_take_keeps_the_facts_and_stands_in_the_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", stop="summary")
    before = figure(at)
    at = open_lesson("video_to_text", take=str(FIRST_TAKE + 1))
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
    at = open_lesson("video_to_text", stop="summary", **{parameter: text})
    assert "could not be used" in words(at) or not text
    assert sentence(at) == story(FIRST, "both").trace.sentence


@pytest.mark.parametrize("view", ["flow", "streams", "table", "unseen"])
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
    press(at, f"{SLUG}.read_clip", "Read and write")
    assert control(at.button_group, f"{SLUG}.view").value == "story"
    assert sentence(at) == story(clip, "both").trace.sentence


def test_the_proof_recomputes_sentence_gradients_and_score(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text")
    at.button(key="proof_drawer").click().run()
    errors = proof(story(FIRST, "both"))
    assert max(errors.values()) < 1e-5
    assert any("held-out" in name for name in errors)


@pytest.mark.parametrize("view", ["story", "flow", "streams", "table", "unseen"])
def test_controls_are_four_and_have_their_help(open_lesson: OpenLesson, view: str) -> None:
    at = open_lesson("video_to_text", view=view)
    assert explained_controls(at) == {"view", "input", "motion", "then"}


def test_the_address_says_what_is_not_as_the_page_starts_and_start_values_clears_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("video_to_text", input="RGB", thing="car", then="–")
    assert address(at) == {"input": "rgb", "thing": "car", "then": "–"}
    button(at, "Start values").click().run()
    assert address(at) == {}
    assert set(sentence(at).split()) == {"?"}
