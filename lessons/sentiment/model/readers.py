"""The readers of the lesson on sentiment: the shipped networks, what they can read and what was measured of them."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from datasets.reviews import exam, text, words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.exam import Taught
from datasets.reviews.grammar import UNSEEN
from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from rnn_core.model import Model
from rnn_core.studies import state_plane
from rnn_core.studies.state_plane import Plane
from rnn_core.text import Vocabulary
from ui import shipped

NAME = "sentiment"
READERS = {"lstm": "LSTM", "rnn": "vanilla RNN", "bag": "bag of words"}
MOST_WORDS, LONGEST, FOR_PLANE = exam.MOST_WORDS, 160, 150
REPAIRED = {"ca": "can", "wo": "will", "sha": "shall"}
"""What is left of "can't" without its "n't"."""


def unusable(typed: str) -> str | None:
    """Why ``typed`` cannot be read as a sentence; None if it can."""
    if len(typed) > LONGEST:
        return f"too long: {len(typed)} characters, at most {LONGEST} are read"
    found = text.words(typed)
    if not found:
        return "empty: it needs one word at least"
    if len(found) > MOST_WORDS:
        return f"too long: {len(found)} words, at most {MOST_WORDS} fit into the figure"
    return None


def vocabulary() -> Vocabulary:
    """The words the readers know; the first one stands for all others."""
    known: Vocabulary = shipped.model(NAME)[0]
    return known


def network(reader: str) -> Model:
    """The shipped network of this reader."""
    found: Model = shipped.model(NAME)[1 + list(READERS).index(reader)]
    return found


@lru_cache(maxsize=1)
def adjectives() -> Adjectives:
    """The adjectives of training."""
    found = shipped.measured(NAME)["adjectives"]
    return Adjectives(tuple(found["positive"]), tuple(found["negative"]))


def read(reader: str, said: tuple[str, ...]) -> Reading:
    """The reading of these words."""
    return readings.read(network(reader), said, text.tokens(vocabulary(), said))


def flipped(said: Sequence[str]) -> tuple[str, ...] | None:
    """The words without their first "not", else with one before the first adjective; or None."""
    for k, word in enumerate(said):
        if word in ("not", "n't", "never") and len(said) > 1:
            before = [*said[: k - 1], REPAIRED.get(said[k - 1], said[k - 1])] if k else []
            return (*before, *said[k + 1 :])
    known = {*adjectives().positive, *adjectives().negative}
    place = next((k for k, word in enumerate(said) if word in known), None)
    if place is None:
        return None
    while place and said[place - 1] in {*words.INTENSE, "too", "a", "an"}:
        place -= 1
    return (*said[:place], "not", *said[place:])


def latch(reader: str) -> dict[str, float | int]:
    """The unit that follows a negation best, and what was measured of it."""
    found: dict[str, float | int] = shipped.measured(NAME)["latches"][reader]
    return found


def latch_unit(reader: str) -> int:
    """The number of that unit, from 0."""
    return int(latch(reader)["unit"]) - 1


def taught() -> Taught:
    """The sentences of the exam that chance drew for training, too."""
    return frozenset(tuple(said.split()) for said in shipped.measured(NAME)["taught"])


@lru_cache(maxsize=3)
def plane(reader: str) -> Plane:
    """The plane of the path: the verdict, and what a negation changes in held-out sentences."""
    found = exam.before_opinions(network(reader), vocabulary(), adjectives(), FOR_PLANE, taught())
    return state_plane.plane(readings.direction(network(reader))[0], *found)


def errors(reader: str, reading: Reading) -> dict[str, float]:
    """Relative errors of what the page shows, and of the card's scores."""
    found = readings.errors(reading, np.random.default_rng(0))
    of = shipped.measured(NAME)["right"][reader]
    for part in ("contrast", UNSEEN):
        asked = exam.sentences(part, adjectives(), without=taught())
        right = int(exam.right(network(reader), vocabulary(), asked).sum())
        found[f"{part}: {right} of {len(asked)} right, as in the card"] = abs(right - of[part][0]) / len(asked)
    return found
