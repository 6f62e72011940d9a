"""Dogs, cats, birds, horses, and the elephant."""

from datasets.scenes.look import Look
from datasets.scenes.pen import DARK, Color, Pen, contrast, eye, is_dark, shade

_BEAK, _SHANK = (245, 150, 20), (200, 120, 20)


def _legs(pen: Pen, color: Color, width: float, top: float, *steps: tuple[float, float, float]) -> None:
    """Legs from (x, top) to (x + step, low)."""
    for x, step, low in steps:
        pen.line(color, width, (x, top), (x + step, low))


def dog(pen: Pen, color: Color, pose: str, _look: Look) -> None:
    """A dog: standing, sitting, running or jumping."""
    far = contrast(color)
    if pose == "sitting":
        pen.oval(color, -0.05, 0.33, 0.2, 0.33, 0.25)
        pen.oval(color, -0.12, 0.14, 0.2, 0.14)
        pen.line(far, 0.08, (0.1, 0.35), (0.12, 0.03))
        pen.line(color, 0.07, (-0.28, 0.1), (-0.43, 0.27))
        x, y = 0.12, 0.72
    else:
        up = 0.2 if pose == "jumping" else 0.0
        tuck = 0.08 if pose == "jumping" else 0.0
        step = 0.03 if pose == "standing" else 0.17
        pen.line(color, 0.07, (-0.34, 0.48 + up), (-0.53, 0.68 + up))
        for tone, stance in ((far, ((-0.2, 0.6), (0.2, -0.6))), (color, ((-0.28, -1), (0.28, 1)))):
            legs = ((x, k * step, 0.03 + up + tuck) for x, k in stance)
            _legs(pen, tone, 0.085, 0.38 + up, *legs)
        pen.oval(color, 0, 0.43 + up, 0.36, 0.165)
        x, y = 0.4, 0.66 + up
    pen.oval(color, x, y, 0.17, 0.15)
    pen.oval(color, x + 0.17, y - 0.05, 0.11, 0.075)
    pen.oval(far, x - 0.1, y - 0.03, 0.06, 0.15)
    pen.disk(DARK if not is_dark(color) else (200, 200, 200), x + 0.26, y - 0.03, 0.035)
    pen.disk(eye(color), x + 0.06, y + 0.05, 0.027)


def cat(pen: Pen, color: Color, pose: str, _look: Look) -> None:
    """A cat: standing, sitting, running or sleeping."""
    far, light = contrast(color), (250, 230, 80) if is_dark(color) else DARK
    if pose == "sleeping":
        pen.line(far, 0.08, (-0.4, 0.14), (-0.2, 0.04), (0.15, 0.05))
        pen.oval(color, 0, 0.18, 0.42, 0.17)
        x, y = 0.3, 0.22
    elif pose == "sitting":
        pen.line(color, 0.07, (-0.15, 0.06), (-0.4, 0.1), (-0.45, 0.34))
        pen.oval(color, 0, 0.28, 0.21, 0.29)
        pen.line(far, 0.045, (0.04, 0.3), (0.05, 0.03))
        x, y = 0.02, 0.68
    else:
        step = 0.03 if pose == "standing" else 0.16
        pen.line(color, 0.06, (-0.3, 0.42), (-0.46, 0.72), (-0.4, 0.88))
        _legs(pen, far, 0.07, 0.34, (-0.18, step * 0.6, 0.03), (0.18, -step * 0.6, 0.03))
        _legs(pen, color, 0.075, 0.34, (-0.25, -step, 0.03), (0.25, step, 0.03))
        pen.oval(color, 0, 0.39, 0.34, 0.135)
        x, y = 0.38, 0.58
    pen.oval(color, x, y, 0.18, 0.16)
    for side in (-1, 1):
        ear = ((0.17, 0.04), (0.15, 0.31), (0.02, 0.13))
        pen.area(color, *((x + side * a, y + b) for a, b in ear))
        if pose == "sleeping":
            pen.line(light, 0.03, (x + side * 0.1, y + 0.02), (x + side * 0.03, y))
        else:
            pen.oval(light, x + side * 0.065, y + 0.03, 0.03, 0.038)
        for droop in (-0.03, 0.03):
            pen.line(light, 0.016, (x + side * 0.22, y - 0.05 + droop), (x + side * 0.08, y - 0.05))


