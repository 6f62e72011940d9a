"""Houses, trees, balls, flowers, benches, kites, umbrellas, and two things nobody was shown."""

from math import cos, pi, sin

from datasets.scenes.facts import COLORS
from datasets.scenes.look import Look
from datasets.scenes.pen import DARK, GLASS, WOOD, Color, Pen, is_dark, shade

_LEAF = (40, 130, 50)


def house(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A house."""
    brown = abs(sum(color) - sum(COLORS["brown"])) < 60 and color[0] > color[2]
    pen.box((120, 60, 50), 0.2, 0.7, 0.32, 1.0)
    pen.box(color, -0.42, 0, 0.42, 0.58)
    pen.area((70, 70, 80) if brown else (110, 50, 40), (-0.54, 0.56), (0, 1.02), (0.54, 0.56))
    pen.box(shade(color, 0.5), -0.1, 0, 0.1, 0.31)
    for x in (-0.34, 0.17):
        pen.box(shade(color, 0.6), x - 0.02, 0.27, x + 0.19, 0.48)
        pen.box(GLASS, x, 0.29, x + 0.17, 0.46)


def tree(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A tree with a crown of this color."""
    pen.area(WOOD, (-0.09, 0), (0.09, 0), (0.055, 0.5), (-0.055, 0.5))
    for x, y, r, k in ((-0.2, 0.58, 0.2, 0.78), (0.2, 0.58, 0.2, 0.78), (0, 0.72, 0.28, 0.88)):
        pen.disk(shade(color, k), x, y, r)
    pen.disk(shade(color, 1.0), 0.05, 0.79, 0.15)


def ball(pen: Pen, color: Color, pose: str, _look: Look) -> None:
    """A ball; "striped" has a stripe beside its middle, so that it can be seen to turn."""
    pen.disk(color, 0, 0.5, 0.48)
    if pose == "striped":
        stripe = (100, 100, 100) if min(color) > 200 else (245, 245, 245)
        pen.area(stripe, (0.08, 0.04), (0.34, 0.16), (0.34, 0.84), (0.08, 0.96))
        return
    seam = shade(color, 0.6)
    pen.line(seam, 0.05, (-0.4, 0.6), (0, 0.4), (0.4, 0.6))
    pen.line(seam, 0.05, (0, 0.05), (0, 0.4))


def flower(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A flower with petals of this color."""
    pen.line(_LEAF, 0.07, (0, 0.02), (0, 0.6))
    pen.oval(_LEAF, 0.12, 0.25, 0.14, 0.06, 0.5)
    pen.oval(_LEAF, -0.11, 0.17, 0.12, 0.05, -0.5)
    for k in range(6):
        a = k * pi / 3
        pen.disk(color, 0.2 * cos(a), 0.7 + 0.2 * sin(a), 0.13)
    yellow = color[0] > 200 and color[1] > 160 and color[2] < 120
    pen.disk((120, 70, 30) if yellow else (250, 200, 40), 0, 0.7, 0.11)


def bench(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A bench."""
    for x in (-0.5, 0.5):
        pen.box(shade(color, 0.6), x - 0.04, 0, x + 0.04, 0.9)
    for y in (0.36, 0.62, 0.8):
        pen.box(color, -0.65, y, 0.65, y + 0.11)


def kite(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """A kite with its tail."""
    pen.line(DARK, 0.03, (0, 0.05), (-0.1, -0.15), (0.08, -0.3), (-0.05, -0.45))
    far = shade(color, 0.7)
    pen.area(color, (0, 1.0), (0.36, 0.6), (0, 0.05), (-0.36, 0.6))
    pen.area(far, (0, 1.0), (0.36, 0.6), (0, 0.6))
    pen.area(far, (0, 0.05), (-0.36, 0.6), (0, 0.6))


def umbrella(pen: Pen, color: Color, _pose: str, _look: Look) -> None:
    """An open umbrella held at its foot."""
    pen.line((70, 70, 70), 0.045, (0, 0), (0, 0.95))
    rim = [(0.55 * cos(pi * k / 16), 0.6 + 0.4 * sin(pi * k / 16)) for k in range(17)]
    pen.area(color, *rim)
    rib = (90, 90, 95) if is_dark(color) else shade(color, 0.75)
    for k in (-1, 1):
        pen.line(rib, 0.03, (0, 1.0), (0.2 * k, 0.6))


def snowman(pen: Pen, _color: Color, _pose: str, _look: Look) -> None:
    """A snowman, always white."""
    snow: Color = (250, 250, 250)
    for k in (-1, 1):
        pen.line((90, 60, 30), 0.03, (0.16 * k, 0.62), (0.42 * k, 0.8))
    for y, r in ((0.26, 0.27), (0.6, 0.2), (0.86, 0.14)):
        pen.disk(shade(snow, 0.9), 0.015, y - 0.015, r)
        pen.disk(snow, 0, y, r)
    pen.area((245, 130, 20), (0, 0.88), (0.2, 0.84), (0, 0.81))
    pen.disk(DARK, 0.05, 0.92, 0.02)
    pen.box(DARK, -0.18, 0.95, 0.18, 0.99)
    pen.box(DARK, -0.12, 0.95, 0.12, 1.15)


def guitar(pen: Pen, _color: Color, _pose: str, _look: Look) -> None:
    """A guitar, always of wood."""
    wood: Color = (170, 100, 40)
    pen.oval(wood, 0, 0.25, 0.26, 0.24)
    pen.oval(wood, 0, 0.53, 0.19, 0.17)
    pen.box((80, 50, 25), -0.045, 0.5, 0.045, 1.15)
    pen.disk(DARK, 0, 0.42, 0.08)
    pen.box((80, 50, 25), -0.1, 0.15, 0.1, 0.19)
    pen.box((60, 35, 15), -0.08, 1.1, 0.08, 1.25)
