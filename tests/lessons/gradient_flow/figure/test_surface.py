"""The relief of the cliff: each step of both walks, and who ends lower."""

from figures.columns import View
from lessons.gradient_flow.figure import surface
from rnn_core.studies import clipped_descent
from tests.lessons.gradient_flow.figure.labs import formula


def test_the_cliff_says_each_step_and_who_ends_lower() -> None:
    free, clipped = (
        clipped_descent.descend((1.7, -0.25), learning_rate=0.1, n=20, threshold=limit) for limit in (None, 0.5)
    )
    data = surface.as_data(free, clipped, 0.5, View(start=10**6))
    assert len(data["steps"]) == 21
    assert [len(walk["points"]) for walk in data["walks"]] == [21, 21]
    assert surface.outcome(free, clipped)[0] == "with clipping"
    assert surface.outcome(clipped, clipped)[0] == "both the same"
    text = formula(surface.explain(free, clipped, 0.1, 0.5, "clipped.4"))
    assert "cut" in text
    w, b = clipped.points[5]
    assert f"({w:.3f}, {b:.3f})".replace("-", "−") in text
    covered = surface.as_data(free, clipped, 0.5, View(veil_after=0))
    assert [len(walk["points"]) for walk in covered["walks"]] == [1, 1]
