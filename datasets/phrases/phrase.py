"""What a sentence is made of, and what may go with what."""

from dataclasses import dataclass
from typing import TypeAlias

from datasets.phrases.lexicon import HELD_OUT, MANY, NOUNS, OBJECTS, ONE, VERBS, Adjective, Noun, Pronoun, Verb


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with its determiner ("a"), and maybe an adjective and a plural."""

    determiner: str
    noun: Noun
    adjective: Adjective | None = None
    plural: bool = False

    @property
    def person(self) -> int:
        """Its place in `Verb.present`."""
        return MANY if self.plural else ONE

    @property
    def held_out(self) -> bool:
        """True for a noun and an adjective that training never has together."""
        return self.adjective is not None and ((self.noun.one, self.adjective.english) in HELD_OUT)


Party: TypeAlias = Phrase | Pronoun
"""Who does it, or to whom it is done."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Who does what to whom; adverbial: the pair of its English and French words."""

    subject: Party
    verb: Verb
    tense: str
    negative: bool
    question: bool
    object: Party
    adverbial: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses and the English words that join them; a question is a single clause."""

    clauses: tuple[Clause, ...]
    joiners: tuple[str, ...] = ()

    @property
    def held_out(self) -> bool:
        """True if it has a noun and an adjective that training never has together."""
        parties = (party for c in self.clauses for party in (c.subject, c.object))
        return any(isinstance(party, Phrase) and party.held_out for party in parties)


def does(subject: Party) -> tuple[Verb, ...]:
    """The verbs this subject may have."""
    if isinstance(subject, Pronoun):
        return VERBS
    return tuple(verb for verb in VERBS if subject.noun.kind in verb.subjects)


def undergoes(verb: Verb) -> tuple[Noun, ...]:
    """The nouns this verb may have as its object."""
    return tuple(noun for noun in NOUNS if noun.kind in verb.objects)


def pronouns(subject: Party, verb: Verb, tense: str) -> tuple[Pronoun, ...]:
    """The pronouns this verb may have as its object.

    Nobody does it to themselves. In the past the French participle agrees with him, her or them;
    of me, you and us it would have to know who they are.
    """
    who = subject.who if isinstance(subject, Pronoun) else "other"
    persons = "person" in verb.objects
    return tuple(
        one
        for one in OBJECTS
        if one.who == "any" or (persons and one.who != who and (tense != "past" or one.who == "person"))
    )
