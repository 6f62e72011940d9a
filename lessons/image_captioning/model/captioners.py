"""The shipped captioners of the lesson: which one writes about which picture, and how its sentence is judged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from datasets.pictures import png
from datasets.scenes.drawing import as_input
from datasets.scenes.judge import Verdict, judge
from datasets.scenes.scene import Scene
from figures.numbers import visible
from lessons.image_captioning.model.caption_trace import LONGEST, CaptionTrace, Ends, caption_trace
from lessons.image_captioning.model.pictures import Picture, drawing
from rnn_core import vision
from rnn_core.caption import EVERY_STEP, ONCE, Captioner
from rnn_core.studies import batched_greedy
from rnn_core.types import Array
from rnn_core.vision import Network
from ui import shipped

ENDS = Ends(0, 1)
START, END = "start", "."
"""How the tokens of the two ends are printed."""
A_PAGE = 24
"""So many pictures are graded at a time."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Which captioner: its decoder, "LSTM" or "RNN", and when it gets the picture's vector."""

    decoder: str = "LSTM"
    when: str = ONCE


WRITERS = tuple(Writer(decoder, when) for decoder in ("LSTM", "RNN") for when in (ONCE, EVERY_STEP))
"""In the order of the shipped file."""


@dataclass(frozen=True, slots=True, eq=False)
class Captioners:
    """What `models/image_captioning.npz` holds: the words by their tokens, the convolutions, and the captioners."""

    words: tuple[str, ...]
    network: Network
    captioners: Mapping[Writer, Captioner]


def captioners() -> Captioners:
    """The shipped ones."""
    vocabulary, network, stored = shipped.model("image_captioning")
    return Captioners(vocabulary.symbols, network, dict(zip(WRITERS, stored, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Caption:
    """A picture's sentence with everything behind it.

    words: of each token. classes: of each class score. image: the picture for a browser; what: what
    is to be seen there. verdict: the judge's, None where nobody wrote down the facts.
    """

    trace: CaptionTrace
    words: tuple[str, ...]
    classes: tuple[str, ...]
    image: str
    what: str
    verdict: Verdict | None

    def word(self, token: int) -> str:
        """The word of a token; the end is a full stop."""
        ends = {self.trace.ends.start: START, self.trace.ends.end: END}
        return ends.get(token) or visible(self.words[token])

    def text(self, tokens: Iterable[int]) -> str:
        """The words of these tokens, without the end symbol."""
        return " ".join(self.word(token) for token in tokens if token != self.trace.ends.end)

    def read(self, t: int) -> str:
        """The word that is read at t, from 1."""
        return self.word(int(self.trace.run.batch.x[t - 1, 0]))

    @property
    def written(self) -> list[str]:
        """The words that were written, the end symbol included."""
        return [self.word(token) for token in self.trace.tokens.tolist()]

    @property
    def sentence(self) -> str:
        """The words that were written, without the end symbol."""
        return self.text(self.trace.tokens.tolist())


def caption(writer: Writer, picture: Picture) -> Caption:
    """What the captioner writes about a picture, judged."""
    known = captioners()
    trace = caption_trace(known.network, known.captioners[writer], as_input(picture.array), writer.when, ENDS)
    found = Caption(trace, known.words, shipped.picture_features().classes, png(picture.array), picture.what, None)
    return replace(found, verdict=judge(found.sentence, picture.scene)) if picture.scene else found


@dataclass(frozen=True, slots=True, eq=False)
class JudgedPicture:
    """One picture among many: its name in ids, how it looks, what it shows, its sentence and the verdict."""

    name: str
    image: str
    what: str
    sentence: str
    verdict: Verdict


@lru_cache(maxsize=8)
def judged(writer: Writer, scenes: tuple[Scene, ...], first: int) -> tuple[JudgedPicture, ...]:
    """Held-out scenes with their sentences, judged now; named by their numbers from ``first``."""
    drawn = [drawing(scene) for scene in scenes]
    texts = sentences(writer, vectors(drawn))
    return tuple(
        JudgedPicture(f"scene.{number}", png(picture.array), picture.what, text, judge(text, scene))
        for number, (picture, scene, text) in enumerate(zip(drawn, scenes, texts, strict=True), start=first)
    )


def vectors(pictures: Sequence[Picture]) -> Array:
    """(N, F): the vectors of some pictures, in one pass."""
    return vision.features(captioners().network, np.stack([as_input(one.array) for one in pictures])).vectors


def sentences(writer: Writer, found: Array) -> list[str]:
    """The sentences about some vectors (N, F)."""
    known = captioners()
    written = batched_greedy.greedy(
        known.captioners[writer], found, writer.when, start=ENDS.start, end=ENDS.end, longest=LONGEST
    )
    return [" ".join(known.words[token] for token in one.tokens) for one in written]
