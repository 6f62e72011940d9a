"""A tiny network and captioner with drawn weights, and a picture."""

from dataclasses import replace

import numpy as np

from datasets.pictures import png
from datasets.scenes.judge import Verdict
from lessons.image_captioning.model.caption_trace import CaptionTrace, Ends, caption_trace
from lessons.image_captioning.model.captioners import Caption
from rnn_core import caption
from rnn_core.caption import ONCE, Captioner, Described
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.decoder import DecoderParams
from rnn_core.readout import ReadoutParams
from rnn_core.types import Array
from rnn_core.vision import Convolution, Dense, Network

WORDS = ("<start>", "<end>", "a", "dog", "cat", "runs", "sits")
CLASSES = ("red dog", "blue dog", "black cat", "white cat", "ball")
ENDS = Ends(0, 1)
MINOR = Verdict(2)
F, D, H = 6, 5, 7


def network(seed: int = 0) -> Network:
    """Two convolutions over pictures of 3×8×8, a vector of F numbers, a score for each class."""
    rng = np.random.default_rng(seed)
    return Network(
        (
            Convolution(rng.standard_normal((4, 3, 3, 3)) / 3, rng.standard_normal(4) / 9, 2, 1),
            Convolution(rng.standard_normal((5, 4, 3, 3)) / 3, rng.standard_normal(5) / 9, 2, 1),
        ),
        Dense(rng.standard_normal((F, 20)) / 2, np.full(F, 0.3)),
        Dense(rng.standard_normal((len(CLASSES), F)), rng.standard_normal(len(CLASSES))),
    )


def captioner(kind: str = "LSTM", seed: int = 1) -> Captioner:
    """An LSTM or RNN that writes about a vector of F numbers."""
    rng, V = np.random.default_rng(seed), len(WORDS)
    if kind == "LSTM":
        cell: LSTMParams | RNNParams = LSTMParams(rng.standard_normal((4 * H, H + D)), rng.standard_normal(4 * H) / 3)
    else:
        cell = RNNParams(rng.standard_normal((H, D)), rng.standard_normal((H, H)), rng.standard_normal(H) / 3)
    readout = ReadoutParams(rng.standard_normal((V, H)), rng.standard_normal(V) / 3)
    return Captioner(
        rng.standard_normal((D, F)),
        rng.standard_normal(D) / 3,
        rng.standard_normal((V, D)),
        DecoderParams(cell, readout),
    )


def image(seed: int = 2) -> Array:
    """A picture (3, 8, 8)."""
    return np.random.default_rng(seed).random((3, 8, 8))


def trace(kind: str = "LSTM", when: str = "once", seed: int = 2) -> CaptionTrace:
    """What the tiny captioner writes about the picture."""
    return caption_trace(network(), captioner(kind), image(seed), when, ENDS)


def shown(kind: str = "LSTM", when: str = ONCE, verdict: Verdict | None = MINOR) -> Caption:
    """The tiny captioner's pass over four words as the figure gets it."""
    found = trace(kind, when)
    words = np.array([[ENDS.start, 2, 3, 5, ENDS.end]]).T
    given = Described(found.vector[np.newaxis], words[:-1], words[1:], np.ones((4, 1), bool))
    picture = png(np.zeros((8, 8, 3), np.uint8))
    passed = replace(found, run=caption.run(captioner(kind), given, when))
    return Caption(passed, WORDS, CLASSES, picture, "a dog", verdict)
