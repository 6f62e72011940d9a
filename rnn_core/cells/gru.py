"""The GRU: one state, and two gates that decide what of it is kept and what a new value sees of it.

Forward, for t = 1 … T                                                       (PyTorch's nn.GRU)
    (1)  r_t = σ(W_xr x_t + W_hr h_{t−1} + b_r)        reset gate          Cho et al. (5)
    (2)  z_t = σ(W_xz x_t + W_hz h_{t−1} + b_z)        update gate         Cho et al. (6)
    (3)  m_t = W_hn h_{t−1} + b_hn                     what the past says to the candidate
    (4)  n_t = tanh(W_xn x_t + b_n + r_t * m_t)        candidate           Cho et al. (8), h~
    (5)  h_t = (1 − z_t) * n_t + z_t * h_{t−1}                             Cho et al. (7)
Backward, for t = T … 1, total derivatives; a is what σ or tanh is taken of
    (6)  dL/da^n = dL/dh_t * (1 − z_t)(1 − n_t²)       dL/dm_t = dL/da^n * r_t
    (7)  dL/da^r = dL/da^n * m_t r_t (1 − r_t)
    (8)  dL/da^z = dL/dh_t * (h_{t−1} − n_t) z_t (1 − z_t)
    (9)  dL/dh_{t−1} = (from the output at t−1) + z_t * dL/dh_t
                       + W_hrᵀ dL/da^r + W_hzᵀ dL/da^z + W_hnᵀ dL/dm_t
    (10) dL/dW_h = Σ_t of these three times h_{t−1}ᵀ   dL/db_hn = Σ_t dL/dm_t
    (11) dL/dW_x = Σ_t dL/da_t x_tᵀ   dL/db_x = Σ_t dL/da_t   dL/dx_t = W_xᵀ dL/da_t

Cho et al. take r_t * h_{t−1} before the matrix, W_hn (r_t * h_{t−1}), and have no biases. PyTorch, as
here, resets after it, so all three products with h_{t−1} are one. In both, z_t = 1 keeps the state;
in Chung et al. (2014), (5) is (1 − z_t) * h_{t−1} + z_t * n_t, and z_t = 1 replaces it.
Sources: Cho et al., Learning phrase representations using RNN encoder–decoder (2014); Chung et al.,
Empirical evaluation of gated recurrent neural networks (2014); PyTorch's documentation of nn.GRU.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from rnn_core import inputs
from rnn_core.activations import sigmoid
from rnn_core.types import Array, Tokens, check_columns, check_dtype, check_shape, check_state, ones
from rnn_core.weights import check_weights
from rnn_core.workspace import Workspace, obtain, once

GATES = ("r", "z", "n")
"""The gates in the order of the rows of the weights; the last is the candidate, not a gate."""


@dataclass(frozen=True, slots=True, eq=False)
class GRUParams:
    """The weights of equations (1)–(4), or their gradient, rows r, z, n.

    W_x (3H, D), W_h (3H, H), b_x (3H,), and b_hn (H,), the bias inside of what r_t multiplies.
    """

    W_x: Array
    W_h: Array
    b_x: Array
    b_hn: Array

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the dtypes are equal."""
        if self.W_h.ndim != 2 or self.W_h.shape[0] != 3 * self.W_h.shape[1] or not self.W_h.size:
            raise ValueError(f"W_h must have shape (3H, H), got {self.W_h.shape}")
        if self.W_x.ndim != 2 or len(self.W_x) != len(self.W_h) or not self.W_x.size:
            raise ValueError(f"W_x must have shape ({len(self.W_h)}, D), got {self.W_x.shape}")
        check_shape("b_x", self.b_x, (len(self.W_h),))
        check_shape("b_hn", self.b_hn, (self.n_hidden,))
        for symbol in ("W_x", "b_x", "b_hn"):
            check_dtype(symbol, getattr(self, symbol), self.W_h.dtype)

    has_memory: ClassVar[bool] = False

    @classmethod
    def drawn(cls, draw: Callable[..., Array], D: int, H: int) -> "GRUParams":
        """A customary start: ``draw(*shape)`` gives the matrices, W_x first; all biases are 0."""
        W_x, W_h = draw(3 * H, D), draw(3 * H, H)
        return cls(W_x, W_h, np.zeros(3 * H, W_h.dtype), np.zeros(H, W_h.dtype))

    @property
    def n_hidden(self) -> int:
        """H."""
        return int(self.W_h.shape[1])

    @property
    def n_inputs(self) -> int:
        """D."""
        return int(self.W_x.shape[1])

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of all weights."""
        return self.W_h.dtype


class GRUStep(NamedTuple):
    """What one step computes, each (H,) or (H, B); m is what the past says to the candidate."""

    r: Array
    z: Array
    m: Array
    n: Array
    h: Array


@dataclass(frozen=True, slots=True, eq=False)
class GRUTrace:
    """Every intermediate of a pass.

    x as given; gates (T, 3, B, H), also as r, z, n; m (T, B, H), equation (3); h (T+1, B, H) with
    h[0] = h_0.
    """

    x: Array
    gates: Array
    m: Array
    h: Array

    @property
    def r(self) -> Array:
        """The reset gate, a view (T, B, H)."""
        return self.gates[:, 0]

    @property
    def z(self) -> Array:
        """The update gate, a view (T, B, H)."""
        return self.gates[:, 1]

    @property
    def n(self) -> Array:
        """The candidate, a view (T, B, H)."""
        return self.gates[:, 2]

    @property
    def last(self) -> tuple[Array]:
        """h_T (B, H): what the next pass starts from."""
        return (self.h[-1],)

    def part(self, start: int, stop: int) -> "GRUTrace":
        """The trace of the steps start … stop−1 (array numbers), made of views."""
        now = slice(start, stop)
        return GRUTrace(self.x[now], self.gates[now], self.m[now], self.h[start : stop + 1])

    @classmethod
    def joined(cls, traces: "Sequence[GRUTrace]") -> "GRUTrace":
        """One trace of passes each of which started from the `last` of the one before."""
        x, gates, m = (np.concatenate([getattr(trace, name) for trace in traces]) for name in ("x", "gates", "m"))
        return cls(x, gates, m, np.concatenate([traces[0].h, *(trace.h[1:] for trace in traces[1:])]))


@dataclass(frozen=True, slots=True, eq=False)
class GRUGrads:
    """What `backward` returns, total derivatives.

    params: GRUParams. x: (T, B, D), None for tokens. h: (T+1, B, H), row 0 for h_0. a: (T, 3, B, H),
    of what σ or tanh is taken of, gates as in the trace. m: (T, B, H).
    """

    params: GRUParams
    x: Array | None
    h: Array
    a: Array
    m: Array


@dataclass(frozen=True, slots=True, eq=False)
class GRUShares:
    """What each step adds to the gradients, the sequences of a batch summed: a row for each of T."""

    W_x: Array
    W_h: Array
    b_x: Array
    b_hn: Array


def step(params: GRUParams, h_prev: Array, x_t: Array) -> GRUStep:
    """One step from h_{t−1} (H,) and x_t (D,), or for B columns at once: (H, B) and (D, B)."""
    check_columns("x_t", x_t, params.n_inputs)
    check_shape("h_prev", h_prev, (params.n_hidden, *x_t.shape[1:]))
    column = (-1, *[1] * (x_t.ndim - 1))
    (W_xr, W_xz, W_xn), (W_hr, W_hz, W_hn) = np.split(params.W_x, 3), np.split(params.W_h, 3)
    b_r, b_z, b_n = params.b_x.reshape(3, *column)
    r = sigmoid(W_xr @ x_t + W_hr @ h_prev + b_r)
    z = sigmoid(W_xz @ x_t + W_hz @ h_prev + b_z)
    m = W_hn @ h_prev + params.b_hn.reshape(column)
    n = np.tanh(W_xn @ x_t + b_n + r * m)
    h = (1 - z) * n + z * h_prev
    return GRUStep(r, z, m, n, h)


def forward(
    params: GRUParams, x: Array | Tokens, h_0: Array | None = None, *, workspace: Workspace | None = None
) -> GRUTrace:
    """The trace of a whole sequence: x is tokens (T, B) or vectors (T, B, D), h_0 (B, H) or 0.

    Raises ValueError for an empty sequence, tokens outside 0 … D−1, weights that are not finite.
    """
    once(workspace, check_weights, params)
    inputs.check(params.W_x, x)
    H, (T, B) = params.n_hidden, x.shape[:2]
    own = obtain(workspace, Forward, T, B, H, params.dtype)
    half, W_x, W_h, b_x = np.array(0.5, params.dtype), params.W_x.copy(), params.W_h.copy(), params.b_x.copy()
    for halved in (W_x, W_h, b_x):
        halved[: 2 * H] *= half  # σ(a) = ½ tanh(½a) + ½
    inputs.project_gates(W_x, b_x, x, 3, own.gates)
    own.h[0] = check_state("h_0", h_0, own.h[0])
    W_h = np.ascontiguousarray(W_h.T) if B == 1 else W_h.reshape(3, H, H).swapaxes(1, 2).copy()
    product: Callable[[Array, Array, Array], Array] = np.ndarray.dot if B == 1 else np.matmul
    b_hn = np.broadcast_to(params.b_hn, (B, H)).reshape(-1)
    out, to_gates, to_candidate, kept = own.product_out, own.to_gates, own.to_candidate, own.kept
    add, multiply, subtract, tanh = np.add, np.multiply, np.subtract, np.tanh
    for h_prev, flat_h_prev, rz, r, z, n, m, h in own.steps:
        product(h_prev, W_h, out)
        add(rz, to_gates, rz)
        tanh(rz, rz)
        multiply(rz, half, rz)
        add(rz, half, rz)  # (1), (2)
        add(to_candidate, b_hn, m)  # (3)
        multiply(r, m, kept)
        add(n, kept, n)
        tanh(n, n)  # (4)
        multiply(z, n, kept)
        subtract(n, kept, h)
        multiply(z, flat_h_prev, kept)
        add(h, kept, h)  # (5)
    return GRUTrace(x, own.gates, own.m, own.h)


def backward(params: GRUParams, trace: GRUTrace, dh: Array, *, workspace: Workspace | None = None) -> GRUGrads:
    """All gradients by back-propagation through time; dh (T, B, H) arrives from the outputs."""
    T, _, B, H = trace.gates.shape
    check_shape("dh", dh, (T, B, H))
    own = obtain(workspace, Backward, T, B, H, params.dtype)
    own.h[0], own.h[1:] = 0, dh
    _write_slopes(trace, own.mrzn)
    W_h = np.roll(params.W_h.reshape(3, H, H), 1, 0).reshape(own.W_shape)  # rows n, r, z beside m, r, z
    product: Callable[[Array, Array, Array], Array] = np.ndarray.dot if B == 1 else np.matmul
    back, parts, kept, add, multiply = own.back, own.parts, own.kept, np.add, np.multiply
    for (slopes, mrz, dh_t, dh_prev), z in zip(own.steps, trace.z.reshape(T, -1)[::-1], strict=True):
        multiply(slopes, dh_t, slopes)  # (6), (7), (8)
        product(mrz, W_h, back)
        multiply(z, dh_t, kept)
        add(dh_prev, kept, dh_prev)
        for part in parts:
            add(dh_prev, part, dh_prev)  # (9)
    rows = own.mrzn.swapaxes(1, 2).reshape(T * B, 4 * H)
    dW_h = np.roll(rows[:, : 3 * H].T.dot(trace.h[:-1].reshape(T * B, H)), -H, 0)  # (10)
    dW_x, dx = inputs.backward(params.W_x, trace.x, rows[:, H:].reshape(T, B, 3 * H))
    db = ones(T * B, rows.dtype).dot(rows)  # (11)
    return GRUGrads(GRUParams(dW_x, dW_h, db[H:], db[:H]), dx, own.h, own.mrzn[:, 1:], own.mrzn[:, 0])


def shares(trace: GRUTrace, grads: GRUGrads) -> GRUShares:
    """What each step adds to (10) and (11)."""
    T, _, B, H = grads.a.shape
    x = inputs.vectors(trace.x, grads.params.n_inputs, grads.a.dtype)
    now = grads.a.transpose(0, 1, 3, 2).reshape(T, 3 * H, B)
    dm = grads.m.swapaxes(1, 2)
    past = np.concatenate([now[:, : 2 * H], dm], 1)
    return GRUShares(now @ x, past @ trace.h[:-1], now.sum(2), dm.sum(2))


class Forward:
    """The arrays of a forward pass and the blocks of each step, made once.

    Blocks that only meet elementwise operations are flat: NumPy is quickest with one axis.
    """

    def __init__(self, T: int, B: int, H: int, dtype: np.dtype[Any]) -> None:
        """Arrays for T steps, B sequences, H units."""
        self.gates, self.m = np.empty((T, 3, B, H), dtype), np.empty((T, B, H), dtype)
        self.h = np.empty((T + 1, B, H), dtype)
        self.product_out = np.empty(3 * H if B == 1 else (3, B, H), dtype)
        flat = self.product_out.reshape(-1)
        self.to_gates, self.to_candidate = flat[: 2 * B * H], flat[2 * B * H :]
        self.kept = np.empty(B * H, dtype)
        h = self.h.reshape(T + 1, -1)
        blocks = (self.gates[:, :2], *self.gates.swapaxes(0, 1), self.m, h[1:])
        h_prev = h[:-1] if B == 1 else self.h[:-1]
        self.steps = list(zip(h_prev, h[:-1], *(block.reshape(T, -1) for block in blocks), strict=True))


class Backward:
    """The arrays of a backward pass and the blocks of each step, made once, last step first.

    mrzn (T, 4, B, H): dL/dm beside dL/da of the gates, so that what meets W_h is one block.
    """

    def __init__(self, T: int, B: int, H: int, dtype: np.dtype[Any]) -> None:
        """Arrays for T steps, B sequences, H units."""
        self.mrzn, self.h = np.empty((T, 4, B, H), dtype), np.empty((T + 1, B, H), dtype)
        self.W_shape = (3 * H, H) if B == 1 else (3, H, H)
        self.back = np.empty(H if B == 1 else (3, B, H), dtype)
        self.parts = [self.back] if B == 1 else list(self.back.reshape(3, -1))
        self.kept = np.empty(B * H, dtype)
        mrz = self.mrzn.reshape(T, -1)[:, : 3 * H] if B == 1 else self.mrzn[:, :3]
        h = self.h.reshape(T + 1, -1)
        self.steps = list(zip(self.mrzn.reshape(T, 4, -1), mrz, h[1:], h[:-1], strict=True))[::-1]


def _write_slopes(trace: GRUTrace, out: Array) -> None:
    """What (6)–(8) multiply dL/dh_t by to give dL/dm_t, dL/da^r, dL/da^z and dL/da^n."""
    r, z, n = trace.r, trace.z, trace.n
    by_m, by_r, by_z, by_n = out.swapaxes(0, 1)
    np.multiply(1 - z, 1 - n * n, by_n)
    np.multiply(by_n, r, by_m)
    np.multiply(by_m * (1 - r), trace.m, by_r)
    np.multiply((trace.h[:-1] - n) * z, 1 - z, by_z)
