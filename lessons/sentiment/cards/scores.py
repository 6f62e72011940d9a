"""How well the networks of the lesson on sentiment do: their scores, their successes, failures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from datasets.reviews import exam
from figures.numbers import signed
from lessons.sentiment.model.readers import NAME, READERS, adjectives, latch, network, vocabulary
from lessons.sentiment.state import Sentiment
from rnn_core.activations import sigmoid
from ui import cards, embedding, presenter, shipped
from ui.cards import plain
from ui.state import LAST, Page

_JOINED = re.compile(r" (n't|'(?:s|re|m|ve|ll|d)|[,.])(?!\S)")
SHOWN = 6
"""So many sentences of each kind are shown."""


def about() -> str:
    """What the readers learned from, what they reach part by part, and which unit follows a negation."""
    measured = shipped.measured(NAME)
    right, n = measured["right"]["lstm"][exam.REAL]
    low, high = exam.interval(right, n)
    lines = [
        _LEARNED.format(
            sentences=measured["training"]["sentences"],
            people=sum(map(len, exam.HAND.values())),
            real=n,
            right=right,
            share=right / n,
            low=low,
            high=high,
            bag=measured["right"]["bag"][exam.REAL][0],
        )
    ]
    lines += [f"| right, % | {' | '.join(READERS.values())} |", "|---" * (len(READERS) + 1) + "|"]
    for part in exam.PARTS:
        scores = (measured["right"][reader][part] for reader in READERS)
        cells = " | ".join(f"{100 * right / n:.1f}" for right, n in scores)
        lines.append(f"| {part} | {cells} |")
    lines.append(_UNITS)
    for reader, name in READERS.items():
        unit = latch(reader)
        lines.append(
            f"- **{name}**: a threshold on unit {unit['unit']} is right in {unit['score']:.0%}, "
            f"on the median unit in {unit['ordinary']:.0%}. Its mean after "
            f"a negation is {signed(float(unit['with']))}, and otherwise {signed(float(unit['without']))}."
        )
    return "\n".join(lines)


_LEARNED = """
**No real reviews.** All three learned from {sentences:,} sentences that a grammar of ours wrote
(`datasets/reviews/`), and nothing else. On other sentences of that grammar the LSTM is nearly
perfect; on {people} sentences that people wrote it is not. A test made in the same way as the training
sentences flatters. *Unseen negation*: negations of adjectives that training never negates. *Our own*: written by
hand; the failures in all three sets were known when the grammar learned its last kinds of sentences. *Real reviews*:
{real} sentences of the *Sentiment Labelled Sentences* (D. Kotzias and others, 2015), drawn when the recipe was final
and read once. The LSTM gets {right} of them right, {share:.0%}; with so few sentences the true share lies between
{low:.0%} and {high:.0%} (95 % confidence). Of the same sentences the bag of words gets {bag} right.
"""
_UNITS = """
**A unit that follows “not”?** All units of each network were searched on held-out sentences, just
before their first opinion word: is there a value above (or below) which a negation came before? The
threshold and the unit were chosen on one half of the sentences and scored on the other (yes and
no count equally; guessing has 50 %). The best unit stands below the words in the figure. A high
score means that the negation can be read off one unit, not that this unit alone carries it.
"""


@dataclass(frozen=True, slots=True)
class Graded:
    """A sentence that somebody wrote, whether it is praise, and what a reader answers."""

    words: tuple[str, ...]
    positive: bool
    p: float

    @property
    def right(self) -> bool:
        """True if the answer is."""
        return (self.p > 0.5) == self.positive


@lru_cache(maxsize=3)
def graded(reader: str) -> tuple[Graded, ...]:
    """What the network answers to all sentences that people wrote, computed once."""
    asked = [each for part in exam.HAND for each in exam.sentences(part, adjectives())]
    log_odds = exam.answers(network(reader), vocabulary(), asked)
    return tuple(
        Graded(each.words, each.positive, float(value)) for each, value in zip(asked, sigmoid(log_odds), strict=True)
    )


def gallery(page: Page[Sentiment]) -> None:
    """Sentences that people wrote which the reader gets right, and as many that it gets wrong."""
    if presenter.active() or embedding.active():
        return
    reader = page.now.reader
    every = graded(reader)
    columns = st.columns(2, gap="small")
    for column, right, title in zip(columns, (True, False), ("Right", "Wrong"), strict=True):
        found = [each for each in every if each.right == right]
        found.sort(key=lambda each: -abs(each.p - 0.5))
        step = max(1, len(found) // SHOWN) if right else 1
        body = f"{len(found)} of {len(every)} sentences that people wrote, with p(positive)"
        body += ". Click one to open it." if right else " and what they are."
        with column, cards.card(f"{title}: the {READERS[reader]}", f":gray[{body}]"):
            for number, each in enumerate(found[::step][:SHOWN], 1):
                st.button(
                    f"{plain(joined(each.words))} :blue[**{signed(each.p)}**]"
                    f" :gray[{'' if right else 'praise' if each.positive else 'blame'}]",
                    key=page.key(f"gallery_{title.lower()}_{number}"),
                    type="tertiary",
                    wrap=True,
                    on_click=_open,
                    args=(page, each.words),
                )


def joined(said: Sequence[str]) -> str:
    """The words as they would be typed."""
    return _JOINED.sub(r"\1", " ".join(said))


def _open(page: Page[Sentiment], said: tuple[str, ...]) -> None:
    page.change(sentence=joined(said))
    page.jump(LAST)
