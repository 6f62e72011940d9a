"""Sentences at random, from a generator that is passed."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from datasets.phrases.lexicon import (
    ADJECTIVES,
    ADVERBIALS,
    ALIVE,
    BE,
    HELD_OUT,
    JOINERS,
    NOUNS,
    PLURAL,
    SINGULAR,
    SUBJECTS,
    TENSES,
    UNKNOWN_ADJECTIVE,
    UNKNOWN_ADVERBIALS,
    UNKNOWN_NOUN,
    UNKNOWN_VERB,
    Adjective,
    Noun,
)
from datasets.phrases.phrase import (
    Clause,
    Party,
    Phrase,
    Sentence,
    does,
    fitting,
    pronouns,
    qualities,
    roles,
    undergoes,
)

Item = TypeVar("Item")
AGENTS = tuple(noun for noun in NOUNS if noun.kind in ALIVE)
SPLIT = (0.5, 0.75)
"""Where the draw of a number in 0 … 1 goes from present to past, and from past to future."""
BEING, STRANGER = 0.2, 0.25
"""How many clauses say what somebody is; how many content words become unknown where some do."""


def sentence(rng: np.random.Generator, n_clauses: int, *, held_out: bool = False) -> Sentence:
    """A sentence of so many clauses.

    Without held_out no pair of `HELD_OUT` is in it; with held_out the first object is one of them.
    """
    question = n_clauses == 1 and rng.random() < 0.15
    clauses = [_clause(rng, question=question, held_out=held_out)]
    clauses += [_clause(rng) for _ in range(n_clauses - 1)]
    joiners = tuple(_one(rng, JOINERS)[0] for _ in range(n_clauses - 1))
    return Sentence(tuple(clauses), joiners)


def with_unknown(rng: np.random.Generator, sentence: Sentence) -> Sentence:
    """The sentence with at least one of its content words replaced by the unknown word."""
    while True:
        clauses = tuple(_strange(rng, clause) for clause in sentence.clauses)
        if clauses != sentence.clauses:
            return replace(sentence, clauses=clauses)


def _strange(rng: np.random.Generator, clause: Clause) -> Clause:
    """An unknown verb has one form, so that its past cannot be told from its present."""
    subject, what = _stranger(rng, clause.subject), clause.object
    if isinstance(what, Adjective):
        what = UNKNOWN_ADJECTIVE if rng.random() < STRANGER else what
    elif clause.verb is not BE:
        what = _stranger(rng, what)
    found = replace(clause, subject=subject, object=what)
    if clause.verb is not BE and rng.random() < STRANGER:
        told = clause.negative or clause.question
        tense = "present" if clause.tense == "past" and not told else clause.tense
        found = replace(found, verb=UNKNOWN_VERB, tense=tense)
    if rng.random() < STRANGER / 2:
        found = replace(found, adverbial=_one(rng, UNKNOWN_ADVERBIALS))
    return found


def _stranger(rng: np.random.Generator, who: Party) -> Party:
    """The same with an unknown noun, sometimes as a bare name, or with an unknown adjective."""
    if isinstance(who, Phrase):
        if rng.random() < STRANGER:
            bare = rng.random() < 0.4
            several = who.plural and who.determiner not in SINGULAR
            who = Phrase("", UNKNOWN_NOUN) if bare else replace(who, noun=UNKNOWN_NOUN, plural=several)
        if who.adjective and rng.random() < STRANGER:
            who = replace(who, adjective=UNKNOWN_ADJECTIVE)
    return who


def _clause(rng: np.random.Generator, *, question: bool = False, held_out: bool = False) -> Clause:
    if not held_out and rng.random() < BEING:
        return _being(rng, question=question)
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


def _being(rng: np.random.Generator, *, question: bool) -> Clause:
    """Somebody or something is like this, or somebody is a student."""
    subject: Party = _one(rng, SUBJECTS)
    if rng.random() < 0.4:
        subject = _phrase(rng, NOUNS, adjective=0.25)
    found = roles(subject)
    what: Party | Adjective = _one(rng, qualities(subject))
    if found and rng.random() < 0.35:
        what = _one(rng, found)
    tense = TENSES[bisect(SPLIT, rng.random())]
    negative = bool(rng.random() < 0.25)
    adverbial = _one(rng, ADVERBIALS) if rng.random() < 0.2 else None
    return Clause(subject, BE, tense, negative, question, what, adverbial)


def _phrase(rng: np.random.Generator, nouns: Sequence[Noun], *, adjective: float) -> Phrase:
    """A phrase whose pair is none of those held out."""
    noun, plural = _one(rng, nouns), bool(rng.random() < 0.3)
    determiner = _one(rng, PLURAL if plural else SINGULAR)
    while True:
        found = _one(rng, fitting(noun)) if rng.random() < adjective else None
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
