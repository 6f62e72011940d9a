"""What can be in a scene: tables, and nothing else."""

COLORS = {
    "red": (214, 40, 40),
    "blue": (40, 90, 214),
    "green": (40, 160, 60),
    "yellow": (240, 205, 40),
    "black": (35, 35, 40),
    "white": (245, 245, 245),
    "brown": (130, 80, 40),
    "orange": (245, 135, 30),
    "purple": (135, 60, 170),
    "pink": (245, 140, 180),
}
"""Red, green, blue from 0 to 255."""

PLACES = ("park", "beach", "street", "snow", "night", "room")

PEOPLE = ("man", "woman")

USUAL_COLORS = {
    name: tuple(colors.split())
    for name, colors in {
        "dog": "brown black white orange",
        "cat": "black white orange brown",
        "bird": "red blue yellow black white green",
        "horse": "brown black white",
        "man": "red blue green yellow black white orange purple",
        "woman": "red blue green yellow pink white orange purple",
        "car": "red blue green yellow black white orange purple",
        "bus": "red blue green yellow white orange purple",
        "boat": "red blue yellow white orange green",
        "airplane": "red blue yellow white orange",
        "bicycle": "red blue green black yellow purple",
        "house": "red blue yellow white brown pink",
        "tree": "green",
        "ball": "red blue yellow orange purple pink white",
        "flower": "red yellow pink purple white blue",
        "bench": "brown red green",
        "kite": "red blue yellow purple orange pink",
        "umbrella": "red blue yellow purple black pink",
    }.items()
}
"""The colors of things in random scenes: of what people wear, of an umbrella only as a prop."""

CLASSES = tuple(name for name in USUAL_COLORS if name != "umbrella")
"""What a network can be trained to see; a skateboard and an umbrella come with a person."""

NOVEL = ("guitar", "elephant", "snowman")
"""Drawn, but never in training."""

POSES = {
    "dog": ("sitting", "running", "jumping"),
    "cat": ("sitting", "running", "sleeping"),
    "bird": ("flying", "standing"),
    "horse": ("standing", "running"),
    "man": ("standing", "running", "jumping"),
    "woman": ("standing", "running", "jumping"),
}

ACTIVITIES = {
    "riding a bicycle": "bicycle",
    "riding a horse": "horse",
    "flying a kite": "kite",
    "holding an umbrella": "umbrella",
    "kicking a ball": "ball",
    "sitting on a bench": "bench",
    "walking a dog": "dog",
    "riding a skateboard": "skateboard",
}
"""What people do with what."""

RELATIONS = ("next to", "on top of", "above")
FIRST = ("dog", "cat", "bird", "horse", "man", "woman", "ball")
SECOND = ("car", "bus", "house", "tree", "bench", "boat", "bicycle", "flower")
CLIMBERS = ("cat", "bird", "dog")
CLIMBED = ("car", "bus", "house", "bench")
"""Who can be on top of what."""

PLURALS = {
    "dog": "dogs",
    "cat": "cats",
    "bird": "birds",
    "ball": "balls",
    "flower": "flowers",
    "tree": "trees",
    "car": "cars",
    "boat": "boats",
    "man": "men",
    "kite": "kites",
}
"""What there can be two or three of."""

GROUP_POSES = {"dog": "sitting", "cat": "sitting", "bird": "flying", "man": "standing"}
NUMBERS = {1: "one", 2: "two", 3: "three"}

NEAR = (frozenset({"man", "woman"}), frozenset({"cat", "dog"}), frozenset({"car", "bus"}))
"""Taken for one another, a minor error."""

GRADES = {1: "without errors", 2: "with minor errors", 3: "somewhat related", 4: "unrelated"}
"""The four columns of Vinyals et al., Show and Tell (2015), figure 5."""

GRADE_NAMES = tuple(name.removeprefix("with ") for name in GRADES.values())
"""The same in fewer words, the best first."""
