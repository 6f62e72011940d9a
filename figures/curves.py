"""Curves over training steps as plain data: what the component in ``ui/live_curve`` draws."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from figures.numbers import signed

Role: TypeAlias = Literal["loss", "input", "hidden", "output", "gradient", "reference"]
Tick: TypeAlias = tuple[float, str]

MOST_POINTS = 800
"""A longer line is thinned: the widest card has fewer pixels than half of these."""
DIGITS = 7
FRAMES = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
SHORTEST_FRAME = 4
HEADROOM = 1.04
SMALLEST = 1e-3
"""Values with 3 decimals are 0 below it."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: ``y[k]`` after ``k`` steps.

    A dashed one is a reference, and with a single value a level over the whole width. A gap stands
    for what is not finite.
    """

    name: str
    role: Role
    y: tuple[float, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Curves:
    """Lines over the same steps, with an axis from 0 for their values, which are not negative.

    ``x_unit`` is the singular and the plural of what the horizontal axis counts.
    """

    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    x_unit: tuple[str, str] = ("step", "steps")
    y_unit: str = ""

    def payload(self) -> dict[str, Any]:
        """The curves as JSON-ready data with axes, ticks and a description for screen readers.

        A line keeps at most ``MOST_POINTS`` of its points, its extremes among them; their steps
        are in its ``x``, which is None where no point was left out.
        """
        values = [v for each in self.series for v in each.y if math.isfinite(v)]
        top = HEADROOM * max(values, default=0.0)
        top = top if top >= SMALLEST else 1.0
        end = frame(max((len(each.y) - 1 for each in self.series), default=0))
        return {
            "alt": self._described(),
            "x": {"label": self.x_label, "end": end, "ticks": ticks(end, most=6, whole=True)},
            "y": {"label": self.y_label, "end": top, "ticks": ticks(top, most=4)},
            "x_unit": list(self.x_unit),
            "y_unit": self.y_unit,
            "series": [_line(each) for each in self.series],
        }

    def _described(self) -> str:
        said = []
        for each in self.series:
            first, last, steps = each.y[:1], each.y[-1:], len(each.y) - 1
            if steps < 1:
                text = "".join(signed(value, 3) for value in first)
            else:
                unit = self.x_unit[steps != 1]
                text = f"from {signed(first[0], 3)} to {signed(last[0], 3)} after {steps} {unit}"
            said.append(f"{each.name} {text}")
        return f"{self.title}, {self.y_label}: {'; '.join(said)}"


def loss_curve(losses: Sequence[float], *, guessing: float) -> Curves:
    """Mean loss in nats against gradient steps, with the cost of guessing as a dashed level."""
    return Curves(
        title="Loss curve",
        x_label="gradient steps",
        y_label="mean loss, nats",
        series=(
            Series("guessing", "reference", (guessing,), dashed=True),
            Series("loss", "loss", tuple(losses)),
        ),
        y_unit="nats",
    )


def frame(last: int) -> int:
    """The end of an axis of whole steps, ``last`` or a little more.

    It moves seldom while ``last`` grows, so that a live line grows in a frame that stands still.
    """
    if last <= SHORTEST_FRAME:
        return SHORTEST_FRAME
    power = math.floor(math.log10(last))
    ends = (round(factor * 10.0**k) for k in (power, power + 1) for factor in FRAMES)
    return next(end for end in ends if end >= last)


def ticks(end: float, *, most: int, whole: bool = False) -> list[Tick]:
    """Round numbers from 0 to ``end`` and how they are written; at most ``most``, 3 or more.

    ``whole`` allows whole numbers only.
    """
    power = 10.0 ** (math.floor(math.log10(end)) - 1)
    for factor in (1, 2, 2.5, 5, 10, 20, 25, 50):
        step = factor * power
        last = math.floor(end / step + 1e-9)
        if last < most and (step.is_integer() or not whole):
            break
    digits = next(n for n in range(400) if math.isclose(round(step, n), step))
    return [(k * step, signed(k * step, digits)) for k in range(last + 1)]


def kept(y: Sequence[float], most: int = MOST_POINTS) -> list[int]:
    """The places in ``y`` to draw, in order: all, or the extremes of each of equal stretches.

    Stretches are a power of 2 long: what was kept once is kept until the next power.
    """
    last, stretch = len(y) - 1, 1
    if len(y) <= most:
        return list(range(len(y)))
    while 2 * -(-len(y) // stretch) > most - 2:
        stretch *= 2
    found = {0, last}
    for begin in range(0, len(y), stretch):
        places = [k for k in range(begin, min(begin + stretch, len(y))) if math.isfinite(y[k])]
        if places:
            found |= {min(places, key=y.__getitem__), max(places, key=y.__getitem__)}
    return sorted(found)


def _line(series: Series) -> dict[str, Any]:
    places = kept(series.y)
    return {
        "name": series.name,
        "role": series.role,
        "dashed": series.dashed,
        "x": None if len(places) == len(series.y) else places,
        "y": [_short(series.y[k]) for k in places],
    }


def _short(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
