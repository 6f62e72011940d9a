"""English that is typed: what it means, and which words may come next.

A sentence is a path through slots (subject, verb, object, …). Every slot offers choices, each some
words long; what has been typed so far may still be more than one path.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from datasets.phrases import english
from datasets.phrases.drawing import AGENTS
from datasets.phrases.lexicon import (
    ADJECTIVES,
    ADVERBIALS,
    BE,
    JOINERS,
    NOUNS,
    PLURAL,
    SINGULAR,
    SUBJECTS,
    TENSES,
    Adjective,
    Noun,
    Verb,
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
from datasets.typed import apostrophes, cleaned

MOST_CLAUSES = 6
ENDINGS = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
WHOLE = {
    **{f"{who}'s": (who, "is") for who in ("he", "she", "it", "that", "this", "there", "who", "what")},
    **{f"{verb}nt": (verb, "not") for verb in ("do", "does", "did", "is", "are", "was", "were")},
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "im": ("i", "am"),
    "gonna": ("going", "to"), "wanna": ("want", "to"),
}  # fmt: skip
"""What contractions stand for; "'s" after any other word may be a possessive and stays."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A sentence so far: its whole clauses, the slots of the one begun, and the slot to fill."""

    slot: str = "clause"
    clauses: tuple[Clause, ...] = ()
    joiners: tuple[str, ...] = ()
    question: bool = False
    persons: tuple[int, ...] = (0, 1, 2, 3, 4)
    determiner: str = ""
    adjective: Adjective | None = None
    subject: Party = SUBJECTS[0]
    verb: Verb | None = None
    tense: str = ""
    negative: bool = False


_Place = tuple[tuple[str, ...], _Draft]
"""The words that must come first, and the draft after them."""


def understood(words: Sequence[str]) -> Sentence | None:
    """The sentence that the words are; None if they are none, or not all of one."""
    for pending, draft in _places(words):
        told = draft.slot in ("adverbial", "joiner") and not draft.question
        if not pending and (told or draft.slot == "end"):
            return Sentence(draft.clauses, draft.joiners)
    return None


def offered(words: Sequence[str]) -> tuple[str, ...]:
    """The words that may come next; none after what cannot begin a sentence."""
    found: dict[str, None] = {}
    for pending, draft in _places(words):
        if pending:
            found[pending[0]] = None
        else:
            found |= dict.fromkeys(choice[0] for choice, _ in _choices(draft))
    return tuple(found)


def known(words: Sequence[str]) -> int:
    """How many of the words, from the first on, can begin a sentence."""
    places: list[_Place] = [((), _Draft())]
    for count, word in enumerate(words):
        places = _after(places, word)
        if not places:
            return count
    return len(words)


def typed(text: str) -> list[str]:
    """The words of a text as the grammar knows them: lower case, whole forms for "don't", "?" apart.

    Other marks and invisible characters say nothing to the networks and are left out.
    """
    plain = apostrophes(cleaned(text, lines=False).text.lower())
    plain = re.sub(r"[.,;:!\"“”«»()…]", " ", plain.replace("?", " ? "))
    words = [part for word in plain.split() for part in _uncontracted(word)]
    asks = "?" in words
    return [word for word in words if word != "?"] + ["?"] * asks


def asks(words: Sequence[str]) -> bool:
    """True if the words begin as a question does."""
    return bool(words) and (words[0] in english.AUXILIARIES or words[0] in english.COPULAS)


def _uncontracted(word: str) -> tuple[str, ...]:
    if word in WHOLE:
        return WHOLE[word]
    for end, rest in ENDINGS.items():
        if word.endswith(end) and len(word) > len(end):
            return (word.removesuffix(end), rest)
    return (word.strip("'"),) if word.strip("'") else ()


def _places(words: Sequence[str]) -> list[_Place]:
    places: list[_Place] = [((), _Draft())]
    for word in words:
        places = _after(places, word)
    return places


def _after(places: list[_Place], word: str) -> list[_Place]:
    found: dict[_Place, None] = {}
    for pending, draft in places:
        choices = [(pending, draft)] if pending else _choices(draft)
        found |= {(choice[1:], then): None for choice, then in choices if choice[0] == word}
    return list(found)


def _choices(draft: _Draft) -> Iterator[_Place]:
    """What the slot offers: some words, and the draft after them."""
    slot, _, part = draft.slot.partition(" ")
    if slot == "clause" and not draft.clauses:
        for word, (tense, persons) in english.AUXILIARIES.items():
            yield ((word,), replace(draft, slot="subject", question=True, tense=tense, persons=persons))
        for word, (tense, persons) in english.COPULAS.items():
            yield ((word,), replace(draft, slot="subject", question=True, tense=tense, persons=persons, verb=BE))
    if slot in ("clause", "subject"):
        yield from _subject(draft, part)
    elif slot == "verb":
        yield from _verb(draft)
    elif slot == "object":
        yield from _object(draft, part)
    elif slot in ("adverbial", "joiner"):
        yield from _after_object(draft, adverbial=slot == "adverbial")


