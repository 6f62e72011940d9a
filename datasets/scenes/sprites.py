"""All sprites by name, each drawn by its height."""

from collections.abc import Callable, Mapping

from PIL import ImageDraw

from datasets.scenes import animals, people, things, vehicles
from datasets.scenes.look import Look
from datasets.scenes.pen import Color, Pen

Sprite = Callable[[Pen, Color, str, Look], None]

SPRITES: Mapping[str, Sprite] = {
    sprite.__name__: sprite
    for sprite in (
        *(animals.dog, animals.cat, animals.bird, animals.horse, animals.elephant),
        *(people.man, people.woman),
        *(vehicles.car, vehicles.bus, vehicles.boat, vehicles.airplane),
        *(vehicles.bicycle, vehicles.skateboard),
        *(things.house, things.tree, things.ball, things.flower, things.bench, things.kite),
        *(things.umbrella, things.snowman, things.guitar),
    )
}
"""(pen, color, pose, look) → nothing; a pose that a sprite does not have is its standing one."""

HEIGHTS = {
    "dog": 0.30,
    "cat": 0.28,
    "bird": 0.22,
    "horse": 0.40,
    "man": 0.46,
    "woman": 0.46,
    "car": 0.26,
    "bus": 0.36,
    "boat": 0.42,
    "airplane": 0.26,
    "bicycle": 0.32,
    "house": 0.50,
    "tree": 0.52,
    "ball": 0.16,
    "flower": 0.26,
    "bench": 0.24,
    "kite": 0.24,
    "umbrella": 0.33,
    "skateboard": 0.46,
    "snowman": 0.40,
    "elephant": 0.44,
    "guitar": 0.36,
}
"""The usual height of each as a share of the picture."""


def stamp(
    canvas: ImageDraw.ImageDraw,
    name: str,
    color: Color,
    pose: str,
    x: float,
    y: float,
    height: float,
    *,
    look: Look | None = None,
    flip: bool = False,
    turn: float = 0.0,
) -> Pen:
    """The pen that drew the sprite with its foot at (x, y), all in pixels."""
    pen = Pen(canvas, x, y, height, flip, turn)
    SPRITES[name](pen, color, pose, look or Look())
    return pen
