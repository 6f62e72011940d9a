"""Curves as plain data: what ``ui/components/curves`` draws, walks through and reads out.

Panels side by side or one above the other share one horizontal axis and one cursor. A panel's axis
is linear or logarithmic; a logarithmic one is given decimal logarithms, so that norms that no
float64 can hold are drawn too, and −∞ stands for exactly 0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from figures.forms import Explained

Role: TypeAlias = Literal[
    "loss", "input", "hidden", "output", "gradient", "other", "reference",
    "gate_i", "gate_f", "gate_o", "gate_C",
]  # fmt: skip
"""The color of a line; ``other`` is orange, for the second of a pair."""


@dataclass(frozen=True, slots=True)
class Band:
    """The room between two lines at the places of a series, and what it holds."""

    name: str
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One line: ``y[k]`` at ``x[k]``, by default after ``k`` steps.

    A dashed one is a reference, and with a single value and no ``x`` a level over the whole width,
    named where it stands. A gap stands for what is not finite. ``id`` makes its points selectable:
    the point at x = 7 of "median" is "median.7". ``marks`` are places that get a dot of their own,
    called ``mark``; ``ending`` is said at the line's last point; ``thin`` draws what is beside the
    point.
    """

    name: str
    role: Role
    y: tuple[float, ...]
    dashed: bool = False
    x: tuple[float, ...] | None = None
    id: str = ""
    band: Band | None = None
    marks: tuple[int, ...] = ()
    mark: str = ""
    ending: str = ""
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over one vertical axis, from 0 or the lowest value to the highest.

    ``limits`` fix the axis; for a logarithmic one they are powers of ten. What lies outside of them
    is cut off. ``y_unit`` follows the values that are read out. A panel that is ``seen`` is not
    veiled.
    """

    y_label: str
    series: tuple[Series, ...]
    log: bool = False
    y_unit: str = ""
    limits: tuple[float, float] | None = None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the walk: the cursor's place on the horizontal axis, and what is said there.

    ``sample`` is a line that a network wrote there; it stands above the panels.
    """

    x: float
    text: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Curves:
    """Panels over one horizontal axis.

    ``x_said`` is how a place on it is read out, with {x} and {unit}; ``x_unit`` the singular and
    the plural of what it counts; ``x_limits`` fix it. With ``steps`` the figure is walked through:
    it starts at the step ``start`` and jumps there when ``start_token`` changes. ``selected`` is
    the chosen point, ``highlight`` names series and points. ``veil`` hides what lies between two
    places of the horizontal axis, and takes it out of the data; where ``covered``, the browser
    uncovers the lines as the walk goes on. ``shares`` divide the height among stacked panels. ``explained`` says how
    the named points were made.
    """

    title: str
    x_label: str
    panels: tuple[Panel, ...]
    x_unit: tuple[str, str] = ("step", "steps")
    x_said: str = "after {x} {unit}"
    x_limits: tuple[float, float] | None = None
    beside: bool = False
    steps: tuple[Stop, ...] = ()
    start: int = 0
    start_token: str = ""
    selected: str | None = None
    highlight: tuple[str, ...] = ()
    veil: tuple[float, float] | None = None
    covered: bool = False
    shares: tuple[float, ...] = ()
    explained: Explained | None = None

    def hidden(self) -> frozenset[str]:
        """The names of the points that an open question hides."""
        if self.veil is None:
            return frozenset()
        low, high = self.veil
        lines = [
            series
            for panel in self.panels
            if not panel.seen
            for series in panel.series
            if series.id and not series.dashed
        ]
        return frozenset(f"{line.id}.{_said(x)}" for line in lines for x in places(line) if low <= x <= high)

    def has(self, name: str) -> bool:
        """True if ``name`` is a point of one of the series."""
        line, _, place = name.rpartition(".")
        return any(
            bool(line) and line == series.id and place in set(map(_said, places(series)))
            for panel in self.panels
            for series in panel.series
        )


def loss_curve(losses: Sequence[float], *, guessing: float) -> Curves:
    """Mean loss in nats against gradient steps, with the cost of guessing as a dashed level."""
    series = (Series("guessing", "reference", (guessing,), dashed=True), Series("loss", "loss", tuple(losses)))
    return Curves("Loss curve", "gradient steps", (Panel("mean loss, nats", series, y_unit="nats"),))


def _said(x: float) -> str:
    """A place on the horizontal axis as it stands in a point's name."""
    return repr(float(x)).removesuffix(".0")


def places(series: Series) -> Sequence[float]:
    """Where the values of ``series`` stand on the horizontal axis."""
    return range(len(series.y)) if series.x is None else series.x


def is_level(series: Series) -> bool:
    """True for a value over the whole width."""
    return series.dashed and len(series.y) == 1 and series.x is None


def finite(values: Sequence[float]) -> list[float]:
    """Those of ``values`` that an axis can hold."""
    return [value for value in values if math.isfinite(value)]