def bird(pen: Pen, color: Color, pose: str, look: Look) -> None:
    """A bird: flying or standing."""
    far = contrast(color, 0.65)
    if pose == "flying":
        pen.area(far, (-0.25, 0.43), (-0.53, 0.52), (-0.51, 0.33))
        pen.oval(color, 0, 0.41, 0.3, 0.14)
        pen.disk(color, 0.28, 0.5, 0.125)
        pen.area(_BEAK, (0.38, 0.54), (0.55, 0.47), (0.38, 0.43))
        tip = (-0.12, 0.95) if look.wing_up else (-0.16, -0.05)
        pen.area(far, (-0.13, 0.42), (0.13, 0.42), tip)
        pen.disk(eye(color), 0.32, 0.53, 0.028)
        return
    pen.area(far, (-0.12, 0.3), (-0.38, 0.07), (-0.1, 0.15))
    for x in (-0.03, 0.08):
        pen.line(_SHANK, 0.04, (x, 0.2), (x, 0.02), (x + 0.07, 0.02))
    pen.oval(color, 0, 0.42, 0.2, 0.26, -0.3)
    pen.oval(far, -0.05, 0.42, 0.11, 0.19, -0.3)
    pen.oval(color, 0.12, 0.74, 0.14, 0.13)
    pen.area(_BEAK, (0.24, 0.79), (0.43, 0.71), (0.24, 0.67))
    pen.disk(eye(color), 0.16, 0.77, 0.028)


def horse(pen: Pen, color: Color, pose: str, _look: Look) -> None:
    """A horse: standing or running."""
    far, step = contrast(color, 0.68), 0.18 if pose == "running" else 0.02
    pen.line(far, 0.07, (-0.35, 0.6), (-0.5, 0.42), (-0.5, 0.2))
    _legs(pen, far, 0.07, 0.48, (-0.2, step * 0.7, 0.03), (0.2, -step * 0.7, 0.03))
    _legs(pen, color, 0.08, 0.48, (-0.28, -step, 0.03), (0.28, step, 0.03))
    pen.oval(color, 0, 0.53, 0.36, 0.17)
    pen.area(color, (0.16, 0.58), (0.37, 0.96), (0.5, 0.9), (0.36, 0.46))
    pen.oval(color, 0.52, 0.87, 0.16, 0.082, -0.5)
    pen.area(color, (0.36, 0.94), (0.4, 1.07), (0.46, 0.95))
    pen.line(far, 0.07, (0.15, 0.66), (0.35, 1.0))
    pen.disk(eye(color), 0.48, 0.91, 0.022)


def elephant(pen: Pen, _color: Color, _pose: str, _look: Look) -> None:
    """An elephant, always gray."""
    gray: Color = (150, 150, 160)
    for x, k in ((-0.15, 0.82), (0.1, 0.82), (-0.4, 0.95), (0.25, 0.95)):
        pen.box(shade(gray, k), x - 0.075, 0, x + 0.075, 0.42)
    pen.line(gray, 0.035, (-0.52, 0.6), (-0.6, 0.38))
    pen.oval(gray, -0.1, 0.52, 0.45, 0.3)
    pen.disk(gray, 0.42, 0.66, 0.22)
    pen.line(gray, 0.09, (0.58, 0.6), (0.72, 0.36), (0.68, 0.12))
    pen.oval(shade(gray, 0.78), 0.27, 0.66, 0.15, 0.21)
    pen.area((250, 250, 245), (0.55, 0.52), (0.8, 0.5), (0.56, 0.46))
    pen.disk(DARK, 0.48, 0.72, 0.024)