def _subject(draft: _Draft, part: str) -> Iterator[_Place]:
    def then(who: Party) -> _Draft:
        slot = "verb" if draft.verb is None else "object"
        return replace(draft, slot=slot, subject=who, determiner="", adjective=None)

    if not part:
        for one in SUBJECTS:
            if one.person in draft.persons:
                yield (one.english,), then(one)
    acts = draft.question and draft.verb is None and draft.tense != "future"
    for words, after in _phrase(draft, "subject", part, AGENTS if acts else NOUNS):
        yield words, then(after) if isinstance(after, Phrase) else after


def _verb(draft: _Draft) -> Iterator[_Place]:
    person = draft.subject.person
    may_be = not draft.question or draft.tense == "future"
    for verb in (*does(draft.subject), *((BE,) if may_be else ())):
        for negative in (False, True):
            done = replace(draft, slot="object", verb=verb, negative=negative)
            if draft.question:
                yield tuple(english.asked(verb, draft.tense, negative=negative)), done
                continue
            for tense in TENSES:
                words = english.predicate(verb, tense, person, negative=negative)
                yield tuple(words), replace(done, tense=tense)


def _object(draft: _Draft, part: str) -> Iterator[_Place]:
    verb = draft.verb
    if verb is None:
        return

    def then(what: Party | Adjective, slot: str = "adverbial") -> _Draft:
        clause = Clause(draft.subject, verb, draft.tense, draft.negative, draft.question, what)
        return _Draft(slot, (*draft.clauses, clause), draft.joiners, draft.question)

    if verb is BE:
        if draft.question and draft.tense != "future" and not draft.negative:
            yield ("not",), replace(draft, negative=True)
        said: tuple[Adjective | Phrase, ...] = (*qualities(draft.subject), *roles(draft.subject))
        for quality in said:
            yield tuple(english.party(quality)), then(quality)
        return
    if not part:
        for one in pronouns(draft.subject, verb, draft.tense):
            yield (one.english,), then(one)
    for words, after in _phrase(draft, "object", part, undergoes(verb)):
        yield words, then(after) if isinstance(after, Phrase) else after


def _phrase(
    draft: _Draft, role: str, part: str, nouns: Sequence[Noun]
) -> Iterator[tuple[tuple[str, ...], "_Draft | Phrase"]]:
    """The words of a phrase one by one: a determiner, maybe an adjective, a noun."""
    many, one = 4 in draft.persons or role == "object", 1 in draft.persons or role == "object"
    if not part:
        singular = [word for word in SINGULAR if one]
        for word in dict.fromkeys((*singular, *(word for word in PLURAL if many))):
            for shown in ("a", "an") if word == "a" else (word,):
                yield (shown,), replace(draft, slot=f"{role} noun", determiner=shown)
        return
    articles = ("a", "an")
    determiner = "a" if draft.determiner in articles else draft.determiner
    if draft.adjective is None:
        for adjective in (one for one in ADJECTIVES if any(one in fitting(noun) for noun in nouns)):
            word = adjective.english
            if draft.determiner not in articles or english.article(word) == draft.determiner:
                yield (word,), replace(draft, adjective=adjective)
    for noun in (one for one in nouns if draft.adjective is None or draft.adjective in fitting(one)):
        first = draft.adjective.english if draft.adjective else noun.one
        fits = draft.determiner not in articles or english.article(first) == draft.determiner
        if one and determiner in SINGULAR and fits:
            yield (noun.one,), Phrase(determiner, noun, draft.adjective)
        if many and determiner in PLURAL:
            yield (noun.many,), Phrase(determiner, noun, draft.adjective, plural=True)


def _after_object(draft: _Draft, *, adverbial: bool) -> Iterator[_Place]:
    *before, clause = draft.clauses
    if adverbial:
        for pair in ADVERBIALS:
            clauses = (*before, replace(clause, adverbial=pair))
            yield pair[0], replace(draft, slot="joiner", clauses=clauses)
    if draft.question:
        yield ("?",), replace(draft, slot="end")
    elif len(draft.clauses) < MOST_CLAUSES:
        for word, _ in JOINERS:
            yield (word,), _Draft(clauses=draft.clauses, joiners=(*draft.joiners, word))
