"""The inputs of a whole sequence at once: the part of a cell's sum that needs no state.

    (1)  W x_t + b       for all t in one product; that of a one-hot x_t is the lookup of a column
    (2)  dL/dW   = Σ_t dL/da_t x_tᵀ
    (3)  dL/dx_t = Wᵀ dL/da_t                                           vectors only

Inputs x are tokens (T, B) or vectors (T, B, D); a has (T, B, K), K = H for the vanilla cell. A cell
with G gates has K = G·H rows in W and wants a as (T, G, B, H): each gate of each step one block.
"""

from typing import Any

import numpy as np

from rnn_core.types import Array, Tokens, check_dtype, check_shape, check_tokens, ones, row_starts

_SMALL = 1 << 13  # entries of a one-hot matrix up to which its product is the quickest


def project(W: Array, b: Array, x: Array | Tokens, out: Array | None = None) -> Array:
    """Equation (1), (T, B, K), from W (K, D) and b (K,); x is not checked where `out` is given."""
    if out is None:
        check(W, x)
    T, B = x.shape[:2]
    a: Array = np.empty((T, B, len(b)), W.dtype) if out is None else out
    if x.ndim == 2:
        return np.add(W.T, b, order="C").take(x, 0, a, "clip")
    rows = a.reshape(T * B, -1)
    np.dot(x.reshape(T * B, -1), W.T, rows)
    rows += b
    return a


def project_gates(W: Array, b: Array, x: Array | Tokens, n_gates: int, out: Array | None = None) -> Array:
    """Equation (1) gate by gate, (T, G, B, H), from W (G·H, D) and b (G·H,)."""
    if out is None:
        check(W, x)
    T, B = x.shape[:2]
    H = len(b) // n_gates
    a: Array = np.empty((T, n_gates, B, H), W.dtype) if out is None else out
    if B == 1:  # the same numbers in the same order
        project(W, b, x, a.reshape(T, 1, -1))
        return a
    W_gates, b_gates = W.reshape(n_gates, H, -1).swapaxes(1, 2), b.reshape(n_gates, 1, H)
    if x.ndim == 3:
        np.matmul(x[:, np.newaxis], np.ascontiguousarray(W_gates), out=a)
        a += b_gates
        return a
    by_token = np.add(W_gates, b_gates, order="C")
    for x_t, a_t in zip(x, a, strict=True):
        by_token.take(x_t, 1, a_t, "clip")
    return a


def backward(W: Array, x: Array | Tokens, da: Array) -> tuple[Array, Array | None]:
    """The gradients (2) of W and (3) of x, None for tokens; da (T, B, K)."""
    rows = da.reshape(-1, da.shape[-1])
    if x.ndim == 2:
        return _sum_by_token(rows, x.ravel(), W.shape[1]), None
    return rows.T @ x.reshape(len(rows), -1), (rows @ W).reshape(x.shape)


def backward_gates(W: Array, x: Array | Tokens, h_prev: Array, rows: Array) -> tuple[Array, Array, Array | None]:
    """The gradients of W (K, H+D), which acts on [h_{t−1}; x_t], of b (K,), and of x.

    h_prev (T, B, H); rows (n, T·B, K/n) is dL/da, the rows of W in n parts.
    """
    n, H, D = h_prev.shape[0] * h_prev.shape[1], h_prev.shape[-1], W.shape[1] - h_prev.shape[-1]
    every = ones(n, rows.dtype)
    db: Array = every.dot(rows[0]) if len(rows) == 1 else np.matmul(every, rows).ravel()
    h_rows = h_prev.reshape(n, H)
    if x.ndim == 2 and n * D <= _SMALL:  # [h_{t−1}; x_t] in full, one product
        z = np.zeros((n, H + D), W.dtype)
        z[:, :H] = h_rows
        z.reshape(-1)[row_starts(n, H + D) + (x.reshape(n) + H)] = 1
        product = rows[0].T.dot(z) if len(rows) == 1 else np.matmul(rows.swapaxes(1, 2), z)
        return product.reshape(W.shape), db, None
    dW = np.empty_like(W)
    dx: Array | None = None
    W_parts, dW_parts = W.reshape(len(rows), -1, W.shape[1]), dW.reshape(len(rows), -1, W.shape[1])
    for W_part, dW_part, da in zip(W_parts, dW_parts, rows, strict=True):
        dW_part[:, :H] = da.T.dot(h_rows)
        dW_part[:, H:], from_part = backward(W_part[:, H:], x, da)
        dx = from_part if dx is None else dx + from_part
    return dW, db, dx


def vectors(x: Array | Tokens, n_symbols: int, dtype: np.dtype[Any]) -> Array:
    """The inputs as vectors (T, B, D): tokens become one-hot ones of length n_symbols."""
    return x if x.ndim == 3 else np.eye(n_symbols, dtype=dtype)[x]


def check(W: Array, x: Array | Tokens) -> None:
    """Nothing, if x is a sequence of at least one token or vector that W can read."""
    D = W.shape[1]
    if x.ndim not in (2, 3) or 0 in x.shape:
        raise ValueError(f"x must have shape (T, B) or (T, B, {D}), none of them 0, got {x.shape}")
    if x.ndim == 2:
        check_tokens("x", x, D)
        return
    check_shape("x", x, (*x.shape[:2], D))
    check_dtype("x", x, W.dtype)


def _sum_by_token(rows: Array, tokens: Tokens, n_symbols: int) -> Array:
    """(K, D): column k is the sum of the rows whose token is k, equation (2) for one-hot x."""
    if tokens.size * n_symbols <= _SMALL:
        one_hot = np.zeros((tokens.size, n_symbols), rows.dtype)
        one_hot.reshape(-1)[row_starts(tokens.size, n_symbols) + tokens] = 1
        product: Array = rows.T.dot(one_hot)
        return product
    by_token = rows[tokens.argsort(kind="stable")]  # each token's rows beside one another
    total = np.zeros((n_symbols, rows.shape[1]), rows.dtype)
    start = 0
    for token, end in enumerate(np.bincount(tokens, minlength=n_symbols).cumsum().tolist()):
        if end > start:
            np.add.reduce(by_token[start:end], 0, None, total[token])
        start = end
    return total.T
