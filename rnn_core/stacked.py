"""Forward and backward through several networks at once, each batch row with weights of its own.

The equations are those of `rnn` and `lstm`; a gradient arrives at the last state only. Whenever it
comes near the ends of float64 it is scaled by a power of two, which loses no bit, and the power
noted: the gradient of row s at t is h[t, s] · 2^exponent[t, s].
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn_core import inputs
from rnn_core.activations import sigmoid
from rnn_core.lstm import LSTMParams
from rnn_core.rnn import RNNParams
from rnn_core.types import Array, Tokens, check_finite

_SMALL, _LARGE = 1e-140, 1e140  # squares of what lies between them are exact enough


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """dL/dh_t (T+1, S, H) and powers of two (T+1, S); for LSTMs dL/dC_t and the direct path too."""

    h: Array
    exponent: Array
    C: Array | None = None
    direct: Array | None = None
    direct_exponent: Array | None = None


def rnn_path(
    networks: Sequence[RNNParams], x: Array | Tokens, h_0: Array, dh_last: Array, *, linear: bool
) -> Path:
    """dL/dh_t of vanilla networks; h_0 and dh_last (S, H)."""
    W_hh = np.stack([one.W_hh for one in networks])
    check_finite("W_hh", W_hh)
    local = np.concatenate(
        [inputs.project(one.W_xh, one.b_h, _column(x, s)) for s, one in enumerate(networks)], 1
    )
    if linear:
        local[...] = 1
    else:
        W_hh_T, h = W_hh.swapaxes(1, 2).copy(), h_0
        for a in local:
            a += _times(h, W_hh_T)
            h = np.tanh(a)
        local = _tanh_slope(local)
    T, n, H = local.shape
    dh, exponent = np.empty((T + 1, n, H)), np.zeros((T + 1, n), int)
    dh[T] = dh_last
    every = _interval(W_hh, local)
    for t in range(T, 0, -1):
        if t % every == 0 or t == T:
            _rescale(t, exponent, dh)
        dh[t - 1] = _times(dh[t] * local[t - 1], W_hh)
        exponent[t - 1] = exponent[t]
    return Path(dh, exponent)


def lstm_path(
    networks: Sequence[LSTMParams], x: Array | Tokens, h_0: Array, dh_last: Array
) -> Path:
    """dL/dh_t, dL/dC_t and the direct path of LSTMs; C_0 = 0."""
    H = networks[0].n_hidden
    W = np.stack([one.W[:, :H] for one in networks])
    check_finite("W", W)
    from_input = np.concatenate(
        [inputs.project(one.W[:, H:], one.b, _column(x, s)) for s, one in enumerate(networks)], 1
    )
    T, n = from_input.shape[:2]
    by_gate = from_input.reshape(T, n, 4, H)
    W_T, h, C = W.swapaxes(1, 2).copy(), h_0, np.zeros((T + 1, n, H))
    tanh_C, C_tilde = np.empty((2, T, n, H))
    for t, (flat, a) in enumerate(zip(from_input, by_gate, strict=True)):
        flat += _times(h, W_T)
        i, f, o = sigmoid(a[:, :3]).swapaxes(0, 1)
        np.tanh(a[:, 3], out=C_tilde[t])
        np.add(f * C[t], i * C_tilde[t], out=C[t + 1])
        np.tanh(C[t + 1], out=tanh_C[t])
        h = o * tanh_C[t]
    i, f, o = np.moveaxis(_sigmoid(by_gate[:, :, :3]), 2, 0)
    not_i, not_f, not_o = np.moveaxis(_sigmoid(-by_gate[:, :, :3]), 2, 0)
    dC_by_h, dh_local = o * _tanh_slope(C[1:]), o * not_o * tanh_C
    by_gate[:, :, 3] = i * _tanh_slope(by_gate[:, :, 3])
    by_gate[:, :, 0], by_gate[:, :, 1] = C_tilde * i * not_i, C[:-1] * f * not_f
    dh, dC, direct = np.empty((3, T + 1, n, H))
    exponent, direct_exponent = np.zeros((2, T + 1, n), int)
    dh[T] = dh_last
    from_memory = np.zeros((n, H))
    every = _interval(W, f, dC_by_h)
    for t in range(T, 0, -1):
        dC[t] = dh[t] * dC_by_h[t - 1] + from_memory
        if t == T:
            direct[T] = dC[T]
        if t % every == 0 or t == T:
            _rescale(t, exponent, dh, dC)
            _rescale(t, direct_exponent, direct)
        da = by_gate[t - 1]
        da *= dC[t][:, np.newaxis]
        da[:, 2] = dh_local[t - 1] * dh[t]
        dh[t - 1] = _times(from_input[t - 1], W)
        from_memory = dC[t] * f[t - 1]
        direct[t - 1] = direct[t] * f[t - 1]
        exponent[t - 1], direct_exponent[t - 1] = exponent[t], direct_exponent[t]
    dC[0] = from_memory
    return Path(dh, exponent, dC, direct, direct_exponent)


def _times(rows: Array, W: Array) -> Array:
    """Row s of (S, K) times matrix s of (S, K, H)."""
    product: Array = np.matmul(rows[:, np.newaxis], W)[:, 0]
    return product


def _column(x: Array | Tokens, s: int) -> Array:
    """The sequence (T, 1, …) of network s."""
    return x if x.shape[1] == 1 else x[:, [s]]


def _sigmoid(a: Array) -> Array:
    """σ(a), right to the last digits also where it is tiny, which ½ tanh(½a) + ½ is not."""
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-a)))


def _tanh_slope(a: Array) -> Array:
    """1 − tanh² a = 4 e^−2|a| / (1 + e^−2|a|)², also where tanh rounds to 1; |a| > 350 as 350."""
    e = np.exp(-2 * np.minimum(np.abs(a), 350))
    return np.asarray(4 * e / (1 + e) ** 2)


def _interval(W: Array, *factors: Array) -> int:
    """After how many steps to look at the size: 8, or each step where one may change it much."""
    sizes = np.abs(W).sum((1, 2))
    calm = sizes.min() > 1e-6 and sizes.max() < 1e12 and all(f.min() > 1e-12 for f in factors)
    return 8 if calm else 1


def _rescale(t: int, exponent: Array, *gradients: Array) -> None:
    """Scale row s of the gradients at t to about 1 where it comes near the ends of float64."""
    largest = np.max([np.abs(one[t]).max(1) for one in gradients], axis=0)
    near = ((largest < _SMALL) & (largest > 0)) | (largest > _LARGE)
    if near.any():
        power = np.frexp(largest[near])[1]
        for one in gradients:
            one[t, near] = np.ldexp(one[t, near], -power[:, np.newaxis])
        exponent[t, near] += power
