"""Clips and the sentences of tiny networks about them, for the tests of what is drawn of them."""

from functools import lru_cache

import numpy as np

from datasets.clips.clip import Clip
from datasets.clips.drawing import frames
from datasets.clips.path import INSTANTS
from lessons.video_to_text.figure.sentences import ORDER
from lessons.video_to_text.model.clip_features import FeatureNetworks, clip_features
from lessons.video_to_text.model.s2vt_trace import END, START, s2vt_trace
from lessons.video_to_text.model.stories import Comparison, FlowField, Story
from rnn_core.cells.lstm import LSTMParams
from rnn_core.readout import ReadoutParams
from rnn_core.s2vt import S2VT
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from rnn_core.vision import Convolution, Dense, Network

KNOWN = Vocabulary(("<pad>", START, END, "a", "red", "ball", "is", "falling", "and", "then"))
CLIP = Clip("ball", "red", ("left", "falling"), 3)
H, FEATURES = 6, 5


def _network(channels: int, size: int, names: int) -> Network:
    rng = np.random.default_rng(channels)
    filters = Convolution(rng.standard_normal((2, channels, 3, 3)), np.zeros(2), 8, 1)
    dense = Dense(rng.standard_normal((FEATURES, 2 * (size // 8) ** 2)) * 0.1, np.ones(FEATURES))
    last = Dense(rng.standard_normal((names, FEATURES)), np.zeros(names))
    return Network((filters,), dense, last)


NETWORKS = FeatureNetworks(_network(3, 64, 9), _network(2, 32, len(INSTANTS)))


def writer(n_features: int, seed: int) -> S2VT:
    """A network of a few units."""
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> Array:
        return rng.standard_normal(shape)

    first = LSTMParams(some(4 * H, H + 4), some(4 * H))
    second = LSTMParams(some(4 * H, 2 * H + 3), some(4 * H))
    V = len(KNOWN)
    readout = ReadoutParams(some(V, H), some(V))
    return S2VT(some(4, n_features), some(4), some(V, 3), first, second, readout)


@lru_cache(maxsize=32)
def story(inputs: str = "both", seed: int = 1, clip: Clip = CLIP) -> Story:
    """The clip and the sentence of a tiny network with this input."""
    seen = clip_features(NETWORKS, frames(clip))
    v = seen.vectors(inputs)
    return Story.of(clip, seen, inputs, s2vt_trace(KNOWN, writer(v.shape[1], seed), v))


def field() -> FlowField:
    """The flow of the clip, and names for both networks."""
    rng, seen = np.random.default_rng(0), story().features
    things = tuple(f"thing {k}" for k in range(9))
    moved = rng.standard_normal((12, len(INSTANTS)))
    return FlowField(seen, things, rng.standard_normal((12, 9)), INSTANTS, moved)


def comparison() -> Comparison:
    """The clip with a sentence from each input, and made-up counts."""
    counts = {"object": [9, 10], "color": [1, 10], "one motion": [3, 6], "two motions": [4, 4],
              "all right": [0, 10]}  # fmt: skip
    scores = {inputs: {name: {"counts": counts} for name in ("test", "unseen")} for inputs in ORDER}
    return Comparison(scores, {inputs: story(inputs) for inputs in ORDER})
