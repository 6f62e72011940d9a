"""How the numbers of the grid were made, forward and backward: every box, number and arrow says it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.columns import View
from figures.graph import Graph
from figures.numbers import signed, significant
from lessons.deep_rnn.figure.graph import forward_steps, grid
from lessons.deep_rnn.model import Reading
from tests.explained import computed, explanation, said, silent, unexplained
from tests.lessons.deep_rnn.figure.test_graph import reading, readings


def drawn(of: Reading, *, heat: bool = False) -> Graph:
    return grid(of, View(), heat=heat)


@given(readings, st.booleans())
@settings(max_examples=20, deadline=None)
def test_every_number_comes_out_of_its_formula(of: Reading, heat: bool) -> None:
    figure = drawn(of, heat=heat)
    assert unexplained(figure) == []
    n = of.run.model.cell.n_hidden
    times, layers, units = range(1, of.steps + 1), range(1, of.layers + 1), range(1, n + 1)
    states = [f"h{layer}.{t}.{unit}" for layer in layers for t in times for unit in units]
    np.testing.assert_allclose(numbers(figure, states), of.states[:, 1:].ravel(), rtol=1e-9, atol=1e-12)
    gradients = [f"g{layer}.{t}" for layer in layers for t in times]
    np.testing.assert_allclose(numbers(figure, gradients), of.norms[:, 1:].ravel(), rtol=1e-9, atol=1e-12)


@given(readings)
@settings(max_examples=10, deadline=None)
def test_every_box_and_arrow_is_explained(of: Reading) -> None:
    for heat in (False, True):
        figure = drawn(of, heat=heat)
        assert silent(figure, [*(node.id for node in figure.nodes), *(edge.id for edge in figure.edges)]) == []


def test_a_state_reads_the_layer_below_and_its_own_past() -> None:
    figure = drawn(reading(n=3, layers=2))
    text = said(figure, "h2.3.1")
    assert text.startswith(
        "Layer 2 at t = 3, unit 1: 6 products\nh₃⁽²⁾[1] = tanh( W⁽²⁾[1,·] · [ h₃⁽¹⁾ ; h₂⁽²⁾ ] + b⁽²⁾[1] )\n"
    )
    assert "h₁⁽¹⁾[1] = tanh( W⁽¹⁾[1,·] · [ x₁ ; h₀⁽¹⁾ ] + b⁽¹⁾[1] )" in said(figure, "h1.1.1")
    assert "0 (because h₀ = 0)" in said(figure, "h1.1.1")
    assert "because" not in text
    found = explanation(figure, "h2.3.1")
    assert found is not None
    assert {(source["table"], source["index"][0]) for source in found["sources"]} >= {("h1", 3), ("h2", 2), ("W2", 1)}


def test_a_gradient_is_what_comes_from_above_and_from_the_future() -> None:
    of = reading(layers=3, every=True)
    figure = drawn(of)
    for t in range(1, 5):
        for layer in range(1, 4):
            above, total = of.from_above(layer)[t - 1], of.gradients[layer - 1, t]
            _, first, *lines = said(figure, f"g{layer}.{t}").split("\n")
            over = f"layer {layer + 1}" if layer < 3 else "the loss at this time step"
            assert first.endswith(f" = from {over} + from t = {t + 1}")
            for unit in range(3):
                assert lines[unit].startswith(f"[{unit + 1}] = {significant(above[unit], 3)} ")
                assert lines[unit].endswith(f" = {significant(total[unit], 3)}")
            assert f"= {significant(float(np.linalg.norm(total)), 3)}" in lines[-2]


def test_the_words_count_the_paths_to_the_loss() -> None:
    figure = drawn(reading(layers=2))
    assert "\n4 paths through the grid lead from" in said(figure, "g1.1")
    assert "\n1 path through the grid leads from" in said(figure, "g2.1")


def test_an_open_question_hides_the_gradients_and_nothing_else() -> None:
    of = reading(layers=2)
    asked = forward_steps(of) - 1
    figure = grid(of, View(start=asked, veil_after=asked), heat=False)
    assert [explanation(figure, f"g{layer}.{t}") for layer in (1, 2) for t in (1, 4)] == [None] * 4
    assert explanation(figure, "h2.4.1")
    assert explanation(figure, "y.4.1")


def test_an_input_is_a_row_of_the_embedding() -> None:
    of = reading()
    figure = drawn(of)
    assert "x at t = 2: the row of “e” in E" in said(figure, "x.2")
    assert f"x₂[3] = E[e,3] = {signed(float(of.run.trace.x[1, 0, 2]), 3)}" in said(figure, "x.2.3")


def test_an_arrow_of_either_kind_shows_the_whole_block() -> None:
    of = reading(n=3, layers=2)
    for name in ("below2.3", "before2.3"):
        found = explanation(drawn(of), name)
        assert found is not None
        assert found["title"].startswith("W⁽²⁾ (3×6)")
        assert found["matrix"]["entries"] == printed(of.run.model.cell.matrices[1])
        assert found["matrix"]["columns"] == [f"{half} {unit}" for half in ("below", "before") for unit in (1, 2, 3)]


def test_a_gradient_s_arrow_shows_the_half_it_goes_through_transposed() -> None:
    of = reading(n=3, layers=2)
    block, figure = of.run.model.cell.matrices[1], drawn(of)
    for name, matrix in (
        ("down2.3", block[:, :3].T),
        ("back2.3", block[:, 3:].T),
        ("W_hyT.4", of.run.model.readout.W_hy.T),
        ("W_hy.4", of.run.model.readout.W_hy),
    ):
        found = explanation(figure, name)
        assert found is not None
        assert found["matrix"]["entries"] == printed(matrix)


@pytest.mark.parametrize("name", ["", "h", "h3.1", "z.1", "W_xh.1"])
def test_what_is_not_in_the_grid_has_no_explanation(name: str) -> None:
    assert explanation(drawn(reading()), name) is None


def numbers(figure: Graph, names: list[str]) -> list[float]:
    found = [number for number in computed(figure, names) if number is not None]
    assert len(found) == len(names)
    return found


def printed(matrix: np.ndarray) -> list[list[str]]:
    return [[signed(entry, 3) for entry in row] for row in matrix.tolist()]
