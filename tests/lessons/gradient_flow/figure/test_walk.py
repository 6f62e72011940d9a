"""The walk back in time: its stops and its factors."""

import re

import numpy as np
import pytest

from lessons.gradient_flow.figure import walk as gradient_walk
from tests.lessons.gradient_flow.figure.labs import laboratory


def test_the_walk_multiplies_its_way_back_to_0() -> None:
    lab = laboratory()
    stops = gradient_walk.stops(lab.log10[0], coarse=False)
    assert [stop.x for stop in stops] == list(range(40, -1, -1))
    for stop in stops[1:10]:
        found = re.findall(r"· ([\d.]+) × ([\d.]+) = ([\d.]+)", stop.text)[0]
        was, factor, now = map(float, found)
        assert was * factor == pytest.approx(now, rel=0.02)


@pytest.mark.parametrize("T", [1, 2, 12, 13, 50, 200])
def test_a_clicker_has_few_stops_from_T_to_0(T: int) -> None:
    stops = gradient_walk.stops(np.linspace(-3, 0, T + 1), coarse=True)
    times = [stop.x for stop in stops]
    assert (times[0], times[-1]) == (T, 0)
    assert times == sorted(set(times), reverse=True)
    assert len(times) <= 15
