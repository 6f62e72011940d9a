"""The output of every step from its hidden state.

    (1)  y_t = W_hy h_t + b_y                                        (lecture; Deep Learning 10.10)
    (2)  dL/dh_t  = W_hyᵀ dL/dy_t         from this step's loss, not yet from the future
    (3)  dL/dW_hy = Σ_t dL/dy_t h_tᵀ
    (4)  dL/db_y  = Σ_t dL/dy_t

Source: Goodfellow, Bengio, Courville, Deep Learning (2016), §10.2.2, 10.19–10.24.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.types import Array, check_dtype, check_shape, ones
from rnn_core.weights import check_weights
from rnn_core.workspace import Workspace, once


@dataclass(frozen=True, slots=True, eq=False)
class ReadoutParams:
    """The weights of equation (1), or their gradient: W_hy (V, H), b_y (V,)."""

    W_hy: Array
    b_y: Array

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the dtypes are equal."""
        if self.W_hy.ndim != 2:
            raise ValueError(f"W_hy must have shape (V, H), got {self.W_hy.shape}")
        check_shape("b_y", self.b_y, (self.W_hy.shape[0],))
        check_dtype("b_y", self.b_y, self.W_hy.dtype)


@dataclass(frozen=True, slots=True, eq=False)
class ReadoutGrads:
    """What `backward` returns: params (ReadoutParams) and h, the gradient arriving at each h_t."""

    params: ReadoutParams
    h: Array


def forward(params: ReadoutParams, h: Array, *, workspace: Workspace | None = None) -> Array:
    """The logits y (…, V) from h (…, H)."""
    check_shape("h", h, (*h.shape[:-1], params.W_hy.shape[1]))
    check_dtype("h", h, params.W_hy.dtype)
    once(workspace, check_weights, params)
    y: Array = h.reshape(-1, h.shape[-1]).dot(params.W_hy.T)
    np.add(y, params.b_y, y)  # (1)
    return y.reshape(*h.shape[:-1], -1)


def backward(params: ReadoutParams, h: Array, dy: Array) -> ReadoutGrads:
    """The gradients of the weights and of h (…, H), from dy (…, V)."""
    V, H = params.W_hy.shape
    check_shape("dy", dy, (*h.shape[:-1], V))
    dy_rows, h_rows = dy.reshape(-1, V), h.reshape(-1, H)
    dW_hy = dy_rows.T.dot(h_rows)  # (3)
    db_y = ones(len(dy_rows), dy.dtype).dot(dy_rows)  # (4)
    dh = dy_rows.dot(params.W_hy)  # (2)
    return ReadoutGrads(ReadoutParams(dW_hy, db_y), dh.reshape(h.shape))
