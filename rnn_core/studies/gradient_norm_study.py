"""The laboratory of gradients: networks that differ in chance alone, and what their W_hh does.

    (1)  dL/dh_{t−1} = W_hhᵀ v_t,  v_t = dL/dh_t * (1 − h_t²)      linear: v_t = dL/dh_t
    (2)  ‖dL/dh_{t−1}‖ = factor_t · ‖dL/dh_t‖,  factor_t = squash_t · turn_t
         squash_t = ‖v_t‖ / ‖dL/dh_t‖ ≤ 1,  turn_t = ‖W_hhᵀ v_t‖ / ‖v_t‖ ≤ σ
    (3)  W_hh = Q diag(blocks) Qᵀ, all blocks with the same ρ and σ     spectrum (1) and (2)

With σ = ρ the blocks are rotations times ρ, W_hh is ρ times an orthogonal matrix; with ρ = 0 it is
nilpotent. Chance is drawn once from a seed: Q, angles, W_xh and the inputs stay while σ and ρ move.
Source: Pascanu, Mikolov, Bengio (2013), §2.1, equations 5 and 7.
"""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from rnn_core.activations import tanh_slope
from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads.gradients import StateNorms, log10_bound, state_gradient_norms
from rnn_core.spectrum import ANGLES, block, orthogonal, stretched
from rnn_core.types import Array

Cell: TypeAlias = Literal["linear", "tanh", "saturated"]
DRIVE = {"linear": 0.3, "tanh": 0.3, "saturated": 20.0}
"""The standard deviation of the inputs; 20 drives every tanh far into its flat ends."""
LONGEST = 200
LARGE = 3.0
"""Powers of ten from which a gradient is called vanished or exploded."""


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """What is drawn for one network: Q and an order of units (3), W_xh (H, 1), x (LONGEST, 1)."""

    rotation: Array
    angles: Array
    order: Array
    signs: Array
    W_xh: Array
    x: Array


@dataclass(frozen=True, slots=True, eq=False)
class Laboratory:
    """S networks, their inputs x (T, S, 1), their gradients' norms, and the bound (T+1,)."""

    cell: Cell
    sigma_max: float
    spectral_radius: float
    networks: tuple[RNNParams, ...]
    x: Array
    norms: StateNorms

    @property
    def log10(self) -> Array:
        """The decimal logarithms of ‖dL/dh_t‖, (S, T+1); −inf for exactly 0."""
        return self.norms.h.log10

    @property
    def log10_bound(self) -> Array:
        """That of the bound σ^{T−t}, (T+1,)."""
        return log10_bound(self.sigma_max, len(self.x))


def draw(seed: int, number: int, H: int) -> Chance:
    """Chance for network `number` of a seed; the same for every σ, ρ, cell and T."""
    rng = np.random.default_rng([seed, number])
    return Chance(
        W_xh=rng.standard_normal((H, 1)),
        x=rng.standard_normal((LONGEST, 1)),
        rotation=orthogonal(rng, H),
        angles=rng.uniform(*ANGLES, H // 2),
        order=rng.permutation(H),
        signs=rng.choice([-1.0, 1.0], H),
    )


def matrix(chance: Chance, sigma_max: float, spectral_radius: float) -> Array:
    """W_hh of (3) with these two; for H = 1, where both are |w|, the spectral radius decides."""
    n = len(chance.order)
    blocks = np.zeros((n, n))
    first = np.arange(0, n - 1, 2)[:, np.newaxis, np.newaxis]
    rows, columns = np.arange(2)[:, np.newaxis], np.arange(2)
    blocks[first + rows, first + columns] = block(chance.angles, spectral_radius, sigma_max)
    if n % 2:
        blocks[-1, -1] = spectral_radius
    if stretched(spectral_radius, sigma_max):
        signed = chance.signs[:, np.newaxis] * blocks * chance.signs
        return np.asarray(signed[np.ix_(chance.order, chance.order)])
    return np.asarray(chance.rotation @ blocks @ chance.rotation.T)


def measure(chances: tuple[Chance, ...], *, sigma_max: float, spectral_radius: float, cell: Cell, T: int) -> Laboratory:
    """The gradients of a loss at T, whose dL/dh_T has length 1, by back-propagation to h_0."""
    networks = tuple(
        RNNParams(one.W_xh, matrix(one, sigma_max, spectral_radius), np.zeros(len(one.W_xh))) for one in chances
    )
    x = DRIVE[cell] * np.stack([one.x[:T] for one in chances], 1)
    return measure_networks(networks, x, sigma_max=sigma_max, spectral_radius=spectral_radius, cell=cell)


def measure_networks(
    networks: tuple[RNNParams, ...], x: Array, *, sigma_max: float, spectral_radius: float, cell: Cell
) -> Laboratory:
    """The same for given networks and inputs x (T, S, 1)."""
    activation = "linear" if cell == "linear" else "tanh"
    norms = state_gradient_norms(networks, x, activation=activation)
    return Laboratory(cell, sigma_max, spectral_radius, networks, x, norms)


def factors(laboratory: Laboratory, number: int) -> tuple[Array, Array]:
    """squash_t and turn_t of (2) for t = 1 … T of one network, both (T,); nan behind exactly 0."""
    log10, params = laboratory.log10[number], laboratory.networks[number]
    with np.errstate(invalid="ignore"):
        factor = 10 ** (log10[:-1] - log10[1:])
    squash = np.ones(len(factor))
    if laboratory.cell != "linear":
        slopes = tanh_slope(rnn.forward(params, laboratory.x[:, [number]]).a[:, 0])
        g = np.full(params.n_hidden, 1 / math.sqrt(params.n_hidden))
        for t in range(len(slopes), 0, -1):
            v = g * slopes[t - 1]
            squash[t - 1] = np.linalg.norm(v) if log10[t] > -math.inf else math.nan
            g = v @ params.W_hh
            g /= np.abs(g).max() or 1
            g /= np.linalg.norm(g) or 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return squash, factor / squash
