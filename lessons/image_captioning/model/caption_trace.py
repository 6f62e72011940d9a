"""A picture and its sentence: what the convolutions saw, and what a decoder writes, word by word.

    (1)  v = the vector of `vision` (4)                        all that the decoder learns of it
    (2)  w_t = argmax p_t, fed back as the next input          until the end symbol is chosen
    (3)  log P(w) = Σ_t log p_t[w_t]

Everything is kept: the maps, the vector, the scores of the layer that is not used, and the pass of
the decoder that wrote the words.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import beam, caption, vision
from rnn_core.activations import log_softmax
from rnn_core.caption import ONCE, Captioner
from rnn_core.cells import lstm, rnn
from rnn_core.cells.lstm import LSTMParams
from rnn_core.types import Array, Tokens
from rnn_core.vision import Convolution, Features, Network

LONGEST = 20
"""The most words of a sentence, the end symbol included."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The tokens that stand before and after every sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class CaptionTrace:
    """One picture, image (1, channels, rows, columns), its features, and the pass that wrote its sentence."""

    network: Network
    image: Array
    features: Features
    run: caption.Run
    ends: Ends

    @property
    def tokens(self) -> Tokens:
        """(T,): the words that were written, the end symbol included."""
        return self.run.batch.targets[:, 0]

    @property
    def log_p(self) -> Array:
        """(T,): the terms of equation (3)."""
        return -self.run.losses[:, 0]

    @property
    def vector(self) -> Array:
        """(F,): v."""
        found: Array = self.features.vectors[0]
        return found

    @property
    def v_in(self) -> Array:
        """(D,): v' = W_v v + b_v, as the decoder gets it."""
        found: Array = self.run.v_in[0]
        return found

    @property
    def steps_before_words(self) -> int:
        """How many steps the decoder makes before its first word: 1 where it gets the vector once."""
        return int(self.run.when == ONCE)


def caption_trace(network: Network, model: Captioner, image: Array, when: str, ends: Ends) -> CaptionTrace:
    """The sentence of equation (2) about an image (channels, rows, columns), with everything behind it."""
    features = vision.features(network, image[np.newaxis])
    run = caption.greedy(model, features.vectors[0], when, start=ends.start, end=ends.end, longest=LONGEST)
    return CaptionTrace(network, image[np.newaxis], features, run, ends)


def beam_search(trace: CaptionTrace, width: int) -> beam.Tree:
    """The search for the ``width`` best sentences about the picture of ``trace``; width 1 follows equation (2)."""
    advance, state = caption.advance(trace.run.model, trace.vector, trace.run.when)
    return beam.search(advance, state, trace.ends.start, width=width, longest=LONGEST, end=trace.ends.end)


def log_p_by_steps(trace: CaptionTrace) -> Array:
    """(T,): the terms of equation (3) once more, from the step functions of the cells alone."""
    model = trace.run.model
    cell, readout = model.decoder.cell, model.decoder.readout
    v_in = model.W_v @ trace.vector + model.b_v
    words = model.E[trace.run.batch.x[:, 0]]
    inputs = [v_in, *words] if trace.steps_before_words else [word + v_in for word in words]
    h, C, found = np.zeros(cell.n_hidden), np.zeros(cell.n_hidden), []
    for x_t in inputs:
        if isinstance(cell, LSTMParams):
            _, _, _, C, _, h = lstm.step(cell, h, C, x_t)
        else:
            h = rnn.step(cell, h, x_t)
        found.append(log_softmax(readout.W_hy @ h + readout.b_y))
    written = found[trace.steps_before_words :]
    return np.array([log_p[token] for log_p, token in zip(written, trace.tokens, strict=True)])


def convolution_by_loops(convolution: Convolution, image: Array, k: int, row: int, column: int) -> float:
    """a_k[row, column] of `vision` (1) for an image (channels, rows, columns), product by product."""
    total, margin, s = float(convolution.b[k]), convolution.padding, convolution.stride
    for j, channel in enumerate(image):
        for u, weights in enumerate(convolution.W[k, j]):
            for v, weight in enumerate(weights.tolist()):
                r, c = s * row + u - margin, s * column + v - margin
                if 0 <= r < channel.shape[0] and 0 <= c < channel.shape[1]:
                    total += weight * float(channel[r, c])
    return total


def brightest(maps: Array) -> tuple[int, int]:
    """Row and column of the largest number of a map (rows, columns)."""
    row, column = np.unravel_index(int(maps.argmax()), maps.shape)
    return int(row), int(column)


def strongest(maps: Array, n: int) -> list[int]:
    """The n maps of (K, rows, columns) with the largest mean, the largest first."""
    order = np.argsort(-maps.mean((1, 2)), kind="stable")
    return [int(k) for k in order[:n]]
