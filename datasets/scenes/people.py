"""Men and women; a pose is where the limbs go."""

from datasets.scenes.look import Look
from datasets.scenes.pen import DARK, Color, Pen, Point, shade

Limb = tuple[Point, ...]

LEGS: dict[str, tuple[Limb, ...]] = {
    "standing": (((-0.06, 0.4), (-0.08, 0.03)), ((0.06, 0.4), (0.08, 0.03))),
    "running": (((-0.04, 0.4), (-0.16, 0.24), (-0.3, 0.14)), ((0.04, 0.4), (0.2, 0.22), (0.22, 0.03))),
    "jumping": (((-0.05, 0.4), (-0.2, 0.22), (-0.24, 0.05)), ((0.05, 0.4), (0.22, 0.25), (0.26, 0.08))),
    "seated": (((-0.03, 0.4), (0.2, 0.36), (0.2, 0.08)), ((0.03, 0.4), (0.24, 0.36), (0.26, 0.08))),
    "riding": (((0, 0.4), (0.14, 0.24), (0.08, 0.05)), ((0, 0.4), (0.2, 0.28), (0.16, 0.1))),
}
ARMS: dict[str, tuple[Limb, ...]] = {
    "standing": (((-0.1, 0.69), (-0.17, 0.42)), ((0.1, 0.69), (0.17, 0.42))),
    "running": (((-0.08, 0.68), (-0.22, 0.52), (-0.3, 0.6)), ((0.08, 0.68), (0.2, 0.54), (0.31, 0.64))),
    "jumping": (((-0.1, 0.68), (-0.28, 0.94)), ((0.1, 0.68), (0.28, 0.94))),
    "seated": (((0.05, 0.68), (0.2, 0.5)),),
    "riding": (((0.04, 0.68), (0.3, 0.52)),),
    "holding": (((0.08, 0.68), (0.24, 0.74)), ((-0.1, 0.69), (-0.16, 0.44))),
    "leading": (((0.08, 0.68), (0.24, 0.48)), ((-0.1, 0.69), (-0.16, 0.44))),
}
HAND: dict[str, Point] = {"holding": (0.24, 0.74), "leading": (0.24, 0.48)}


def man(pen: Pen, color: Color, pose: str, look: Look) -> None:
    """A man in a shirt of this color."""
    up = _limbs(pen, LEGS, pose, look.trousers, 0.09)
    pen.area(color, (-0.12, 0.38 + up), (0.12, 0.38 + up), (0.13, 0.73 + up), (-0.13, 0.73 + up))
    _limbs(pen, ARMS, pose, look.skin, 0.06)
    for x, y in ((limb[0], limb[1]) for limb in ARMS.get(pose, ARMS["standing"])):
        pen.line(color, 0.075, (x[0], x[1] + up), _between(x, y, 0.35, up))
    _head(pen, look, up)


def woman(pen: Pen, color: Color, pose: str, look: Look) -> None:
    """A woman in a dress of this color."""
    up = 0.12 if pose == "jumping" else 0.0
    pen.oval(look.hair, -0.09, 0.82 + up, 0.1, 0.17)
    _limbs(pen, LEGS, pose, look.trousers if pose == "riding" else look.skin, 0.08)
    hem = 0.3 + up
    pen.area(color, (-0.08, 0.73 + up), (0.08, 0.73 + up), (0.2, hem), (-0.2, hem))
    _limbs(pen, ARMS, pose, look.skin, 0.06)
    _head(pen, look, up)


def _limbs(pen: Pen, table: dict[str, tuple[Limb, ...]], pose: str, color: Color, width: float) -> float:
    """Draw the pose's arms or legs, and say how far the body is off the ground."""
    up = 0.12 if pose == "jumping" else 0.0
    for limb in table.get(pose, table["standing"]):
        pen.line(color, width, *((x, y + up) for x, y in limb))
        if table is LEGS and limb[-1][1] < 0.2:
            foot = limb[-1]
            shoe = shade(DARK, 1.5)
            pen.line(shoe, 0.07, (foot[0], foot[1] + up), (foot[0] + 0.06, foot[1] + up))
    return up


def _head(pen: Pen, look: Look, up: float) -> None:
    pen.oval(look.skin, 0, 0.86 + up, 0.105, 0.12)
    pen.oval(look.hair, -0.015, 0.94 + up, 0.112, 0.065)
    pen.disk(DARK, 0.055, 0.87 + up, 0.014)


def _between(first: Point, last: Point, share: float, up: float) -> Point:
    """The point at this share of the way."""
    (x0, y0), (x1, y1) = first, last
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0) + up
