"""Which single unit of a network follows a property of the text, and how well, by score alone.

    (1)  a number, as a depth:       r, the correlation with the unit
    (2)  yes or no, as in a string:  balanced accuracy of the best threshold on the unit,
                                     ½ (share of yes found + share of no found); chance is ½

The search takes one part of the texts; the score of what it found is measured on the other part.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.types import Array

THRESHOLDS = 49


@dataclass(frozen=True, slots=True)
class Score:
    """What a unit (from 0) says of a property: its measure and value, with the sign of the unit.

    measure: `r` or `balanced accuracy`. sign: 1 where a larger number of the unit means more of it.
    threshold: of equation (2); nan for r.
    """

    unit: int
    measure: str
    value: float
    sign: int
    threshold: float


def search(units: Array, target: Array, *, yes_or_no: bool) -> Score:
    """The unit that scores best: units (n, H), target (n,)."""
    values, signs, thresholds = ranked(units, target, yes_or_no=yes_or_no)
    best = int(values.argmax())
    measure = "balanced accuracy" if yes_or_no else "r"
    return Score(best, measure, float(values[best]), int(signs[best]), float(thresholds[best]))


def again(found: Score, units: Array, target: Array) -> float:
    """The score that the found unit, sign and threshold reach on another text."""
    values = units[:, found.unit]
    if found.measure == "r":
        return found.sign * float(correlations(values[:, np.newaxis], target)[0])
    says, yes = (values > found.threshold) == (found.sign > 0), target > 0.5
    return float((says[yes].mean() + (~says[~yes]).mean()) / 2)


def ranked(units: Array, target: Array, *, yes_or_no: bool) -> tuple[Array, Array, Array]:
    """(H,) each: every unit's score without sign, its sign, and its threshold (nan for r)."""
    if not yes_or_no:
        r = correlations(units, target)
        return np.abs(r), np.where(r < 0, -1, 1), np.full(len(r), np.nan)
    return _thresholds(units, target > 0.5)


def correlations(units: Array, target: Array) -> Array:
    """(H,): r of each unit with the target; 0 where one of them does not change."""
    u, t = units - units.mean(0), target - target.mean()
    size = np.sqrt(np.square(u).sum(0) * np.square(t).sum())
    r: Array = np.divide(t @ u, size, out=np.zeros(units.shape[1]), where=size > 0)
    return r


def _thresholds(units: Array, yes: Array) -> tuple[Array, Array, Array]:
    if yes.all() or not yes.any():
        H = units.shape[1]
        return np.full(H, 0.5), np.ones(H, int), np.zeros(H)
    edges = np.quantile(units, np.linspace(0.01, 0.99, THRESHOLDS), axis=0)
    above = [((units[yes] > edge).mean(0) + (units[~yes] <= edge).mean(0)) / 2 for edge in edges]
    accuracy = np.array(above)
    best = np.abs(accuracy - 0.5).argmax(0)
    value = accuracy[best, np.arange(units.shape[1])]
    chosen: Array = edges[best, np.arange(units.shape[1])]
    return np.maximum(value, 1 - value), np.where(value < 0.5, -1, 1), chosen
