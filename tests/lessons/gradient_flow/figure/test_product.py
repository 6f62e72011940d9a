"""The product of all factors as boxes: it is the curve, and an open question leaves only its beginning."""

import json

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph
from figures.payload import as_data
from lessons.gradient_flow.figure import product
from rnn_core.studies.gradient_norm_study import Cell
from tests.explained import unexplained
from tests.lessons.gradient_flow.figure.labs import laboratory


def numbers(figure: Graph, kind: str) -> list[float]:
    return [float(n.cells[0].value or 0) for n in figure.nodes if n.id.startswith(f"{kind}.")]


@pytest.mark.parametrize("cell", ["tanh", "linear", "saturated"])
@pytest.mark.parametrize("dense", [False, True])
def test_the_factors_multiplied_are_the_length_on_the_curve(cell: Cell, dense: bool) -> None:
    lab = laboratory(1.5, 1.5, cell)
    figure = product.row_of_boxes(lab, View(dense=dense))
    whole = np.prod(numbers(figure, "factor")) * numbers(figure, "rest")[0]
    assert whole == pytest.approx(10 ** lab.log10[0, 0], rel=1e-10)
    chain = product.Chain.of(lab)
    assert np.prod(chain.factors) == pytest.approx(10 ** lab.log10[0, 0], rel=1e-10)
    every = next(node for node in figure.nodes if node.id == "each.1")
    assert sum(float(cell.value or 0) for cell in every.cells) == pytest.approx(lab.log10[0, 0], rel=1e-10)
    assert sorted(cell.index or 0 for cell in every.cells if cell.index) == list(range(1, 41))


@pytest.mark.parametrize(("sigma", "rho", "cell"), [(5, 0, "tanh"), (2, 2, "saturated"), (0.05, 0.05, "linear")])
@pytest.mark.parametrize(("T", "H"), [(1, 1), (2, 2), (7, 3), (200, 8)])
def test_every_number_in_a_box_is_explained_and_none_is_undefined(
    sigma: float, rho: float, cell: Cell, T: int, H: int
) -> None:
    for dense in (False, True):
        figure = product.row_of_boxes(laboratory(sigma, rho, cell, T, 1, H), View(dense=dense))
        assert not unexplained(figure)
        texts = [step.text for step in figure.steps] + [c.text + c.hint for n in figure.nodes for c in n.cells]
        assert not any("undefined" in text or "∞" in text or "nan" in text for text in texts)


@pytest.mark.parametrize("present", [False, True])
def test_an_open_question_sends_nothing_of_the_factors_it_covers(present: bool) -> None:
    lab = laboratory()
    view = View(start=5, veil_after=None if present else 5, answer_after=5, dense=present)
    figure = product.row_of_boxes(lab, view)
    assert not [node for node in figure.nodes if node.id in ("each.1", "rest.1", "length.0")]
    last = 40 - (product.SHOWN_TO_A_HALL if present else product.SHOWN)
    data = as_data(figure)
    assert np.isnan(data["explained"]["tables"]["length"]["values"][:last]).all()
    if not present:
        assert np.isnan(data["explained"]["tables"]["length"]["values"][:35]).all()
    del data["explained"]
    assert "more factors" not in json.dumps(data, default=str)


def test_a_clicker_walks_through_the_product_in_few_presses() -> None:
    assert len(product.row_of_boxes(laboratory(T=200), View(dense=True)).steps) <= 12
