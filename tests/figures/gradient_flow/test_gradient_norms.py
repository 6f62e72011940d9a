"""The curves of the laboratory: what they draw, walk along, and explain."""

import math
import re

import numpy as np
import pytest

from figures.arithmetic import Arithmetic
from figures.columns import View
from figures.curve_data import as_data
from figures.gradient_flow import cliff_relief, gradient_norms, twin_curves
from rnn_core.experiments import cliff, twins
from rnn_core.experiments.laboratory import Cell, Laboratory, draw, measure


def laboratory(
    sigma: float = 2, rho: float = 0.9, cell: Cell = "tanh", T: int = 40, n: int = 5, H: int = 8
) -> Laboratory:
    chances = tuple(draw(1, k, H) for k in range(n))
    return measure(chances, sigma_max=sigma, spectral_radius=rho, cell=cell, T=T)


def said(arithmetic: Arithmetic | None) -> str:
    assert arithmetic is not None
    return " ".join(piece.text for line in arithmetic.lines for piece in line)


def test_median_and_band_are_real_networks_in_their_order() -> None:
    lab = laboratory(n=20)
    spread, every = gradient_norms.Spread.of(lab), np.arange(41)
    middle, low, high = (lab.log10[k, every] for k in (spread.middle, spread.low, spread.high))
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert ((lab.log10 <= middle).sum(axis=0) >= 10).all()


def test_the_walk_multiplies_its_way_back_to_0() -> None:
    lab = laboratory()
    stops = gradient_norms.stops(lab.log10[0], coarse=False)
    assert [stop.x for stop in stops] == list(range(40, -1, -1))
    for stop in stops[1:10]:
        found = re.findall(r"· ([\d.]+) × ([\d.]+) = ([\d.]+)", stop.text)[0]
        was, factor, now = map(float, found)
        assert was * factor == pytest.approx(now, rel=0.02)


@pytest.mark.parametrize("T", [1, 2, 12, 13, 50, 200])
def test_a_clicker_has_few_stops_from_T_to_0(T: int) -> None:
    stops = gradient_norms.stops(np.linspace(-3, 0, T + 1), coarse=True)
    times = [stop.x for stop in stops]
    assert (times[0], times[-1]) == (T, 0)
    assert times == sorted(set(times), reverse=True)
    assert len(times) <= 15


@pytest.mark.parametrize(
    ("sigma", "rho", "cell"),
    [(5, 0, "tanh"), (0.05, 0.05, "tanh"), (2, 2, "saturated"), (6, 6, "linear")],
)
@pytest.mark.parametrize(("T", "n", "H"), [(1, 1, 2), (200, 5, 8), (7, 2, 3)])
def test_whatever_happens_nothing_reads_nan(
    sigma: float, rho: float, cell: Cell, T: int, n: int, H: int
) -> None:
    lab = laboratory(sigma, rho, cell, T, n, H)
    for dense in (False, True):
        data = as_data(gradient_norms.curves(lab, View(dense=dense)))
        texts = [step["text"] for step in data["steps"]] + [data["alt"]]
        for kind in ("median", "net", "bound", "factor"):
            texts += [said(gradient_norms.explain(lab, f"{kind}.{t}")) for t in {0, 1, T // 2, T}]
        assert not re.search(r"\bnan\b|\binf\b", " ".join(texts))
        assert all(low < high for low, high in ((p["low"], p["high"]) for p in data["panels"]))


def test_the_arithmetic_ends_in_the_norm_and_multiplies_to_it() -> None:
    lab = laboratory()
    text = said(gradient_norms.explain(lab, "net.39"))
    was, squash, turn, now = map(
        float, re.findall(r"([\d.]+) × ([\d.]+) × ([\d.]+) = ([\d.]+)", text)[0]
    )
    assert was * squash * turn == pytest.approx(now, rel=0.02)
    assert now == pytest.approx(10 ** lab.log10[0, 39], rel=0.01)
    assert "2^40" in said(gradient_norms.explain(lab, "bound.0")).replace("2.00", "2")
    for other in ("median.41", "median.-1", "clipped.3", "", "net.x"):
        assert gradient_norms.explain(lab, other) is None


def test_an_open_question_leaves_neither_line_nor_stop_nor_answer() -> None:
    lab = laboratory()
    view = View(start=5, veil_after=5)
    data = as_data(gradient_norms.curves(lab, view))
    assert len(data["steps"]) == 6
    for line in data["panels"][0]["series"]:
        if not line["dashed"]:
            assert min(line["x"]) == 35
    assert list(gradient_norms.seen(view, 40)) == list(range(35, 41))


def test_the_fate_is_that_of_the_median_at_0() -> None:
    assert gradient_norms.fate(laboratory(1, 1, "linear"))[0] == "keeps its size"
    assert gradient_norms.fate(laboratory(2, 2, "linear"))[0] == "explodes"
    assert gradient_norms.fate(laboratory(0.5, 0.5))[0] == "vanishes"
    answer, because = gradient_norms.fate(laboratory(5, 0))
    assert answer == "is exactly 0"
    assert "From t = 38 on" in because


def test_the_twins_show_both_and_mark_what_was_clipped() -> None:
    pair = twins.pair("exploding", lag=10, learning_rate=1.0, seed=1)
    free, clipped = twins.train(pair, None), twins.train(pair, 0.5)
    data = as_data(twin_curves.curves(free, clipped, View(start=10**6)))
    norms = data["panels"][1]["series"]
    assert [int(x) for x, _ in norms[2]["marks"]] == list(clipped.clipped)
    assert all(y > math.log10(0.5) for _, y in norms[2]["marks"])
    assert data["start"] == twins.STEPS
    text = said(twin_curves.explain(free, clipped, f"clipped.norm.{clipped.clipped[0]}"))
    norm = clipped.norms[clipped.clipped[0]]
    assert f"{norm:.3f}" in text
    assert f"{0.5 / norm:.3f}" in text
    assert twin_curves.explain(free, clipped, "free.9999") is None
    assert twin_curves.explain(free, clipped, "net.3") is None
    assert twin_curves.outcome(free, clipped)[0] in twin_curves.OUTCOMES


def test_the_cliff_says_each_step_and_who_ends_lower() -> None:
    free, clipped = (
        cliff.descend((1.7, -0.25), learning_rate=0.1, n=20, threshold=limit)
        for limit in (None, 0.5)
    )
    data = cliff_relief.as_data(free, clipped, 0.5, View(start=10**6))
    assert len(data["steps"]) == 21
    assert [len(walk["points"]) for walk in data["walks"]] == [21, 21]
    assert cliff_relief.outcome(free, clipped)[0] == "with clipping"
    assert cliff_relief.outcome(clipped, clipped)[0] == "both the same"
    text = said(cliff_relief.explain(free, clipped, 0.1, 0.5, "clipped.4"))
    assert "cut" in text
    w, b = clipped.points[5]
    assert f"({w:.3f}, {b:.3f})".replace("-", "−") in text
    covered = cliff_relief.as_data(free, clipped, 0.5, View(veil_after=0))
    assert [len(walk["points"]) for walk in covered["walks"]] == [1, 1]
