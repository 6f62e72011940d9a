"""The grid of time × depth: every state, both directions, every size a lesson has."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.columns import View
from figures.numbers import signed
from figures.payload import as_data
from lessons.deep_rnn import model as stacks
from lessons.deep_rnn.figure import graph as grid
from lessons.deep_rnn.figure.boxes import norm_text
from lessons.deep_rnn.model import Reading
from rnn_core.text import Vocabulary


def reading(word: str = "hello", n: int = 3, layers: int = 2, seed: int = 1, *, every: bool = False) -> Reading:
    vocabulary = Vocabulary.of(word)
    return stacks.read(stacks.drawn(vocabulary, n, layers, seed), vocabulary, word, every=every)


readings = st.builds(
    reading,
    st.text("abcdefgh☺ ", min_size=2, max_size=40),
    st.integers(1, stacks.DRAWN_UNITS),
    st.integers(1, 4),
    st.integers(1, 9999),
    every=st.booleans(),
)


def drawn(of: Reading, *, heat: bool = False, view: View | None = None) -> dict[str, Any]:
    return as_data(grid.grid(of, view or View(), heat=heat))


def box(payload: dict[str, Any], name: str) -> dict[str, Any]:
    return next(node for node in payload["nodes"] if node["id"] == name)


@given(readings, st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_every_state_and_every_norm_stands_in_the_grid(of: Reading, heat: bool, dense: bool) -> None:
    payload = drawn(of, heat=heat, view=View(dense=dense))
    for t in range(1, of.steps + 1):
        for layer in range(1, of.layers + 1):
            state = box(payload, f"h{layer}.{t}")
            numbers = of.states[layer - 1, t].tolist()
            if state["display"] == "heat":
                assert state["values"] == numbers
            else:
                assert state["texts"] == [signed(number, 2) for number in numbers]
            norm = float(of.norms[layer - 1, t])
            assert box(payload, f"g{layer}.{t}")["texts"] == [norm_text(norm)]
    assert not any("nan" in text for node in payload["nodes"] for text in node["texts"])


@given(readings, st.booleans(), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_two_boxes_overlap_and_all_lie_inside(of: Reading, heat: bool, dense: bool) -> None:
    payload = drawn(of, heat=heat, view=View(dense=dense))
    corners = [
        (n["x"] - n["width"] / 2, n["y"] - n["height"] / 2,
         n["x"] + n["width"] / 2, n["y"] + n["height"] / 2)
        for n in payload["nodes"]
    ]  # fmt: skip
    for left, top, right, bottom in corners:
        assert left >= 0
        assert top >= 0
        assert right <= payload["width"]
        assert bottom <= payload["height"]
    ordered = sorted(corners)
    for k, (_, top, right, bottom) in enumerate(ordered):
        for other in ordered[k + 1 :]:
            if other[0] >= right:
                break
            assert other[1] >= bottom or other[3] <= top


def test_each_state_has_an_arrow_from_below_and_one_from_before() -> None:
    arrows = {e["id"]: (e["source"], e["target"]) for e in drawn(reading(layers=3))["edges"]}
    for t in range(1, 5):
        assert arrows[f"below1.{t}"] == (f"x.{t}", f"h1.{t}")
        for layer in (2, 3):
            assert arrows[f"below{layer}.{t}"] == (f"h{layer - 1}.{t}", f"h{layer}.{t}")
    for t in range(2, 5):
        for layer in (1, 2, 3):
            assert arrows[f"before{layer}.{t}"] == (f"h{layer}.{t - 1}", f"h{layer}.{t}")


def test_the_two_kinds_of_arrows_of_a_layer_are_one_matrix() -> None:
    edges = drawn(reading(layers=2))["edges"]
    for layer in (1, 2):
        group = {e["id"] for e in edges if e["group"] == f"W{layer}"}
        below = {f"below{layer}.{t}" for t in (1, 2, 3, 4)}
        assert group == below | {f"before{layer}.{t}" for t in (2, 3, 4)}


@given(readings)
@settings(max_examples=25, deadline=None)
def test_the_walk_reaches_everything_once_and_nothing_before_its_sources(of: Reading) -> None:
    payload = drawn(of)
    lit = [name for step in payload["steps"] for name in step["lit"]]
    everything = {n["id"] for n in payload["nodes"]} | {e["id"] for e in payload["edges"]}
    assert len(lit) == len(set(lit))
    assert set(lit) == everything
    when = {name: k for k, step in enumerate(payload["steps"]) for name in step["lit"]}
    for edge in payload["edges"]:
        assert when[edge["source"]] <= when[edge["id"]]
    forward = grid.forward_steps(of)
    assert all(when[f"h{layer + 1}.{t + 1}"] < forward for layer in range(of.layers)
               for t in range(of.steps))  # fmt: skip
    for t in range(1, of.steps + 1):
        for layer in range(1, of.layers + 1):
            assert when[f"g{layer}.{t}"] == forward + (of.steps - t) * of.layers + of.layers - layer


@pytest.mark.parametrize("heat", [True, False])
def test_an_open_question_hides_every_gradient_and_no_state(heat: bool) -> None:
    of = reading()
    figure = grid.grid(of, View(veil_after=grid.forward_steps(of) - 1), heat=heat)
    assert figure.veils("g1.1")
    assert figure.veils("g2.4")
    assert not figure.veils("h2.4.1")


def test_a_bar_is_as_long_as_its_norm_and_the_largest_is_full() -> None:
    of = reading(layers=3)
    payload = drawn(of)
    bars = [node for node in payload["nodes"] if node["id"].startswith("g")]
    assert {node["scale"] for node in bars} == {float(of.norms[:, 1:].max())}
    assert sorted(node["values"][0] for node in bars) == sorted(of.norms[:, 1:].ravel().tolist())


def test_small_norms_are_powers_of_ten_and_zero_is_zero() -> None:
    assert norm_text(0.0) == "0.000"
    assert norm_text(3e-7) == "3·10⁻⁷"
    assert norm_text(0.25) == "0.250"


def test_the_same_ids_stand_in_the_grid_and_in_the_heat_map() -> None:
    of = reading()
    names = [{node["id"] for node in drawn(of, heat=heat)["nodes"]} for heat in (True, False)]
    assert names[0] == names[1]
    np.testing.assert_array_equal(
        [box(drawn(of, heat=True), f"h2.{t}")["values"] for t in (1, 2, 3, 4)], of.states[1, 1:]
    )
