"""The checks of the gradient lesson: small where all is right, large where a number is wrong."""

from dataclasses import replace

import numpy as np
import pytest

from lessons.gradient_flow import model
from rnn_core.studies import gradient_norm_study
from rnn_core.studies.gradient_norm_study import Cell, Laboratory


def measured(cell: Cell) -> Laboratory:
    chances = (gradient_norm_study.draw(1, 0, 8),)
    return gradient_norm_study.measure(chances, sigma_max=1.1, spectral_radius=0.9, cell=cell, T=12)


@pytest.mark.parametrize("cell", ["linear", "tanh"])
def test_right_lengths_agree_with_finite_differences(cell: Cell) -> None:
    errors = model.network_errors(measured(cell))
    assert {"h at t = 11", "h at t = 0"} <= errors.keys()
    assert ("W_hh" in errors) == (cell == "tanh")
    assert max(errors.values()) < 1e-6


@pytest.mark.parametrize("cell", ["linear", "tanh"])
def test_a_wrong_length_on_the_screen_is_found(cell: Cell) -> None:
    right = measured(cell)
    norms = right.norms.h
    wrong = replace(right, norms=replace(right.norms, h=replace(norms, log10=norms.log10 + np.log10(1.001))))
    errors = model.network_errors(wrong)
    assert errors["h at t = 0"] > 1e-4
