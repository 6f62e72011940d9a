"""The curves of the twins: both, and what was clipped."""

import math

from figures.columns import View
from figures.curve_data import as_data
from lessons.gradient_flow.figure import twins
from rnn_core.studies import clipping_pair
from tests.lessons.gradient_flow.figure.labs import formula


def test_the_twins_show_both_and_mark_what_was_clipped() -> None:
    pair = clipping_pair.pair("exploding", lag=10, learning_rate=1.0, seed=1)
    free, clipped = clipping_pair.train(pair, None), clipping_pair.train(pair, 0.5)
    data = as_data(twins.curves(free, clipped, View(start=10**6)))
    norms = data["panels"][1]["series"]
    assert [int(x) for x, _ in norms[2]["marks"]] == list(clipped.clipped)
    assert all(y > math.log10(0.5) for _, y in norms[2]["marks"])
    assert data["start"] == clipping_pair.STEPS
    text = formula(twins.explain(free, clipped, f"clipped.norm.{clipped.clipped[0]}"))
    norm = clipped.norms[clipped.clipped[0]]
    assert f"{norm:.3f}" in text
    assert f"{0.5 / norm:.3f}" in text
    assert twins.explain(free, clipped, "free.9999") is None
    assert twins.explain(free, clipped, "net.3") is None
    assert twins.outcome(free, clipped)[0] in twins.OUTCOMES
