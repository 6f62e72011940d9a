"""What the vector tells apart: one fact changed, and the same facts drawn otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from datasets.disturbed import KINDS
from datasets.pictures import png
from datasets.scenes.facts import NEAR
from datasets.scenes.scene import MOST_SEED, Scene
from lessons.image_captioning import captions
from lessons.image_captioning.captions import Look, Writer
from lessons.image_captioning.figure.twins import DRAWING, FACTS, Twin
from lessons.image_captioning.scene_parts import NOTHING, PARTS, changed, options, part_of

MOST = 5
DISTURBED = KINDS[1:4]
DRAWN_ANEW = 2
TRIED = 3
"""So many other values of a fact are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbors:
    """A picture's sentence, the length of its vector, and the twins that are drawn."""

    sentence: str
    length: float
    twins: tuple[Twin, ...]

    def of(self, kind: str) -> list[Twin]:
        """The twins of a kind, the nearest first."""
        return sorted((one for one in self.twins if one.kind == kind), key=lambda t: t.distance)


@lru_cache(maxsize=8)
def neighbors(writer: Writer, seen: Look) -> Neighbors:
    """All that is compared with a picture; computed now, in one pass."""
    others = [(FACTS, *pair) for pair in facts_changed(seen.scene)] if seen.scene else []
    others += [(DRAWING, *pair) for pair in drawn_otherwise(seen)]
    looks = [seen, *(one for *_, one in others)]
    vectors = captions.vectors(looks)
    said = captions.said(writer, vectors)
    distances = np.linalg.norm(vectors - vectors[0], axis=1)
    found = [
        Twin(f"twin.{number}", png(one.array), change, float(distances[number]), said[number], kind)
        for number, (kind, change, one) in enumerate(others, start=1)
    ]
    near = [twin for kind in (FACTS, DRAWING) for twin in _nearest(found, kind)]
    return Neighbors(said[0], float(np.linalg.norm(vectors[0])), tuple(near))


def facts_changed(scene: Scene) -> Iterator[tuple[str, Look]]:
    """Scenes that differ in one fact, with what differs; drawn by the same accidents."""
    for part in PARTS[:-1]:
        now = part_of(scene, part)
        for value in _likely(now, options(scene, part))[:TRIED]:
            other = changed(scene, part, value)
            different = [one for one in PARTS if part_of(other, one) != part_of(scene, one)]
            if different == [part] and NOTHING not in (now, value):
                yield f"{now or 'nothing'} → {value or 'nothing'}", captions.look(other)


def drawn_otherwise(seen: Look) -> Iterator[tuple[str, Look]]:
    """The same facts in other drawings, and the picture disturbed."""
    if seen.scene:
        for more in range(1, DRAWN_ANEW + 1):
            other = replace(seen.scene, seed=(seen.scene.seed + more) % MOST_SEED)
            yield f"drawn anew, {more}", captions.look(other)
    for kind in DISTURBED:
        yield kind, captions.disturb(seen, kind)


def _likely(now: str, values: tuple[str, ...]) -> list[str]:
    """The other values, first those that are easily taken for the one that is."""
    near = {name for pair in NEAR if now in pair for name in pair}
    return sorted((value for value in values if value != now), key=lambda value: value not in near)


def _nearest(found: list[Twin], kind: str) -> list[Twin]:
    mine = sorted((twin for twin in found if twin.kind == kind), key=lambda one: one.distance)
    return mine[:MOST]
