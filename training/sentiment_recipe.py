"""What the three readers of the lesson on sentiment are trained on, and how they are graded.

    (1)  p_t = softmax(y_t), two classes                                        rnn_core/losses.py
    (2)  q_t = the verdict, a little softened, from the word on that settles it, the last at the
               latest; (½, ½) before the first opinion; w_t = 1 at the last word, elsewhere less
    (3)  L   = −Σ_t w_t Σ_k q_tk log p_tk / n                           dL/dy_t = w_t (p_t − q_t)/n

Many to one: the last word has the verdict. What (2) asks earlier is asked softly, and only where
it can be known; with it the verdict after every word can be read.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from datasets.reviews import exam, text, words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.exam import Taught
from datasets.reviews.grammar import Review, review
from rnn_core import model as network
from rnn_core import weights
from rnn_core.activations import log_softmax
from rnn_core.batches import pad
from rnn_core.cells.bag import BagParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.spectrum import orthogonal
from rnn_core.text import Vocabulary
from rnn_core.types import Array, Tokens

MODELS = Path(__file__).resolve().parents[1] / "models"
READERS = ("lstm", "rnn", "bag")
HIDDEN, WORD_SIZE = 64, 16
SEEDS, DATA_SEED = (1, 2, 3), 1
SENTENCES, BATCH, CHUNK = 40_000, 64, 16
EPOCHS = {"lstm": 6, "rnn": 12, "bag": 5}
RATES = {"lstm": 6e-3, "rnn": 2e-3, "bag": 1e-2}
CLIP = 1.0
SOFT, EARLIER, UNKNOWN = 0.01, 0.1, 0.1
"""How much of the verdict goes to the other class; the weight of all words but the last; how often
a word that is no opinion is unknown in training."""


@dataclass(frozen=True, slots=True, eq=False)
class Labeled:
    """A batch: tokens x (T, B), what p should be q (T, B, 2), what each place weighs (T, B)."""

    x: Tokens
    q: Array
    weight: Array


def vocabulary_of(reviews: Sequence[Review]) -> Vocabulary:
    """Every word of the reviews, after the one for unknown words."""
    return Vocabulary((text.UNKNOWN, *sorted({word for each in reviews for word in each.words})))


def start(reader: str, n_words: int, seed: int) -> Model:
    """The reader before training: uniform weights, W_hh orthogonal, forget biases 1."""
    rng = np.random.default_rng([seed, READERS.index(reader)])

    def uniform(*shape: int) -> Array:
        most = 1 / math.sqrt(shape[-1])
        return rng.uniform(-most, most, shape).astype(np.float32)

    table = 0.3 * rng.standard_normal((n_words, WORD_SIZE)).astype(np.float32)
    zeros = np.zeros(HIDDEN, np.float32)
    cell: Any
    if reader == "lstm":
        b = np.repeat(np.array([0, 1, 0, 0], np.float32), HIDDEN)
        cell = LSTMParams(uniform(4 * HIDDEN, HIDDEN + WORD_SIZE), b)
    elif reader == "rnn":
        W_hh = 0.9 * orthogonal(rng, HIDDEN).astype(np.float32)
        cell = RNNParams(uniform(HIDDEN, WORD_SIZE), W_hh, zeros)
    else:
        cell = BagParams(uniform(HIDDEN, WORD_SIZE), zeros)
    return Model(cell, ReadoutParams(uniform(2, HIDDEN), np.zeros(2, np.float32)), table)


def labeled(reviews: Sequence[Review], x: Sequence[Tokens]) -> Labeled:
    """Equation (2) for the reviews with the tokens x."""
    padded, lengths = pad(x)
    q = np.full((*padded.shape, 2), 0.5, np.float32)
    weight = np.zeros(padded.shape, np.float32)
    verdict = np.array([[SOFT, 1 - SOFT], [1 - SOFT, SOFT]], np.float32)
    for b, each in enumerate(reviews):
        known = each.neutral if each.settled else lengths[b] - 1
        weight[: each.neutral, b] = EARLIER
        weight[known : lengths[b], b] = EARLIER
        weight[lengths[b] - 1, b] = 1
        q[known : lengths[b], b] = verdict[0 if each.positive else 1]
        q[lengths[b] - 1, b] = verdict[0 if each.positive else 1]
    return Labeled(padded, q, weight)


def objective(model: Model, batch: Labeled) -> tuple[float, Model]:
    """The loss (3) and its gradient."""
    run, n = network.run(model, batch.x), batch.x.shape[1]
    loss = -float((batch.weight[..., np.newaxis] * batch.q * log_softmax(run.y)).sum()) / n
    dy = batch.weight[..., np.newaxis] * (run.p - batch.q) / n
    return loss, network.backward_from(run, dy).model


class Stream:
    """The batches of a training: each sentence once an epoch, those of like length together."""

    def __init__(self, reviews: Sequence[Review], vocabulary: Vocabulary, seed: int) -> None:
        """All sentences as tokens; which of them may be unknown."""
        self.reviews = reviews
        self.x = [text.tokens(vocabulary, each.words) for each in reviews]
        self.may_hide = np.array([word in words.NEUTRAL for word in vocabulary.symbols])
        self.lengths = np.array([len(x) for x in self.x])
        self.seed = seed
        self.order: tuple[int, Array] = (-1, np.zeros(0))

    @property
    def per_epoch(self) -> int:
        """Batches in an epoch."""
        return len(self.x) // (BATCH * CHUNK) * CHUNK

    def __call__(self, step: int) -> Labeled:
        """The batch of this step."""
        epoch, place = divmod(step, self.per_epoch)
        if self.order[0] != epoch:
            self.order = epoch, self._sorted(np.random.default_rng([self.seed, epoch]))
        rng = np.random.default_rng([self.seed, step, 1])
        chosen = self.order[1][place]
        x = [np.where(self.may_hide[x] & (rng.random(len(x)) < UNKNOWN), 0, x) for x in (self.x[k] for k in chosen)]
        return labeled([self.reviews[k] for k in chosen], x)

    def _sorted(self, rng: np.random.Generator) -> Array:
        order = rng.permutation(len(self.x))[: self.per_epoch * BATCH].reshape(-1, BATCH * CHUNK)
        by_length = np.take_along_axis(order, self.lengths[order].argsort(1), 1)
        batches: Array = by_length.reshape(-1, BATCH)
        return batches[rng.permutation(len(batches))]


def in_float64(model: Model) -> Model:
    """The same weights in the precision of the app."""
    return weights.unflatten(model, weights.flatten(model).astype(np.float64))


def drawn(adjectives: Adjectives) -> list[Review]:
    """The sentences that training sees."""
    rng = np.random.default_rng(DATA_SEED)
    return [review(rng, adjectives) for _ in range(SENTENCES)]


def taught(reviews: Sequence[Review], adjectives: Adjectives) -> Taught:
    """The sentences of the exam's first draws that are among the reviews."""
    known = {each.words for each in reviews}
    asked = (
        each.words
        for part in exam.PARTS
        if part not in exam.HAND
        for each in exam.sentences(part, adjectives, 2 * exam.SENTENCES)
    )
    return frozenset(words for words in asked if words in known)


def graded(reader: Model, vocabulary: Vocabulary, adjectives: Adjectives, without: Taught) -> dict[str, list[int]]:
    """For each part of the exam how many sentences get their verdict, and of how many."""
    asked = {part: exam.sentences(part, adjectives, without=without) for part in exam.PARTS}
    return {part: [int(exam.right(reader, vocabulary, each).sum()), len(each)] for part, each in asked.items()}
