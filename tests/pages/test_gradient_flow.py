"""The lesson `gradient-flow`: its promises hold in the script that the server runs."""

import json
import math
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.gradient_flow import export, model
from lessons.gradient_flow.figure.surface import ABOVE
from lessons.gradient_flow.model import Networks, Twins, Walks
from rnn_core.cells import rnn
from rnn_core.studies.clipping_pair import STEPS
from tests.explained import said
from tests.notebooks import called_by_itself, tampered
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    components,
    explained_controls,
    live_value,
    press,
    ticked,
    words,
)
from ui.export.notebook import as_json

SMALL = {"stop": "summary", "units": "8", "length": "20", "count": "5"}
"""Few small networks, at a stop that asks nothing."""


def drawn(at: AppTest, name: str = "curves") -> dict[str, Any]:
    """The payload of the page's curves, or of its surface."""
    for _, data in components(at):
        if name in data:
            payload: dict[str, Any] = data[name]
            return payload
    raise AssertionError(f"the page shows no {name}")


def walks(at: AppTest) -> list[dict[str, Any]]:
    """The spots of the walks without and with clipping."""
    return [trace for trace in drawn(at, "plot")["traces"] if "customdata" in trace]


def without_tables(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in payload.items() if name != "explained"}


def line(at: AppTest, key: str, panel: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in drawn(at)["panels"][panel]["series"] if each.get("id") == key)
    return found


def skip(at: AppTest) -> None:
    press(at, "gradient-flow.guide", "Skip")


def test_the_curve_on_screen_is_back_propagated_on_the_network_on_screen(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL, sigma="1.5", rho="1.2")
    measured = model.measure(Networks(1.5, 1.2, "tanh", 8, 20, 5, 1))
    params = measured.networks[0]
    trace = rnn.forward(params, measured.x[:, [0]])
    dh = np.zeros_like(trace.h[1:])
    dh[-1] = 8**-0.5
    norms = np.linalg.norm(rnn.backward(params, trace, dh).h[:, 0], axis=1)
    np.testing.assert_allclose(line(at, "net")["y"], np.log10(norms), atol=1e-6)
    assert np.linalg.norm(params.W_hh, 2) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("query", "fate"),
    [({"sigma": "0.5", "rho": "0.5"}, "vanishes"), ({"sigma": "2", "rho": "2"}, "explodes"),
     ({"sigma": "1", "rho": "1", "cell": "linear"}, "keeps its size"),
     ({"sigma": "2", "rho": "2", "cell": "saturated"}, "vanishes"), ({"sigma": "5", "rho": "0"}, "is exactly 0"),
     ({"sigma": "5", "rho": "0.9"}, "explodes"), ({"sigma": "2", "rho": "0.9"}, "vanishes")],
)  # fmt: skip
def test_what_becomes_of_the_gradient_depends_on_more_than_one_number(
    open_lesson: OpenLesson, query: dict[str, str], fate: str
) -> None:
    at = open_lesson("gradient_flow", stop="summary", units="64", count="20", **query)
    median = line(at, "median")["y"]
    first = median[0]
    said = {
        "vanishes": first != "0" and first < -3,
        "explodes": first != "0" and first > 3,
        "keeps its size": first != "0" and abs(first) < 1e-9,
        "is exactly 0": first == "0",
    }
    assert said[fate]
    bound = line(at, "bound")["y"]
    assert all(m == "0" or m <= b + 1e-6 for m, b in zip(median, bound, strict=True))
    assert drawn(at)["veil"] is None


def test_saturated_and_exploding_have_the_same_recurrent_matrix() -> None:
    weak = model.measure(Networks(2, 2, "tanh", 64, 100, 20, 1))
    strong = model.measure(Networks(2, 2, "saturated", 64, 100, 20, 1))
    for one, other in zip(weak.networks, strong.networks, strict=True):
        np.testing.assert_array_equal(one.W_hh, other.W_hh)


