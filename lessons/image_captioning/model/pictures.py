"""The pictures of the lesson: scenes held out from training, one of the reader's own, or an uploaded file."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from datasets.disturbed import disturbed
from datasets.scenes import draw_lots
from datasets.scenes.drawing import draw
from datasets.scenes.scene import Scene
from datasets.scenes.sentences import references
from rnn_core.types import Array

MOST = 200
"""So many scenes of each kind are held out for the lesson."""
SEEDS = {"test": 3, "held out": 4, "novel": 5}
"""Of each kind of held-out scenes, those of the model's card; training uses others."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: pixels, uint8 (side, side, 3) as bytes, and its facts, None if nobody wrote them down."""

    pixels: bytes
    side: int
    scene: Scene | None = None

    @classmethod
    def of(cls, pixels: Array, scene: Scene | None = None) -> "Picture":
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

    @property
    def fingerprint(self) -> str:
        """A short text that only this picture has, from which nobody can tell what is in it."""
        return hashlib.sha256(self.pixels).hexdigest()[:16]


@lru_cache(maxsize=4)
def held_out(kind: str) -> tuple[Scene, ...]:
    """Scenes that training never saw: `MOST` of a kind of `SEEDS`, always the same."""
    return tuple(draw_lots.scenes(MOST, SEEDS[kind], kind))


def drawing(scene: Scene, kind: str = "as drawn") -> Picture:
    """The drawing of a scene, disturbed in one of the ways of `datasets.disturbed.KINDS`."""
    return disturb(Picture.of(draw(scene), scene), kind)


def disturb(picture: Picture, kind: str) -> Picture:
    """The picture, disturbed."""
    seed = picture.scene.seed if picture.scene else 0
    return Picture.of(disturbed(picture.array, kind, seed), picture.scene)
