"""A scene as a picture, and a picture as a network's input."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from datasets.scenes.facts import COLORS
from datasets.scenes.layout import Placed, String, lay_out
from datasets.scenes.places import paint, vary
from datasets.scenes.scene import Scene
from datasets.scenes.sprites import stamp
from rnn_core.types import Array

Picture = npt.NDArray[np.uint8]
"""(rows, columns, 3): red, green, blue from 0 to 255."""

SIZE = 64
"""The side of the pictures that the networks see."""

_FINER = 3
_STRING = (70, 60, 55)


def draw(scene: Scene, size: int = SIZE, *, grain: bool = True) -> Picture:
    """The scene as a picture (size, size, 3); grain: with the camera's noise and light."""
    W = size * _FINER
    image = Image.new("RGB", (W, W))
    canvas = ImageDraw.Draw(image)
    backdrop, places, light = (np.random.default_rng([scene.seed, k]) for k in range(3))
    paint(canvas, W, scene.place, backdrop)
    for part in lay_out(scene, places):
        if isinstance(part, String):
            ends = (part.x0 * W, part.y0 * W, part.x1 * W, part.y1 * W)
            canvas.line(ends, fill=_STRING, width=max(1, W // 140))
        else:
            _put(canvas, W, part, vary(COLORS[part.color], 10, places))
    picture = np.asarray(image.resize((size, size), Image.Resampling.BOX))
    return _grained(picture, light) if grain else picture


def as_input(picture: Picture) -> Array:
    """(3, 64, 64), from −1 to 1: what the networks read; a picture of another size is resized."""
    if picture.shape != (SIZE, SIZE, 3):
        image = Image.fromarray(picture[..., :3])
        picture = np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BOX))
    return np.ascontiguousarray(np.moveaxis(picture / 127.5 - 1, 2, 0))


def _put(canvas: ImageDraw.ImageDraw, W: int, it: Placed, color: tuple[int, int, int]) -> None:
    place = it.x * W, it.y * W, it.height * W
    stamp(canvas, it.name, color, it.pose, *place, look=it.look, flip=it.flip)


def _grained(picture: Picture, rng: np.random.Generator) -> Picture:
    """The picture in other light and with noise."""
    light, spread = rng.uniform(0.85, 1.1), rng.uniform(2, 9)
    noise = rng.standard_normal(picture.shape, np.float32)
    seen: Picture = np.clip(picture * light + spread * noise, 0, 255).astype(np.uint8)
    return seen
