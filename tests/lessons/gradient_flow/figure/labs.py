"""Laboratories of a few small networks, and the text of a formula."""

from figures.arithmetic import Arithmetic
from rnn_core.studies.gradient_norm_study import Cell, Laboratory, draw, measure


def laboratory(
    sigma: float = 2, rho: float = 0.9, cell: Cell = "tanh", T: int = 40, n: int = 5, H: int = 8
) -> Laboratory:
    chances = tuple(draw(1, k, H) for k in range(n))
    return measure(chances, sigma_max=sigma, spectral_radius=rho, cell=cell, T=T)


def formula(arithmetic: Arithmetic | None) -> str:
    assert arithmetic is not None
    return " ".join(piece.text for line in arithmetic.lines for piece in line)
