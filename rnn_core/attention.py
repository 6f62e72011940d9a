"""Attention: at every step the decoder looks back at all the encoder's states, some more closely.

Forward, for each decoder state h_t and the encoder's states s_1 … s_J
    (1)  score_tj = h_tᵀ W_a s_j                                             "general"
    (2)  α_t  = softmax over j of score_tj          0 beyond the end of the source
    (3)  c_t  = Σ_j α_tj s_j
    (4)  h~_t = tanh(W_c [c_t; h_t] + b_c)          what the readout reads instead of h_t
Backward, with da the gradient of what the tanh is taken of
    (5)  da_t = dL/dh~_t * (1 − h~_t²),  [dc_t; dh_t] = W_cᵀ da_t
    (6)  dW_c = Σ_t da_t [c_t; h_t]ᵀ,  db_c = Σ_t da_t
    (7)  dα_tj = dc_t · s_j,  dscore_tj = α_tj (dα_tj − Σ_k α_tk dα_tk)
    (8)  dW_a = Σ_tj dscore_tj h_t s_jᵀ
    (9)  dL/dh_t = dh_t + Σ_j dscore_tj W_a s_j
    (10) dL/ds_j = Σ_t α_tj dc_t + dscore_tj W_aᵀ h_t

Source: Luong, Pham, Manning, Effective approaches to attention-based neural machine translation
(2015), equations 5, 7 and 8, without input feeding; b_c is ours, 0 is theirs.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.activations import softmax
from rnn_core.types import Array, check_dtype, check_finite, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class AttentionParams:
    """The weights of (1) and (4), or their gradient: W_a (H, S), W_c (H, S+H), b_c (H,)."""

    W_a: Array
    W_c: Array
    b_c: Array

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the dtypes are equal."""
        if self.W_a.ndim != 2:
            raise ValueError(f"W_a must have shape (H, S), got {self.W_a.shape}")
        H, n_source = self.W_a.shape
        check_shape("W_c", self.W_c, (H, n_source + H))
        check_shape("b_c", self.b_c, (H,))
        check_dtype("W_c", self.W_c, self.W_a.dtype)
        check_dtype("b_c", self.b_c, self.W_a.dtype)


@dataclass(frozen=True, slots=True, eq=False)
class AttentionTrace:
    """Every intermediate of a pass.

    h (T, B, H) and s (J, B, S) as given; scores and alpha (T, B, J), −inf and 0 beyond a source's
    end; c (T, B, S); h_tilde (T, B, H).
    """

    h: Array
    s: Array
    scores: Array
    alpha: Array
    c: Array
    h_tilde: Array


@dataclass(frozen=True, slots=True, eq=False)
class AttentionGrads:
    """What `backward` returns: params (AttentionParams), h (T, B, H), s (J, B, S)."""

    params: AttentionParams
    h: Array
    s: Array


def forward(params: AttentionParams, h: Array, s: Array, inside: Array) -> AttentionTrace:
    """The trace for decoder states h (T, B, H) over s (J, B, S); inside (J, B): the real places."""
    H, n_source = params.W_a.shape
    check_shape("h", h, (*h.shape[:2], H))
    check_shape("s", s, (len(s), h.shape[1], n_source))
    check_shape("inside", inside, s.shape[:2])
    check_dtype("h", h, params.W_a.dtype)
    check_dtype("s", s, params.W_a.dtype)
    for name in ("W_a", "W_c", "b_c"):
        check_finite(name, getattr(params, name))
    if not inside.any(0).all():
        raise ValueError("inside must be True somewhere in each source, got one without")
    scores = _over_source(h @ params.W_a, s)  # (1)
    scores[:, ~inside.T] = -np.inf
    alpha = softmax(scores)  # (2)
    c = _sum_over_source(alpha, s)  # (3)
    h_tilde: Array = np.tanh(np.concatenate([c, h], 2) @ params.W_c.T + params.b_c)  # (4)
    return AttentionTrace(h, s, scores, alpha, c, h_tilde)


def backward(params: AttentionParams, trace: AttentionTrace, dh_tilde: Array) -> AttentionGrads:
    """All gradients, from dL/dh~ (T, B, H)."""
    check_shape("dh_tilde", dh_tilde, trace.h_tilde.shape)
    h, s, alpha = trace.h, trace.s, trace.alpha
    H, n_source = params.W_a.shape
    da = dh_tilde * (1 - trace.h_tilde**2)  # (5)
    dc, dh = np.split(da @ params.W_c, [n_source], axis=2)
    rows = da.reshape(-1, H)
    dW_c = rows.T @ np.concatenate([trace.c, h], 2).reshape(len(rows), -1)  # (6)
    d_alpha = _over_source(dc, s)  # (7)
    d_scores = alpha * (d_alpha - (alpha * d_alpha).sum(2, keepdims=True))
    looked = _sum_over_source(d_scores, s)  # Σ_j dscore_tj s_j
    dW_a = h.reshape(-1, H).T @ looked.reshape(-1, n_source)  # (8)
    ds = _sum_over_steps(alpha, dc) + _sum_over_steps(d_scores, h @ params.W_a)  # (10)
    grads = AttentionParams(dW_a, dW_c, rows.sum(0))
    return AttentionGrads(grads, dh + looked @ params.W_a.T, ds)  # (9)


def _over_source(q: Array, s: Array) -> Array:
    """q_t · s_j, (T, B, J) from q (T, B, S) and s (J, B, S)."""
    products: Array = np.matmul(q.transpose(1, 0, 2), s.transpose(1, 2, 0))
    return products.transpose(1, 0, 2)


def _sum_over_source(weights: Array, s: Array) -> Array:
    """Σ_j weight_tj s_j, (T, B, S) from weights (T, B, J) and s (J, B, S)."""
    sums: Array = np.matmul(weights.transpose(1, 0, 2), s.transpose(1, 0, 2))
    return sums.transpose(1, 0, 2)


def _sum_over_steps(weights: Array, q: Array) -> Array:
    """Σ_t weight_tj q_t, (J, B, S) from weights (T, B, J) and q (T, B, S)."""
    sums: Array = np.matmul(weights.transpose(1, 2, 0), q.transpose(1, 0, 2))
    return sums.transpose(1, 0, 2)
