"""The surface of the cliff: each step of both walks, where they are drawn, and who ends lower."""

from typing import Any

import numpy as np

from figures import plot
from figures.columns import View
from figures.numbers import signed
from lessons.gradient_flow.figure import surface
from rnn_core.studies import clipped_descent
from tests.explained import said


def walks(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The spots of both walks."""
    return [trace for trace in data["traces"] if "customdata" in trace]


def test_the_cliff_says_each_step_and_who_ends_lower() -> None:
    free, clipped = (
        clipped_descent.descend((1.7, -0.25), learning_rate=0.1, n=20, threshold=limit) for limit in (None, 0.5)
    )
    data = plot.as_data(surface.plot(free, clipped, 0.1, 0.5, View(start=10**6)))
    assert len(data["steps"]) == 21
    assert [len(spots["customdata"]) for spots in walks(data)] == [21, 21]
    assert surface.outcome(free, clipped)[0] == "with clipping"
    assert surface.outcome(clipped, clipped)[0] == "both the same"
    for number in range(20):
        for kind, walk in (("free", free), ("clipped", clipped)):
            text = said(data, f"{kind}.{number}")
            assert ("clipped: threshold" in text) == walk.clipped[number]
            for name, value in zip("wb", walk.points[number + 1].tolist(), strict=True):
                line = text.split(f"{name} − η")[1].split("\n= ")[1].split("\n")[0]
                assert line.endswith(f"= {signed(value, 3)}")
    covered = plot.as_data(surface.plot(free, clipped, 0.1, 0.5, View(veil_after=0)))
    assert [len(spots["customdata"]) for spots in walks(covered)] == [1, 1]
    assert said(covered, "free.0") != ""
    assert said(covered, "free.1") == ""


def test_each_spot_stands_on_the_ground_or_at_the_edge_of_the_map_and_says_so() -> None:
    free = clipped_descent.descend((1.7, -0.25), learning_rate=3.0, n=20, threshold=None)
    spots = walks(plot.as_data(surface.plot(free, free, 3.0, 0.5, View())))[0]
    low, high = np.array(clipped_descent.WEIGHTS).T
    inside = ((free.points >= low) & (free.points <= high)).all(axis=1)
    assert inside.any()
    assert not inside.all()
    np.testing.assert_array_equal(np.column_stack([spots["x"], spots["y"]])[inside], free.points[inside])
    np.testing.assert_allclose(spots["z"][inside], free.losses[inside] + surface.ABOVE)
    assert ["off the map" in text for text in spots["hovertext"]] == list(~inside)
