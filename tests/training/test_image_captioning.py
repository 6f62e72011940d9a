"""The captioners: their data, their training by the core, and what the stored ones reach."""

import json

import numpy as np
import pytest

from datasets.scenes.draw_lots import scenes
from datasets.scenes.held_out import is_held_out
from datasets.scenes.judge import judge
from datasets.scenes.scene import parse
from datasets.scenes.sentences import references
from rnn_core import store
from rnn_core.caption import EVERY_STEP, ONCE
from tests.sources import ROOT
from training import captioners, scene_data
from training.caption_card import card
from training.caption_probes import FACTS, layers_of, vectors_of
from training.captions import END, START, VOCABULARY, batch, encoded, measured, said, write
from training.scene_data import SEEDS

FILE = ROOT / "models" / "image_captioning.npz"
REPORT = json.loads(FILE.with_suffix(".json").read_text(encoding="utf-8"))


def test_sentences_are_tokens_between_start_and_end() -> None:
    shown = scenes(30, SEEDS["train"], "train")
    tokens, lengths = encoded(shown)
    for scene, five, sizes in zip(shown, tokens, lengths, strict=True):
        for sentence, row, size in zip(references(scene), five, sizes, strict=True):
            assert row[0] == START
            assert (row[size - 1 :] == END).all()
            assert said(row[1 : size - 1]) == sentence


def test_a_batch_asks_for_the_word_that_comes_next() -> None:
    shown = scenes(12, SEEDS["train"], "train")
    vectors = np.random.default_rng(1).standard_normal((12, 4)).astype(np.float32)
    found = batch(vectors, *encoded(shown), np.array([3, 7, 3]), np.random.default_rng(2))
    assert np.array_equal(found.v, vectors[[3, 7, 3]])
    assert (found.x[1:] == found.targets[:-1]).all()
    assert found.mask[0].all()
    for k, scene in enumerate((shown[3], shown[7], shown[3])):
        assert said(found.targets[found.mask[:, k], k][:-1]) in references(scene)
        assert found.targets[found.mask[:, k], k][-1] == END


@pytest.mark.parametrize(("cell", "when"), [("lstm", EVERY_STEP), ("rnn", ONCE)])
def test_a_small_captioner_learns_and_is_repeated_bit_by_bit(cell: str, when: str) -> None:
    shown = [parse("snow~red-ball~1"), parse("night~blue-car~2")] * 32
    vectors = np.tile(np.eye(2, dtype=np.float32), (32, 1))
    sentences = encoded(shown)
    one, again = (
        captioners.trained(cell, when, vectors, sentences, seed=1, epochs=150, hidden=24, rate=0.01) for _ in range(2)
    )
    assert np.array_equal(one.E, again.E)
    told = [said(written.tokens) for written in write(one, vectors[:2], when)]
    assert [judge(text, scene).grade for text, scene in zip(told, shown, strict=False)] == [1, 1]


def test_training_scenes_hold_nothing_that_is_held_out() -> None:
    assert not any(map(is_held_out, scenes(2000, SEEDS["train"], "train")))
    assert set(SEEDS) >= {"train", "test", "held out", "novel"}


def test_the_stored_captioner_repeats_its_score() -> None:
    vocabulary, network, captioners = store.load(FILE)
    assert vocabulary == VOCABULARY
    assert len(captioners) == 4
    n = REPORT["first"]["n"]
    test = scenes(1000, SEEDS["test"])[:n]
    again = measured(captioners[0], vectors_of(network, scene_data.pictures(test)), ONCE, test)
    assert again["grades"] == pytest.approx(REPORT["first"]["grades"], abs=1e-9)
    assert again["bleu4"] == pytest.approx(REPORT["first"]["bleu4"], rel=1e-4)


def test_the_report_has_what_the_lesson_shows() -> None:
    for found in REPORT["decoders"].values():
        for kind in ("test", "held out", "novel"):
            assert sum(found[kind]["grades"]) == pytest.approx(1, abs=1e-3)
        assert found["novel"]["grades"][0] == 0
    best = REPORT["decoders"]["lstm, once"]
    assert best["test"]["grades"][0] > REPORT["frozen"]["test"]["grades"][0]
    assert best["test"]["grades"][0] > best["held out"]["grades"][0]
    assert set(REPORT["told"]["named"]) == set(FACTS)
    assert FILE.with_suffix(".md").read_text(encoding="utf-8") == card(REPORT)


def test_layers_have_one_row_a_picture() -> None:
    _, named = store.load(FILE.with_name("picture_features.npz"))
    seen = layers_of(named, scene_data.pictures(scenes(3, 1)))
    sizes = {name: rows.shape for name, rows in seen.items()}
    assert list(sizes.values()) == [(3, 256), (3, 94), (3, 94), (3, 128)]
    assert seen["probabilities after it"].sum(1) == pytest.approx(1, abs=1e-5)
