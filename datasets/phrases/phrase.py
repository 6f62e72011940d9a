"""What a sentence is made of, and what may go with what."""

from dataclasses import dataclass
from typing import TypeAlias

from datasets.phrases.lexicon import (
    ADJECTIVES,
    HELD_OUT,
    MANY,
    NOUNS,
    OBJECTS,
    OF_THINGS,
    ONE,
    VERBS,
    Adjective,
    Noun,
    Pronoun,
    Verb,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with its determiner ("a", or "" for none), and maybe an adjective and a plural."""

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
FIRST, SECOND = 2, 3
"""The persons of we and you, as places in `Verb.present`."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Who does what to whom; adverbial: the pair of its English and French words.

    object: with the verb `BE` the adjective or the noun that the subject is said to be.
    """

    subject: Party
    verb: Verb
    tense: str
    negative: bool
    question: bool
    object: Party | Adjective
    adverbial: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses and the English words that join them; a question is a single clause."""

    clauses: tuple[Clause, ...]
    joiners: tuple[str, ...] = ()

    @property
    def held_out(self) -> bool:
        """True if it has a noun and an adjective that training never has together."""
        parties = [party for c in self.clauses for party in (c.subject, c.object)]
        said = [Phrase("", c.subject.noun, c.object) for c in self.clauses
                if isinstance(c.subject, Phrase) and isinstance(c.object, Adjective)]  # fmt: skip
        return any(isinstance(party, Phrase) and party.held_out for party in [*parties, *said])


def does(subject: Party) -> tuple[Verb, ...]:
    """The verbs this subject may have."""
    if isinstance(subject, Pronoun):
        return VERBS
    return tuple(verb for verb in VERBS if subject.noun.kind in verb.subjects)


def plural(who: Party) -> bool:
    """True for several; "you" is one, addressed politely."""
    return who.person in (FIRST, MANY)


def feminine(who: Party) -> bool:
    """True for she and for a feminine noun; nobody knows it of i, you, we and they."""
    return who.french == "elle" if isinstance(who, Pronoun) else who.noun.feminine


def fitting(noun: Noun) -> tuple[Adjective, ...]:
    """The adjectives this noun may have."""
    return tuple(one for one in ADJECTIVES if noun.kind in one.of)


def qualities(subject: Party) -> tuple[Adjective, ...]:
    """What this subject may be said to be; nothing that its noun is held out with."""
    if isinstance(subject, Pronoun):
        return tuple(one for one in ADJECTIVES if one.english not in OF_THINGS)
    noun = subject.noun
    return tuple(
        one
        for one in fitting(noun)
        if (noun.one, one.english) not in HELD_OUT and not (noun.kind == "person" and one.english in OF_THINGS)
    )


def roles(subject: Party) -> tuple[Phrase, ...]:
    """What a person may be said to be: "a student", of several "students"."""
    if isinstance(subject, Phrase) and subject.noun.kind != "person":
        return ()
    either = subject.person == SECOND
    many, one = plural(subject) or either, not plural(subject)
    found = [noun for noun in NOUNS if noun.of_her]
    alone = [Phrase("a", noun) for noun in found if one and not noun.together]
    return (*alone, *(Phrase("", noun, plural=True) for noun in found if many))


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
