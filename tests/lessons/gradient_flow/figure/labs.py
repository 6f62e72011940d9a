"""Laboratories of a few small networks."""

from rnn_core.studies.gradient_norm_study import Cell, Laboratory, draw, measure


def laboratory(
    sigma: float = 2, rho: float = 0.9, cell: Cell = "tanh", T: int = 40, n: int = 5, H: int = 8
) -> Laboratory:
    chances = tuple(draw(1, k, H) for k in range(n))
    return measure(chances, sigma_max=sigma, spectral_radius=rho, cell=cell, T=T)
