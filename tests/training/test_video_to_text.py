"""The shipped networks of the video lesson are what their card says; their training is right."""

import json
from itertools import islice
from typing import Any

import numpy as np
import pytest

from datasets.clips.clip import Clip
from datasets.clips.drawing import frames
from datasets.clips.draws import is_unseen
from datasets.clips.path import INSTANTS
from datasets.clips.sentences import references
from lessons.video_to_text.model.clip_features import INPUTS, ClipFeatures, FeatureNetworks, clip_features
from lessons.video_to_text.model.s2vt_trace import END, START
from rnn_core import s2vt, store, vision
from training import video_card, video_recipe, video_scores, video_writer
from training.video_recipe import FILE, FIRST, TEST, TRAIN

FOUND: dict[str, Any] = json.loads(FILE.with_suffix(".json").read_text(encoding="utf-8"))
CLIPS = TEST.clips()[:FIRST]


@pytest.fixture(scope="module")
def seen() -> list[ClipFeatures]:
    _, rgb = store.load(video_recipe.MODELS / "picture_features.npz")
    networks = FeatureNetworks(rgb, store.load(FILE)[1])
    return [clip_features(networks, frames(clip)) for clip in CLIPS]


@pytest.mark.parametrize("inputs", INPUTS)
def test_the_first_held_out_clips_are_told_as_well_as_the_results_say(inputs: str, seen: list[ClipFeatures]) -> None:
    known, _, models = store.load(FILE)
    said = video_scores.sentences(known, models[INPUTS.index(inputs)], seen, inputs)
    counts = video_scores.counted(said, CLIPS)
    assert counts["all right"] == FOUND["scores"][inputs]["first"]


def test_the_flow_network_names_the_motions_of_held_out_flows(seen: list[ClipFeatures]) -> None:
    flow = store.load(FILE)[1]
    moves = [vision.features(flow, each.flow[1:].transpose(0, 3, 1, 2)).scores for each in seen]
    right = np.concatenate(moves).argmax(1) == video_scores.labels(CLIPS)
    assert right.mean() == pytest.approx(FOUND["flow network"], abs=0.06)


def test_the_card_is_made_of_the_results_and_the_results_are_of_this_recipe() -> None:
    assert FILE.with_suffix(".md").read_text(encoding="utf-8") == video_card.card(FOUND)
    assert FOUND["clips"]["train"] == TRAIN.n
    assert FOUND["epochs"] == video_recipe.EPOCHS
    assert FOUND["bytes"] == FILE.stat().st_size <= 2.5e6


def test_each_input_is_worth_what_the_lesson_says() -> None:
    def share(inputs: str, column: str, name: str = "test") -> float:
        right, of = FOUND["scores"][inputs][name]["counts"][column]
        return float(right / of)

    assert share("both", "all right") > 0.8
    assert share("both", "all right") > share("rgb", "all right") > share("flow", "all right")
    assert share("rgb", "color") > 0.9 > 0.5 > share("flow", "color")
    assert min(share("flow", "one motion"), share("flow", "two motions")) > 0.9
    assert share("rgb", "two motions") < 0.5
    assert 0.3 < share("both", "all right", "unseen") < share("both", "all right")


def test_no_training_clip_has_an_unseen_pair() -> None:
    assert not any(is_unseen(clip) for clip in TRAIN.clips())
    assert all(is_unseen(clip) for clip in video_recipe.NEW.clips())


def test_sentences_become_tokens_with_both_ends() -> None:
    clips = [Clip("ball", "red", ("left",), 1), Clip("man", "blue", ("left", "falling"), 2)]
    sentences = [references(clip) for clip in clips]
    known = video_writer.vocabulary(sentences)
    tokens = video_writer.tokens(known, sentences)
    for row, several in zip(tokens, sentences, strict=True):
        for place, sentence in zip(row, several, strict=True):
            words = [known.symbols[token] for token in place if token]
            assert words == [START, *sentence.split(), END]


def test_a_batch_asks_for_the_words_and_leaves_out_some_features() -> None:
    rng = np.random.default_rng(0)
    sentences = np.array([[[1, 5, 2, 0]], [[1, 6, 7, 2]], [[1, 5, 2, 0]]])
    lessons = video_writer.lessons(rng.random((3, 12, 40)) * 9 + 4, sentences)
    batch = lessons.batch(np.array([0, 2]), rng)
    assert batch.x.T.tolist() == [[1, 5], [1, 5]]
    assert batch.targets.T.tolist() == [[5, 2], [5, 2]]
    assert batch.mask.all()
    assert 0.1 < (batch.v == 0).mean() < 0.3
    mixed = lessons.batch(np.array([0, 1]), rng)
    assert mixed.mask.sum(0).tolist() == [2, 3]


def test_a_training_learns_and_its_network_takes_features_as_they_come() -> None:
    rng = np.random.default_rng(0)
    features = np.repeat(rng.random((2, 12, 5)), 10, 0) * 30
    sentences = np.repeat(np.array([[[1, 3, 4, 2]], [[1, 4, 3, 2]]]), 10, 0)
    lessons = video_writer.lessons(features, sentences)
    loop, steps = video_writer.training(lessons, 5, 30, 1)
    snapshots = list(islice(loop, steps + 1))
    assert snapshots[-1].loss < 0.4 * snapshots[0].loss
    model = video_writer.finished(snapshots[-1].model, lessons)
    said = sentences[:2, 0].T
    clips = s2vt.Clips(features[[0, 10]].swapaxes(0, 1), said[:-1], said[1:], said[1:] > 0)
    scaled = s2vt.Clips(lessons.v[[0, 10]].swapaxes(0, 1), said[:-1], said[1:], said[1:] > 0)
    assert s2vt.run(model, clips).loss == pytest.approx(s2vt.run(snapshots[-1].model, scaled).loss, abs=1e-4)


def test_what_happens_between_two_frames_has_a_name() -> None:
    clips = (Clip("ball", "red", ("left", "spinning"), 1), Clip("car", "red", ("still",), 1))
    named = [INSTANTS[k] for k in video_scores.labels(clips)]
    assert named == ["left"] * 5 + ["spinning"] * 6 + ["still"] * 11


def test_counts_and_failures_are_those_of_the_judge() -> None:
    clips = (Clip("ball", "red", ("spinning",), 1), Clip("car", "red", ("left", "falling"), 1))
    said = ("a red ball is spinning", "a blue car is moving left and then falling")
    counts = video_scores.counted(said, clips)
    assert counts == {"object": [2, 2], "color": [1, 2], "one motion": [1, 1],
                      "two motions": [1, 1], "all right": [1, 2]}  # fmt: skip
    (failure,) = video_scores.failures(said, clips)
    assert failure["clip"] == "red.car.left.falling.1"
    assert video_scores.pairs(said, clips)["ball spinning"] == [1, 1]
