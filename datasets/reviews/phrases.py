"""Templates become sentences: alternatives are chosen and slots are filled."""

import re
from dataclasses import dataclass

import numpy as np

from datasets.reviews import words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.templates import NEGATION, PLAIN, Table

FREQUENT, FREQUENT_SHARE = 70, 0.6
"""So many of the first adjectives, the grammar's own, come in that share of all cases."""
NEGATIONS = 0.42
"""How many clauses of longer sentences are negations."""
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
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
        who, be = self._subject() if "{who}" in text else ("", "")

        def slot(found: re.Match[str]) -> str:
            name = found[1]
            return who if name == "who" else be if name == "be" else self._slot(name)

        while "{" in text:
            text = _SLOT.sub(slot, text)
        return _ARTICLE.sub("an ", " ".join(text.split()))

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
            "contrast_one": lambda: self._adjective(other),
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

    def _subject(self) -> tuple[str, str]:
        """What is spoken of, and the form of "be" that goes with it."""
        one, chance = self.one("was", "is", "was", "is", "has been"), self.rng.random()
        if chance < 0.3:
            pronoun = self.one("it", "this", "it", "that", "everything", "he", "she")
            short = pronoun in ("it", "that", "he", "she") and self.rng.random() < 0.2
            return pronoun, "'s" if short else one
        if chance < 0.5:
            many = self.one("the", "its", "their", "these", "some", "the")
            return f"{many} {{plural}}", self.one("were", "are")
        if chance < 0.55:
            return self.one("they", "we", "the people there"), self.one("were", "are")
        return f"{self.one('the', 'this', 'the', 'its', 'my')} {{topic}}", one
