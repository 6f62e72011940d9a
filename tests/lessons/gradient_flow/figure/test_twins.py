"""The curves of the twins: both, and what was clipped."""

import math
import re

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data
from figures.numbers import signed
from lessons.gradient_flow.figure import twins
from rnn_core.studies import clipping_pair
from tests.explained import said


def test_the_twins_show_both_and_mark_what_was_clipped() -> None:
    pair = clipping_pair.pair("exploding", lag=10, learning_rate=1.0, seed=1)
    free, clipped = clipping_pair.train(pair, None), clipping_pair.train(pair, 0.5)
    data = as_data(twins.curves(free, clipped, View(start=10**6)))
    norms = data["panels"][1]["series"]
    assert [int(x) for x, _ in norms[2]["marks"]] == list(clipped.clipped)
    assert all(y > math.log10(0.5) for _, y in norms[2]["marks"])
    assert data["start"] == clipping_pair.STEPS
    assert twins.outcome(free, clipped)[0] in twins.OUTCOMES


def test_a_point_shows_the_length_the_cut_and_where_it_is_chosen_the_single_arrays() -> None:
    pair = clipping_pair.pair("exploding", lag=10, learning_rate=1.0, seed=1)
    free, clipped = clipping_pair.train(pair, None), clipping_pair.train(pair, 0.5)
    k = clipped.clipped[0]
    kept = next(step for step, norm in enumerate(clipped.norms) if norm <= 0.5)
    norm = clipped.norms[k]
    data = as_data(twins.curves(free, clipped, View(), chosen=f"clipped.norm.{k}"))
    for point in (f"clipped.norm.{k}", f"clipped.{k}"):
        text = said(data, point)
        assert f"loss {signed(clipped.losses[k], 3)} nats" in text
        assert f"g × 0.50 / {norm:.3f} = g × {0.5 / norm:.3f}" in text
    squares = re.search(r"√\( (.*) \) = ([\d.]+)", said(data, f"clipped.norm.{k}"))
    assert squares
    parts = [float(each.removesuffix("²")) for each in squares[1].split(" + ")]
    assert math.hypot(*parts) == pytest.approx(norm, abs=0.02)
    assert "√" not in said(data, f"clipped.{k}")
    assert "Not above the threshold 0.50" in said(data, f"clipped.norm.{kept}")
    assert "as it is, however long" in said(data, f"free.{k}")
    assert said(data, f"free.norm.{k}").startswith(f"Training step {k}, without clipping")
    assert said(data, "net.3") == ""


def test_an_open_question_leaves_no_later_point_explained() -> None:
    pair = clipping_pair.pair("exploding", lag=10, learning_rate=1.0, seed=1)
    free, clipped = clipping_pair.train(pair, None), clipping_pair.train(pair, 0.5)
    data = as_data(twins.curves(free, clipped, View(veil_after=3)))
    for line in ("free", "free.norm", "clipped", "clipped.norm"):
        assert said(data, f"{line}.3")
        assert said(data, f"{line}.4") == said(data, f"{line}.30") == ""
        assert np.isnan(data["explained"]["tables"][line]["values"][4:]).all()
