"""The curves of the laboratory: what they draw, and what an open question leaves."""

import re

import pytest

from figures.columns import View
from figures.curve_data import as_data
from lessons.gradient_flow.figure import arithmetic as gradient_arithmetic
from lessons.gradient_flow.figure import norms as gradient_norms
from lessons.gradient_flow.figure import walk as gradient_walk
from rnn_core.studies.gradient_norm_study import Cell
from tests.lessons.gradient_flow.figure.labs import laboratory, said


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
            texts += [
                said(gradient_arithmetic.explain(lab, f"{kind}.{t}")) for t in {0, 1, T // 2, T}
            ]
        assert not re.search(r"\bnan\b|\binf\b", " ".join(texts))
        assert all(low < high for low, high in ((p["low"], p["high"]) for p in data["panels"]))


def test_an_open_question_leaves_neither_line_nor_stop_nor_answer() -> None:
    lab = laboratory()
    view = View(start=5, veil_after=5)
    data = as_data(gradient_norms.curves(lab, view))
    assert len(data["steps"]) == 6
    for line in data["panels"][0]["series"]:
        if not line["dashed"]:
            assert min(line["x"]) == 35
    assert list(gradient_walk.seen(view, 40)) == list(range(35, 41))
