"""The inputs of a whole sequence at once: the part of a cell's sum that needs no state.

    (1)  W x_t + b       for all t in one product; that of a one-hot x_t is the lookup of a column
    (2)  dL/dW   = Σ_t dL/da_t x_tᵀ
    (3)  dL/dx_t = Wᵀ dL/da_t                                           vectors only

Inputs x are tokens (T, B) or vectors (T, B, D); a has (T, B, K), K = H for the vanilla cell.
"""

import numpy as np

from rnn_core.types import Array, Tokens, check_dtype, check_shape, check_tokens

_SMALL = 1 << 13  # entries of a one-hot matrix up to which its product is the quickest


def project(W: Array, b: Array, x: Array | Tokens) -> Array:
    """Equation (1), (T, B, K), from W (K, D) and b (K,); ValueError if x is empty or misfits."""
    D = W.shape[1]
    if x.ndim not in (2, 3) or 0 in x.shape:
        raise ValueError(f"x must have shape (T, B) or (T, B, {D}), none of them 0, got {x.shape}")
    if x.ndim == 2:
        check_tokens("x", x, D)
        return np.add(W.T, b, order="C").take(x, 0)
    T, B = x.shape[:2]
    check_shape("x", x, (T, B, D))
    check_dtype("x", x, W.dtype)
    return (x.reshape(T * B, D) @ W.T + b).reshape(T, B, -1)


def backward(W: Array, x: Array | Tokens, da: Array) -> tuple[Array, Array | None]:
    """The gradients (2) of W and (3) of x, None for tokens; da (T, B, K)."""
    rows = da.reshape(-1, da.shape[-1])
    if x.ndim == 2:
        return _sum_by_token(rows, x.ravel(), W.shape[1]), None
    return rows.T @ x.reshape(len(rows), -1), (rows @ W).reshape(x.shape)


def _sum_by_token(rows: Array, tokens: Tokens, n_symbols: int) -> Array:
    """(K, D): column k is the sum of the rows whose token is k, equation (2) for one-hot x."""
    if tokens.size * n_symbols <= _SMALL:
        one_hot = np.eye(n_symbols, dtype=rows.dtype).take(tokens, 0)
        product: Array = rows.T.dot(one_hot)
        return product
    order = tokens.argsort(kind="stable")
    present, first = np.unique(tokens[order], return_index=True)
    total = np.zeros((rows.shape[1], n_symbols), rows.dtype)
    total[:, present] = np.add.reduceat(rows[order], first, axis=0).T
    return total
