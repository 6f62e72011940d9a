"""The gradient's way back as a walk: where it stops, and by which factor it got there."""

import math
from itertools import pairwise

from figures.columns import View
from figures.curve_data import spoken
from figures.curves import Stop
from figures.numbers import signed
from rnn_core.types import Array


def stops(log10: Array, *, coarse: bool) -> tuple[Stop, ...]:
    """The walk from T back to 0 along the logarithms (T+1,), with each step's factor.

    ``coarse`` takes few enough stops for a clicker.
    """
    T = len(log10) - 1
    times = list(range(T, -1, -1))
    if coarse and T > 12:
        stride = max(1, T // 10)
        tens = [t for t in range(T - T % stride, 0, -stride) if t < T - 3]
        times = [T, T - 1, T - 2, T - 3, *tens, 0]
    found = [Stop(T, f"t = {T} · it starts with length 1")]
    for before, t in pairwise(times):
        was, now = (spoken(float(log10[k]), log=True) for k in (before, t))
        steps = before - t
        if log10[before] == -math.inf:
            text = "nothing is left to multiply"
        elif steps == 1:
            text = f"{was} × {factor(10 ** float(log10[t] - log10[before]))} = {now}"
        else:
            mean = 10 ** float((log10[t] - log10[before]) / steps)
            text = f"{now}: each of {steps} steps × {factor(mean)}"
        found.append(Stop(t, f"t = {t} · {text}"))
    return tuple(found)


def seen(view: View, T: int) -> range:
    """The times that an open question leaves visible."""
    return range(0 if view.veil_after is None else T - view.veil_after, T + 1)


def factor(value: float) -> str:
    """``value`` as a step multiplies by it: "0.912", or a power of ten where it is small."""
    if value == 0 or math.isnan(value):
        return signed(value, 0)
    return signed(value, 3) if value >= 0.01 else spoken(math.log10(value), log=True)
