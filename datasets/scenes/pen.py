"""Shapes in a thing's own measure: (0, 0) is the middle of its foot, (0, 1) its head, y upward."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TypeAlias

from PIL import ImageDraw

Color: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]

DARK: Color = (30, 30, 30)
GLASS: Color = (190, 225, 240)
WOOD: Color = (110, 70, 35)
_ROUND = 28


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on a canvas. x, y, height: in pixels, of the foot. turn: in radians, about the foot."""

    canvas: ImageDraw.ImageDraw
    x: float
    y: float
    height: float
    flip: bool = False
    turn: float = 0.0

    def at(self, point: Point) -> Point:
        """Where a point is on the canvas."""
        a, b = -point[0] if self.flip else point[0], point[1]
        c, s = cos(self.turn), sin(self.turn)
        return self.x + (a * c - b * s) * self.height, self.y - (a * s + b * c) * self.height

    def area(self, color: Color, *points: Point) -> None:
        """A filled polygon."""
        self.canvas.polygon([self.at(point) for point in points], fill=color)

    def box(self, color: Color, left: float, low: float, right: float, high: float) -> None:
        """A filled rectangle."""
        self.area(color, (left, low), (right, low), (right, high), (left, high))

    def line(self, color: Color, width: float, *points: Point) -> None:
        """A line through the points with round ends."""
        thick = max(1, round(width * self.height))
        places = [self.at(point) for point in points]
        self.canvas.line(places, fill=color, width=thick, joint="curve")
        if thick > 3:
            r = thick / 2 - 0.5
            for x, y in (places[0], places[-1]):
                self.canvas.ellipse((x - r, y - r, x + r, y + r), fill=color)

    def oval(self, color: Color, x: float, y: float, rx: float, ry: float, lean: float = 0.0) -> None:
        """A filled ellipse about (x, y), leaning by an angle in radians."""
        c, s = cos(lean), sin(lean)
        turns = [2 * pi * k / _ROUND for k in range(_ROUND)]
        round_it = [(rx * cos(a), ry * sin(a)) for a in turns]
        self.area(color, *((x + a * c - b * s, y + a * s + b * c) for a, b in round_it))

    def disk(self, color: Color, x: float, y: float, r: float) -> None:
        """A filled circle."""
        self.oval(color, x, y, r, r)

    def ring(self, color: Color, x: float, y: float, r: float, width: float) -> None:
        """A circle's line."""
        turns = [2 * pi * k / _ROUND for k in range(_ROUND + 1)]
        self.line(color, width, *((x + r * cos(a), y + r * sin(a)) for a in turns))


def shade(color: Color, k: float) -> Color:
    """The color k times as bright."""
    r, g, b = (min(255, max(0, round(k * each))) for each in color)
    return r, g, b


def is_dark(color: Color) -> bool:
    """Whether dark lines would be lost on it."""
    return sum(color) <= 150


def contrast(color: Color, k: float = 0.75) -> Color:
    """A shade for its far side: darker, or lighter where it is dark already."""
    return (78, 78, 84) if is_dark(color) else shade(color, k)


def eye(color: Color) -> Color:
    """What an eye on this color is seen by."""
    return (235, 235, 225) if is_dark(color) else DARK
