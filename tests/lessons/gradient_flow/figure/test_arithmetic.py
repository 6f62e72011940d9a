"""The arithmetic of a length, and the fate of the gradient, agree with what was measured."""

import re

import pytest

from lessons.gradient_flow.figure import arithmetic as gradient_arithmetic
from tests.lessons.gradient_flow.figure.labs import laboratory, said


def test_the_arithmetic_ends_in_the_norm_and_multiplies_to_it() -> None:
    lab = laboratory()
    text = said(gradient_arithmetic.explain(lab, "net.39"))
    was, squash, turn, now = map(
        float, re.findall(r"([\d.]+) × ([\d.]+) × ([\d.]+) = ([\d.]+)", text)[0]
    )
    assert was * squash * turn == pytest.approx(now, rel=0.02)
    assert now == pytest.approx(10 ** lab.log10[0, 39], rel=0.01)
    assert "2^40" in said(gradient_arithmetic.explain(lab, "bound.0")).replace("2.00", "2")
    for other in ("median.41", "median.-1", "clipped.3", "", "net.x"):
        assert gradient_arithmetic.explain(lab, other) is None


def test_the_fate_is_that_of_the_median_at_0() -> None:
    assert gradient_arithmetic.fate(laboratory(1, 1, "linear"))[0] == "keeps its size"
    assert gradient_arithmetic.fate(laboratory(2, 2, "linear"))[0] == "explodes"
    assert gradient_arithmetic.fate(laboratory(0.5, 0.5))[0] == "vanishes"
    answer, because = gradient_arithmetic.fate(laboratory(5, 0))
    assert answer == "is exactly 0"
    assert "From t = 38 on" in because
