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

from rnn_core.types import Array, Tokens, check_dtype, check_finite, check_shape, check_tokens


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
    a = _from_inputs(params, x)
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
    for t in range(T - 1, -1, -1):
        da_t, dh_prev = da[t], total[t]
        np.multiply(da_t, total[t + 1], da_t)  # (4)
        da_t.dot(params.W_hh, from_future)
        np.add(dh_prev, from_future, dh_prev)  # (3)
    rows = da.reshape(T * B, H)
    dW_hh = rows.T @ trace.h[:-1].reshape(T * B, H)  # (5)
    db_h = rows.sum(axis=0)  # (7)
    if trace.x.ndim == 2:
        dW_xh, dx = _sum_by_token(rows, trace.x.ravel(), params.W_xh.shape[1]), None  # (6)
    else:
        dW_xh = rows.T @ trace.x.reshape(T * B, -1)  # (6)
        dx = (rows @ params.W_xh).reshape(trace.x.shape)  # (8)
    return RNNGrads(RNNParams(dW_xh, dW_hh, db_h), dx, total, da)


def _beside(params: RNNParams, h_prev: Array, x_t: Array) -> Array:
    """b_h as it is added: (H,) to one vector, (H, 1) to columns; ValueError unless all fit."""
    H, D = params.W_xh.shape
    if x_t.ndim not in (1, 2) or x_t.shape[0] != D:
        raise ValueError(f"x_t must have shape ({D},) or ({D}, B), got {x_t.shape}")
    check_shape("h_prev", h_prev, (H, *x_t.shape[1:]))
    return params.b_h if x_t.ndim == 1 else params.b_h[:, np.newaxis]


def _from_inputs(params: RNNParams, x: Array | Tokens) -> Array:
    """W_xh x_t + b_h for all t at once, (T, B, H): all of equation (1) that needs no state."""
    check_finite("W_xh", params.W_xh)
    check_finite("W_hh", params.W_hh)
    check_finite("b_h", params.b_h)
    H, D = params.W_xh.shape
    if x.ndim not in (2, 3) or 0 in x.shape:
        raise ValueError(f"x must have shape (T, B) or (T, B, {D}), none of them 0, got {x.shape}")
    T, B = x.shape[:2]
    if x.ndim == 2:
        check_tokens("x", x, D)
        rows = np.add(params.W_xh.T, params.b_h, order="C")
        return rows.take(x, 0, mode="clip")  # a one-hot product is the lookup of a row
    check_shape("x", x, (T, B, D))
    check_dtype("x", x, params.W_xh.dtype)
    return (x.reshape(T * B, D) @ params.W_xh.T + params.b_h).reshape(T, B, H)


def _checked_state(h_0: Array, a: Array) -> Array:
    """h_0, if it has the shape (B, H) or (H,) and the dtype of the weights."""
    check_shape("h_0", h_0, a.shape[1:], a.shape[2:])
    check_dtype("h_0", h_0, a.dtype)
    return h_0


def _sum_by_token(rows: Array, tokens: Tokens, n_symbols: int) -> Array:
    """(H, D): column k is the sum of the rows whose token is k, Σ_t dL/da_t x_tᵀ for one-hot x."""
    one_hot = np.eye(n_symbols, dtype=rows.dtype).take(tokens, 0)
    total: Array = rows.T @ one_hot
    return total
