"""Combinations that no training contains, though all of their parts occur in it."""

from datasets.scenes.scene import Scene

COLORED = (
    ("dog", "black", "beach"),
    ("cat", "orange", "snow"),
    ("car", "purple", "night"),
    ("bird", "blue", "room"),
    ("horse", "white", "street"),
    ("bus", "green", "snow"),
    ("man", "yellow", "night"),
    ("woman", "pink", "beach"),
    ("ball", "orange", "street"),
    ("house", "pink", "park"),
    ("boat", "red", "night"),
    ("bicycle", "yellow", "snow"),
)
"""(class, color, place)."""

ACTIVE = (
    ("man", "riding a horse", "beach"),
    ("woman", "flying a kite", "snow"),
    ("man", "holding an umbrella", "room"),
    ("woman", "riding a skateboard", "park"),
    ("man", "walking a dog", "night"),
)
"""(person, activity, place)."""

PAIRS = (("cat", "car"), ("dog", "bench"), ("bird", "bus"), ("horse", "tree"), ("woman", "boat"))
"""(first, other), in any relation."""


def is_held_out(scene: Scene) -> bool:
    """Whether the scene holds a combination that training must not see."""
    if any((thing.name, thing.color, scene.place) in COLORED for thing in scene.things):
        return True
    names = tuple(thing.name for thing in scene.things)
    return (names[0], scene.action, scene.place) in ACTIVE or names in PAIRS
