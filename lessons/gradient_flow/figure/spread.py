"""Which of many networks stand for all of them at each time."""

from dataclasses import dataclass

import numpy as np

from rnn_core.studies.gradient_norm_study import Laboratory
from rnn_core.types import Array

LOWEST_TENTH, HIGHEST_TENTH = 0.1, 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Which network is at t the one in the middle, a tenth from below, a tenth from above."""

    middle: Array
    low: Array
    high: Array

    @classmethod
    def of(cls, laboratory: Laboratory) -> "Spread":
        """Networks (T+1,) by their number, counted from 0; each is a real one, none an average."""
        order = np.argsort(laboratory.log10, axis=0, kind="stable")
        last = len(order) - 1
        return cls(order[last // 2], order[round(LOWEST_TENTH * last)], order[round(HIGHEST_TENTH * last)])
