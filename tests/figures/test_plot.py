"""Charts to explore: what is sent of them, and what is refused."""

import numpy as np
import pytest

from figures import plot
from figures.columns import View
from figures.plot import Plot
from ui.components.payload import decode, encode

DOTS = {"type": "scatter", "name": "dots", "x": np.arange(3.0), "y": np.arange(3.0), "customdata": ["a", "b", "c"]}


def chart(**others: object) -> Plot:
    return Plot("Title", "three dots", [DOTS], {"xaxis": {}}, **others)  # type: ignore[arg-type]


def test_a_chart_starts_within_its_walk() -> None:
    assert plot.as_data(chart(steps=("one", "two"), place=View(start=7, token="t")))["start"] == 1
    assert plot.as_data(chart(place=View(start=7)))["start"] == 0


def test_points_are_known_by_their_names() -> None:
    assert chart().has("b")
    assert not chart().has("d")


def test_a_trace_with_too_few_names_is_refused() -> None:
    with pytest.raises(ValueError, match="dots names 2 of 3 points"):
        plot.as_data(Plot("", "", [{**DOTS, "customdata": ["a", "b"]}], {}))


def test_arrays_and_matrices_travel_as_they_are() -> None:
    z = np.random.default_rng(0).normal(size=(2, 3))
    sent = decode(encode(plot.as_data(Plot("", "", [{**DOTS, "z": plot.rows(z)}], {}))))["traces"][0]
    np.testing.assert_array_equal(sent["x"], DOTS["x"])
    np.testing.assert_array_equal(np.array(sent["z"]), z)
