"""The network that names pictures: its data, and what is stored is as good as its card says."""

import json

import numpy as np
import pytest

from datasets.scenes.facts import CLASSES
from datasets.scenes.held_out import is_held_out
from rnn_core import store
from rnn_core.text import Vocabulary
from tests.sources import ROOT
from training import scene_data
from training.naming import measured
from training.scene_data import LABELS, SEEDS

FILE = ROOT / "models" / "picture_features.npz"
REPORT = json.loads(FILE.with_suffix(".json").read_text(encoding="utf-8"))


def test_a_label_is_a_color_and_a_class() -> None:
    shown = scene_data.single(200, SEEDS["pictures"])
    said = [LABELS[k] for k in scene_data.labels(shown)]
    assert said == [f"{scene.subject.color} {scene.subject.name}" for scene in shown]
    assert {label.split()[1] for label in LABELS} == set(CLASSES)
    assert not any(map(is_held_out, shown))


def test_pictures_and_inputs_are_the_same_numbers() -> None:
    shown = scene_data.single(3, 1)
    pictures, inputs = scene_data.pictures(shown), scene_data.inputs(shown)
    assert pictures.shape == (3, 64, 64, 3)
    assert np.array_equal(inputs, np.moveaxis(pictures / 127.5 - 1, 3, 1))


def test_no_two_sets_share_a_seed() -> None:
    assert len(set(SEEDS.values())) == len(SEEDS)


def test_the_stored_network_is_as_good_as_its_card_says() -> None:
    labels, network = store.load(FILE)
    assert labels == Vocabulary(LABELS)
    test = scene_data.single(REPORT["tested"], SEEDS["named"])[:200]
    assert measured(network, test)["both"] == pytest.approx(REPORT["first"], abs=1e-9)
    assert REPORT["both"] > 0.8
    assert f"{REPORT['both']:.1%}" in FILE.with_suffix(".md").read_text(encoding="utf-8")
