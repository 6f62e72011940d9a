"""Trains one S2VT network with the core's own back-propagation: features in, sentences out.

Inputs are brought to mean 0 and spread 1 for the training, some of them left out at random
(dropout); afterwards that scaling is folded into W_v and b_v.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lessons.video_to_text.model.s2vt_trace import END, START
from rnn_core import s2vt, schedule
from rnn_core.batches import Epochs
from rnn_core.cells.lstm import LSTMParams
from rnn_core.loop import Loop
from rnn_core.optim import Adam
from rnn_core.readout import ReadoutParams
from rnn_core.s2vt import S2VT, Clips
from rnn_core.text import Vocabulary
from rnn_core.types import Array, Tokens
from rnn_core.weights import flatten, unflatten

HIDDEN, SEEN, WORD = 128, 64, 64
"""H of both cells, D of v', and the length of a word's vector."""
BATCH = 50
RATE = 4e-3
CLIP = 1.0
DROPOUT = 0.2
SPREAD = 0.1
"""Added to each feature's standard deviation, lest one that hardly varies be blown up."""


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """What is learned: v (N, 12, F), and of each clip some sentences as tokens, 0 after the end.

    v is (features − mean) / spread in float32.
    """

    v: Array
    sentences: Tokens
    mean: Array
    spread: Array

    def batch(self, rows: Tokens, rng: np.random.Generator) -> Clips:
        """These clips, each with one of its sentences, and with a part of their features at 0."""
        said = self.sentences[rows, rng.integers(self.sentences.shape[1], size=len(rows))].T
        said = said[: int((said > 0).sum(0).max())]
        v = self.v[rows].swapaxes(0, 1)
        kept = (rng.random(v.shape, np.float32) >= DROPOUT) / np.float32(1 - DROPOUT)
        return Clips(v * kept, said[:-1], said[1:], said[1:] > 0)


def vocabulary(sentences: Sequence[Sequence[str]]) -> Vocabulary:
    """All words of the sentences, sorted; first what stands for nothing, the start and the end."""
    words = {word for several in sentences for one in several for word in one.split()}
    return Vocabulary(("<pad>", START, END, *sorted(words)))


def tokens(known: Vocabulary, sentences: Sequence[Sequence[str]]) -> Tokens:
    """The sentences (N, K, T) as tokens: start, words, end, and 0 to the length of the longest."""
    number = {symbol: k for k, symbol in enumerate(known.symbols)}
    longest = max(len(one.split()) for several in sentences for one in several) + 2
    found = np.zeros((len(sentences), len(sentences[0]), longest), np.int64)
    for row, several in zip(found, sentences, strict=True):
        for place, one in zip(row, several, strict=True):
            said = [number[word] for word in (START, *one.split(), END)]
            place[: len(said)] = said
    return found


def lessons(features: Array, sentences: Tokens) -> Lessons:
    """The lessons of features (N, 12, F) and sentences (N, K, T)."""
    mean = features.mean((0, 1), dtype=np.float64)
    spread = features.std((0, 1), dtype=np.float64) + SPREAD
    return Lessons(((features - mean) / spread).astype(np.float32), sentences, mean, spread)


def training(of: Lessons, n_symbols: int, epochs: int, seed: int) -> tuple[Loop, int]:
    """The training of a new network, and how many steps it takes."""
    order = Epochs(len(of.v), min(BATCH, len(of.v)), seed)
    steps = epochs * (order.n // order.size)
    loop = Loop(
        drawn(np.random.default_rng(seed), of.v.shape[2], n_symbols),
        lambda step: of.batch(order.indices(step), np.random.default_rng([seed, step, 1])),
        _objective,
        Adam(RATE),
        CLIP,
        schedule.warm_cosine(RATE, steps, steps // 10),
    )
    return loop, steps


def finished(trained: S2VT, of: Lessons) -> S2VT:
    """The network with its weights in float64, for features as they come."""
    model = unflatten(trained, flatten(trained).astype(np.float64))
    W_v = model.W_v / of.spread
    return replace(model, W_v=W_v, b_v=model.b_v - W_v @ of.mean)


def drawn(rng: np.random.Generator, n_features: int, n_symbols: int) -> S2VT:
    """A network before training, in float32: uniform within ±1/√H, forget gates open."""

    def some(*shape: int, within: float = HIDDEN**-0.5) -> Array:
        return rng.uniform(-within, within, shape).astype(np.float32)

    def cell(n_inputs: int) -> LSTMParams:
        b = np.zeros(4 * HIDDEN, np.float32)
        b[HIDDEN : 2 * HIDDEN] = 1
        return LSTMParams(some(4 * HIDDEN, HIDDEN + n_inputs), b)

    W_v = some(SEEN, n_features, within=n_features**-0.5)
    words = some(n_symbols, WORD, within=1.0)
    readout = ReadoutParams(some(n_symbols, HIDDEN), np.zeros(n_symbols, np.float32))
    return S2VT(W_v, np.zeros(SEEN, np.float32), words, cell(SEEN), cell(HIDDEN + WORD), readout)


def _objective(model: S2VT, batch: Clips) -> tuple[float, S2VT]:
    run = s2vt.run(model, batch)
    return run.loss, s2vt.backward(run).model
