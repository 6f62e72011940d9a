"""How the gradient of one late loss fares on its way back: ‖dL/dh_t‖ for many networks at once.

    vanilla  (1)  dL/dh_{t−1} = W_hhᵀ (dL/dh_t * (1 − h_t²))    linear: without 1 − h_t²
    LSTM     (2)  as in `lstm`, with dL/dC_t, and the direct path dL/dC_T * f_T * … * f_{t+1} alone
    GRU          as in `gru`, and the direct path dL/dh_T * z_T * … * z_{t+1} alone
    bound    (3)  ‖dL/dh_t‖ ≤ σ^{T−t} ‖dL/dh_T‖                 σ = largest singular value of W_hh

Networks are batch rows with weights of their own. A gradient that leaves the range of float64 is
kept as mantissa and power of two, so log10 is right at any depth; −inf means exactly 0. Source:
Hochreiter (1991); Bengio, Simard, Frasconi (1994); Pascanu, Mikolov, Bengio (2013).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core.cells.registry import Layer
from rnn_core.cells.rnn import RNNParams
from rnn_core.cells.stacked import PATHS
from rnn_core.grads.norms import row_norms
from rnn_core.types import Array, Tokens, check_dtype, check_shape
from rnn_core.weights import arrays

FLOOR = 1e-300
"""The smallest norm that is given as a number; what lies below is only known by its logarithm."""


@dataclass(frozen=True, slots=True, eq=False)
class Norms:
    """Norms of S networks at t = 0 … T and their logarithms, both (S, T+1).

    values: nan, never a silent 0, where they are below FLOOR and yet not 0; inf above 1.8e308.
    log10: right everywhere, −inf for exactly 0.
    """

    values: Array
    log10: Array

    @property
    def below_floor(self) -> Array:
        """Where the norm is smaller than FLOOR and yet not 0, (S, T+1)."""
        return np.isnan(self.values)

    @property
    def exactly_zero(self) -> Array:
        """Where nothing at all arrives, as behind a nilpotent matrix, (S, T+1)."""
        return np.isneginf(self.log10)


@dataclass(frozen=True, slots=True, eq=False)
class StateNorms:
    """‖dL/dh_t‖ of every network; for LSTMs also ‖dL/dC_t‖, for them and GRUs that of the direct path alone.

    networks: those that were asked about.
    """

    networks: Sequence[Layer]
    h: Norms
    C: Norms | None = None
    direct: Norms | None = None

    @property
    def log10_bound(self) -> Array:
        """The logarithm of equation (3), (S, T+1); ValueError for others, where it does not hold."""
        matrices = [one.W_hh for one in self.networks if isinstance(one, RNNParams)]
        if not matrices:
            raise ValueError(f"log10_bound must be asked of vanilla networks, got {type(self.networks[0]).__name__}")
        sigma = np.linalg.norm(np.stack(matrices), 2, axis=(1, 2))
        return log10_bound(sigma, self.h.log10.shape[1] - 1) + self.h.log10[:, -1:]


def state_gradient_norms(
    networks: Sequence[Layer],
    x: Array | Tokens,
    dh_last: Array | None = None,
    h_0: Array | None = None,
    *,
    activation: str = "tanh",
) -> StateNorms:
    """The norms for a loss at the last step with dL/dh_T = dh_last, by default of length 1.

    x (T, S, D) or tokens (T, S), one sequence for each of S networks, or (T, 1, …) one for all.
    dh_last and h_0 (S, H) or (H,). activation "linear", of vanilla networks only, leaves their tanh away.
    """
    first = _first(networks)
    H, n = first.n_hidden, len(networks)
    if x.ndim not in (2, 3) or 0 in x.shape or x.shape[1] not in (1, n):
        raise ValueError(f"x must have shape (T, {n}) or (T, {n}, D), got {x.shape}")
    if activation not in ("tanh", "linear"):
        raise ValueError(f"activation must be tanh or linear, got {activation!r}")
    if activation == "linear" and not isinstance(first, RNNParams):
        raise ValueError(f"activation must be tanh for {type(first).__name__}, got 'linear'")
    end = np.full(H, 1 / math.sqrt(H)) if dh_last is None else dh_last
    start = np.zeros(H) if h_0 is None else h_0
    check_shape("dh_last", end, (n, H), (H,))
    check_shape("h_0", start, (n, H), (H,))
    options = {"linear": True} if activation == "linear" else {}
    paths = []
    for begin in range(0, n, 20):  # so many weight matrices stay in the cache
        span = slice(begin, begin + 20)
        sizes = (len(networks[span]), H)
        own_x = x if x.shape[1] == 1 else x[:, span]
        ends: Any = [np.broadcast_to(one if one.ndim == 1 else one[span], sizes) for one in (start, end)]
        own: Any = networks[span]
        paths.append(PATHS[type(first)](own, own_x, *ends, **options))
    h, C, direct = (
        None
        if getattr(paths[0], name) is None
        else _norms([getattr(path, name) for path in paths], [getattr(path, exponent) for path in paths])
        for name, exponent in (("h", "exponent"), ("C", "exponent"), ("direct", "direct_exponent"))
    )
    assert h is not None, "every path has it"
    return StateNorms(networks, h, C, direct)


def log10_bound(sigma_max: Array | float, T: int) -> Array:
    """log10 of σ^{T−t} for t = 0 … T, equation (3): (T+1,), or (S, T+1) for S values of σ."""
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.log10(np.asarray(sigma_max, float))[..., np.newaxis] * np.arange(T, -1, -1)
    steps[..., -1] = 0
    return np.asarray(steps)


def _norms(vectors: list[Array], exponents: list[Array]) -> Norms:
    """‖v‖ · 2^e for v (T+1, S, H) and e (T+1, S), one block after the other."""
    lengths = np.concatenate([row_norms(v) for v in vectors], axis=1).T
    powers = np.concatenate(exponents, axis=1).T
    with np.errstate(divide="ignore", over="ignore", under="ignore"):
        log10 = np.log10(lengths) + powers * math.log10(2)
        values = np.ldexp(lengths, powers)
    values[(values < FLOOR) & (lengths > 0)] = np.nan
    return Norms(values, log10)


def _first(networks: Sequence[Layer]) -> Layer:
    """The first network; ValueError unless all are float64 and alike."""
    if not networks:
        raise ValueError("networks must hold at least 1 network, got none")
    first = networks[0]
    for one in networks:
        same = (first.n_inputs, first.n_hidden)
        if type(one) is not type(first) or (one.n_inputs, one.n_hidden) != same:
            raise ValueError(f"networks must all be {type(first).__name__} with (D, H) = {same}")
        check_dtype("networks", arrays(one)[-1], np.dtype(float))
    return first
