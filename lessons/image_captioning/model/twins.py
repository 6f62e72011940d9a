"""What the vector tells apart: one fact changed, and the same facts drawn otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from datasets.disturbed import KINDS
from datasets.pictures import png
from datasets.scenes.facts import NEAR
from datasets.scenes.scene import MOST_SEED, Scene
from lessons.image_captioning.model.captioners import Writer, sentences, vectors
from lessons.image_captioning.model.pictures import Picture, disturb, drawing
from lessons.image_captioning.model.scene_parts import NOTHING, PARTS, changed, options, part_of
from rnn_core.types import Array

FACTS, DRAWING = "one fact changed", "the same facts"
MOST = 5
DISTURBED = KINDS[1:4]
DRAWN_ANEW = 2
TRIED = 3
"""So many other values of a fact are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Twin:
    """A picture beside the first one: what differs, how far its vector is away, its sentence.

    kind: FACTS or DRAWING. moved: (F,), its vector less that of the first picture.
    """

    name: str
    image: str
    change: str
    distance: float
    sentence: str
    kind: str
    moved: Array


@dataclass(frozen=True, slots=True, eq=False)
class Twins:
    """A picture's sentence, the length of its vector, and the twins that are drawn."""

    sentence: str
    length: float
    twins: tuple[Twin, ...]

    def of(self, kind: str) -> list[Twin]:
        """The twins of a kind, the nearest first."""
        return sorted((one for one in self.twins if one.kind == kind), key=lambda one: one.distance)


def twins(writer: Writer, picture: Picture) -> Twins:
    """All that is compared with a picture; computed now, in one pass."""
    others = [(FACTS, *pair) for pair in facts_changed(picture.scene)] if picture.scene else []
    others += [(DRAWING, *pair) for pair in drawn_otherwise(picture)]
    found = vectors([picture, *(one for *_, one in others)])
    texts = sentences(writer, found)
    moved = found - found[0]
    distances = np.linalg.norm(moved, axis=1)
    all_of_them = [
        Twin(f"twin.{number}", png(one.array), change, float(distances[number]), texts[number], kind, moved[number])
        for number, (kind, change, one) in enumerate(others, start=1)
    ]
    near = [twin for kind in (FACTS, DRAWING) for twin in _nearest(all_of_them, kind)]
    return Twins(texts[0], float(np.linalg.norm(found[0])), tuple(near))


def facts_changed(scene: Scene) -> Iterator[tuple[str, Picture]]:
    """Scenes that differ in one fact, with what differs; drawn by the same accidents."""
    for part in PARTS[:-1]:
        now = part_of(scene, part)
        for value in _likely(now, options(scene, part))[:TRIED]:
            other = changed(scene, part, value)
            different = [one for one in PARTS if part_of(other, one) != part_of(scene, one)]
            if different == [part] and NOTHING not in (now, value):
                yield f"{now or 'nothing'} → {value or 'nothing'}", drawing(other)


def drawn_otherwise(picture: Picture) -> Iterator[tuple[str, Picture]]:
    """The same facts in other drawings, and the picture disturbed."""
    if picture.scene:
        for more in range(1, DRAWN_ANEW + 1):
            other = replace(picture.scene, seed=(picture.scene.seed + more) % MOST_SEED)
            yield f"drawn anew, {more}", drawing(other)
    for kind in DISTURBED:
        yield kind, disturb(picture, kind)


def _likely(now: str, values: tuple[str, ...]) -> list[str]:
    """The other values, first those that are easily taken for the one that is."""
    near = {name for pair in NEAR if now in pair for name in pair}
    return sorted((value for value in values if value != now), key=lambda value: value not in near)


def _nearest(found: list[Twin], kind: str) -> list[Twin]:
    mine = sorted((twin for twin in found if twin.kind == kind), key=lambda one: one.distance)
    return mine[:MOST]
