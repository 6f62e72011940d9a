"""The readers of the lesson on sentiment: which of them reads which sentence, and what it says."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from datasets.reviews import exam, text, words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.exam import Taught
from datasets.reviews.grammar import UNSEEN
from figures.numbers import quoted, signed
from lessons.sentiment import model as verdicts
from lessons.sentiment.cards import builder as sentence_builder
from lessons.sentiment.figure.graph import Scene
from lessons.sentiment.model import Reading
from rnn_core.model import Model
from rnn_core.studies import state_plane
from rnn_core.studies.state_plane import Plane
from rnn_core.text import Vocabulary
from ui import cards, controls, predict, shipped, walk
from ui.cards import plain

NAME = "sentiment"
READERS = {"lstm": "LSTM", "rnn": "RNN", "bag": "bag of words"}
COMPARED = {"flipped": "not flipped", "none": "nothing", "own": "another"}
LECTURE, OTHER = "the film was not good", "the film was not bad"
MOST_WORDS, LONGEST, MOST_OPTIONS, FOR_PLANE = 24, 160, 6, 150
REPAIRED = {"ca": "can", "wo": "will", "sha": "shall"}
"""What is left of "can't" without its "n't"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reader reads which sentence, what it is compared with, and how it is shown."""

    reader: str = "lstm"
    sentence: str = LECTURE
    compare: str = "flipped"
    other: str = OTHER
    path: bool = False


def choose() -> Choice:
    """What the controls say."""
    sentence = controls.word(
        "sentence",
        "Sentence",
        LECTURE,
        problem=unusable,
        width=300,
        noun="sentence",
        help=f"English, up to {MOST_WORDS} words; capitals do not matter. A word that the readers "
        "never saw enters as <unk>.",
    )
    sentence_builder.show(sentence, text.words(sentence), adjectives(), vocabulary().symbols, unusable)
    reader = controls.choice(
        "reader",
        "Reader",
        READERS,
        help="Three networks trained on the same sentences. The bag of words averages the words' "
        "vectors, so the order cannot matter to it.",
    )
    compare = controls.choice(
        "compare",
        "Compare with",
        COMPARED,
        help="A second sentence, read by the same network: yours without its “not” (or with one, "
        "if it has none), or another one of yours.",
    )
    other = OTHER
    if compare == "own":
        other = controls.word(
            "other",
            "Other sentence",
            OTHER,
            problem=unusable,
            width=220,
            noun="other sentence",
            help="Words that both sentences share stand one above the other.",
        )
    path = (
        controls.choice(
            "view",
            "View",
            {"words": "words", "path": "path"},
            help="The network unrolled along the words, or its states as points in a plane.",
        )
        == "path"
    )
    return Choice(reader, sentence, compare, other, path)


def unusable(typed: str) -> str | None:
    """Why ``typed`` cannot be read as a sentence; None if it can."""
    if len(typed) > LONGEST:
        return f"too long: {len(typed)} characters, at most {LONGEST} are read"
    if any(unicodedata.category(letter) in controls.NOT_TEXT for letter in typed.strip() if letter not in "\u200d\t"):
        return "not text: it contains control characters"
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


@lru_cache(maxsize=64)
def read(reader: str, said: tuple[str, ...]) -> Reading:
    """The reading of these words."""
    return verdicts.read(network(reader), said, text.tokens(vocabulary(), said))


def scene(choice: Choice) -> Scene:
    """What the page shows of the choice."""
    said = tuple(text.words(choice.sentence))
    other = flipped(said) if choice.compare == "flipped" else None
    if choice.compare == "own":
        other = tuple(text.words(choice.other))
    if choice.compare == "flipped" and other is None:
        controls.remark(
            "No “not” to take out, and no opinion that the network knows to put one "
            "before: there is nothing to compare with."
        )
    twin = None if other is None else read(choice.reader, other)
    return Scene(read(choice.reader, said), twin, int(latch(choice.reader)["unit"]) - 1)


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
    """The unit that knows best of a negation, and what was measured of it."""
    found: dict[str, float | int] = shipped.measured(NAME)["latches"][reader]
    return found


def taught() -> Taught:
    """The sentences of the exam that chance drew for training, too."""
    return frozenset(tuple(said.split()) for said in shipped.measured(NAME)["taught"])


@lru_cache(maxsize=3)
def plane(reader: str) -> Plane:
    """The plane of the path: the verdict, and what a negation changes in held-out sentences."""
    found = exam.before_opinions(network(reader), vocabulary(), adjectives(), FOR_PLANE, taught())
    return state_plane.plane(verdicts.direction(network(reader))[0], *found)


def ask_after(read_: Reading) -> int | None:
    """The last word that is shown while the question is open (from 0); None for no question."""
    turning = verdicts.turning_word(read_)
    if read_.steps < 3 or turning is None:
        return None
    return max(0, min(read_.steps // 2 - 1, turning - 2))


def ask(slug: str, about: tuple[str, ...], reading: Reading) -> None:
    """Ask from which word on the verdict is settled."""
    turning = verdicts.turning_word(reading)
    if ask_after(reading) is None or turning is None:
        return
    strongest = verdicts.strongest_word(reading)
    by_size = (np.argsort(-np.abs(reading.changes), kind="stable") + 1).tolist()
    shown = sorted({turning, *by_size[: MOST_OPTIONS - 1]})

    def named(t: int) -> str:
        return f"{t} {reading.words[t - 1]}"

    change = float(reading.changes[strongest - 1])
    verdict = "positive" if reading.positive else "negative"
    predict.question(
        slug,
        about,
        "After which word is the verdict **settled**: from there on always the same, "
        "and sure (p above 0.6 or below 0.4)?",
        [named(t) for t in shown],
        answer=named(turning),
        because=f"From there on it stays {verdict}. The largest single push comes from "
        f"{quoted(reading.words[strongest - 1])}: {signed(change, 1)} in log-odds.",
        reveal=lambda: walk.jump(walk.LAST, highlight=(f"s.{turning}", f"p.{turning}")),
    )


def name_unknown(reading: Reading) -> None:
    """A card that names the words of the sentence that are not in the vocabulary, if there are."""
    unknown = dict.fromkeys(word for word, token in zip(reading.words, reading.tokens, strict=True) if not token)
    if unknown:
        names = ", ".join(plain(quoted(word)) for word in unknown)
        known = f"{len(vocabulary()) - 1:,} words it knows"
        cards.note("Unknown words", f"Not among the {known}, and so read as \\<unk\\>: {names}.")


def errors(choice: Choice) -> dict[str, float]:
    """Relative errors of what the page shows, and of the card's scores."""
    found = verdicts.errors(scene(choice).reading, np.random.default_rng(0))
    reader, of = choice.reader, shipped.measured(NAME)["right"][choice.reader]
    for part in ("contrast", UNSEEN):
        asked = exam.sentences(part, adjectives(), without=taught())
        right = int(exam.right(network(reader), vocabulary(), asked).sum())
        found[f"{part}: {right} of {len(asked)} right, as in the card"] = abs(right - of[part][0]) / len(asked)
    return found
