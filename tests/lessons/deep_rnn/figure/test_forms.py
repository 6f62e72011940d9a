"""The formulas of the grid: their printed terms add up to the model's numbers."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.arithmetic import Arithmetic
from figures.columns import View
from figures.numbers import signed
from lessons.deep_rnn.figure import graph as grid
from lessons.deep_rnn.figure.arithmetic import explain
from lessons.deep_rnn.figure.boxes import norm_text
from lessons.deep_rnn.model import Reading
from tests.lessons.deep_rnn.figure.test_graph import reading, readings

TERM = re.compile(r"([+−])\s(\d+\.\d{3})·\(?(−?\d+\.\d{3})\)?")


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def text_of(found: Arithmetic) -> str:
    return "\n".join(" ".join(piece.text for piece in line) for line in found.lines)


def asked(of: Reading, node: str) -> Arithmetic:
    found = explain(of, node)
    assert found is not None, node
    return found


@given(readings)
@settings(max_examples=20, deadline=None)
def test_every_box_cell_and_arrow_of_the_grid_has_its_arithmetic(of: Reading) -> None:
    for heat in (False, True):
        figure = grid.grid(of, View(), heat=heat)
        for node in figure.nodes:
            assert explain(of, node.id) is not None
            for k, cell in enumerate(node.cells, start=1):
                index = k if cell.index is None else cell.index
                if index:
                    assert explain(of, f"{node.id}.{index}") is not None, node.id
        for edge in figure.edges:
            assert explain(of, edge.id) is not None, edge.id


@given(readings, st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_the_terms_of_a_state_add_up_to_what_the_tanh_gets(of: Reading, seed: int) -> None:
    rng = np.random.default_rng(seed)
    t, layer = int(rng.integers(1, of.steps + 1)), int(rng.integers(1, of.layers + 1))
    n = of.run.model.cell.n_hidden
    unit = int(rng.integers(1, n + 1))
    found = asked(of, f"h{layer}.{t}.{unit}")
    terms = TERM.findall(text_of(found))
    assert len(terms) == (n if t == 1 else 2 * n)
    total = sum(number(sign.replace("+", "") + w) * number(v) for sign, w, v in terms)
    a = float(of.run.trace.layers[layer - 1].a[t - 1, 0, unit - 1])
    slack = 1e-3 * sum(1 + abs(number(w)) + abs(number(v)) for _, w, v in terms)
    assert math.isclose(total, a, abs_tol=slack)
    (result,) = (piece.text for line in found.lines for piece in line if piece.result)
    assert result == signed(float(of.states[layer - 1, t, unit - 1]), 3)


def test_a_gradient_is_what_comes_from_above_and_from_the_future() -> None:
    of = reading(layers=3, every=True)
    matrices, grads = of.run.model.cell.matrices, of.grads.cell.layers
    for t in range(1, 5):
        for layer in range(1, 4):
            above = (
                of.grads.from_output[t - 1, 0] if layer == 3 else matrices[layer][:, :3].T @ grads[layer].a[t - 1, 0]
            )
            future = np.zeros(3) if t == 4 else matrices[layer - 1][:, 3:].T @ grads[layer - 1].a[t, 0]
            np.testing.assert_allclose(of.from_above(layer)[t - 1], above, rtol=1e-12)
            np.testing.assert_allclose(of.gradients[layer - 1, t], above + future, rtol=1e-12)
            found = asked(of, f"g{layer}.{t}")
            results = [piece.text for line in found.lines for piece in line if piece.result]
            assert results[-1] == norm_text(float(np.linalg.norm(above + future)))


def test_the_words_count_the_paths_to_the_loss() -> None:
    of = reading(layers=2)
    assert asked(of, "g1.1").words.startswith("4 paths through the grid lead from")
    assert asked(of, "g2.1").words.startswith("1 path through the grid leads from")


def test_an_arrow_of_either_kind_shows_the_whole_block() -> None:
    of = reading(n=3, layers=2)
    for name in ("below2.3", "before2.3"):
        found = asked(of, name)
        assert found.title.startswith("W² (3×6)")
        np.testing.assert_array_equal(found.matrix, of.run.model.cell.matrices[1])
        assert len(found.columns) == 6


def test_a_gradient_s_arrow_shows_the_half_it_goes_through_transposed() -> None:
    of = reading(n=3, layers=2)
    block = of.run.model.cell.matrices[1]
    np.testing.assert_array_equal(asked(of, "down2.3").matrix, block[:, :3].T)
    np.testing.assert_array_equal(asked(of, "back2.3").matrix, block[:, 3:].T)
    np.testing.assert_array_equal(asked(of, "W_hyT.4").matrix, of.run.model.readout.W_hy.T)


@pytest.mark.parametrize("name", ["", "h", "h3.1", "h1.0", "h1.5", "h1.1.4", "x.9", "y.1", "z.1", "h1.1.1.1", "W_xh.1"])
def test_what_is_not_in_the_grid_has_no_arithmetic(name: str) -> None:
    assert explain(reading(), name) is None
