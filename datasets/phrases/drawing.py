"""Sentences at random, from a generator that is passed."""

from bisect import bisect
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from datasets.phrases.lexicon import (
    ADJECTIVES,
    ADVERBIALS,
    ALIVE,
    HELD_OUT,
    JOINERS,
    NOUNS,
    PLURAL,
    SINGULAR,
    SUBJECTS,
    TENSES,
    Noun,
)
from datasets.phrases.phrase import Clause, Party, Phrase, Sentence, does, pronouns, undergoes

Item = TypeVar("Item")
AGENTS = tuple(noun for noun in NOUNS if noun.kind in ALIVE)
SPLIT = (0.5, 0.75)
"""Where the draw of a number in 0 … 1 goes from present to past, and from past to future."""


def sentence(rng: np.random.Generator, n_clauses: int, *, held_out: bool = False) -> Sentence:
    """A sentence of so many clauses.

    Without held_out no pair of `HELD_OUT` is in it; with held_out the first object is one of them.
    """
    question = n_clauses == 1 and rng.random() < 0.15
    clauses = [_clause(rng, question=question, held_out=held_out)]
    clauses += [_clause(rng) for _ in range(n_clauses - 1)]
    joiners = tuple(_one(rng, JOINERS)[0] for _ in range(n_clauses - 1))
    return Sentence(tuple(clauses), joiners)


def _clause(rng: np.random.Generator, *, question: bool = False, held_out: bool = False) -> Clause:
    subject: Party = _one(rng, SUBJECTS)
    if rng.random() < 0.4:
        subject = _phrase(rng, AGENTS, adjective=0.25)
    tense = TENSES[bisect(SPLIT, rng.random())]
    negative = bool(rng.random() < 0.25)
    if held_out:
        target = _held_out(rng)
        verb = _one(rng, [one for one in does(subject) if target.noun in undergoes(one)])
        what: Party = target
    else:
        verb = _one(rng, does(subject))
        if rng.random() < 0.25:
            what = _one(rng, pronouns(subject, verb, tense))
        else:
            what = _phrase(rng, undergoes(verb), adjective=0.5)
    adverbial = _one(rng, ADVERBIALS) if rng.random() < 0.3 else None
    return Clause(subject, verb, tense, negative, question, what, adverbial)


def _phrase(rng: np.random.Generator, nouns: Sequence[Noun], *, adjective: float) -> Phrase:
    """A phrase whose pair is none of those held out."""
    noun, plural = _one(rng, nouns), bool(rng.random() < 0.3)
    determiner = _one(rng, PLURAL if plural else SINGULAR)
    while True:
        found = _one(rng, ADJECTIVES) if rng.random() < adjective else None
        drawn = Phrase(determiner, noun, found, plural)
        if not drawn.held_out:
            return drawn


def _held_out(rng: np.random.Generator) -> Phrase:
    noun, adjective = _one(rng, HELD_OUT)
    plural = bool(rng.random() < 0.3)
    return Phrase(
        _one(rng, PLURAL if plural else SINGULAR),
        next(one for one in NOUNS if one.one == noun),
        next(one for one in ADJECTIVES if one.english == adjective),
        plural,
    )


def _one(rng: np.random.Generator, items: Sequence[Item]) -> Item:
    return items[int(rng.integers(len(items)))]
