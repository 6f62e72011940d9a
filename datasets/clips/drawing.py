"""A clip as pictures: twelve frames of 64 × 64, the same thing moved, grown or turned."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from datasets.clips.clip import Clip
from datasets.clips.path import FRAMES, path
from datasets.scenes import facts, places, sprites
from datasets.scenes.look import draw_lots
from rnn_core.types import Array

SIZE, FINER = 64, 2
"""Pixels of a frame's side, and how many times as fine it is drawn."""
MIDDLE = 0.45
"""Where a thing's middle is, in heights above its foot: around it things turn."""
POSES = {"dog": "running", "cat": "running", "bird": "flying"}
POSES |= {"man": "standing", "woman": "standing", "ball": "striped"}


@dataclass(frozen=True, slots=True)
class Take:
    """What a take's number decides, whatever is filmed; lengths in widths of the picture.

    speed: of the motion, a frame. across, up: from the middle. size: a share of the usual one.
    light: a factor. grain: the spread of the noise, in 255ths. shade: added to red, green, blue.
    """

    place: str
    speed: float
    across: float
    up: float
    size: float
    mirrored: bool
    light: float
    grain: float
    shade: tuple[int, ...]


def take(number: int) -> Take:
    """The take of this number."""
    rng = np.random.default_rng([number, 0])
    return Take(
        place=facts.PLACES[int(rng.integers(len(facts.PLACES)))],
        speed=float(rng.uniform(0.02, 0.036)),
        across=float(rng.uniform(-0.1, 0.1)),
        up=float(rng.uniform(-0.06, 0.06)),
        size=float(rng.uniform(0.85, 1.1)),
        mirrored=bool(rng.random() < 0.5),
        light=float(rng.uniform(0.85, 1.1)),
        grain=float(rng.uniform(2, 6)),
        shade=tuple(rng.integers(-10, 11, 3).tolist()),
    )


def frames(clip: Clip) -> Array:
    """The clip (12, 64, 64, 3), uint8."""
    of, width = take(clip.take), SIZE * FINER
    rng = np.random.default_rng([clip.take, 1])
    empty = Image.new("RGB", (width, width))
    places.paint(ImageDraw.Draw(empty), width, of.place, rng)
    look = draw_lots(rng)
    way = path(clip.motions, of.speed)
    low, high = way.min(0), way.max(0)
    x = 0.5 - (low[0] + high[0]) / 2 + of.across
    y = 0.66 - (low[1] + high[1]) / 2 + of.up
    height = sprites.HEIGHTS[clip.thing] * 1.15 * of.size / np.sqrt(low[2] * high[2])
    red, green, blue = np.clip(np.add(facts.COLORS[clip.color], of.shade), 0, 255).tolist()
    shown = np.empty((FRAMES, SIZE, SIZE, 3), np.uint8)
    for frame, (dx, dy, grown, turn) in zip(shown, way.tolist(), strict=True):
        picture, tall = empty.copy(), float(height * grown)
        foot = ((x + dx + MIDDLE * np.sin(turn) * tall) * width, (y + dy + MIDDLE * np.cos(turn) * tall) * width)
        sprites.stamp(
            ImageDraw.Draw(picture), clip.thing, (red, green, blue), POSES.get(clip.thing, ""),
            *foot, tall * width, look=look, flip=of.mirrored, turn=turn,
        )  # fmt: skip
        small = np.asarray(picture.resize((SIZE, SIZE), Image.Resampling.BOX), np.float32)
        frame[...] = np.clip(small * of.light + rng.normal(0, of.grain, small.shape), 0, 255)
    return shown
