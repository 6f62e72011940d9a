"""Learning rates that depend on the step: up from 0, then down to 0.

    (1)  η_n = peak (n + 1) / warm                                     n < warm
    (2)  η_n = ½ peak (1 + cos(π (n − warm) / (steps − warm)))         warm ≤ n < steps

A rate is a function of the step's number alone, so a resumed training goes on with the right one.
Sources: Goyal et al. (2017) for (1); Loshchilov and Hutter, SGDR (2017), equation 5, for (2).
"""

import math
from collections.abc import Callable

SMALLEST = 1e-3
"""The part of the peak that a rate does not fall below, also after the last step."""


def warm_cosine(peak: float, steps: int, warm: int = 0) -> Callable[[int], float]:
    """The rate of each step n = 0, 1, …: equation (1), then (2), at least SMALLEST · peak."""
    if not (peak > 0 and math.isfinite(peak)):
        raise ValueError(f"peak must be a positive number, got {peak}")
    if not 0 <= warm < steps:
        raise ValueError(f"warm must lie in 0 … {steps - 1}, got {warm}")

    def rate(n: int) -> float:
        if n < warm:
            return peak * (n + 1) / warm  # (1)
        part = min(1.0, (n - warm) / (steps - warm))
        return peak * max(SMALLEST, (1 + math.cos(math.pi * part)) / 2)  # (2)

    return rate
