"""A sentence in English, word by word."""

from datasets.phrases.lexicon import BE, ONE, Adjective, Pronoun, Verb
from datasets.phrases.phrase import Clause, Party, Sentence

ARE = ("am", "is", "are", "are", "are")
WERE = ("was", "was", "were", "were", "were")
AUXILIARIES = {
    "do": ("present", (0, 2, 3, 4)), "does": ("present", (1,)), "did": ("past", (0, 1, 2, 3, 4)),
    "am": ("future", (0,)), "is": ("future", (1,)), "are": ("future", (2, 3, 4)),
}  # fmt: skip
"""The tense and the persons of the words that a question may start with."""
COPULAS = {
    "am": ("present", (0,)), "is": ("present", (1,)), "are": ("present", (2, 3, 4)),
    "was": ("past", (0, 1)), "were": ("past", (2, 3, 4)),
}  # fmt: skip
"""The same where the question is what somebody is; "is she going to be old" starts as above."""


def words(sentence: Sentence) -> list[str]:
    """The words in lower case; a question ends with "?", a statement with nothing."""
    found = _clause(sentence.clauses[0])
    for joiner, clause in zip(sentence.joiners, sentence.clauses[1:], strict=True):
        found += [joiner, *_clause(clause)]
    return [*found, "?"] if sentence.clauses[0].question else found


def party(who: Party | Adjective) -> list[str]:
    """A pronoun, an adjective alone, or determiner, adjective and noun."""
    if isinstance(who, Pronoun | Adjective):
        return [who.english]
    noun = who.noun.many if who.plural else who.noun.one
    rest = [who.adjective.english, noun] if who.adjective else [noun]
    determiner = article(rest[0]) if who.determiner == "a" else who.determiner
    return [determiner, *rest] if determiner else rest


def article(after: str) -> str:
    """The article "a", or "an" before a vowel."""
    return "an" if after[0] in "aeio" else "a"


def auxiliary(verb: Verb, tense: str, person: int) -> str:
    """The word that a question starts with: "does"."""
    if tense == "future":
        return ARE[person]
    if verb is BE:
        return (WERE if tense == "past" else ARE)[person]
    return "did" if tense == "past" else "does" if person == ONE else "do"


def predicate(verb: Verb, tense: str, person: int, *, negative: bool) -> list[str]:
    """The verb of a statement with all that belongs to it: "is not going to look for"."""
    base = [verb.base, *_particle(verb)]
    if tense == "future":
        return [ARE[person], *_no(negative), "going", "to", *base]
    if verb is BE:
        return [auxiliary(verb, tense, person), *_no(negative)]
    if negative:
        return [auxiliary(verb, tense, person), "not", *base]
    if tense == "past":
        return [verb.past, *base[1:]]
    return [verb.third if person == ONE else verb.base, *base[1:]]


def asked(verb: Verb, tense: str, *, negative: bool) -> list[str]:
    """What follows the subject of a question: "not going to look for"."""
    if verb is BE and tense != "future":
        return _no(negative)
    going = ["going", "to"] if tense == "future" else []
    return [*_no(negative), *going, verb.base, *_particle(verb)]


def _clause(clause: Clause) -> list[str]:
    subject, person = party(clause.subject), clause.subject.person
    verb, tense, negative = clause.verb, clause.tense, clause.negative
    if clause.question:
        found = [auxiliary(verb, tense, person), *subject, *asked(verb, tense, negative=negative)]
    else:
        found = [*subject, *predicate(verb, tense, person, negative=negative)]
    found += party(clause.object)
    return [*found, *clause.adverbial[0]] if clause.adverbial else found


def _no(negative: bool) -> list[str]:
    return ["not"] if negative else []


def _particle(verb: Verb) -> list[str]:
    return [verb.particle] if verb.particle else []
