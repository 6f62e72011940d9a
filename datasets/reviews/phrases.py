"""Templates become sentences: alternatives are chosen and slots are filled."""

import re
from dataclasses import dataclass

import numpy as np

from datasets.reviews import words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.templates import COMPARISON, NEGATION, PLAIN, SLANG, Table

FREQUENT, FREQUENT_SHARE = 70, 0.6
"""So many of the first adjectives, the grammar's own, come in that share of all cases."""
NEGATIONS = 0.42
"""How many clauses of longer sentences are negations."""
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_VERBS = {"has": "have", "does": "do", "is": "are", "was": "were", "crashes": "crash"} | {
    f"{verb}s": verb
    for verb in words.listed(
        "lack need fail show get feel become rock rule slap suck stink blow make keep disappoint work look hold run "
        "last"
    )
}
"""Verbs as they stand after one, and after several."""
_VERB = re.compile(rf"(\{{who\}} (?:never |still )?)({'|'.join(_VERBS)})\b")
_ORDER = (
    (re.compile(r"\bhas been (not|n't|never|hardly|scarcely)\b"), r"has \1 been"),
    (re.compile(r"'s n't\b"), "is n't"),
    (re.compile(r"\bwe was\b"), "we were"),
)
"""Where a negation stands, which the templates put behind the whole verb, and a verb of "i" after "we"."""
_ARTICLE = re.compile(r"\ba (?=[aeiou])")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Draws clauses with one verdict.

    held_out: what is negated is drawn from the adjectives that training never negates.
    """

    rng: np.random.Generator
    adjectives: Adjectives
    positive: bool
    held_out: bool = False

    def draw(self, table: Table) -> str:
        """A sentence of the table."""
        templates = {**table.get(None, {}), **table.get(self.positive, {})}
        shares = np.array(list(templates.values())) / sum(templates.values())
        return self.fill(list(templates)[int(self.rng.choice(len(shares), p=shares))])

    def fill(self, template: str) -> str:
        """The template with every alternative chosen and every slot filled."""
        text = template
        while "[" in text:
            text = _CHOICE.sub(lambda found: self.one(*found[1].split("|")), text)
        who, be, several = self._subject() if "{who}" in text else ("", "", False)
        if several:
            text = _VERB.sub(lambda found: found[1] + _VERBS[found[2]], text)

        def slot(found: re.Match[str]) -> str:
            name = found[1]
            return who if name == "who" else be if name == "be" else self._slot(name)

        while "{" in text:
            text = _SLOT.sub(slot, text)
        text = " ".join(text.split())
        for written, meant in _ORDER:
            text = written.sub(meant, text)
        return _ARTICLE.sub("an ", text)

    def one(self, *options: str) -> str:
        """One of the options."""
        return options[int(self.rng.integers(len(options)))]

    def maybe(self, share: float, text: str) -> str:
        """The text, or nothing, in so many of all cases."""
        return text if self.rng.random() < share else ""

    def _slot(self, name: str) -> str:
        """What stands in the place of a slot."""
        mine, other = self.positive, not self.positive
        if name in ("same", "against"):
            p = Phrases(self.rng, self.adjectives, mine if name == "same" else other)
            return p.draw(NEGATION if self.rng.random() < NEGATIONS else PLAIN)
        if name in ("short", "short_against"):
            p = Phrases(self.rng, self.adjectives, mine if name == "short" else other)
            return p.draw(COMPARISON if self.rng.random() < 0.5 else SLANG)
        if name in ("noun", "contrary_noun", "contrast_noun"):
            return self.one(*(words.JOYS if (name == "noun") == mine else words.WOES))
        if name == "it":
            return self.one("it", "this one", "the {topic}", "this {topic}", "the {plural}",
                            "that {topic}", "this place")  # fmt: skip
        if name == "topic":
            first = self.one(*words.SINGULAR)
            return self.maybe(0.08, f"{self.one(*words.SINGULAR)} ") + first
        if name == "plural":
            return self.one(*words.PLURAL)
        return {
            "praise": lambda: self._praise(mine),
            "contrary": lambda: self._praise(other, negated=True),
            "negated_praise": lambda: self._praise(mine, negated=True),
            "adjective": lambda: self._adjective(mine),
            "contrary_one": lambda: self._adjective(other, negated=True),
            "negated_one": lambda: self._adjective(mine, negated=True),
            "contrast_one": lambda: self._adjective(other),
            "comparative": lambda: self.one(*(words.BETTER if mine else words.WORSE)),
            "contrary_comparative": lambda: self.one(*(words.BETTER if other else words.WORSE)),
            "expected": lambda: self.one(*words.EXPECTED),
            "feeling": lambda: self.one(*(words.PLEASED if mine else words.DISPLEASED)),
            "face": lambda: self.one(*(words.PRAISING_FACES if mine else words.BLAMING_FACES)),
            "event": lambda: self.one(*words.EVENTS),
        }[name]()

    def _adjective(self, positive: bool, *, negated: bool = False) -> str:
        known = self.adjectives.of(positive)
        if negated:
            known = self.adjectives.negated(positive, held_out=self.held_out)
        return self.one(*(known[:FREQUENT] if self.rng.random() < FREQUENT_SHARE else known))

    def _praise(self, positive: bool, *, negated: bool = False) -> str:
        """An adjective, maybe with "very" before it or a second one after it."""
        found = self._adjective(positive, negated=negated)
        if self.rng.random() < 0.3:
            weak = not positive and self.rng.random() < 0.4
            found = f"{self.one(*(words.WEAK if weak else words.INTENSE))} {found}"
        if self.rng.random() < 0.15:
            joint = "or" if negated else self.one("and", ",", "and")
            found += f" {joint} {self._adjective(positive, negated=negated)}"
        return found

    def _subject(self) -> tuple[str, str, bool]:
        """What is spoken of, the form of "be" that goes with it, and whether it is several."""
        one, chance = self.one("was", "is", "was", "is", "has been"), self.rng.random()
        if chance < 0.3:
            pronoun = self.one("it", "this", "it", "that", "everything", "he", "she")
            short = pronoun in ("it", "that", "he", "she") and self.rng.random() < 0.2
            return pronoun, "'s" if short else one, False
        if chance < 0.5:
            many = self.one("the", "its", "their", "these", "some", "the")
            return f"{many} {{plural}}", self.one("were", "are"), True
        if chance < 0.55:
            return self.one("they", "we", "the people there"), self.one("were", "are"), True
        return f"{self.one('the', 'this', 'the', 'its', 'my')} {{topic}}", one, False
