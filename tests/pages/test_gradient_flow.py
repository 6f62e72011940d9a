"""The lesson `gradient-flow`: its promises hold in the script that the server runs."""

import json
import math
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.gradient_flow import export, model
from lessons.gradient_flow.model import Networks, Twins, Walks
from rnn_core.cells import rnn
from tests.explained import said
from tests.notebooks import called_by_itself, tampered
from tests.pages.conftest import (
    OpenLesson,
    address,
    answer,
    button,
    components,
    control,
    explained_controls,
    live_value,
    show_me,
    ticked,
    words,
)
from ui.export.notebook import as_json

SMALL = {"units": "8", "length": "20", "count": "5"}


def drawn(at: AppTest, name: str = "curves") -> dict[str, Any]:
    """The payload of the page's curves, or of its relief."""
    for _, data in components(at):
        if name in data:
            payload: dict[str, Any] = data[name]
            return payload
    raise AssertionError(f"the page shows no {name}")


def without_tables(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in payload.items() if name != "explained"}


def line(at: AppTest, key: str, panel: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in drawn(at)["panels"][panel]["series"] if each.get("id") == key)
    return found


def skip(at: AppTest) -> None:
    answer(at, "gradient-flow", "Skip")


def test_the_curve_on_screen_is_back_propagated_on_the_network_on_screen(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL, sigma="1.5", rho="1.2")
    skip(at)
    measured = model.measure(Networks(1.5, 1.2, "tanh", 8, 20, 5, 1))
    params = measured.networks[0]
    trace = rnn.forward(params, measured.x[:, [0]])
    dh = np.zeros_like(trace.h[1:])
    dh[-1] = 8**-0.5
    norms = np.linalg.norm(rnn.backward(params, trace, dh).h[:, 0], axis=1)
    np.testing.assert_allclose(line(at, "net")["y"], np.log10(norms), atol=1e-6)
    assert np.linalg.norm(params.W_hh, 2) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("number", "fate"),
    [(1, "vanishes"), (2, "explodes"), (3, "keeps its size"), (4, "vanishes"),
     (5, "is exactly 0"), (6, "explodes")],
)  # fmt: skip
def test_each_preset_does_what_its_line_says(open_lesson: OpenLesson, number: int, fate: str) -> None:
    at = open_lesson("gradient_flow")
    show_me(at, "gradient-flow", number)
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
    at = open_lesson("gradient_flow", selected="median.30")
    assert said(drawn(at), "median.30") == ""
    assert "Green" in said(drawn(at), "net.99")
    skip(at)
    assert "Green" in said(drawn(at), "median.30")
    assert "Green" not in said(drawn(at), "median.31")


def test_the_question_hides_the_curve_until_an_answer_is_committed(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow")
    assert drawn(at)["veil"] is not None
    assert min(line(at, "median")["x"]) == 95
    answer(at, "gradient-flow", "explodes")
    assert "You said explodes" in words(at)
    assert "**vanishes**" in words(at)
    assert drawn(at)["veil"] is None
    assert "gradient-flow" in ticked(at)


def test_a_hand_on_a_slider_closes_the_question_and_the_other_slider_gives_way(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL)
    live_value(at, "gradient-flow.rho", 3.0)
    assert address(at)["rho"] == address(at)["sigma"] == "3"
    assert drawn(at)["veil"] is None
    live_value(at, "gradient-flow.sigma", 0.5)
    assert address(at)["rho"] == address(at)["sigma"] == "0.5"
    assert not at.warning


def test_moving_a_slider_draws_no_weight_anew_and_only_the_button_does(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL)
    skip(at)
    before = line(at, "net")["y"]
    live_value(at, "gradient-flow.sigma", 4.0)
    assert line(at, "net")["y"] != before
    live_value(at, "gradient-flow.sigma", 2.0)
    assert line(at, "net")["y"] == before
    at.button(key="gradient-flow.new_weights").click().run()
    skip(at)
    assert address(at)["seed"] == "2"
    assert line(at, "net")["y"] != before


def test_twins_start_alike_and_part_only_by_clipping(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", view="twins")
    show_me(at, "gradient-flow", 1)
    free, clipped = line(at, "free")["y"], line(at, "clipped")["y"]
    assert free[0] == clipped[0]
    assert free[1] != clipped[1]
    assert clipped[-1] < 0.1 < math.log(2) < sum(free[-10:]) / 10
    marks = line(at, "clipped.norm", 1)["marks"]
    assert all(y > math.log10(0.5) for _, y in marks)


def test_on_a_vanishing_network_clipping_does_nothing(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", view="twins", kind="vanishing", clip="1")
    skip(at)
    assert line(at, "free")["y"] == line(at, "clipped")["y"]
    assert "marks" not in line(at, "clipped.norm", 1)
    assert "neither" in words(at)


def test_the_cliff_throws_the_walk_that_is_not_clipped(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", view="cliff")
    skip(at)
    walks = {walk["id"]: walk["points"] for walk in drawn(at, "relief")["walks"]}
    assert walks["free"][:5] == walks["clipped"][:5]
    assert walks["free"][-1][2] > 1
    assert walks["clipped"][-1][2] < 1e-6
    at.button_group(key="gradient-flow.many").set_value(1).run()
    assert len(drawn(at, "relief")["walks"][0]["points"]) == 2


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
    at = open_lesson("gradient_flow", units=units, length=length, cell=cell, count="1")
    skip(at)
    assert drawn(at)["x"]["high"] == int(length)
    assert "nan" not in json.dumps(without_tables(drawn(at)))
    if units == "1":
        assert any("one number" in warning.value for warning in at.warning)


def test_a_link_whose_radius_is_too_large_is_explained(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", **SMALL, sigma="1", rho="2")
    assert any("follows" in warning.value for warning in at.warning)
    assert "nan" not in json.dumps(without_tables(drawn(at)))


@pytest.mark.parametrize("view", ["curves", "twins", "cliff"])
def test_six_controls_beside_the_view_each_with_a_tooltip(open_lesson: OpenLesson, view: str) -> None:
    at = open_lesson("gradient_flow", view=view)
    assert len(explained_controls(at) - {"view"}) <= 6
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("gradient_flow", view="twins", clip="3", sigma="5", seed="4")
    button(at, "Start values").click().run()
    assert control(at.button_group, "gradient-flow.view").value == "curves"
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


@pytest.mark.parametrize("view", ["curves", "twins", "cliff"])
def test_what_was_published_waits_until_the_question_is_closed(open_lesson: OpenLesson, view: str) -> None:
    at = open_lesson("gradient_flow", view=view)
    assert "Pascanu, Mikolov, Bengio 2013" not in words(at)
    answer(at, "gradient-flow", "Skip")
    assert "Pascanu, Mikolov, Bengio 2013" in words(at)
