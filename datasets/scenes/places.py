"""The six places: sky, ground, and what stands in the distance."""

from collections.abc import Callable

import numpy as np
from PIL import ImageDraw

from datasets.scenes.pen import Color, shade

Canvas = ImageDraw.ImageDraw

SKY: dict[str, Color] = {
    "park": (150, 205, 245),
    "beach": (160, 215, 250),
    "street": (190, 210, 225),
    "snow": (200, 215, 230),
    "night": (26, 32, 76),
    "room": (225, 205, 170),
}
GROUND: dict[str, Color] = {
    "park": (95, 170, 75),
    "beach": (235, 215, 155),
    "street": (110, 110, 115),
    "snow": (240, 243, 248),
    "night": (46, 70, 60),
    "room": (165, 115, 75),
}
_SUN, _MOON, _CLOUD, _STAR = (255, 225, 80), (245, 240, 200), (250, 250, 250), (230, 230, 230)


def paint(canvas: Canvas, width: int, place: str, rng: np.random.Generator) -> float:
    """Fill a square canvas with the place; the height of the horizon, from the top, in pixels."""
    horizon = width * float(rng.uniform(0.52, 0.62))
    sky, ground = vary(SKY[place], 14, rng), vary(GROUND[place], 14, rng)
    canvas.rectangle((0, 0, width, horizon), fill=sky)
    canvas.rectangle((0, horizon, width, width), fill=ground)
    _BACKDROPS[place](canvas, width, horizon, ground, rng)
    return horizon


def vary(color: Color, most: int, rng: np.random.Generator) -> Color:
    """The color, each of its parts changed by at most this much."""
    r, g, b = (int(v) for v in np.clip(np.add(color, rng.integers(-most, most + 1, 3)), 0, 255))
    return r, g, b


def _park(canvas: Canvas, W: int, horizon: float, ground: Color, rng: np.random.Generator) -> None:
    _sun(canvas, W, rng)
    _cloud(canvas, W, rng)
    for x, r in zip(rng.uniform(0, W, 2), rng.uniform(0.25, 0.4, 2) * W, strict=True):
        hill = (x - r, horizon - 0.28 * r, x + r, horizon + 0.28 * r)
        canvas.chord(hill, 180, 360, fill=shade(ground, 0.93))


def _beach(canvas: Canvas, W: int, horizon: float, _ground: Color, rng: np.random.Generator) -> None:
    _sun(canvas, W, rng)
    _cloud(canvas, W, rng)
    sea = vary((60, 140, 200), 14, rng)
    canvas.rectangle((0, horizon - 0.1 * W, W, horizon), fill=sea)
    canvas.rectangle((0, horizon - 0.012 * W, W, horizon), fill=shade(sea, 1.35))


def _street(canvas: Canvas, W: int, horizon: float, _ground: Color, rng: np.random.Generator) -> None:
    _cloud(canvas, W, rng)
    x = 0.0
    while x < W:
        wide, high = W * rng.uniform(0.12, 0.25), W * rng.uniform(0.1, 0.32)
        wall = vary((150, 140, 140), 25, rng)
        canvas.rectangle((x, horizon - high, x + wide, horizon), fill=wall)
        panes = [(a, b) for a in (0.25, 0.65) for b in np.arange(0.05, high / W - 0.03, 0.08)]
        for a, b in panes:
            left, top = x + (a - 0.08) * wide, horizon - high + float(b) * W - 0.02 * W
            pane = (left, top, left + 0.2 * wide, top + 0.035 * W)
            canvas.rectangle(pane, fill=shade(wall, 0.85))
        x += wide
    canvas.rectangle((0, horizon, W, horizon + 0.03 * W), fill=(165, 162, 160))
    for k in range(4):
        left = W * (0.05 + 0.26 * k)
        canvas.rectangle((left, 0.8 * W, left + 0.12 * W, 0.82 * W), fill=(240, 240, 220))


def _snow(canvas: Canvas, W: int, horizon: float, ground: Color, rng: np.random.Generator) -> None:
    x, r = W * rng.uniform(0.2, 0.8), W * rng.uniform(0.3, 0.45)
    drift = (x - r, horizon - 0.2 * r, x + r, horizon + 0.2 * r)
    canvas.chord(drift, 180, 360, fill=shade(ground, 0.97))
    for a, b in rng.uniform(0, 1, (40, 2)) * (W, horizon):
        _dot(canvas, a, b, 0.009 * W, (255, 255, 255))


def _night(canvas: Canvas, W: int, horizon: float, _ground: Color, rng: np.random.Generator) -> None:
    for a, b in rng.uniform(0, 1, (14, 2)) * (W, horizon):
        _dot(canvas, a, b, 0.008 * W, _STAR)
    x, y = W * rng.uniform(0.08, 0.92), W * rng.uniform(0.08, 0.2)
    _dot(canvas, x, y, 0.06 * W, _MOON)
    _dot(canvas, x + 0.015 * W, y - 0.01 * W, 0.014 * W, shade(_MOON, 0.9))


def _room(canvas: Canvas, W: int, horizon: float, ground: Color, rng: np.random.Generator) -> None:
    left, frame = W * rng.uniform(0.1, 0.7), (120, 80, 50)
    right, top, low = left + 0.2 * W, 0.12 * W, 0.32 * W
    canvas.rectangle((left - 0.012 * W, top - 0.012 * W, right, low), fill=frame)
    canvas.rectangle((left, top, right - 0.012 * W, low - 0.012 * W), fill=(170, 210, 235))
    canvas.rectangle((left + 0.088 * W, top, left + 0.1 * W, low), fill=frame)
    canvas.rectangle((0, horizon - 0.018 * W, W, horizon), fill=shade(ground, 0.75))


def _sun(canvas: Canvas, W: int, rng: np.random.Generator) -> None:
    x, y, shown = W * rng.uniform(0.1, 0.9), W * rng.uniform(0.08, 0.18), rng.random() < 0.6
    if shown:
        _dot(canvas, x, y, 0.06 * W, _SUN)


def _cloud(canvas: Canvas, W: int, rng: np.random.Generator) -> None:
    x, y, shown = W * rng.uniform(0.1, 0.9), W * rng.uniform(0.1, 0.25), rng.random() < 0.5
    for dx, dy, r in ((-0.07, 0, 0.045), (0.07, 0, 0.04), (0, -0.018, 0.06)) if shown else ():
        box = (x + W * (dx - 1.3 * r), y + W * (dy - 0.8 * r), x + W * (dx + 1.3 * r), y + 0.035 * W)
        canvas.ellipse(box, fill=_CLOUD)


def _dot(canvas: Canvas, x: float, y: float, r: float, color: Color) -> None:
    canvas.ellipse((x - r, y - r, x + r, y + r), fill=color)


_BACKDROPS: dict[str, Callable[[Canvas, int, float, Color, np.random.Generator], None]] = {
    "park": _park,
    "beach": _beach,
    "street": _street,
    "snow": _snow,
    "night": _night,
    "room": _room,
}
