"""Where each thing of a scene stands: facts and accidents become a list of sprites."""

from dataclasses import dataclass

import numpy as np

from datasets.scenes.facts import ACTIVITIES, POSES, USUAL_COLORS
from datasets.scenes.look import Look
from datasets.scenes.look import draw_lots as some_look
from datasets.scenes.people import HAND
from datasets.scenes.scene import Scene, Thing
from datasets.scenes.sprites import HEIGHTS

TOPS = {"car": 0.78, "bus": 0.95, "house": 0.93}
"""How high on it one sits, as a share of its height."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sprite: its foot (x, y) and height in shares of the picture, y from the top."""

    name: str
    color: str
    pose: str
    x: float
    y: float
    height: float
    look: Look
    flip: bool


@dataclass(frozen=True, slots=True)
class String:
    """A kite's string or a dog's leash between two points, in shares of the picture."""

    x0: float
    y0: float
    x1: float
    y1: float


Layout = tuple[Placed | String, ...]


def of(scene: Scene) -> Layout:
    """Where all is in the drawing of this scene."""
    return lay_out(scene, np.random.default_rng([scene.seed, 1]))


def lay_out(scene: Scene, rng: np.random.Generator) -> Layout:
    """Sprites and strings, the farthest first."""
    scale = float(rng.uniform(0.85, 1.2))
    looks = [some_look(rng) for _ in range(3)]
    flips = [bool(flip) for flip in rng.random(3) < 0.5]
    by_chance = rng.random(8)
    kinds = {"single": _single, "activity": _activity, "relation": _relation, "count": _count}
    return kinds[scene.kind](scene, scale, looks, flips, by_chance)


def _between(low: float, high: float, share: float) -> float:
    return low + (high - low) * float(share)


def _sprite(thing: Thing, pose: str, x: float, y: float, size: float, look: Look, flip: bool) -> Placed:
    """The thing where it says it is, or else here."""
    here = x if thing.x is None else thing.x / 100
    large = size if thing.size is None else thing.size / 100
    return Placed(thing.name, thing.color, pose, here, y, HEIGHTS[thing.name] * large, look, flip)


def _foot(name: str, pose: str, chance: float) -> float:
    """How far down a thing stands, or flies."""
    if name in ("airplane", "kite") or (name == "bird" and pose == "flying"):
        return _between(0.34, 0.48, chance)
    return _between(0.62, 0.8, chance) if name == "boat" else _between(0.78, 0.92, chance)


def _single(scene: Scene, scale: float, looks: list[Look], flips: list[bool], u: np.ndarray) -> Layout:
    thing = scene.subject
    y = _foot(thing.name, scene.action, u[1])
    x = _between(0.32, 0.68, u[0])
    return (_sprite(thing, scene.action, x, y, 1.25 * scale, looks[0], flips[0]),)


def _count(scene: Scene, scale: float, looks: list[Look], flips: list[bool], u: np.ndarray) -> Layout:
    thing, three = scene.subject, scene.count == 3
    size = scale * (0.75 if three else 0.95) * (0.72 if thing.name in ("car", "boat") else 1)
    size = size if thing.size is None else thing.size / 100 * (0.75 if three else 0.95)
    shift = 0.0 if thing.x is None else thing.x / 100 - 0.5
    height = HEIGHTS[thing.name] * size
    return tuple(
        Placed(thing.name, thing.color, scene.action,
               x + shift + _between(-0.05, 0.05, u[k]), _foot(thing.name, scene.action, u[3 + k]),
               height, looks[k], flips[k])
        for k, x in enumerate((0.2, 0.5, 0.8) if three else (0.28, 0.72))
    )  # fmt: skip


