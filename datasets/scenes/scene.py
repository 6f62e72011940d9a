"""A scene as facts: what there is, where, doing what; and as a short text for links.

beach~brown-dog~running~7                      a brown dog running on the beach, accidents of seed 7
park~black-cat~on.top.of~red-house~7           one thing and another
snow~3~white-dog~sitting~7                     three of a kind
street~red-car-40-120~7                        40 % from the left, 120 % of the usual size
"""

import re
from dataclasses import dataclass

from datasets.scenes import possible
from datasets.scenes.facts import ACTIVITIES, COLORS, RELATIONS

SIZES = (50, 160)
MOST_SEED = 2**31


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: class, color, and maybe its place from the left and its size, both in percent.

    What is None is left to the scene's seed. A person's color is that of shirt or dress.
    """

    name: str
    color: str
    x: int | None = None
    size: int | None = None

    def __post_init__(self) -> None:
        """ValueError for what cannot be drawn."""
        _check("a thing", self.name, possible.subjects())
        _check("a color", self.color, tuple(COLORS))
        for what, value, (least, most) in (("x", self.x, (0, 100)), ("size", self.size, SIZES)):
            if value is not None and not least <= value <= most:
                raise ValueError(f"{what} must lie in {least} … {most} percent, got {value}")


@dataclass(frozen=True, slots=True)
class Scene:
    """All facts of a picture: two scenes that are equal are drawn alike.

    things: the subject, and with a relation the other one. action: of the subject. seed: of the
    accidents that no fact names, such as where it stands, the sun, the noise.
    """

    place: str
    things: tuple[Thing, ...]
    action: str = ""
    relation: str = ""
    count: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        """ValueError saying what of the facts is impossible."""
        if len(self.things) != (2 if self.relation else 1):
            raise ValueError(f"things must be 1, or 2 with a relation, got {len(self.things)}")
        names = [thing.name for thing in self.things]
        _check("a place for it", self.place, possible.places(*names))
        _check("a number of it", self.count, possible.counts(names[0]))
        if self.relation:
            _check(f"to {names[1]}, {names[0]}", self.relation, possible.relations(*names))
            if self.count != 1 or self.action:
                raise ValueError("a scene with a relation must have count 1 and no action")
        else:
            _check(f"an action of {names[0]}", self.action, possible.actions(names[0], self.count))
        if not 0 <= self.seed < MOST_SEED:
            raise ValueError(f"seed must lie in 0 … {MOST_SEED - 1}, got {self.seed}")

    @property
    def subject(self) -> Thing:
        """What the scene is about."""
        return self.things[0]

    @property
    def kind(self) -> str:
        """Relation, count, activity or single."""
        if self.relation:
            return "relation"
        if self.count > 1:
            return "count"
        return "activity" if self.action in ACTIVITIES else "single"


def encode(scene: Scene) -> str:
    """The scene in characters that an address may hold as they are."""
    parts = [scene.place]
    parts += [str(scene.count)] if scene.count > 1 else []
    parts.append(_shown(scene.subject))
    parts += [scene.action or scene.relation] if scene.action or scene.relation else []
    parts += [_shown(thing) for thing in scene.things[1:]]
    return "~".join([*parts, str(scene.seed)]).replace(" ", ".")


def parse(text: str) -> Scene:
    """The scene that `encode` wrote; ValueError saying what is wrong with the text."""
    parts = text.replace(".", " ").split("~")
    if not 3 <= len(parts) <= 6:
        raise ValueError(f"a scene has 3 to 6 parts between ~, got {len(parts)}")
    place, *middle, seed = parts
    count = int(middle.pop(0)) if middle[0] in ("2", "3") else 1
    if not middle:
        raise ValueError("a scene must have a thing, got none")
    words = middle[1] if len(middle) > 1 else ""
    if not re.fullmatch(r"[0-9]{1,10}", seed):
        raise ValueError(f"a scene must end with its seed, a whole number, got {seed[:20]!r}")
    things = tuple(_read(part) for part in (middle[0], *middle[2:]))
    relation = words if words in RELATIONS else ""
    return Scene(place, things, "" if relation else words, relation, count, int(seed))


def _shown(thing: Thing) -> str:
    if thing.x is None and thing.size is None:
        return f"{thing.color}-{thing.name}"
    placed = ("" if value is None else str(value) for value in (thing.x, thing.size))
    return "-".join((thing.color, thing.name, *placed))


def _read(text: str) -> Thing:
    found = re.fullmatch(r"([a-z]+)-([a-z]+)(?:-([0-9]{0,3})-([0-9]{0,3}))?", text)
    if not found:
        raise ValueError(f"a thing is color-name or color-name-x-size, got {text[:40]!r}")
    color, name, x, size = found.groups()
    return Thing(name, color, int(x) if x else None, int(size) if size else None)


def _check(what: str, given: object, allowed: tuple[object, ...]) -> None:
    if given not in allowed:
        known = ", ".join(str(each) or "nothing" for each in allowed) or "nothing"
        raise ValueError(f"{what} must be one of {known}, got {str(given)[:40]!r}")
