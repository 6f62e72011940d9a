"""Scenes by chance: as training sees them, with combinations it never has, and of things unseen."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from datasets.scenes import possible
from datasets.scenes.facts import (
    ACTIVITIES,
    CLASSES,
    FIRST,
    GROUP_POSES,
    NOVEL,
    PEOPLE,
    PLACES,
    PLURALS,
    POSES,
    SECOND,
    USUAL_COLORS,
)
from datasets.scenes.held_out import is_held_out
from datasets.scenes.scene import MOST_SEED, Scene, Thing

SETS = ("train", "test", "held out", "novel")
KINDS = ("single", "activity", "relation", "count")
SHARES = (0.36, 0.26, 0.24, 0.14)

Item = TypeVar("Item")


def random_scene(rng: np.random.Generator, kind: str = "test", of: str | None = None) -> Scene:
    """A scene of one of SETS; of: one of KINDS, else by SHARES.

    train and test are drawn alike, without held-out combinations: what differs is the generator.
    """
    if kind not in SETS:
        raise ValueError(f"kind must be one of {', '.join(SETS)}, got {kind!r}")
    if of is not None and of not in KINDS:
        raise ValueError(f"of must be one of {', '.join(KINDS)}, got {of!r}")
    while True:
        what = of or KINDS[int(rng.choice(len(KINDS), p=SHARES))]
        place, seed = _one(rng, PLACES), int(rng.integers(MOST_SEED))
        if kind == "novel":
            return Scene(place, (Thing(_one(rng, NOVEL), "white"),), seed=seed)
        things, action, relation, count = _MAKERS[what](rng)
        if place not in possible.places(*(thing.name for thing in things)):
            continue
        scene = Scene(place, things, action, relation, count, seed)
        if is_held_out(scene) == (kind == "held out"):
            return scene


def scenes(n: int, seed: int, kind: str = "test", of: str | None = None) -> list[Scene]:
    """That many scenes that only this seed has."""
    rng = np.random.default_rng(seed)
    return [random_scene(rng, kind, of) for _ in range(n)]


Facts = tuple[tuple[Thing, ...], str, str, int]


def _one(rng: np.random.Generator, items: Sequence[Item]) -> Item:
    return items[int(rng.integers(len(items)))]


def _thing(rng: np.random.Generator, name: str) -> Thing:
    return Thing(name, _one(rng, USUAL_COLORS[name]))


def _single(rng: np.random.Generator) -> Facts:
    name = _one(rng, CLASSES)
    return (_thing(rng, name),), _one(rng, POSES.get(name, ("",))), "", 1


def _activity(rng: np.random.Generator) -> Facts:
    return (_thing(rng, _one(rng, PEOPLE)),), _one(rng, tuple(ACTIVITIES)), "", 1


def _relation(rng: np.random.Generator) -> Facts:
    first, other = _one(rng, FIRST), _one(rng, SECOND)
    relation = _one(rng, possible.relations(first, other))
    return (_thing(rng, first), _thing(rng, other)), "", relation, 1


def _count(rng: np.random.Generator) -> Facts:
    name = _one(rng, tuple(PLURALS))
    return (_thing(rng, name),), GROUP_POSES.get(name, ""), "", _one(rng, (2, 3))


_MAKERS = {"single": _single, "activity": _activity, "relation": _relation, "count": _count}
