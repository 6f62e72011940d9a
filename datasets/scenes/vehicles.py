"""Cars, buses, boats, airplanes, bicycles, and a skateboard."""

from datasets.scenes.look import Look
from datasets.scenes.pen import DARK, GLASS, Color, Pen, shade

_LAMP, _STEEL = (255, 235, 140), (190, 190, 190)


def _wheels(pen: Pen, r: float, *places: float) -> None:
    for x in places:
        pen.disk(DARK, x, r, r)
        pen.disk(_STEEL, x, r, 0.45 * r)


def car(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A car."""
    pen.area(color, (-0.75, 0.14), (0.75, 0.14), (0.77, 0.4), (0.5, 0.48), (-0.72, 0.48))
    pen.area(color, (-0.5, 0.46), (-0.32, 0.8), (0.24, 0.8), (0.5, 0.46))
    pen.area(GLASS, (-0.39, 0.48), (-0.26, 0.72), (-0.06, 0.72), (-0.06, 0.48))
    pen.area(GLASS, (0.02, 0.48), (0.02, 0.72), (0.2, 0.72), (0.37, 0.48))
    pen.box(shade(color, 0.7), -0.75, 0.14, 0.75, 0.2)
    pen.oval(_LAMP, 0.72, 0.35, 0.045, 0.055)
    _wheels(pen, 0.16, -0.42, 0.42)


def bus(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A bus."""
    pen.box(color, -0.85, 0.12, 0.85, 0.95)
    pen.box(shade(color, 0.85), -0.85, 0.89, 0.85, 0.95)
    for k in range(5):
        pen.box(GLASS, -0.76 + 0.31 * k, 0.54, -0.53 + 0.31 * k, 0.82)
    pen.box(shade(color, 0.6), -0.85, 0.36, 0.85, 0.42)
    pen.oval(_LAMP, 0.82, 0.26, 0.04, 0.05)
    _wheels(pen, 0.16, -0.5, 0.5)


def boat(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A boat with sails of this color."""
    pen.line((80, 50, 30), 0.045, (0, 0.26), (0, 1.05))
    pen.area((120, 75, 40), (-0.6, 0.27), (0.6, 0.27), (0.42, 0), (-0.42, 0))
    pen.area((95, 58, 30), (-0.6, 0.27), (0.6, 0.27), (0.56, 0.2), (-0.56, 0.2))
    pen.area(color, (0.05, 0.34), (0.05, 1.0), (0.52, 0.36))
    pen.area(shade(color, 0.8), (-0.05, 0.34), (-0.05, 0.85), (-0.38, 0.36))


def airplane(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """An airplane in the air."""
    pen.area(shade(color, 0.85), (0, 0.46), (0.18, 0.46), (-0.1, 0.77), (-0.21, 0.77))
    pen.area(shade(color, 0.7), (-0.64, 0.42), (-0.48, 0.44), (-0.67, 0.82), (-0.82, 0.82))
    pen.oval(color, 0, 0.41, 0.75, 0.14)
    pen.area(shade(color, 0.7), (-0.1, 0.4), (0.16, 0.4), (-0.29, -0.02), (-0.42, -0.02))
    for k in range(4):
        pen.disk(GLASS, -0.2 + 0.18 * k, 0.45, 0.04)
    pen.oval(GLASS, 0.6, 0.46, 0.08, 0.05)


def bicycle(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A bicycle."""
    for x in (-0.32, 0.32):
        pen.ring(DARK, x, 0.24, 0.22, 0.045)
        pen.disk((120, 120, 120), x, 0.24, 0.035)
    pen.line(color, 0.055, (-0.32, 0.24), (-0.08, 0.55), (0.22, 0.55), (0.02, 0.24), (-0.32, 0.24))
    pen.line(color, 0.055, (-0.1, 0.6), (0.02, 0.24))
    pen.line(color, 0.05, (0.32, 0.24), (0.2, 0.68), (0.32, 0.71))
    pen.line(DARK, 0.05, (-0.18, 0.61), (0.0, 0.61))


def skateboard(pen: Pen, _color: Color, _pose: str, _look: Look) -> None:
    """A skateboard, always of wood."""
    pen.line((120, 60, 30), 0.06, (-0.4, 0.14), (-0.34, 0.11), (0.34, 0.11), (0.4, 0.14))
    _wheels(pen, 0.055, -0.25, 0.25)
