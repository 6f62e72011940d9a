"""The captioners of the lesson: which one looks at which picture, what it says, who grades it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from datasets.disturbed import disturbed
from datasets.pictures import png
from datasets.scenes.drawing import as_input, draw
from datasets.scenes.judge import Verdict, judge
from datasets.scenes.scene import Scene
from datasets.scenes.sentences import references
from lessons.image_captioning import model as telling
from lessons.image_captioning.figure.gallery import GRADES, Picture
from lessons.image_captioning.figure.shown import Shown
from lessons.image_captioning.model import LONGEST, Ends, Told
from rnn_core import beam, vision
from rnn_core.caption import EVERY_STEP, ONCE, Captioner
from rnn_core.studies import batched_greedy as many_captions
from rnn_core.types import Array
from rnn_core.vision import Network
from ui import shipped

DECODERS = {"LSTM": "LSTM", "RNN": "RNN"}
WHEN = {ONCE: "once", EVERY_STEP: "every step"}
ENDS = Ends(0, 1)
A_PAGE = 24
"""So many pictures are graded at a time."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Which captioner: its decoder, and when it is told of the picture."""

    decoder: str = "LSTM"
    when: str = ONCE


@dataclass(frozen=True, slots=True)
class Look:
    """One picture: pixels, uint8 (rows, columns, 3) as bytes, and its facts, None if unknown."""

    pixels: bytes
    side: int
    scene: Scene | None = None

    @classmethod
    def of(cls, pixels: Array, scene: Scene | None = None) -> "Look":
        """The picture of these pixels, a square."""
        return cls(pixels.tobytes(), len(pixels), scene)

    @property
    def array(self) -> Array:
        """The pixels."""
        return np.frombuffer(self.pixels, np.uint8).reshape(self.side, self.side, 3)

    @property
    def what(self) -> str:
        """What is to be seen, in words."""
        return references(self.scene)[0] if self.scene else "a picture of your own"


def look(scene: Scene, kind: str = "as drawn") -> Look:
    """The drawing of a scene, maybe disturbed."""
    return disturb(Look.of(draw(scene), scene), kind)


def disturb(seen: Look, kind: str) -> Look:
    """The picture, disturbed."""
    seed = seen.scene.seed if seen.scene else 0
    return Look.of(disturbed(seen.array, kind, seed), seen.scene)


def network() -> Network:
    """The convolutions of the shipped captioners."""
    found: Network = shipped.model("image_captioning")[1]
    return found


def words() -> tuple[str, ...]:
    """The words by their tokens."""
    found: tuple[str, ...] = shipped.model("image_captioning")[0].symbols
    return found


def place(writer: Writer) -> int:
    """The captioner's place among the shipped ones."""
    return 2 * (writer.decoder == "RNN") + (writer.when == EVERY_STEP)


def captioner(writer: Writer) -> Captioner:
    """The shipped captioner."""
    found: Captioner = shipped.model("image_captioning")[2][place(writer)]
    return found


def classes() -> tuple[str, ...]:
    """What the last layer of the convolution network has scores for."""
    found: tuple[str, ...] = shipped.model("picture_features")[0].symbols
    return found


@lru_cache(maxsize=16)
def told(writer: Writer, seen: Look) -> Told:
    """What the captioner says of a picture, with everything behind it."""
    return telling.tell(network(), captioner(writer), as_input(seen.array), writer.when, ENDS)


@lru_cache(maxsize=16)
def tree(writer: Writer, seen: Look, width: int) -> beam.Tree:
    """The beam search for a sentence about a picture."""
    vector = told(writer, seen).vector
    return telling.search(captioner(writer), vector, writer.when, ENDS, width)


def sentence(tokens: Iterable[int]) -> str:
    """The words of these tokens, without the end symbol."""
    known = words()
    return " ".join(known[token] for token in tokens if token != ENDS.end)


def verdict(writer: Writer, seen: Look) -> Verdict | None:
    """The judge's grade of the sentence; None for a picture whose facts nobody wrote down."""
    if seen.scene is None:
        return None
    return judge(sentence(told(writer, seen).words.tolist()), seen.scene)


def grade(writer: Writer, seen: Look) -> str | None:
    """The judge's grade in words; None where nobody can judge."""
    found = verdict(writer, seen)
    return None if found is None else GRADES[found.grade - 1]


def vectors(seen: Iterable[Look]) -> Array:
    """(N, F): the vectors of some pictures, in one pass."""
    return vision.features(network(), np.stack([as_input(one.array) for one in seen])).vectors


def said(writer: Writer, found: Array) -> list[str]:
    """The sentences about some vectors (N, F)."""
    written = many_captions.greedy(
        captioner(writer), found, writer.when, start=ENDS.start, end=ENDS.end, longest=LONGEST
    )
    return [sentence(one.tokens) for one in written]


@lru_cache(maxsize=8)
def graded(writer: Writer, scenes: tuple[Scene, ...], first: int) -> tuple[Picture, ...]:
    """Scenes with their sentences, graded now; named by their numbers from ``first``."""
    seen = [look(scene) for scene in scenes]
    found = []
    for number, (one, text) in enumerate(zip(seen, said(writer, vectors(seen)), strict=True), start=first):
        scene = one.scene
        assert scene is not None
        given = judge(text, scene)
        errors = tuple(fault.text for fault in given.faults)
        found.append(Picture(f"scene.{number}", png(one.array), one.what, text, errors, given.grade))
    return tuple(found)


def shown(writer: Writer, seen: Look, grade: str | None) -> Shown:
    """The picture and its sentence, as the figure draws them."""
    return Shown(told(writer, seen), words(), classes(), png(seen.array), seen.what, grade)
