"""Does a single unit know of something? A threshold on it answers, and its answers are scored.

    (1)  score of a unit and a threshold θ = ½ (share of states with it where h > θ
                                             + share of states without it where h ≤ θ)
    (2)  θ and the sign are chosen on one half of the states, the score is taken on the other

½ is guessing. Of H units the best on the first half is reported with its score on the second, so
that it was not picked for the luck it had there.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.types import Array, check_dtype, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class Latches:
    """How well each unit tells: scores (H,) of equation (2), and which one was best before."""

    scores: Array
    best: int
    means: tuple[float, float]

    @property
    def score(self) -> float:
        """The score of the best unit."""
        return float(self.scores[self.best])

    @property
    def ordinary(self) -> float:
        """The median of all units' scores: what a unit picked at random would have."""
        return float(np.median(self.scores))


def search(h: Array, present: Array) -> Latches:
    """The scores of the units of h (N, H) for telling whether something is present (N,), booleans.

    `means` of the result: the best unit's mean with it and without it.
    """
    check_shape("present", present, (len(h),))
    check_dtype("present", present, np.dtype(bool))
    first, second = np.arange(len(h)) % 2 == 0, np.arange(len(h)) % 2 == 1
    units = range(h.shape[1])
    chosen = [threshold(h[first, unit], present[first]) for unit in units]
    scores = np.array(
        [balanced(sign * h[second, unit] > sign * theta, present[second])
         for unit, (theta, sign, _) in zip(units, chosen, strict=True)]
    )  # fmt: skip
    best = int(np.argmax([score for _, _, score in chosen]))
    means = float(h[present, best].mean()), float(h[~present, best].mean())
    return Latches(scores, best, means)


def threshold(values: Array, present: Array) -> tuple[float, int, float]:
    """The θ, the sign and the score (1) that are best for values (N,)."""
    order = np.argsort(values, kind="stable")
    there = present[order]
    above = (there.sum() - np.cumsum(there)) / max(1, there.sum())
    below = np.cumsum(~there) / max(1, (~there).sum())
    score = (above + below) / 2
    high, low = int(score.argmax()), int(score.argmin())
    best, sign = (high, 1) if score[high] >= 1 - score[low] else (low, -1)
    nearby = values[order][best : best + 2]
    return float(nearby.mean()), sign, float(score[best] if sign > 0 else 1 - score[best])


def balanced(said: Array, present: Array) -> float:
    """Equation (1) for what was said, booleans (N,)."""
    return float((said[present].mean() + (~said[~present]).mean()) / 2)
