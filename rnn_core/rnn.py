"""The vanilla recurrent network: one state vector, one matrix from state to state.

Forward, for t = 1 … T                                           (lecture; Deep Learning 10.8–10.9)
    (1)  a_t = W_hh h_{t−1} + W_xh x_t + b_h
    (2)  h_t = tanh(a_t)
Backward, for t = T … 1                                                (Deep Learning 10.20–10.28)
    (3)  dL/dh_t     = (from the output at t) + W_hhᵀ dL/da_{t+1}      total derivative
    (4)  dL/da_t     = dL/dh_t * (1 − h_t²)
    (5)  dL/dW_hh    = Σ_t dL/da_t h_{t−1}ᵀ
    (6)  dL/dW_xh    = Σ_t dL/da_t x_tᵀ
    (7)  dL/db_h     = Σ_t dL/da_t
    (8)  dL/dx_t     = W_xhᵀ dL/da_t

Sources: Elman, Finding structure in time (1990); Werbos, Backpropagation through time: what it does
and how to do it (1990); Goodfellow, Bengio, Courville, Deep Learning (2016), §10.2.
A vector of the equations is a row of the arrays (T, B, H): W v is written `v @ W.T`.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import inputs
from rnn_core.types import Array, Tokens, check_dtype, check_finite, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class RNNParams:
    """The weights of equation (1), or their gradient: W_xh (H, D), W_hh (H, H), b_h (H,)."""

    W_xh: Array
    W_hh: Array
    b_h: Array

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the dtypes are equal."""
        if self.W_xh.ndim != 2:
            raise ValueError(f"W_xh must have shape (H, D), got {self.W_xh.shape}")
        H = self.W_xh.shape[0]
        check_shape("W_hh", self.W_hh, (H, H))
        check_shape("b_h", self.b_h, (H,))
        check_dtype("W_hh", self.W_hh, self.W_xh.dtype)
        check_dtype("b_h", self.b_h, self.W_xh.dtype)


@dataclass(frozen=True, slots=True, eq=False)
class RNNTrace:
    """Every intermediate of a pass: x as given, a (T, B, H), h (T+1, B, H) with h[0] = h_0."""

    x: Array
    a: Array
    h: Array


@dataclass(frozen=True, slots=True, eq=False)
class RNNGrads:
    """What `backward` returns: dL/d(params, x, h, a), total derivatives.

    params: RNNParams. x: (T, B, D), None for tokens. h: (T+1, B, H), row 0 for h_0. a: (T, B, H).
    """

    params: RNNParams
    x: Array | None
    h: Array
    a: Array


def step(params: RNNParams, h_prev: Array, x_t: Array) -> Array:
    """h_t from h_{t−1} (H,) and x_t (D,), or for B columns at once: (H, B) and (D, B)."""
    b_h = _beside(params, h_prev, x_t)
    h_t: Array = np.tanh(params.W_hh @ h_prev + params.W_xh @ x_t + b_h)
    return h_t


def forward(params: RNNParams, x: Array | Tokens, h_0: Array | None = None) -> RNNTrace:
    """The trace of a whole sequence: x is tokens (T, B) or vectors (T, B, D), h_0 (B, H) or 0.

    Raises ValueError for an empty sequence, tokens outside 0 … D−1, weights that are not finite.
    """
    check_finite("W_xh", params.W_xh)
    check_finite("W_hh", params.W_hh)
    check_finite("b_h", params.b_h)
    a = inputs.project(params.W_xh, params.b_h, x)
    T, B, H = a.shape
    h = np.empty((T + 1, B, H), a.dtype)
    h[0] = 0 if h_0 is None else _checked_state(h_0, a)
    to_state = params.W_hh.T if B == 1 else np.ascontiguousarray(params.W_hh.T)
    from_state = np.empty((B, H), a.dtype)
    for h_prev, a_t, h_t in zip(h[:-1], a, h[1:], strict=True):
        h_prev.dot(to_state, from_state)
        np.add(a_t, from_state, a_t)  # (1)
        np.tanh(a_t, h_t)  # (2)
    return RNNTrace(x, a, h)


def backward(params: RNNParams, trace: RNNTrace, dh: Array) -> RNNGrads:
    """All gradients by back-propagation through time; dh (T, B, H) arrives from the outputs."""
    T, B, H = trace.a.shape
    check_shape("dh", dh, (T, B, H))
    total = np.empty_like(trace.h)
    total[0] = 0
    total[1:] = dh
    da = 1 - trace.h[1:] ** 2
    from_future = np.empty((B, H), da.dtype)
    for da_t, dh_t, dh_prev in zip(da[::-1], total[:0:-1], total[-2::-1], strict=True):
        np.multiply(da_t, dh_t, da_t)  # (4)
        da_t.dot(params.W_hh, from_future)
        np.add(dh_prev, from_future, dh_prev)  # (3)
    rows = da.reshape(T * B, H)
    dW_hh = rows.T.dot(trace.h[:-1].reshape(T * B, H))  # (5)
    db_h = np.add.reduce(rows, 0)  # (7)
    dW_xh, dx = inputs.backward(params.W_xh, trace.x, da)  # (6), (8)
    return RNNGrads(RNNParams(dW_xh, dW_hh, db_h), dx, total, da)


def _beside(params: RNNParams, h_prev: Array, x_t: Array) -> Array:
    """b_h as it is added: (H,) to one vector, (H, 1) to columns; ValueError unless all fit."""
    H, D = params.W_xh.shape
    if x_t.ndim not in (1, 2) or x_t.shape[0] != D:
        raise ValueError(f"x_t must have shape ({D},) or ({D}, B), got {x_t.shape}")
    check_shape("h_prev", h_prev, (H, *x_t.shape[1:]))
    return params.b_h if x_t.ndim == 1 else params.b_h[:, np.newaxis]


def _checked_state(h_0: Array, a: Array) -> Array:
    """h_0, if it has the shape (B, H) or (H,) and the dtype of the weights."""
    check_shape("h_0", h_0, a.shape[1:], a.shape[2:])
    check_dtype("h_0", h_0, a.dtype)
    return h_0
