"""What the readers are graded on: sentences that the grammar draws with other dice, our own, and real ones.

Chance may draw a sentence that training has, too; who grades says which sentences are left out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, islice
from typing import TypeAlias

import numpy as np

from datasets.reviews import by_hand, text, words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.grammar import KINDS, review
from rnn_core import model
from rnn_core.batches import pad
from rnn_core.model import Model
from rnn_core.studies import unit_probe
from rnn_core.studies.unit_probe import Latches
from rnn_core.text import Vocabulary
from rnn_core.types import Array

Taught: TypeAlias = frozenset[tuple[str, ...]]
"""Sentences as words."""
NONE: Taught = frozenset()
SEED, SENTENCES = 10**6, 400
"""The generator's seed, far from every training's, and how many sentences of each kind it draws."""
DEVELOPMENT, FIRST, SECOND = "our own, development", "our own, first test", "our own, second test"
REAL = "real reviews, blind test"
HAND = {DEVELOPMENT: by_hand.DEVELOPMENT, FIRST: by_hand.FIRST, SECOND: by_hand.SECOND, REAL: by_hand.REAL}
"""The sets that people wrote, the newest last."""
OWN = (DEVELOPMENT, FIRST, SECOND)
MOST_WORDS = 24
"""More words of a sentence do not fit into the figure."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, whether they are praise, and how many of them come before the first opinion."""

    words: tuple[str, ...]
    positive: bool
    neutral: int = 0


@lru_cache(maxsize=32)
def sentences(part: str, adjectives: Adjectives, n: int = SENTENCES, without: Taught = NONE) -> tuple[Sentence, ...]:
    """The exam's part: a kind of review, negations never seen, or one of the sets that people wrote.

    Of the drawn ones the first n that are not among ``without``; fewer cost less time.
    """
    if part in HAND:
        return tuple(Sentence(tuple(text.words(said)), positive) for said, positive in HAND[part])
    number = list(KINDS).index(part)
    rng = np.random.default_rng([SEED, number])
    drawn = (review(rng, adjectives, part) for _ in count())
    new = islice((each for each in drawn if each.words not in without), n)
    return tuple(Sentence(each.words, each.positive, each.neutral) for each in new)


PARTS = (*KINDS, *HAND)
"""All parts of the exam."""


def answers(network: Model, vocabulary: Vocabulary, asked: Sequence[Sentence]) -> Array:
    """(N,): the log-odds of praise at the end of each sentence."""
    x, lengths = pad([text.tokens(vocabulary, each.words) for each in asked])
    y = model.run(network, x).y[lengths - 1, np.arange(len(asked))]
    log_odds: Array = y[:, 1] - y[:, 0]
    return log_odds


def right(network: Model, vocabulary: Vocabulary, asked: Sequence[Sentence]) -> Array:
    """(N,): which of the sentences get their verdict."""
    verdicts = np.array([each.positive for each in asked])
    found: Array = (answers(network, vocabulary, asked) > 0) == verdicts
    return found


def interval(right: int, n: int) -> tuple[float, float]:
    """Where the share of right answers to all sentences of a kind lies with 95 % confidence (Wilson), by n of them."""
    share, z = right / n, 1.96
    middle, wide = share + z**2 / (2 * n), z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return (middle - wide) / (1 + z**2 / n), (middle + wide) / (1 + z**2 / n)


def states(network: Model, vocabulary: Vocabulary, asked: Sequence[Sentence]) -> list[Array]:
    """For each sentence its states (T+1, H), row 0 before the first word."""
    x, lengths = pad([text.tokens(vocabulary, each.words) for each in asked])
    h = model.run(network, x).trace.h
    return [h[: length + 1, b] for b, length in enumerate(lengths)]


def before_opinions(
    network: Model, vocabulary: Vocabulary, adjectives: Adjectives, n: int = SENTENCES, without: Taught = NONE
) -> tuple[Array, Array]:
    """States (N, H) just before the first opinion of held-out sentences; (N,): a negation came.

    n: how many plain sentences, and as many negations, at most.
    """
    asked = [each for part in ("plain", "negation") for each in sentences(part, adjectives, n, without) if each.neutral]
    found = states(network, vocabulary, asked)
    h = np.stack([states[each.neutral] for each, states in zip(asked, found, strict=True)])
    present = [bool(words.NEGATORS & set(each.words[: each.neutral])) for each in asked]
    order = np.random.default_rng(SEED).permutation(len(asked))
    return h[order], np.array(present)[order]


def negation_latches(network: Model, vocabulary: Vocabulary, adjectives: Adjectives, without: Taught = NONE) -> Latches:
    """How well single units know, just before the first opinion, that a negation came."""
    return unit_probe.search(*before_opinions(network, vocabulary, adjectives, without=without))
