"""A scene taken apart into what a reader chooses of it, and put together again when one changes."""

from collections.abc import Sequence
from dataclasses import replace

from datasets.scenes import possible
from datasets.scenes.facts import COLORS, USUAL_COLORS
from datasets.scenes.scene import Scene, Thing

NOTHING = "nothing else"
PARTS = ("place", "count", "thing", "color", "action", "other", "other color", "relation", "drawing")
DRAWINGS = 50
"""So many drawings of the same facts are offered, by their seeds."""


def options(scene: Scene, part: str) -> tuple[str, ...]:
    """What this part of the scene may be, the others as they are; () where it has no such part."""
    name, alone = scene.subject.name, not scene.relation
    other = "" if alone else scene.things[1].name
    if part == "place":
        return possible.places(*(thing.name for thing in scene.things))
    if part == "count":
        return tuple(map(str, possible.counts(name))) if alone else ()
    if part == "thing":
        return possible.subjects()
    if part == "action":
        found = possible.actions(name, scene.count) if alone else ()
        return () if found == ("",) else found
    if part == "other":
        return (NOTHING, *possible.others(name)) if possible.others(name) else ()
    if part == "relation":
        return () if alone else possible.relations(name, other)
    if part == "drawing":
        return tuple(map(str, range(DRAWINGS)))
    return () if part == "other color" and alone else tuple(COLORS)


def part_of(scene: Scene, part: str) -> str:
    """What this part of the scene is, as one of its `options`."""
    other = scene.things[1] if scene.relation else None
    return {
        "place": scene.place,
        "count": str(scene.count),
        "thing": scene.subject.name,
        "color": scene.subject.color,
        "action": scene.action,
        "other": other.name if other else NOTHING,
        "other color": other.color if other else "",
        "relation": scene.relation,
        "drawing": str(scene.seed % DRAWINGS),
    }[part]


def changed(scene: Scene, part: str, to: str) -> Scene:
    """The scene with this part ``to``; what does not go with it gives way, as little as can be."""
    subject, place, count = scene.subject, scene.place, scene.count
    other = scene.things[1] if scene.relation else None
    action, relation, seed = scene.action, scene.relation, scene.seed
    if part == "place":
        place = to
    elif part == "count":
        count = int(to)
    elif part == "thing":
        subject = replace(subject, name=to)
    elif part == "color":
        subject = replace(subject, color=to)
    elif part == "action":
        action = to
    elif part == "other":
        color = other.color if other else USUAL_COLORS.get(to, ("red",))[0]
        other = None if to == NOTHING else Thing(to, color)
    elif part == "other color" and other:
        other = replace(other, color=to)
    elif part == "relation":
        relation = to
    elif part == "drawing":
        seed = int(to)
    if other and other.name not in possible.others(subject.name):
        other = None
    things = (subject,) if other is None else (subject, other)
    if other:
        count, action = 1, ""
        relation = _nearest(relation, possible.relations(subject.name, other.name))
    else:
        relation = ""
        count = int(_nearest(str(count), [str(n) for n in possible.counts(subject.name)]))
        action = _nearest(action, possible.actions(subject.name, count))
    place = _nearest(place, possible.places(*(thing.name for thing in things)))
    return Scene(place, things, action, relation, count, seed)


def _nearest(wanted: str, allowed: Sequence[str]) -> str:
    return wanted if wanted in allowed else allowed[0]
