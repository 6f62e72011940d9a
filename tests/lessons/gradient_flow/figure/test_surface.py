"""The relief of the cliff: each step of both walks, and who ends lower."""

from figures.columns import View
from figures.numbers import signed
from lessons.gradient_flow.figure import surface
from rnn_core.studies import clipped_descent
from tests.explained import said


def test_the_cliff_says_each_step_and_who_ends_lower() -> None:
    free, clipped = (
        clipped_descent.descend((1.7, -0.25), learning_rate=0.1, n=20, threshold=limit) for limit in (None, 0.5)
    )
    data = surface.as_data(free, clipped, 0.1, 0.5, View(start=10**6))
    assert len(data["steps"]) == 21
    assert [len(walk["points"]) for walk in data["walks"]] == [21, 21]
    assert surface.outcome(free, clipped)[0] == "with clipping"
    assert surface.outcome(clipped, clipped)[0] == "both the same"
    for number in range(20):
        for kind, walk in (("free", free), ("clipped", clipped)):
            text = said(data, f"{kind}.{number}")
            assert ("clipped: threshold" in text) == walk.clipped[number]
            for name, value in zip("wb", walk.points[number + 1].tolist(), strict=True):
                line = text.split(f"{name} − η")[1].split("\n= ")[1].split("\n")[0]
                assert line.endswith(f"= {signed(value, 3)}")
    covered = surface.as_data(free, clipped, 0.1, 0.5, View(veil_after=0))
    assert [len(walk["points"]) for walk in covered["walks"]] == [1, 1]
    assert said(covered, "free.0") != ""
    assert said(covered, "free.1") == ""
