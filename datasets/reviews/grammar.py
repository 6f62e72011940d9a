"""Whole reviews: one clause, two that agree, or two in contrast; each knows its verdict."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from datasets.reviews import templates, words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.phrases import Phrases
from datasets.reviews.templates import Table

UNSEEN = "unseen negation"
"""Negations of adjectives that training never negates: they are drawn for the exam alone."""
KINDS: dict[str, Table] = {
    "plain": templates.PLAIN,
    "negation": templates.NEGATION,
    "agreement": templates.AGREEMENT,
    "contrast": templates.CONTRAST,
    "double negation": templates.DOUBLE_NEGATION,
    "not only": templates.NOT_ONLY,
    UNSEEN: templates.NEGATION,
    "comparison": templates.COMPARISON,
    "slang": templates.SLANG,
    "faces": templates.FACED,
}
SHARES = (0.25, 0.18, 0.09, 0.18, 0.04, 0.05, 0, 0.11, 0.07, 0.03)
"""How often each kind comes in training."""
TYPED = ("comparison", "slang", "faces")
"""Kinds that are written as on a phone."""


@dataclass(frozen=True, slots=True)
class Review:
    """A sentence as its words; whether it is praise; its kind.

    neutral: so many words come before the first opinion; until then nobody can know the verdict.
    """

    words: tuple[str, ...]
    positive: bool
    kind: str
    neutral: int

    @property
    def settled(self) -> bool:
        """True if nothing contradicts the first opinion later, as a contrast does, and "enough"."""
        contrary = self.kind == "contrast" or (self.kind in TYPED and "but" in self.words)
        return not contrary and "enough" not in self.words


def review(rng: np.random.Generator, adjectives: Adjectives, kind: str = "") -> Review:
    """A review of this kind, or of any."""
    kind = kind or list(KINDS)[int(rng.choice(len(KINDS), p=SHARES))]
    p = Phrases(rng, adjectives, bool(rng.integers(2)), held_out=kind == UNSEEN)
    text = p.draw(KINDS[kind])
    while kind == UNSEEN and not _never_negated(adjectives, not p.positive) & set(text.split()):
        text = p.draw(templates.NEGATION)
    if kind in TYPED:
        text = f"{p.maybe(0.15, p.one(*words.ASIDE))} {text} {p.maybe(0.1, p.one(*words.ASIDE))}"
    before = p.maybe(0.12, f"{p.one(*words.BEFORE)} {p.one('and', ',', '.', 'and')}")
    lead = p.maybe(0.25, f"{p.one(*words.LEAD)} {p.one('', ',')}")
    tail = p.maybe(0.25, p.one(*words.TAIL))
    found = tuple(f"{before} {lead} {text} {tail} {p.maybe(0.25, '.')}".split())
    opinions = _opinions(adjectives)
    neutral = next((t for t, word in enumerate(found) if word in opinions), len(found))
    return Review(found, p.positive, kind, neutral)


@lru_cache(maxsize=8)
def _never_negated(adjectives: Adjectives, positive: bool) -> frozenset[str]:
    return frozenset(adjectives.negated(positive, held_out=True))


@lru_cache(maxsize=8)
def _opinions(adjectives: Adjectives) -> frozenset[str]:
    return words.OPINIONS | {*adjectives.positive, *adjectives.negative}
