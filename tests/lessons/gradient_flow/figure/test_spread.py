"""The networks that stand for all of them are real ones, in their order."""

import numpy as np

from lessons.gradient_flow.figure.spread import Spread
from tests.lessons.gradient_flow.figure.labs import laboratory


def test_median_and_band_are_real_networks_in_their_order() -> None:
    lab = laboratory(n=20)
    spread, every = Spread.of(lab), np.arange(41)
    middle, low, high = (lab.log10[k, every] for k in (spread.middle, spread.low, spread.high))
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert ((lab.log10 <= middle).sum(axis=0) >= 10).all()
