"""Optical flow as a picture: its direction is the hue, its speed how strong the color is.

White is at rest; right is red, down yellow-green, left cyan, up violet, as on the wheel that stands
beside the picture. Source of the color wheel: Baker and others, A database and evaluation
methodology for optical flow (2011); theirs has more hues for red.
"""

import numpy as np
from PIL import Image, ImageDraw

from rnn_core.types import Array

FASTEST = 1.5
"""Pixels a frame from which on a color is as strong as it gets."""
EVERY = 4
"""An arrow stands at one pixel of so many, across and down."""
INK = (40, 40, 46)


def colored(flow: Array, fastest: float = FASTEST) -> Array:
    """The picture (…, 3), uint8, of a flow (…, 2)."""
    speed = np.hypot(flow[..., 0], flow[..., 1])
    turn = np.arctan2(flow[..., 1], flow[..., 0]) / (2 * np.pi) % 1
    place = (6 * turn[..., np.newaxis] + np.array([5.0, 3.0, 1.0])) % 6  # of red, green and blue
    missing = np.clip(np.minimum(place, 4 - place), 0, 1)
    strong = np.clip(speed / fastest, 0, 1)[..., np.newaxis]
    painted: Array = (255 * (1 - strong * missing)).round().astype(np.uint8)
    return painted


def with_arrows(flow: Array, size: int) -> Array:
    """The picture of a flow (rows, columns, 2), `size` times as large, with arrows upon it.

    An arrow is twice as long as its pixel moves in a frame.
    """
    picture = Image.fromarray(colored(flow).repeat(size, 0).repeat(size, 1))
    pen = ImageDraw.Draw(picture)
    for row in range(EVERY // 2, flow.shape[0], EVERY):
        for column in range(EVERY // 2, flow.shape[1], EVERY):
            _arrow(pen, (column + 0.5) * size, (row + 0.5) * size, 2 * size * flow[row, column])
    return np.asarray(picture)


def wheel(size: int) -> Array:
    """The legend (size, size, 3): the color of each direction and speed, at rest in the middle."""
    across = (np.arange(size) + 0.5) * 2 / size - 1
    x, y = np.meshgrid(across, across)
    inside = np.hypot(x, y) <= 1
    arrows = np.stack([x, y], axis=-1) * inside[..., np.newaxis]
    return colored(arrows, fastest=1.0)


def _arrow(pen: ImageDraw.ImageDraw, x: float, y: float, way: Array) -> None:
    length = float(np.hypot(*way))
    if length < 5:
        return
    tip = x + float(way[0]), y + float(way[1])
    pen.line([(x, y), tip], fill=INK, width=2)
    ahead, aside = way / length, np.array([-way[1], way[0]]) / length
    corners = [tuple(np.array(tip) - 5 * ahead + side * 3 * aside) for side in (-1, 1)]
    pen.polygon([tuple(np.array(tip) + 2 * ahead), *corners], fill=INK)
