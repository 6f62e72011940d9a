"""How the points of the comparison were made: each step back of the first pair, and nothing that is asked."""

import math
from typing import Any

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data, spoken
from lessons.rnn_vs_lstm.figure import lengths
from rnn_core.cells import lstm
from rnn_core.studies.gradient_comparison import Comparison, Setting, first_pair, measure
from tests.explained import computed, said

FOUND = measure(Setting(hidden=4, steps=30, pairs=5))
WITH_GRU = measure(Setting(hidden=4, steps=30, pairs=5, gru=True))
KINDS = ("vanilla", "total", "direct")


def drawn(found: Comparison = FOUND, asked: int | None = None) -> dict[str, Any]:
    return as_data(lengths.curves(found, View(), asked=asked))


@pytest.mark.parametrize("kind", KINDS)
def test_every_point_is_explained_and_has_its_value_in_the_title(kind: str) -> None:
    for setting in (FOUND.setting, Setting(hidden=1, steps=1, pairs=1), Setting(bias=-2, scale=0.2, steps=200)):
        found = measure(setting)
        data = drawn(found)
        for t, value in enumerate(np.median(found.curve(kind), axis=0).tolist()):
            text = said(data, f"{kind}.{t}")
            assert spoken(value, log=True) in text.split("\n")[0]
            assert "undefined" not in text
            assert "NaN" not in text


def test_the_equations_come_to_the_lengths_of_the_first_pair() -> None:
    for setting in (FOUND.setting, Setting(bias=-2, scale=0.2, hidden=8, steps=200)):
        found, T = measure(setting), setting.steps
        data = drawn(found)
        for kind in ("vanilla", "total"):
            own = computed(data, [f"{kind}.{t}" for t in range(T)])
            assert own == pytest.approx((10 ** found.curve(kind)[0, :T]).tolist(), rel=1e-6)
        f = lstm.forward(found.lstms[0], found.x[:, :1]).f[:, 0]
        products = [math.exp(np.log(f[t:]).mean(1).sum()) for t in range(T)]
        assert computed(data, [f"direct.{t}" for t in range(T)]) == pytest.approx(products)


def test_a_gradient_of_the_lstm_is_split_into_the_direct_path_and_the_rest() -> None:
    _, grads = first_pair(FOUND)
    f = lstm.forward(FOUND.lstms[0], FOUND.x[:, :1]).f[28, 0]
    direct = float(np.linalg.norm(grads.C[29, 0] * f))
    text = said(drawn(), "total.28")
    assert "a = f₂₉ ⊙ ∂L/∂C₂₉" in text
    assert f"{direct:.3f}·" in text
    assert f"mean {f.mean():.3f} over the units, it goes from {f.min():.3f} to {f.max():.3f}" in text


def test_the_points_of_the_gru_are_explained_where_it_is_compared() -> None:
    data = drawn(WITH_GRU)
    for t, value in enumerate(np.median(WITH_GRU.curve("gru"), axis=0).tolist()):
        assert spoken(value, log=True) in said(data, f"gru.{t}").split("\n")[0]
    own = computed(data, [f"gru.{t}" for t in range(30)])
    assert own == pytest.approx((10 ** WITH_GRU.curve("gru")[0, :30]).tolist(), rel=1e-6)
    hidden = drawn(WITH_GRU, asked=5)
    assert said(hidden, "gru.25")
    assert said(hidden, "gru.24") == ""


def test_a_single_pair_is_not_called_a_median() -> None:
    assert "median of the networks" in said(drawn(), "total.3")
    assert "one network" in said(drawn(measure(Setting(hidden=4, steps=30, pairs=1))), "total.3")


def test_an_open_question_takes_the_lstm_s_far_numbers_out_of_the_data() -> None:
    data = drawn(asked=5)
    for kind in ("total", "direct"):
        assert said(data, f"{kind}.25")
        assert said(data, f"{kind}.24") == ""
        assert data["explained"]["names"][kind][:25] == [""] * 25
    assert said(data, "vanilla.3")
    for name, table in data["explained"]["tables"].items():
        if name not in ("one", "n", "length", "factor"):
            assert np.isnan(table["values"][:25]).all(), name


@pytest.mark.parametrize("name", ["", "other.3"])
def test_what_is_no_point_is_not_explained(name: str) -> None:
    assert said(drawn(), name) == ""
