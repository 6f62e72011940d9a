"""The LSTM: a memory C_t beside the hidden state, and gates that decide what enters and leaves it.

Forward, for t = 1 … T, with z_t = [h_{t−1}; x_t]                                       (lecture)
    (1)  f_t  = σ(W_f z_t + b_f)            forget gate
    (2)  i_t  = σ(W_i z_t + b_i)            input gate
    (3)  C~_t = tanh(W_C z_t + b_C)         candidate
    (4)  C_t  = f_t * C_{t−1} + i_t * C~_t
    (5)  o_t  = σ(W_o z_t + b_o)            output gate
    (6)  h_t  = o_t * tanh(C_t)
Backward, for t = T … 1, total derivatives; a is what σ or tanh is taken of
    (7)  dL/dC_t  = dL/dh_t * o_t (1 − tanh² C_t) + dL/dC_{t+1} * f_{t+1}
    (8)  dL/da^i  = dL/dC_t * C~_t i_t (1 − i_t)      dL/da^f = dL/dC_t * C_{t−1} f_t (1 − f_t)
    (9)  dL/da^C  = dL/dC_t * i_t (1 − C~_t²)         dL/da^o = dL/dh_t * tanh(C_t) o_t (1 − o_t)
    (10) dL/dh_{t−1} = (from the output at t−1) + the first H entries of Wᵀ dL/da_t
    (11) dL/dW = Σ_t dL/da_t z_tᵀ   dL/db = Σ_t dL/da_t   dL/dx_t = the last D entries of Wᵀ dL/da_t

Since σ(a) = ½ tanh(½a) + ½, one tanh serves all four once the rows of i, f, o are halved.
Source: Hochreiter and Schmidhuber (1997); Gers, Schmidhuber, Cummins (2000).
"""

from collections.abc import Callable, Sequence

import numpy as np

from rnn_core import inputs
from rnn_core.activations import sigmoid
from rnn_core.cells.gate_clamp import Hold, spread
from rnn_core.cells.lstm_arrays import Backward, Forward, halves, local_derivatives
from rnn_core.cells.lstm_params import LSTMParams
from rnn_core.cells.lstm_trace import LSTMGrads, LSTMShares, LSTMStep, LSTMTrace
from rnn_core.types import Array, Tokens, check_columns, check_shape, check_state
from rnn_core.weights import check_weights
from rnn_core.workspace import Workspace, obtain, once

__all__ = ["LSTMGrads", "LSTMParams", "LSTMShares", "LSTMStep", "LSTMTrace"]


def step(params: LSTMParams, h_prev: Array, C_prev: Array, x_t: Array) -> LSTMStep:
    """One step from h_{t−1}, C_{t−1} (H,) and x_t (D,), or for B columns: (H, B) and (D, B)."""
    check_columns("x_t", x_t, params.n_inputs)
    check_shape("h_prev", h_prev, (params.n_hidden, *x_t.shape[1:]))
    check_shape("C_prev", C_prev, h_prev.shape)
    z = np.concatenate([h_prev, x_t])
    b_i, b_f, b_o, b_C = params.b.reshape(4, -1, *[1] * (z.ndim - 1))
    f = sigmoid(params.W_f @ z + b_f)
    i = sigmoid(params.W_i @ z + b_i)
    C_tilde = np.tanh(params.W_C @ z + b_C)
    C = f * C_prev + i * C_tilde
    o = sigmoid(params.W_o @ z + b_o)
    h = o * np.tanh(C)
    return LSTMStep(f, i, C_tilde, C, o, h)


