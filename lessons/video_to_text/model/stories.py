"""Clips, what the shipped networks see of each, what they write about it, and how that is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from datasets.clips.clip import COLORS, Clip
from datasets.clips.drawing import frames
from datasets.clips.draws import TEST_SEED, UNSEEN, several
from datasets.clips.judge import Verdict, errors, judge
from datasets.clips.path import INSTANTS
from lessons.video_to_text.model import s2vt_trace as trace_of
from lessons.video_to_text.model.clip_features import INPUTS, ClipFeatures, FeatureNetworks, as_input, clip_features
from lessons.video_to_text.model.s2vt_trace import S2VTTrace
from rnn_core import vision
from rnn_core.s2vt import S2VT
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from ui import shipped

Input = Literal["rgb", "flow", "both"]
FIRST_TAKE, LAST_TAKE = 3, 9999


@dataclass(frozen=True, slots=True, eq=False)
class VideoModels:
    """What `models/video_to_text.npz` holds: the words, the network that sees flows, a writer for each input."""

    vocabulary: Vocabulary
    flow: vision.Network
    writers: Mapping[str, S2VT]


def video_models() -> VideoModels:
    """The shipped ones."""
    vocabulary, flow, writers = shipped.model("video_to_text")
    return VideoModels(vocabulary, flow, dict(zip(INPUTS, writers, strict=True)))


def feature_networks() -> FeatureNetworks:
    """The shipped networks that see frames and flows."""
    return FeatureNetworks(shipped.picture_features().network, video_models().flow)


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A clip, what was seen of it, what was written about it from which input, and the verdict on that.

    wrong: the places of words that are not true of the clip, and of what part each is.
    """

    clip: Clip
    features: ClipFeatures
    inputs: str
    trace: S2VTTrace
    verdict: Verdict
    wrong: Mapping[int, str]

    @classmethod
    def of(cls, clip: Clip, features: ClipFeatures, inputs: str, trace: S2VTTrace) -> "Story":
        """The story with its sentence judged."""
        return cls(clip, features, inputs, trace, judge(trace.sentence, clip), errors(trace.words, clip))

    @property
    def steps(self) -> int:
        """The number of steps: frames read, and then words written."""
        return self.trace.n_frames + len(self.trace.tokens)

    @property
    def parts(self) -> tuple[str, ...]:
        """What the network sees of a step: frames, flows, or both."""
        return {"rgb": ("frame",), "flow": ("flow",)}.get(self.inputs, ("frame", "flow"))


@dataclass(frozen=True, slots=True, eq=False)
class FlowField:
    """What is seen of a clip, and what the last layers would say of each frame: names and scores.

    scores: (n, names) each, of the frames and of the flows.
    """

    features: ClipFeatures
    things: tuple[str, ...]
    thing_scores: Array
    motions: tuple[str, ...]
    motion_scores: Array

    @property
    def n(self) -> int:
        """The number of frames."""
        return len(self.features.frames)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The counts [right, of] by input, set and column, as measured; and one clip written about from each input."""

    scores: Mapping[str, Any]
    stories: Mapping[str, Story]

    def count(self, inputs: str, name: str, column: str) -> tuple[int, int]:
        """How many were right in a column of a set, and of how many."""
        right, of = self.scores[inputs][name]["counts"][column]
        return right, of


@lru_cache(maxsize=16)
def seen(clip: Clip) -> ClipFeatures:
    """The clip, drawn and seen."""
    return clip_features(feature_networks(), frames(clip))


@lru_cache(maxsize=32)
def story(clip: Clip, inputs: str) -> Story:
    """What the network with this input writes about the clip."""
    models, features = video_models(), seen(clip)
    trace = trace_of.s2vt_trace(models.vocabulary, models.writers[inputs], features.vectors(inputs))
    return Story.of(clip, features, inputs, trace)


def flow_field(clip: Clip) -> FlowField:
    """The flow of the clip, and what both convolution networks would name."""
    features, networks = seen(clip), feature_networks()
    named = vision.features(networks.rgb, as_input(features.frames)).scores
    moved = vision.features(networks.flow, features.flow.transpose(0, 3, 1, 2)).scores
    return FlowField(features, shipped.picture_features().classes, named, INSTANTS, moved)


def comparison(clip: Clip) -> Comparison:
    """What was measured of the three inputs, and the clip written about from each."""
    scores = shipped.measured("video_to_text")["scores"]
    return Comparison(scores, {inputs: story(clip, inputs) for inputs in INPUTS})


def unseen(take: int, inputs: str) -> tuple[Story, ...]:
    """One clip of each pair that training never showed, from this take on."""
    found = []
    for number, (thing, motion) in enumerate(UNSEEN):
        colors = COLORS[thing]
        another = (take + number - 1) % LAST_TAKE + 1
        found.append(story(Clip(thing, colors[take % len(colors)], (motion,), another), inputs))
    return tuple(found)


def proof(shown: Story) -> dict[str, float]:
    """Relative errors of log P and of gradients, and of the score on held-out clips written about anew."""
    found = trace_of.errors(shown.trace, np.random.default_rng(0))
    right, n = shipped.measured("video_to_text")["scores"][shown.inputs]["first"]
    again = sum(story(clip, shown.inputs).verdict.right for clip in several(TEST_SEED, n))
    return {f"held-out clips 1 to {n}: {again} right, card {right}": abs(again - right) / n} | found
