"""The controls of the lesson sentiment."""

from dataclasses import dataclass
from typing import Literal

from datasets.reviews import text
from lessons.sentiment.model import readers
from lessons.sentiment.model.readers import MOST_WORDS, READERS
from ui import fields
from ui.fields import choice
from ui.state import PageState

LECTURE, OTHER = "the film was not good", "the film was not bad"
BOTH = "the plot is boring but the music is fantastic"
ONE_WAY, OTHER_WAY = "good but not bad", "bad but not good"
BEYOND = "if only the film were good"
"""The lecture's sentence, one to compare it with, and sentences of later stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment(PageState):
    """Which reader reads which sentence, what it is compared with, and how it is shown."""

    sentence: str = fields.text(
        LECTURE,
        "Sentence",
        check=readers.unusable,
        width=250,
        noun="sentence",
        help=f"English, up to {MOST_WORDS} words; capitals do not matter, nor do missing "
        "apostrophes. A face such as :) is a word. A word that was not in training enters as <unk>.",
    )
    reader: Literal["lstm", "rnn", "bag"] = choice(
        "lstm",
        READERS,
        "Network",
        help="Three networks trained on the same sentences: h is the state of an LSTM, of a vanilla RNN, or the mean "
        "of the words' vectors. A mean does not depend on the order.",
    )
    compare: Literal["flipped", "none", "own"] = choice(
        "flipped",
        {"flipped": "“not” out or in", "none": "nothing", "own": "another"},
        "Compare with",
        help="A second sentence, read by the same network: yours with its “not” taken out (or one put in, "
        "if it has none), or another one of yours.",
    )
    other: str = fields.text(
        OTHER,
        "Other sentence",
        check=readers.unusable,
        width=200,
        noun="other sentence",
        help="Words that both sentences share stand one above the other.",
    )
    view: Literal["words", "path"] = choice(
        "words",
        {"words": "words", "path": "path"},
        "View",
        help="The network unrolled along the words, or its states as points in a plane.",
    )

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the sentence."""
        return tuple(text.words(self.sentence))

    @property
    def compared(self) -> tuple[str, ...] | None:
        """The words of the sentence that it is compared with; None for nothing, or where there is nothing to flip."""
        if self.compare == "own":
            return tuple(text.words(self.other))
        return readers.flipped(self.words) if self.compare == "flipped" else None