def forward(
    params: LSTMParams,
    x: Array | Tokens,
    h_0: Array | None = None,
    C_0: Array | None = None,
    *,
    holds: Sequence[Hold] = (),
    workspace: Workspace | None = None,
) -> LSTMTrace:
    """The trace of a whole sequence: x is tokens (T, B) or vectors (T, B, D), h_0, C_0 (B, H) or 0.

    The gates named in `holds` are held. ValueError for an empty sequence, tokens outside 0 … D−1,
    weights that are not finite.
    """
    once(workspace, check_weights, params)
    H = params.n_hidden
    inputs.check(params.W[:, H:], x)
    T, B = x.shape[:2]
    own = obtain(workspace, Forward, T, B, H, params.dtype)
    half, halved = np.array(0.5, params.dtype), halves(H, params.dtype)
    W_T: Array = np.multiply(params.W.T, halved, order="C")
    W_h = W_T[:H]
    from_input = inputs.project_gates(W_T[H:].T, params.b * halved, x, 4, own.from_input)
    own.h_0[...] = check_state("h_0", h_0, own.h_0)
    own.C_0[...] = check_state("C_0", C_0, own.h_0)
    mask, fixed = spread(holds, T, B, H) if holds else (None, from_input)
    values = iter(fixed.reshape(T, -1))
    held = None if mask is None else iter(mask.reshape(T, -1))
    product: Callable[[Array, Array, Array], Array] = np.ndarray.dot  # one vector of 4H numbers
    if B > 1:  # one block (B, H) per gate
        product, W_h = np.matmul, W_h.reshape(H, 4, H).swapaxes(0, 1).copy()
    from_state, out = own.from_state, own.product_out
    add, multiply, tanh = np.add, np.multiply, np.tanh
    for blocks in own.steps:
        h_prev, a, gates, ifo, if_, C_tilde_C_prev, o, terms, added, kept, C, tanh_C, h = blocks
        product(h_prev, W_h, out)
        add(a, from_state, gates)
        tanh(gates, gates)  # (3)
        multiply(ifo, half, ifo)
        add(ifo, half, ifo)  # (1), (2), (5)
        if held is not None:
            np.copyto(gates, next(values), where=next(held))
        multiply(if_, C_tilde_C_prev, terms)
        add(kept, added, C)  # (4)
        tanh(C, tanh_C)
        multiply(o, tanh_C, h)  # (6)
    return LSTMTrace(x, own.gates, own.C, own.h, own.tanh_C, own.added_kept, mask)


def backward(
    params: LSTMParams, trace: LSTMTrace, dh: Array, dC_T: Array | None = None, *, workspace: Workspace | None = None
) -> LSTMGrads:
    """All gradients by back-propagation through time; dh (T, B, H) arrives from the outputs.

    dC_T (B, H) is what arrives at C_T from elsewhere, 0 by default.
    """
    T, _, B, H = trace.gates.shape
    check_shape("dh", dh, (T, B, H))
    own = obtain(workspace, Backward, T, B, H, params.dtype)
    own.h_0[...], own.from_output[...] = 0, dh
    own.C[-1] = check_state("dC_T", dC_T, own.h_0)  # 1 · dL/dC_T stands for f_{T+1} dL/dC_{T+1}
    local_derivatives(trace, own)
    W_h: Array = params.W[:, :H].reshape(own.W_shape).copy()
    product: Callable[[Array, Array, Array], Array] = np.ndarray.dot if B == 1 else np.matmul
    add, multiply = np.add, np.multiply
    back, parts, pair, from_h, from_memory = own.back, own.parts, own.pair, *own.pair_parts
    for blocks in own.steps:  # both: dL/dh_t and dL/dC_{t+1}
        da, da_i, da_f, da_o, da_candidate, both, factors, dC, dh_t, dh_prev = blocks
        multiply(both, factors, pair)
        add(from_h, from_memory, dC)  # (7)
        multiply(da_i, dC, da_i)
        multiply(da_f, dC, da_f)  # (8)
        multiply(da_candidate, dC, da_candidate)
        multiply(da_o, dh_t, da_o)  # (9)
        product(da, W_h, back)
        for part in parts:
            add(dh_prev, part, dh_prev)  # (10)
    np.multiply(own.C[1], trace.f[0], own.C[0])
    dW, db, dx = inputs.backward_gates(params.W, trace.x, trace.h[:-1], own.rows)  # (11)
    return LSTMGrads(LSTMParams(dW, db), dx, own.h, own.C[:-1], own.a, trace)


def shares(trace: LSTMTrace, grads: LSTMGrads) -> LSTMShares:
    """What each step adds to (11): dL/da_t [h_{t−1}; x_t]ᵀ and dL/da_t."""
    x = inputs.vectors(trace.x, grads.params.n_inputs, grads.a.dtype)
    T, _, B, H = grads.a.shape
    da = grads.a.transpose(0, 1, 3, 2).reshape(T, 4 * H, B)
    return LSTMShares(da @ np.concatenate([trace.h[:-1], x], axis=2), da.sum(2))


def direct(trace: LSTMTrace, dC_T: Array) -> Array:
    """(T+1, B, H): dC_T (B, H) carried back along C_T → … → C_0 alone: by f_t, by no matrix."""
    dC = np.empty_like(trace.h)
    dC[-1] = check_state("dC_T", dC_T, trace.h[0])
    for f, dC_t, dC_prev in zip(trace.f[::-1], dC[:0:-1], dC[-2::-1], strict=True):
        np.multiply(dC_t, f, dC_prev)
    return dC
