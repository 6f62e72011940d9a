"""Embeddings: each symbol is a vector that the network learns.

    (1)  e_t = E[x_t]                         row x_t; the product of E with a one-hot x_t
    (2)  dL/dE[k] = Σ_{t: x_t = k} dL/de_t

Source: Bengio, Ducharme, Vincent, Jauvin, A neural probabilistic language model (2003).
"""

import numpy as np

from rnn_core import inputs
from rnn_core.types import Array, Tokens, check_finite, check_shape, check_tokens


def forward(table: Array, tokens: Tokens) -> Array:
    """Equation (1): vectors (T, B, D) from the table E (symbols, D) and tokens (T, B)."""
    if table.ndim != 2:
        raise ValueError(f"E must have shape (symbols, D), got {table.shape}")
    if tokens.ndim != 2 or 0 in tokens.shape:
        raise ValueError(f"x must have shape (T, B), none of them 0, got {tokens.shape}")
    check_finite("E", table)
    check_tokens("x", tokens, len(table))
    return table.take(tokens, 0)


def backward(table: Array, tokens: Tokens, d_vectors: Array) -> Array:
    """Equation (2): dL/dE (symbols, D) from dL/de (T, B, D)."""
    check_shape("dL/de", d_vectors, (*tokens.shape, table.shape[1]))
    by_column, _ = inputs.backward(table.T, tokens, d_vectors)
    return np.ascontiguousarray(by_column.T)
