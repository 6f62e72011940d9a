"""Five sentences about a scene, in the words of people who describe photographs.

After the five references of each image in Flickr8k (Hodosh, Young, Hockenmaier, 2013).
"""

from collections.abc import Sequence
from itertools import product

import numpy as np

from datasets.scenes.facts import ACTIVITIES, CLASSES, COLORS, NOVEL, NUMBERS, PLURALS
from datasets.scenes.scene import Scene, Thing

N_REFERENCES, LONGEST = 5, 15

PLACE_PHRASES = {
    "park": ("in the park", "on the grass"),
    "beach": ("on the beach", "on the sand"),
    "street": ("on the street", "on the road"),
    "snow": ("in the snow", "on a snowy field"),
    "night": ("at night", "in the dark"),
    "room": ("in a room", "on the floor"),
}
RELATION_PHRASES = {
    "next to": ("next to", "beside"),
    "on top of": ("on top of", "on"),
    "above": ("flying above", "flying over"),
}
VERBS = {
    "sitting": ("is sitting", "sits"),
    "running": ("is running", "runs"),
    "jumping": ("is jumping", "jumps"),
    "sleeping": ("is sleeping", "sleeps"),
    "flying": ("is flying", "flies"),
    "standing": ("is standing", "stands"),
    "riding": ("is riding", "rides"),
    "holding": ("is holding", "holds"),
    "kicking": ("is kicking", "kicks"),
    "walking": ("is walking", "walks"),
}
STATES = {
    "car": ("parked", "driving"),
    "bus": ("parked", "driving"),
    "boat": ("sailing", "floating"),
    "airplane": ("flying",),
    "kite": ("flying",),
}
"""What is said of things that do nothing by themselves."""

_WEAR = {"man": "shirt", "woman": "dress"}


def references(scene: Scene) -> tuple[str, ...]:
    """Five sentences, drawn with the scene's seed; some may be alike."""
    rng = np.random.default_rng([scene.seed, 3])
    return tuple(_one(ways, rng) for ways in [_ways(scene)] * N_REFERENCES)


def all_references(scene: Scene) -> tuple[str, ...]:
    """Every sentence that could be a reference."""
    return tuple(" ".join(filter(None, parts)) for parts in product(*_ways(scene)))


def words() -> tuple[str, ...]:
    """Every word of sentences about usual things, in alphabetical order."""
    tables = (PLACE_PHRASES, RELATION_PHRASES, VERBS, STATES)
    phrases = [way for table in tables for ways in table.values() for way in ways]
    phrases += [*COLORS, *CLASSES, *PLURALS.values(), *ACTIVITIES, *_WEAR.values()]
    phrases += ["a", "an", "two", "three", "in shirts", "wearing"]
    return tuple(sorted({word for phrase in phrases for word in phrase.split()}))


def _ways(scene: Scene) -> Sequence[Sequence[str]]:
    """The sentence's parts one after the other, each with the ways of saying it."""
    subject, place = scene.subject, PLACE_PHRASES[scene.place]
    if scene.kind == "relation":
        return _named(subject), RELATION_PHRASES[scene.relation], _named(scene.things[1]), place
    if scene.kind == "count":
        said = (scene.action,) if scene.action else STATES.get(subject.name, ("",))
        said = ("",) if subject.name == "car" else said
        return (_group(subject, scene.count),), said, place
    verb, _, rest = scene.action.partition(" ")
    said = VERBS.get(verb, STATES.get(subject.name, ("",)))
    return _named(subject), said, (rest,), place


def _one(ways: Sequence[Sequence[str]], rng: np.random.Generator) -> str:
    return " ".join(filter(None, (part[int(rng.integers(len(part)))] for part in ways)))


def _named(thing: Thing) -> tuple[str, ...]:
    """The ways to speak of one thing."""
    color, name = thing.color, thing.name
    if name in _WEAR:
        dressed = f"a {name} in {_a(color)} {_WEAR[name]}"
        return dressed, f"a {name} wearing {color}"
    if name == "tree" and color == "green":
        return "a tree", "a green tree"
    if name in NOVEL:  # each has one color of its own
        return (_a(name),)
    return (f"{_a(color)} {name}",)


def _group(thing: Thing, count: int) -> str:
    number, plural = NUMBERS[count], PLURALS[thing.name]
    if thing.name == "man":
        return f"{number} men in {thing.color} shirts"
    if thing.name == "tree" and thing.color == "green":
        return f"{number} trees"
    return f"{number} {thing.color} {plural}"


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