def _relation(scene: Scene, scale: float, looks: list[Look], flips: list[bool], u: np.ndarray) -> Layout:
    first, other = scene.things
    if scene.relation == "above":
        ground = _sprite(other, "", _between(0.42, 0.58, u[0]), 0.9, 0.9 * scale, looks[1], flips[1])
        y, x = _between(0.26, 0.32, u[1]), _between(0.4, 0.6, u[2])
        return ground, _sprite(first, "flying", x, y, scale, looks[0], flips[0])
    if scene.relation == "on top of":
        ground = _sprite(other, "", 0.5, 0.92, scale, looks[1], False)
        seat = 0.86 if first.name == "bird" else 0.45
        y = 0.92 - TOPS.get(other.name, seat) * ground.height
        pose = "standing" if first.name == "bird" else "sitting"
        return ground, _sprite(first, pose, ground.x, y, 0.9 * scale, looks[0], flips[0])
    side, y = 1 if flips[2] else -1, _between(0.8, 0.9, u[0])
    pose = POSES.get(first.name, ("",))[0]
    pose = "standing" if first.name in ("bird", "horse") else pose
    far = _sprite(other, "", 0.5 + side * 0.2, y - 0.02, 0.95 * scale, looks[1], flips[1])
    near = y + _between(0, 0.05, u[1])
    return far, _sprite(first, pose, 0.5 - side * 0.24, near, scale, looks[0], flips[0])


def _activity(scene: Scene, scale: float, looks: list[Look], flips: list[bool], u: np.ndarray) -> Layout:
    """A person with what the activity needs."""
    person, flip, prop = scene.subject, flips[0], ACTIVITIES[scene.action]
    scale = scale if person.size is None else person.size / 100
    x = _between(0.36, 0.64, u[0]) if person.x is None else person.x / 100
    y, side, chance = _between(0.82, 0.92, u[1]), -1 if flip else 1, u[2]
    choices = USUAL_COLORS.get(prop, ("brown",))
    tint = choices[int(u[3] * len(choices))]
    x -= 0.12 * side if prop == "dog" else 0

    def body(pose: str, dx: float = 0, up: float = 0, size: float = 1) -> Placed:
        height = HEIGHTS[person.name] * size * scale
        place = x + side * dx, y - up
        return Placed(person.name, person.color, pose, *place, height, looks[0], flip)

    def with_it(dx: float = 0, up: float = 0, size: float = 1, pose: str = "") -> Placed:
        height = HEIGHTS[prop] * size
        return Placed(prop, tint, pose, x + side * dx, y - up, height, looks[1], flip)

    def hand(of: Placed) -> tuple[float, float]:
        a, b = HAND[of.pose]
        return of.x + side * a * of.height, of.y - b * of.height

    if prop == "bicycle":
        return with_it(size=1.1 * scale), body("riding", -0.04 * scale, 0.12 * scale, 0.9)
    if prop == "horse":
        pose = "running" if chance < 0.5 else "standing"
        return with_it(size=scale, pose=pose), body("riding", -0.02, 0.2 * scale, 0.75)
    if prop == "kite":
        who = body("holding", -0.06, 0, 0.95)
        flies = with_it(_between(0.22, 0.3, chance), y - _between(0.3, 0.4, u[4]), 0.85)
        return String(*hand(who), flies.x, flies.y - 0.02), flies, who
    if prop == "umbrella":
        who = body("holding")
        up, down = hand(who)
        return who, Placed(prop, tint, "", up, down, HEIGHTS[prop] * scale, looks[1], flip)
    if prop == "ball":
        return body("running"), with_it(0.24 * scale, 0.08 * chance, 0.8)
    if prop == "bench":
        return with_it(size=1.1 * scale), body("seated", 0, 0.02, 0.9)
    if prop == "dog":
        who, pet = body("leading"), with_it(0.32 * scale, 0, 0.8 * scale, "standing")
        return String(*hand(who), pet.x + side * 0.02, y - 0.57 * pet.height), who, pet
    pose = "jumping" if chance < 0.3 else "running"
    return with_it(size=scale), body(pose, 0, 0.06)
