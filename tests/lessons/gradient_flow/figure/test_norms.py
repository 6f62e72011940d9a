"""The lengths on their way back: what is drawn, what an open question leaves, and how a length came to be."""

import re

import numpy as np
import pytest

from figures.columns import View
from figures.curve_data import as_data
from figures.forms import Explained
from lessons.gradient_flow.figure import norms
from rnn_core.studies.gradient_norm_study import Cell, Laboratory
from tests.explained import said
from tests.lessons.gradient_flow.figure.labs import laboratory


def explained(lab: Laboratory, chosen: str | None = None) -> Explained:
    found = norms.curves(lab, View(), chosen=chosen).explained
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sigma", "rho", "cell"), [(5, 0, "tanh"), (0.05, 0.05, "tanh"), (2, 2, "saturated"), (6, 6, "linear")]
)
@pytest.mark.parametrize(("T", "n", "H"), [(1, 1, 2), (200, 5, 8), (7, 2, 3)])
def test_whatever_happens_nothing_reads_nan(sigma: float, rho: float, cell: Cell, T: int, n: int, H: int) -> None:
    lab = laboratory(sigma, rho, cell, T, n, H)
    for dense in (False, True):
        data = as_data(norms.curves(lab, View(dense=dense), chosen="median.0"))
        texts = [step["text"] for step in data["steps"]] + [data["alt"]]
        for panel in data["panels"]:
            names = [series["id"] for series in panel["series"] if series.get("id")]
            points = [f"{kind}.{t}" for kind in names for t in {0, T // 2, T - 1, T} if (kind, t) != ("factor", T)]
            found = [said(data, point) for point in points]
            assert all(found)
            assert not any("undefined" in text or "∞" in text for text in found)
            texts += found
        assert not re.search(r"\bnan\b|\binf\b", " ".join(texts))
        assert all(low < high for low, high in ((p["low"], p["high"]) for p in data["panels"]))


def test_an_open_question_leaves_neither_line_nor_stop_nor_answer() -> None:
    lab = laboratory()
    view = View(start=5, veil_after=5)
    data = as_data(norms.curves(lab, view))
    assert len(data["steps"]) == 6
    for line in data["panels"][0]["series"]:
        if not line["dashed"]:
            assert min(line["x"]) == 35
    for kind in ("median", "net", "factor"):
        assert said(data, f"{kind}.34") == ""
        assert said(data, f"{kind}.36")
    for name, table in data["explained"]["tables"].items():
        if name.partition(".")[0] in ("median", "net"):
            assert np.isnan(table["values"][:35]).all(), name


def test_median_and_band_are_real_networks_in_their_order() -> None:
    lab = laboratory(n=20)
    spread, every = norms.Spread.of(lab), np.arange(41)
    middle, low, high = (lab.log10[k, every] for k in (spread.middle, spread.low, spread.high))
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert ((lab.log10 <= middle).sum(axis=0) >= 10).all()


def test_the_walk_multiplies_its_way_back_to_0() -> None:
    lab = laboratory()
    stops = norms.stops(lab.log10[0], coarse=False)
    assert [stop.x for stop in stops] == list(range(40, -1, -1))
    for stop in stops[1:10]:
        found = re.findall(r"· ([\d.]+) × ([\d.]+) = ([\d.]+)", stop.text)[0]
        was, factor, now = map(float, found)
        assert was * factor == pytest.approx(now, rel=0.02)


@pytest.mark.parametrize("T", [1, 2, 12, 13, 50, 200])
def test_a_clicker_has_few_stops_from_T_to_0(T: int) -> None:
    stops = norms.stops(np.linspace(-3, 0, T + 1), coarse=True)
    times = [stop.x for stop in stops]
    assert (times[0], times[-1]) == (T, 0)
    assert times == sorted(set(times), reverse=True)
    assert len(times) <= 15


@pytest.mark.parametrize("point", ["net.39", "factor.39", "net.30", "median.39"])
def test_what_is_multiplied_comes_to_the_norm(point: str) -> None:
    lab = laboratory()
    text = said(explained(lab, point), point)
    was, squash, turn, now = map(float, re.findall(r"([\d.]+) × ([\d.]+) × ([\d.]+) = ([\d.]+)", text)[0])
    assert was * squash * turn == pytest.approx(now, rel=0.02)
    number, t = (norms.Spread.of(lab).middle[39] if "median" in point else 0), int(point.partition(".")[2])
    assert now == pytest.approx(10 ** lab.log10[number, t], rel=0.01)
    assert f"network {number + 1}" in text


def test_a_point_of_the_median_that_is_not_chosen_shows_the_factor_as_a_whole() -> None:
    lab = laboratory()
    text = said(explained(lab), "median.38")
    was, factor, now = map(float, re.findall(r"([\d.]+) × ([\d.]+) = ([\d.]+)", text)[0])
    assert was * factor == pytest.approx(now, rel=0.02)
    assert "Green" not in text


def test_the_bound_is_a_power_and_every_line_begins_with_1() -> None:
    figure = explained(laboratory())
    assert "2.00^(40 − 0) = 2.00^40 = 1.1·10¹²" in said(figure, "bound.0")
    assert "‖∂L/∂h‖ = 1" in said(figure, "net.40")
    assert "‖∂L/∂h‖ = 1" in said(figure, "median.40")
    assert said(figure, "clipped.3") == said(figure, "") == ""


def test_behind_an_exact_0_there_is_nothing_to_multiply() -> None:
    figure = explained(laboratory(5, 0))
    assert "0 × anything = 0" in said(figure, "net.10")
    assert "exactly 0" in said(figure, "median.10")


def test_the_axis_is_the_same_for_all_settings_so_that_their_curves_can_be_compared() -> None:
    axes = set()
    for sigma, rho in ((0.5, 0.5), (2, 2), (2, 0.9), (0.1, 0.1), (1.5, 1.5)):
        upper, lower = norms.curves(laboratory(sigma, rho), View()).panels
        axes.add((upper.limits, lower.limits))
    assert len(axes) == 1
    ((upper_limits, _),) = axes
    assert upper_limits is not None
    assert upper_limits[0] == -upper_limits[1]
