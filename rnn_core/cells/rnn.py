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

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn_core import inputs
from rnn_core.cells.input_weights import Entrance
from rnn_core.cells.rnn_trace import Backward, Forward, RNNTrace
from rnn_core.types import Array, Tokens, check_columns, check_dtype, check_shape, check_state, ones
from rnn_core.weights import check_weights
from rnn_core.workspace import Workspace, obtain, once

__all__ = ["RNNGrads", "RNNParams", "RNNShares", "RNNTrace", "backward", "forward", "shares", "step"]


@dataclass(frozen=True, slots=True, eq=False)
class RNNParams(Entrance):
    """The weights of equation (1), or their gradient: W_xh (H, D), W_hh (H, H), b_h (H,)."""

    W_xh: Array
    W_hh: Array
    b_h: Array

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the dtypes are equal."""
        Entrance.__post_init__(self)
        check_shape("W_hh", self.W_hh, (self.n_hidden, self.n_hidden))
        check_dtype("W_hh", self.W_hh, self.dtype)

    @classmethod
    def drawn(cls, draw: Callable[..., Array], D: int, H: int) -> "RNNParams":
        """A customary start: ``draw(*shape)`` gives the matrices, W_xh first; the bias is 0."""
        W_xh, W_hh = draw(H, D), draw(H, H)
        return cls(W_xh, W_hh, np.zeros(H, W_hh.dtype))


@dataclass(frozen=True, slots=True, eq=False)
class RNNGrads:
    """What `backward` returns: dL/d(params, x, h, a), total derivatives.

    params: RNNParams. x: (T, B, D), None for tokens. h: (T+1, B, H), row 0 for h_0. a: (T, B, H).
    """

    params: RNNParams
    x: Array | None
    h: Array
    a: Array


@dataclass(frozen=True, slots=True, eq=False)
class RNNShares:
    """What each step adds to (5)–(7), the sequences of a batch summed: a row for each of T."""

    W_xh: Array
    W_hh: Array
    b_h: Array


def step(params: RNNParams, h_prev: Array, x_t: Array) -> Array:
    """h_t from h_{t−1} (H,) and x_t (D,), or for B columns at once: (H, B) and (D, B)."""
    check_columns("x_t", x_t, params.n_inputs)
    check_shape("h_prev", h_prev, (params.n_hidden, *x_t.shape[1:]))
    b_h = params.b_h if x_t.ndim == 1 else params.b_h[:, np.newaxis]
    h_t: Array = np.tanh(params.W_hh @ h_prev + params.W_xh @ x_t + b_h)
    return h_t


def forward(
    params: RNNParams, x: Array | Tokens, h_0: Array | None = None, *, workspace: Workspace | None = None
) -> RNNTrace:
    """The trace of a whole sequence: x is tokens (T, B) or vectors (T, B, D), h_0 (B, H) or 0.

    Raises ValueError for an empty sequence, tokens outside 0 … D−1, weights that are not finite.
    """
    once(workspace, check_weights, params)
    inputs.check(params.W_xh, x)
    own = obtain(workspace, Forward, *x.shape[:2], params.n_hidden, params.dtype)
    inputs.project(params.W_xh, params.b_h, x, own.a)
    own.h_0[...] = check_state("h_0", h_0, own.h_0)
    W_hh: Array = params.W_hh.T if x.shape[1] == 1 else params.W_hh.T.copy()
    from_state, product_out, add, tanh = own.from_state, own.product_out, np.add, np.tanh
    for a_t, h_prev, h_t in own.steps:
        h_prev.dot(W_hh, product_out)
        add(a_t, from_state, a_t)  # (1)
        tanh(a_t, h_t)  # (2)
    return RNNTrace(x, own.a, own.h)


def backward(params: RNNParams, trace: RNNTrace, dh: Array, *, workspace: Workspace | None = None) -> RNNGrads:
    """All gradients by back-propagation through time; dh (T, B, H) arrives from the outputs."""
    T, B, H = trace.a.shape
    check_shape("dh", dh, (T, B, H))
    own = obtain(workspace, Backward, T, B, H, params.dtype)
    own.h_0[...], own.from_output[...] = 0, dh
    h = trace.h[1:]
    np.multiply(h, h, own.a)
    np.subtract(1, own.a, own.a)
    W_hh: Array = np.ascontiguousarray(params.W_hh)
    from_future, product_out = own.from_future, own.product_out
    add, multiply = np.add, np.multiply
    for da, flat_da, dh_t, dh_prev in own.steps:
        multiply(flat_da, dh_t, flat_da)  # (4)
        da.dot(W_hh, product_out)
        add(dh_prev, from_future, dh_prev)  # (3)
    rows = own.rows
    dW_hh = rows.T.dot(trace.h[:-1].reshape(T * B, H))  # (5)
    db_h = ones(T * B, rows.dtype).dot(rows)  # (7)
    dW_xh, dx = inputs.backward(params.W_xh, trace.x, own.a)  # (6), (8)
    return RNNGrads(RNNParams(dW_xh, dW_hh, db_h), dx, own.h, own.a)


def shares(trace: RNNTrace, grads: RNNGrads) -> RNNShares:
    """What each step adds to (5)–(7): dL/da_t h_{t−1}ᵀ, dL/da_t x_tᵀ, dL/da_t."""
    x = inputs.vectors(trace.x, grads.params.n_inputs, grads.a.dtype)
    da = grads.a.swapaxes(1, 2)
    return RNNShares(da @ x, da @ trace.h[:-1], da.sum(2))
