"""A bag of words: what was read, averaged; the recurrence has no weights, so order cannot matter.

    (1)  a_t = W_xh x_t + b_h                     what step t alone would say
    (2)  h_t = (1/t) Σ_{s≤t} a_s  =  (1 − 1/t) h_{t−1} + (1/t) a_t
    (3)  dL/dh_t = (from the output at t) + t/(t+1) dL/dh_{t+1}
    (4)  dL/da_t = dL/dh_t / t
    (5)  dL/dW_xh = Σ_t dL/da_t x_tᵀ    dL/db_h = Σ_t dL/da_t    dL/dx_t = W_xhᵀ dL/da_t

The vanilla cell with an average in the place of W_hh and tanh. A sequence begins at t = 1, so a
pass cannot go on where another one ended. Source: Harris, Distributional structure (1954).
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import inputs
from rnn_core.cells.input_weights import Entrance
from rnn_core.types import Array, Tokens, check_shape
from rnn_core.weights import check_weights
from rnn_core.workspace import Workspace


@dataclass(frozen=True, slots=True, eq=False)
class BagParams(Entrance):
    """The weights of equation (1), or their gradient: W_xh (H, D), b_h (H,)."""

    W_xh: Array
    b_h: Array


@dataclass(frozen=True, slots=True, eq=False)
class BagTrace:
    """Every intermediate of a pass: x as given, a (T, B, H), h (T+1, B, H) with h[0] = 0."""

    x: Array
    a: Array
    h: Array


@dataclass(frozen=True, slots=True, eq=False)
class BagGrads:
    """What `backward` returns, total derivatives.

    params: BagParams. x: (T, B, D), None for tokens. h: (T+1, B, H), 0 in row 0. a: (T, B, H).
    """

    params: BagParams
    x: Array | None
    h: Array
    a: Array


def step(params: BagParams, h_prev: Array, x_t: Array, t: int) -> Array:
    """h_t from h_{t−1} (H,), x_t (D,) and the time t, from 1."""
    a_t: Array = params.W_xh @ x_t + params.b_h
    return (1 - 1 / t) * h_prev + a_t / t


def forward(
    params: BagParams,
    x: Array | Tokens,
    h_0: Array | None = None,
    *,
    workspace: Workspace | None = None,  # noqa: ARG001 - the signature all cells share
) -> BagTrace:
    """The trace of a whole sequence: x is tokens (T, B) or vectors (T, B, D).

    ValueError for an h_0, an empty sequence, tokens outside 0 … D−1, weights that are not finite.
    """
    if h_0 is not None:
        raise ValueError(f"h_0 must be None, for a bag begins empty, got shape {h_0.shape}")
    check_weights(params)
    a = inputs.project(params.W_xh, params.b_h, x)  # (1)
    h = np.zeros((len(a) + 1, *a.shape[1:]), a.dtype)
    np.cumsum(a, 0, out=h[1:])
    h[1:] /= _times(a)  # (2)
    return BagTrace(x, a, h)


def backward(
    params: BagParams,
    trace: BagTrace,
    dh: Array,
    *,
    workspace: Workspace | None = None,  # noqa: ARG001 - the signature all cells share
) -> BagGrads:
    """All gradients; dh (T, B, H) arrives from the outputs."""
    check_shape("dh", dh, trace.a.shape)
    t = _times(trace.a)
    da = np.cumsum((dh / t)[::-1], 0)[::-1].copy()  # (4)
    h = np.concatenate([np.zeros_like(da[:1]), da * t])  # (3)
    dW_xh, dx = inputs.backward(params.W_xh, trace.x, da)
    return BagGrads(BagParams(dW_xh, da.sum((0, 1))), dx, h, da)  # (5)


def _times(a: Array) -> Array:
    """The times 1, 2, 3, … as (T, 1, 1)."""
    times: Array = np.arange(1, len(a) + 1, dtype=a.dtype)[:, np.newaxis, np.newaxis]
    return times
