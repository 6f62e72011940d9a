"""Forward and backward through several networks at once, each batch row with weights of its own.

The equations are those of `rnn`, `lstm` and `gru`; a gradient arrives at the last state only. Whenever it
comes near the ends of float64 it is scaled by a power of two, which loses no bit, and the power
noted: the gradient of row s at t is h[t, s] · 2^exponent[t, s].
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rnn_core import inputs
from rnn_core.activations import sigmoid_and_rest, tanh_slope
from rnn_core.cells.gru import GRUParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.types import Array, Tokens, check_finite

_SMALL, _LARGE = 1e-140, 1e140  # squares of what lies between them are exact enough


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """dL/dh_t (T+1, S, H) and powers of two (T+1, S); for LSTMs dL/dC_t and the direct path too.

    For GRUs the direct path is that along z_t alone.
    """

    h: Array
    exponent: Array
    C: Array | None = None
    direct: Array | None = None
    direct_exponent: Array | None = None


def rnn_path(
    networks: Sequence[RNNParams], x: Array | Tokens, h_0: Array, dh_last: Array, *, linear: bool = False
) -> Path:
    """dL/dh_t of vanilla networks; h_0 and dh_last (S, H)."""
    W_hh = np.stack([one.W_hh for one in networks])
    check_finite("W_hh", W_hh)
    T, (n, H) = len(x), h_0.shape
    local = np.empty((T, n, H))
    for s, one in enumerate(networks):
        local[:, [s]] = inputs.project(one.W_xh, one.b_h, _column(x, s))
    if linear:
        local[...] = 1
    else:
        W_hh_T, h, from_state = W_hh.swapaxes(1, 2).copy(), h_0[:, np.newaxis], np.empty((n, 1, H))
        state = np.empty((n, 1, H))
        for a in local[:, :, np.newaxis]:
            np.matmul(h, W_hh_T, out=from_state)
            np.add(a, from_state, out=a)
            h = np.tanh(a, out=state)
        for t in range(0, T, 5):  # so few that they stay in the cache
            local[t : t + 5] = tanh_slope(local[t : t + 5])
    dh, exponent = np.empty((T + 1, n, 1, H)), np.zeros((T + 1, n), int)
    da = np.empty((n, 1, H))
    dh[T, :, 0] = dh_last
    every = _interval(W_hh, local)
    steps = zip(range(T, 0, -1), dh[:0:-1], local[::-1, :, np.newaxis], dh[-2::-1], strict=True)
    for t, dh_t, slope, dh_prev in steps:
        if t % every == 0 or t == T:
            _rescale(t, exponent, dh[:, :, 0])
        np.multiply(dh_t, slope, out=da)
        np.matmul(da, W_hh, out=dh_prev)
    return Path(dh[:, :, 0], exponent)


def lstm_path(networks: Sequence[LSTMParams], x: Array | Tokens, h_0: Array, dh_last: Array) -> Path:
    """dL/dh_t, dL/dC_t and the direct path of LSTMs; C_0 = 0."""
    T, n, H = len(x), len(networks), networks[0].n_hidden
    W = np.stack([one.W[:, :H].reshape(4, H, H) for one in networks], 1)
    check_finite("W", W)
    a = np.empty((T, 4, n, 1, H))  # gate by gate; W (4, n, H, H)
    for s, one in enumerate(networks):
        a[:, :, s] = inputs.project_gates(one.W[:, H:], one.b, _column(x, s), 4)
    W_T, h, from_state = W.swapaxes(2, 3).copy(), h_0[:, np.newaxis], np.empty((4, n, 1, H))
    C, (f, dC_by_h) = np.zeros((n, 1, H)), np.empty((2, T, n, 1, H))
    for t, now in enumerate(a):
        np.matmul(h, W_T, out=from_state)
        now += from_state
        gates, closed = sigmoid_and_rest(now[:3])
        C_tilde, C_prev = np.tanh(now[3]), C
        i, f[t], o = gates
        C = f[t] * C_prev + i * C_tilde
        tanh_C = np.tanh(C)
        h = o * tanh_C
        np.multiply(i, tanh_slope(now[3]), out=now[3])  # from here on a holds the local
        np.multiply(gates, closed, out=now[:3])  # derivatives, `lstm` (7)–(9)
        now[0] *= C_tilde
        now[1] *= C_prev
        now[2] *= tanh_C
        np.multiply(o, tanh_slope(C), out=dC_by_h[t])
    dh, dC, direct = np.empty((3, T + 1, n, 1, H))
    exponent, direct_exponent = np.zeros((2, T + 1, n), int)
    dh[T, :, 0] = dh_last
    from_memory = np.zeros((n, 1, H))
    every = _interval(W, f, dC_by_h)
    for t in range(T, 0, -1):
        np.multiply(dh[t], dC_by_h[t - 1], out=dC[t])
        dC[t] += from_memory
        if t == T:
            direct[T] = dC[T]
        if t % every == 0 or t == T:
            _rescale(t, exponent, dh[:, :, 0], dC[:, :, 0])
            _rescale(t, direct_exponent, direct[:, :, 0])
        da = a[t - 1]
        da[:2] *= dC[t]
        da[2] *= dh[t]
        da[3] *= dC[t]
        np.add.reduce(np.matmul(da, W, out=from_state), 0, out=dh[t - 1])
        np.multiply(dC[t], f[t - 1], out=from_memory)
        np.multiply(direct[t], f[t - 1], out=direct[t - 1])
    dC[0] = from_memory
    return Path(dh[:, :, 0], exponent, dC[:, :, 0], direct[:, :, 0], direct_exponent)


def gru_path(networks: Sequence[GRUParams], x: Array | Tokens, h_0: Array, dh_last: Array) -> Path:
    """dL/dh_t of GRUs and their direct path, dL/dh_T * z_T * … * z_{t+1}."""
    T, n, H = len(x), len(networks), networks[0].n_hidden
    W = np.stack([one.W_h.reshape(3, H, H) for one in networks], 1)
    check_finite("W_h", W)
    a = np.empty((T, 3, n, 1, H))  # gate by gate; W (3, n, H, H)
    for s, one in enumerate(networks):
        a[:, :, s] = inputs.project_gates(one.W_x, one.b_x, _column(x, s), 3)
    b_hn = np.stack([one.b_hn for one in networks])[:, np.newaxis]
    W_T, h, from_state, z = W.swapaxes(2, 3).copy(), h_0[:, np.newaxis], np.empty((3, n, 1, H)), np.empty((T, n, 1, H))
    for t, now in enumerate(a):
        np.matmul(h, W_T, out=from_state)
        now[:2] += from_state[:2]
        (r, z[t]), (r_closed, z_closed) = sigmoid_and_rest(now[:2])
        m = from_state[2] + b_hn
        now[2] += r * m
        n_t, h_prev = np.tanh(now[2]), h
        h = z_closed * n_t + z[t] * h_prev
        slope = z_closed * tanh_slope(now[2])  # from here on a holds what (6)–(8) of `gru`
        now[0] = slope * m * r * r_closed  # multiply dL/dh_t by, rows r, z, m
        now[1] = (h_prev - n_t) * z[t] * z_closed
        now[2] = slope * r
    dh, direct = np.empty((2, T + 1, n, 1, H))
    exponent, direct_exponent = np.zeros((2, T + 1, n), int)
    dh[T, :, 0] = direct[T, :, 0] = dh_last
    every = _interval(W, z)
    for t in range(T, 0, -1):
        if t % every == 0 or t == T:
            _rescale(t, exponent, dh[:, :, 0])
            _rescale(t, direct_exponent, direct[:, :, 0])
        a[t - 1] *= dh[t]
        np.add.reduce(np.matmul(a[t - 1], W, out=from_state), 0, out=dh[t - 1])
        dh[t - 1] += dh[t] * z[t - 1]
        np.multiply(direct[t], z[t - 1], out=direct[t - 1])
        exponent[t - 1], direct_exponent[t - 1] = exponent[t], direct_exponent[t]
    return Path(dh[:, :, 0], exponent, None, direct[:, :, 0], direct_exponent)


PATHS: dict[type, Callable[..., Path]] = {RNNParams: rnn_path, LSTMParams: lstm_path, GRUParams: gru_path}
"""The path of each class of weights."""


def _column(x: Array | Tokens, s: int) -> Array:
    """The sequence (T, 1, …) of network s."""
    return x if x.shape[1] == 1 else x[:, [s]]


def _interval(W: Array, *factors: Array) -> int:
    """After how many steps to look at the size: 8, or each step where one may change it much."""
    sizes = np.abs(W).sum((-2, -1))
    calm = sizes.min() > 1e-6 and sizes.max() < 1e12 and all(f.min() > 1e-12 for f in factors)
    return 8 if calm else 1


def _rescale(t: int, exponent: Array, *gradients: Array) -> None:
    """Scale row s of the gradients at t to about 1 where it comes near the ends of float64.

    All exponents from 0 to t, since what comes from a scaled gradient is scaled alike.
    """
    largest = np.max([np.abs(one[t]).max(1) for one in gradients], axis=0)
    near = ((largest < _SMALL) & (largest > 0)) | (largest > _LARGE)
    if near.any():
        power = np.frexp(largest[near])[1]
        for one in gradients:
            one[t, near] = np.ldexp(one[t, near], -power[:, np.newaxis])
        exponent[: t + 1, near] += power
