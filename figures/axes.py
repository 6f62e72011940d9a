"""Where an axis ends and which round numbers stand beside it."""

import math
from collections.abc import Sequence
from typing import TypeAlias

from figures.numbers import signed, superscript

Tick: TypeAlias = tuple[float, str]

FRAMES = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
SHORTEST_FRAME = 4
HEADROOM = 1.04
SMALLEST = 1e-3
"""Values with 3 decimals are 0 below it."""
POWERS = (1, 2, 3, 5, 8, 12, 16, 20, 30, 40, 60, 80, 120, 160, 240, 320, 400)


def frame(last: int) -> int:
    """The end of an axis of whole steps, ``last`` or a little more.

    It moves seldom while ``last`` grows, so that a live line grows in a frame that stands still.
    """
    if last <= SHORTEST_FRAME:
        return SHORTEST_FRAME
    power = math.floor(math.log10(last))
    ends = (round(factor * 10.0**k) for k in (power, power + 1) for factor in FRAMES)
    return next(end for end in ends if end >= last)


def span(values: Sequence[float]) -> tuple[float, float]:
    """The ends of a linear axis for finite ``values``; 0 is on it."""
    top, bottom = max((0.0, *values)), min((0.0, *values))
    size = top - bottom
    if size < SMALLEST:
        return 0.0, 1.0
    return HEADROOM * bottom, HEADROOM * top


def log_span(values: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis of powers of ten for finite logarithms; 1 is on it.

    They move seldom while the values do.
    """
    return -_power(-min(values, default=0.0)), _power(max(values, default=0.0))


def ticks(low: float, high: float, *, most: int, whole: bool = False) -> list[Tick]:
    """Round numbers from ``low`` to ``high`` and how they are written; at most ``most``, 3 or more.

    ``whole`` allows whole numbers only.
    """
    size = high - low
    power = 10.0 ** (math.floor(math.log10(size)) - 1)
    for factor in (1, 2, 2.5, 5, 10, 20, 25, 50):
        step = factor * power
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most and (step.is_integer() or not whole):
            break
    digits = next(n for n in range(400) if math.isclose(round(step, n), step))
    return [(k * step, signed(k * step, digits)) for k in range(first, last + 1)]


def log_ticks(low: float, high: float, *, most: int) -> list[Tick]:
    """Powers of ten from 10^low to 10^high, given by their exponents; at most ``most``."""
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if math.floor(high / step) - math.ceil(low / step) < most
    )
    exponents = range(math.ceil(low / step) * step, math.floor(high / step) * step + 1, step)
    return [(float(k), "1" if k == 0 else f"10{superscript(k)}") for k in exponents]


def _power(value: float) -> float:
    """The round exponent next above ``value``, at least 0."""
    if value <= 0:
        return 0.0
    return float(next((power for power in POWERS if power >= value), math.ceil(value)))
