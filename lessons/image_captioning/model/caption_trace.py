"""A picture told in words: what the convolutions saw of it, and what a decoder says, word by word.

    (1)  v = the vector of `vision` (4)                        all that the decoder learns of it
    (2)  w_t = argmax p_t, fed back as the next input          until the end symbol is chosen
    (3)  log P(w) = Σ_t log p_t[w_t]

Everything is kept: the maps, the vector, the scores of the layer that is not used, and the pass of
the decoder over its own words.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import beam, caption, vision
from rnn_core.activations import log_softmax
from rnn_core.caption import ONCE, Captioner, Described
from rnn_core.cells import lstm, rnn
from rnn_core.cells.lstm import LSTMParams
from rnn_core.types import Array, Tokens
from rnn_core.vision import Convolution, Features, Network

LONGEST = 20


@dataclass(frozen=True, slots=True)
class Ends:
    """The tokens that stand before and after every sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One picture, image (1, channels, rows, columns), and one sentence about it."""

    network: Network
    image: Array
    seen: Features
    run: caption.Run
    ends: Ends

    @property
    def words(self) -> Tokens:
        """(T,): the tokens that were said, the end symbol included."""
        return self.run.batch.targets[:, 0]

    @property
    def log_p(self) -> Array:
        """(T,): the terms of equation (3)."""
        return -self.run.losses[:, 0]

    @property
    def vector(self) -> Array:
        """(F,): v."""
        found: Array = self.seen.vectors[0]
        return found

    @property
    def as_input(self) -> Array:
        """(D,): v' = W_v v + b_v, as the decoder gets it."""
        model = self.run.model
        told: Array = model.W_v @ self.vector + model.b_v
        return told

    @property
    def before(self) -> int:
        """How many steps the decoder makes before its first word: 1 where it is told once."""
        return int(self.run.when == ONCE)


def tell(network: Network, model: Captioner, image: Array, when: str, ends: Ends) -> Told:
    """The sentence of equation (2) about an image (channels, rows, columns)."""
    seen = vision.features(network, image[np.newaxis])
    tree = search(model, seen.vectors[0], when, ends)
    words = np.array(tree.tokens(tree.best))
    run = read(model, seen.vectors[0], words, when, ends)
    return Told(network, image[np.newaxis], seen, run, ends)


def search(model: Captioner, vector: Array, when: str, ends: Ends, width: int = 1, longest: int = LONGEST) -> beam.Tree:
    """The tree of the `width` best sentences about a vector (F,); 1 follows equation (2)."""
    advance, state = caption.advance(model, vector, when)
    return beam.search(advance, state, ends.start, width=width, longest=longest, end=ends.end)


def read(model: Captioner, vector: Array, words: Tokens, when: str, ends: Ends) -> caption.Run:
    """The pass over given words (T,) about a vector (F,)."""
    fed = np.concatenate([[ends.start], words[:-1]])[:, np.newaxis]
    described = Described(vector[np.newaxis], fed, words[:, np.newaxis], np.ones(fed.shape, bool))
    return caption.run(model, described, when)


def by_steps(told: Told) -> Array:
    """(T,): the terms of equation (3) once more, from the step functions of the cells alone."""
    model, told_as = told.run.model, told.as_input
    cell, readout = model.decoder.cell, model.decoder.readout
    words = model.E[told.run.batch.x[:, 0]]
    inputs = [told_as, *words] if told.before else [word + told_as for word in words]
    h, C, found = np.zeros(cell.n_hidden), np.zeros(cell.n_hidden), []
    for x_t in inputs:
        if isinstance(cell, LSTMParams):
            _, _, _, C, _, h = lstm.step(cell, h, C, x_t)
        else:
            h = rnn.step(cell, h, x_t)
        found.append(log_softmax(readout.W_hy @ h + readout.b_y))
    said = found[told.before :]
    return np.array([log_p[word] for log_p, word in zip(said, told.words, strict=True)])


def by_loops(convolution: Convolution, image: Array, k: int, row: int, column: int) -> float:
    """a_k[row, column] of `vision` (1) for an image (channels, rows, columns), sum by sum."""
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
