"""What each step of a sequence adds to the gradients of the weights, and where it comes from.

    vanilla  (1)  step t adds dL/da_t h_{t−1}ᵀ, dL/da_t x_tᵀ, dL/da_t to dL/dW_hh, dL/dW_xh, dL/db_h
    LSTM     (2)  step t adds dL/da_t [h_{t−1}; x_t]ᵀ, dL/da_t to dL/dW, dL/db

Summed over t they are the gradients; each cell has its own `shares`.
Source: Werbos, Backpropagation through time (1990).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core.cells import registry
from rnn_core.cells.deep import DeepGrads
from rnn_core.cells.lstm import LSTMGrads
from rnn_core.cells.rnn import RNNGrads
from rnn_core.types import Array, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Where each total derivative comes from, all (T, B, H).

    h = h_from_loss + h_from_future; local: dh_t/da_t of the vanilla cell. With a memory
    C = C_from_h + C_from_future: through h_t = o_t tanh(C_t), and along the direct path, f_{t+1}
    alone; local is dh_t/dC_t then. C and its parts are None without a memory.
    """

    h_from_loss: Array
    h_from_future: Array
    h: Array
    local: Array
    C_from_h: Array | None = None
    C_from_future: Array | None = None
    C: Array | None = None


def contributions(trace: Any, grads: Any) -> Any:
    """RNNShares, LSTMShares or GRUShares, for a stack a tuple of them; `grads` belongs to `trace`.

    grads: those of the cell, or of the whole network, whose cell is then asked about.
    """
    grads = getattr(grads, "cell", grads)
    if isinstance(grads, DeepGrads):
        pairs = zip(trace.layers, grads.layers, strict=True)
        return tuple(contributions(*layer) for layer in pairs)
    return registry.module_of(grads.params).shares(trace, grads)


def running(shares: Any) -> Any:
    """The sums so far in the order of back-propagation: row t holds the steps t … T.

    Row 0 is the whole gradient.
    """
    if isinstance(shares, tuple):
        return tuple(map(running, shares))
    sums = (getattr(shares, name)[::-1].cumsum(0)[::-1] for name in shares.__slots__)
    return type(shares)(*sums)


def split(params: Any, trace: Any, grads: RNNGrads | LSTMGrads, dh: Array, dC_T: Array | None = None) -> Split:
    """The parts of the total derivatives; dh (T, B, H) and dC_T as they were given to `backward`.

    For a stack, ask for each layer with what arrives at it. ValueError for cells that are neither
    vanilla nor LSTMs.
    """
    if not isinstance(grads, RNNGrads | LSTMGrads):
        raise ValueError(f"split must be asked of a vanilla cell or an LSTM, got {type(grads).__name__}")
    check_shape("dh", dh, trace.h[1:].shape)
    from_future = np.zeros_like(grads.h[1:])
    if not isinstance(grads, LSTMGrads):
        for t, da_next in enumerate(grads.a[1:]):
            da_next.dot(params.W_hh, from_future[t])
        return Split(dh, from_future, grads.h[1:], 1 - trace.h[1:] ** 2)
    T, _, B, H = grads.a.shape
    rows = grads.a.transpose(0, 2, 1, 3).reshape(T, B, 4 * H)
    np.matmul(rows[1:], params.W[:, :H], out=from_future[:-1])
    local = trace.o * (1 - trace.tanh_C**2)
    along_memory = np.empty_like(from_future)
    np.multiply(grads.C[2:], trace.f[1:], out=along_memory[:-1])
    along_memory[-1] = 0 if dC_T is None else dC_T
    through_h = grads.h[1:] * local
    return Split(dh, from_future, grads.h[1:], local, through_h, along_memory, grads.C[1:])
