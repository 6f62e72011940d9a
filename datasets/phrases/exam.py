"""Sentences that no training may contain, for whoever learns this world to be examined on.

A checksum of its English words decides which side a sentence is on: one of eight is spared from
training. So nobody has to remember what was trained on.
"""

import zlib
from collections.abc import Sequence

import numpy as np

from datasets.phrases import drawing, english, french

Pair = tuple[list[str], list[str]]
"""The words of a sentence in English and in French."""

SPARED = 8
CLAUSES, SHARES = (1, 2, 3, 4), (0.35, 0.3, 0.2, 0.15)
"""How many clauses sentences of training have, and how often."""
STRANGE = 0.15
"""How many sentences of training have unknown words."""


def spared(words: Sequence[str]) -> bool:
    """True for an English sentence that training never contains."""
    return zlib.crc32(" ".join(words).encode()) % SPARED == 0


def lessons(n: int, seed: int) -> list[Pair]:
    """The n pairs to learn from: no two alike, none spared, no held-out noun and adjective."""
    rng = np.random.default_rng([seed, 0])
    found: dict[tuple[str, ...], Pair] = {}
    while len(found) < n:
        n_clauses = int(rng.choice(CLAUSES, p=SHARES))
        pair = _draw(rng, n_clauses, unknown=bool(rng.random() < STRANGE))
        if not spared(pair[0]):
            found.setdefault(tuple(pair[0]), pair)
    return list(found.values())


def exam(n: int, n_clauses: int, *, held_out: bool = False, unknown: bool = False) -> list[Pair]:
    """The n pairs of so many clauses to be examined on: no two alike, all of them spared.

    held_out: each has a noun and an adjective that training never has together. unknown: each has
    unknown words, which the reference has at their places.
    """
    rng = np.random.default_rng([n_clauses, int(held_out), 1 + unknown])
    found: dict[tuple[str, ...], Pair] = {}
    while len(found) < n:
        pair = _draw(rng, n_clauses, held_out=held_out, unknown=unknown)
        if spared(pair[0]):
            found.setdefault(tuple(pair[0]), pair)
    return list(found.values())


def _draw(rng: np.random.Generator, n_clauses: int, *, held_out: bool = False, unknown: bool = False) -> Pair:
    sentence = drawing.sentence(rng, n_clauses, held_out=held_out)
    if unknown:
        sentence = drawing.with_unknown(rng, sentence)
    return english.words(sentence), french.words(sentence)
