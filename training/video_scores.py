"""What the video networks reach: shares of sentences and of their parts, counted one by one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from datasets.clips.clip import Clip
from datasets.clips.drawing import frames, take
from datasets.clips.draws import UNSEEN
from datasets.clips.judge import judge
from datasets.clips.path import INSTANTS, instants, path
from datasets.clips.sentences import references
from lessons.video_to_text.model.clip_features import INPUTS, ClipFeatures, FeatureNetworks, clip_features
from lessons.video_to_text.model.s2vt_trace import s2vt_trace
from rnn_core import store, vision
from rnn_core.s2vt import S2VT
from rnn_core.text import Vocabulary
from rnn_core.types import Tokens
from rnn_core.weights import count
from training.sentence_scores import bleu
from training.video_recipe import EPOCHS, FAILURES, FIRST, NEW, SEED, TEST, TRAIN

COLUMNS = ("object", "color", "one motion", "two motions", "all right")


def sentences(known: Vocabulary, model: S2VT, seen: Sequence[ClipFeatures], inputs: str) -> tuple[str, ...]:
    """What the network writes about each clip."""
    return tuple(s2vt_trace(known, model, each.vectors(inputs)).sentence for each in seen)


def counted(said: Sequence[str], clips: Sequence[Clip]) -> dict[str, list[int]]:
    """For each of COLUMNS how many are right, and of how many."""
    found = {column: [0, 0] for column in COLUMNS}
    for sentence, clip in zip(said, clips, strict=True):
        verdict = judge(sentence, clip)
        motion = ("one motion", "two motions")[len(clip.motions) - 1]
        parts = (verdict.object, verdict.color, verdict.motion, verdict.right)
        for column, right in zip(("object", "color", motion, "all right"), parts, strict=True):
            found[column][0] += right
            found[column][1] += 1
    return found


def scores(said: Sequence[str], clips: Sequence[Clip]) -> dict[str, Any]:
    """The counts, and how much of the wording is that of the references."""
    true = [references(clip) for clip in clips]
    return {"counts": counted(said, clips), "bleu4": round(bleu(said, true), 4)}


def labels(clips: Sequence[Clip]) -> Tokens:
    """What happens between each two frames of the clips, as numbers of INSTANTS."""
    found = [each for clip in clips for each in instants(path(clip.motions, take(clip.take).speed))]
    return np.array([INSTANTS.index(each) for each in found])


def measured(file: Path, rgb: vision.Network) -> dict[str, Any]:
    """Everything there is to say of the shipped networks, by the core and from their file."""
    known, flow, models = store.load(file)
    networks = FeatureNetworks(rgb, flow)
    seen = {draw: [clip_features(networks, frames(clip)) for clip in draw.clips()] for draw in (TEST, NEW)}
    found: dict[str, Any] = {}
    for inputs, model in zip(INPUTS, models, strict=True):
        found[inputs] = {}
        for name, draw in (("test", TEST), ("unseen", NEW)):
            clips, said = draw.clips(), sentences(known, model, seen[draw], inputs)
            found[inputs][name] = scores(said, clips)
            if name == "test":
                first = counted(said[:FIRST], clips[:FIRST])["all right"]
                found[inputs]["first"] = first
            else:
                found[inputs]["pairs"] = pairs(said, clips)
            if inputs == "both":
                found[inputs][f"{name}_failures"] = failures(said, clips)
    return {
        "seed": SEED,
        "clips": {"train": TRAIN.n, "test": TEST.n, "unseen": NEW.n},
        "epochs": EPOCHS,
        "words": len(known),
        "weights": {"flow network": count_network(flow)}
        | {inputs: count(model) for inputs, model in zip(INPUTS, models, strict=True)},
        "flow network": named_right(flow, seen[TEST]),
        "scores": found,
    }


def count_network(network: vision.Network) -> int:
    """The number of weights of a convolution network."""
    dense = network.dense, network.last
    filters = sum(layer.W.size + layer.b.size for layer in network.convolutions)
    return filters + sum(layer.W.size + layer.b.size for layer in dense)


def named_right(flow: vision.Network, seen: list[ClipFeatures]) -> float:
    """The share of held-out flows whose motion the flow network's last layer names."""
    right = [vision.features(flow, each.flow[1:].transpose(0, 3, 1, 2)).scores.argmax(1) for each in seen]
    return round(float((np.concatenate(right) == labels(TEST.clips())).mean()), 4)


def pairs(said: tuple[str, ...], clips: tuple[Clip, ...]) -> dict[str, list[int]]:
    """Of each unseen pair how many clips are told without an error, and of how many."""
    found = {f"{thing} {motion}": [0, 0] for thing, motion in UNSEEN}
    for sentence, clip in zip(said, clips, strict=True):
        for thing, motion in UNSEEN:
            if clip.thing == thing and motion in clip.motions:
                found[f"{thing} {motion}"][0] += judge(sentence, clip).right
                found[f"{thing} {motion}"][1] += 1
    return found


def failures(said: tuple[str, ...], clips: tuple[Clip, ...]) -> list[dict[str, str]]:
    """The first sentences that are not right, with what is true."""
    wrong = [(s, c) for s, c in zip(said, clips, strict=True) if not judge(s, c).right]
    return [
        {"clip": clip.encode(), "says": sentence, "true": references(clip)[0]} for sentence, clip in wrong[:FAILURES]
    ]