def test_the_card_explains_the_chosen_point_once_the_question_is_closed(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", stop="not-enough", selected="median.30")
    assert said(drawn(at), "median.30") == ""
    assert "Green" in said(drawn(at), "net.99")
    skip(at)
    assert "Green" in said(drawn(at), "median.31") or "Green" in said(drawn(at), "median.30")


def test_the_question_hides_the_curve_until_an_answer_is_given(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", stop="not-enough")
    assert drawn(at)["veil"] is not None
    assert min(line(at, "median")["x"]) == 95
    press(at, "gradient-flow.guide", "it explodes")
    assert "Not “it explodes”" in words(at)
    assert "**“it vanishes”**" in words(at)
    assert drawn(at)["veil"] is None
    assert "gradient-flow" in ticked(at)


def test_the_powers_of_one_number_are_not_given_away_by_the_bound_or_the_axis(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow")
    shrinks = drawn(at)["panels"][0]
    assert line(at, "median")["y"][0] == pytest.approx(100 * math.log10(0.9), abs=1e-4)
    press(at, "gradient-flow.guide", "Next")
    grows = drawn(at)["panels"][0]
    assert not any(each.get("id") == "bound" for each in grows["series"])
    assert (grows["low"], grows["high"]) == (shrinks["low"], shrinks["high"])
    press(at, "gradient-flow.guide", "more than 10,000")
    assert "is right" in words(at)
    assert line(at, "median")["y"][0] == pytest.approx(100 * math.log10(1.1), abs=1e-4)
    assert line(at, "bound")["y"] == line(at, "median")["y"]


def test_one_slider_gives_way_to_the_other(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL)
    live_value(at, "gradient-flow.rho", 3.0)
    assert address(at)["rho"] == address(at)["sigma"] == "3"
    live_value(at, "gradient-flow.sigma", 0.5)
    assert address(at)["rho"] == address(at)["sigma"] == "0.5"
    assert not at.warning


def test_moving_a_slider_draws_no_weight_anew_and_another_seed_does(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL, sigma="2", rho="0.9")
    before = line(at, "net")["y"]
    live_value(at, "gradient-flow.sigma", 4.0)
    assert line(at, "net")["y"] != before
    live_value(at, "gradient-flow.sigma", 2.0)
    assert line(at, "net")["y"] == before
    other = open_lesson("gradient_flow", **SMALL, seed="2", sigma="2", rho="0.9")
    assert line(other, "net")["y"] != before


def test_twins_start_alike_and_part_only_by_clipping(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", stop="twins")
    skip(at)
    free, clipped = line(at, "free")["y"], line(at, "clipped")["y"]
    assert free[0] == clipped[0]
    assert free[1] != clipped[1]
    assert clipped[-1] < 0.1 < math.log(2) < sum(free[-10:]) / 10
    marks = line(at, "clipped.norm", 1)["marks"]
    assert all(y > math.log10(0.5) for _, y in marks)


def test_on_a_vanishing_network_clipping_does_nothing(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", stop="vanishing-twins", clip="1")
    assert line(at, "free")["y"] == line(at, "clipped")["y"]
    assert "marks" not in line(at, "clipped.norm", 1)
    assert "neither" in words(at)
    assert "That agrees" in words(at)


def test_the_cliff_throws_the_walk_that_is_not_clipped(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", stop="cliff")
    free, clipped = walks(at)
    for one, other in zip(free["hovertext"][:5], clipped["hovertext"][:5], strict=True):
        assert one == other.replace("with clipping", "without clipping")
    assert free["z"][-1] > 1
    assert clipped["z"][-1] < ABOVE + 1e-6
    one = open_lesson("gradient_flow", view="cliff", many="1")
    assert [len(spots["x"]) for spots in walks(one)] == [2, 2]


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("view", "cave"), ("sigma", "nan"), ("sigma", "-1"), ("sigma", "1e9"), ("rho", "🙂"),
     ("cell", "relu"), ("units", "7"), ("length", "0"), ("count", "1000000"), ("seed", "x")],
)  # fmt: skip
def test_a_malformed_link_names_the_parameter_and_shows_the_start_values(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("gradient_flow", **{parameter: text})
    assert any(f"- {parameter}: " in warning.value for warning in at.warning)
    assert drawn(at)["x"]["high"] == 100


@pytest.mark.parametrize("units", ["1", "2", "128"])
@pytest.mark.parametrize("length", ["1", "200"])
@pytest.mark.parametrize("cell", ["tanh", "linear", "saturated"])
def test_the_smallest_and_the_largest_work(open_lesson: OpenLesson, units: str, length: str, cell: str) -> None:
    at = open_lesson("gradient_flow", units=units, length=length, cell=cell, count="1", rho="0.5")
    assert drawn(at)["x"]["high"] == int(length)
    assert "nan" not in json.dumps(without_tables(drawn(at)))
    if units == "1":
        assert any("one number" in warning.value for warning in at.warning)


def test_a_link_whose_radius_is_too_large_is_explained(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL, sigma="1", rho="2")
    assert any("follows" in warning.value for warning in at.warning)
    assert "nan" not in json.dumps(without_tables(drawn(at)))


@pytest.mark.parametrize("present", ["0", "1"])
def test_no_words_of_a_figure_sum_up_what_is_asked(open_lesson: OpenLesson, present: str) -> None:
    at = open_lesson("gradient_flow", stop="not-enough", present=present)
    assert not [step for step in drawn(at)["steps"] if "on average" in step["text"]]
    at = open_lesson("gradient_flow", stop="twins", present=present)
    assert f" of {STEPS})" not in json.dumps(without_tables(drawn(at)))
    press(at, "gradient-flow.guide", "only with clipping")
    assert f" of {STEPS})" in json.dumps(without_tables(drawn(at)))


def test_the_steps_of_a_presenter_s_walk_are_summed_up_again_once_answered(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", stop="not-enough", present="1")
    press(at, "gradient-flow.guide", "it vanishes")
    assert any("on average" in step["text"] for step in drawn(at)["steps"])


@pytest.mark.parametrize("view", ["curves", "twins", "cliff"])
def test_at_most_four_controls_each_with_a_tooltip(open_lesson: OpenLesson, view: str) -> None:
    at = open_lesson("gradient_flow", view=view)
    assert len(explained_controls(at)) <= 4
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", view="twins", clip="3", sigma="5", seed="4")
    button(at, "Start values").click().run()
    assert line(at, "median")["y"][0] == pytest.approx(100 * math.log10(0.9), abs=1e-4)
    assert address(at) == {}


CASES = [
    export.Shown("curves", Networks(2, 0.9, "tanh", 8, 30, 3, 1), None),
    export.Shown("curves", Networks(5, 0, "saturated", 3, 20, 2, 7), None),
    export.Shown("curves", Networks(1, 1, "linear", 1, 1, 1, 2), None),
    export.Shown("twins", Twins("exploding", 0.5, 1.0, 20, 1), None),
    export.Shown("cliff", Walks(1.7, -0.25, 0.1, 20, 0.5), None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.view} {case.setting}"[:60])
def test_the_notebook_recomputes_the_numbers_and_fails_for_another(case: export.Shown) -> None:
    compute: dict[str, Any] = {"curves": model.measure, "twins": model.both, "cliff": model.descents}
    result = compute[case.view](case.setting)
    text = as_json(export.VIEWS[case.view].notebook(case.setting, result), "Gradients")
    called_by_itself(text)
    errors = model.errors(case.view, result)
    assert max(errors.values()) < 1e-4
    shown = "log10_bound" if case.view == "curves" else "free_losses"
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, shown))


def test_what_was_published_waits_until_the_question_is_answered(open_lesson: OpenLesson) -> None:
    for stop in (None, "exploding", "not-enough"):
        at = open_lesson("gradient_flow", **({"stop": stop} if stop else {}))
        assert "Pascanu, Mikolov, Bengio 2013" not in words(at)
    skip(at)
    assert "Pascanu, Mikolov, Bengio 2013" in words(at)
