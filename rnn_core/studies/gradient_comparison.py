"""A vanilla network, an LSTM and maybe a GRU under one loss: how long the gradient is on its way back.

    vanilla  (1)  dL/dh_{t−1} = W_hhᵀ (dL/dh_t * (1 − h_t²))              one matrix for every step
    LSTM     (2)  dL/dC_{t−1} = f_t * dL/dC_t  +  what comes through h_{t−1} and the gates
             (3)  ∂C_t/∂C_{t−1} = f_t along the direct path, (2) without its second term
    weights  (4)  vanilla H(H+D) + H, LSTM 4(H(H+D) + H), GRU 3(H(H+D) + H) + H
    GRU      (5)  dL/dh_{t−1} = z_t * dL/dh_t  +  what comes through the gates and the candidate

All begin with weights uniform in ±scale/√H and biases 0 but for those of the gates that keep, the
forget gate and the GRU's update gate; they read the same input, and get a gradient of length 1 at
h_T. Chance is drawn once from a seed: it stays while the bias and the scale move. Source:
Hochreiter and Schmidhuber (1997); Gers, Schmidhuber, Cummins (2000); Pascanu, Mikolov, Bengio
(2013); Cho et al. (2014).
"""

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from rnn_core.cells import gru, lstm, rnn
from rnn_core.cells import protocol as cells
from rnn_core.cells.gru import GRUGrads, GRUParams
from rnn_core.cells.lstm import LSTMGrads, LSTMParams
from rnn_core.cells.rnn import RNNGrads, RNNParams
from rnn_core.grads.gradcheck import directional
from rnn_core.grads.gradients import StateNorms, state_gradient_norms
from rnn_core.types import Array

D = 4
"""The length of the input vectors; their entries are standard normal numbers."""

LONGEST, MOST, MOST_VANILLA, MOST_GRU = 200, 64, 132, 75
"""The most steps, units of an LSTM, and units of a vanilla network and of a GRU with as many weights."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The comparison: forget bias, scale of the weights, H of the LSTM, T, how many pairs, the seed.

    equal_count: the other networks have as many units as make their weights as many as the LSTM's;
    else they have H too. gru: whether there is a GRU too, its update gate with the forget bias.
    """

    bias: float = 1.0
    scale: float = 1.0
    hidden: int = 16
    equal_count: bool = False
    steps: int = 100
    pairs: int = 11
    seed: int = 1
    gru: bool = False

    @property
    def vanilla_hidden(self) -> int:
        """The vanilla network's H; (4) solved for it where the counts are to be equal."""
        if not self.equal_count:
            return self.hidden
        return max(1, round((math.sqrt((D + 1) ** 2 + 4 * self._budget) - D - 1) / 2))

    @property
    def gru_hidden(self) -> int:
        """The GRU's H; (4) solved for it where the counts are to be equal."""
        if not self.equal_count:
            return self.hidden
        b = 3 * D + 4
        return max(1, round((math.sqrt(b * b + 12 * self._budget) - b) / 6))

    @property
    def _budget(self) -> int:
        """The weights of the LSTM, equation (4)."""
        return 4 * self.hidden * (self.hidden + D + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The networks of each kind, what all of them read (T, pairs, D), and their gradients."""

    setting: Setting
    vanilla: tuple[RNNParams, ...]
    lstms: tuple[LSTMParams, ...]
    x: Array
    vanilla_norms: StateNorms
    lstm_norms: StateNorms
    grus: tuple[GRUParams, ...] = ()
    gru_norms: StateNorms | None = None

    def curve(self, name: str) -> Array:
        """log10 of the norms (pairs, T+1): `vanilla` or `gru` dL/dh_t, `total` dL/dC_t, or `direct`."""
        norms = {
            "vanilla": self.vanilla_norms.h,
            "total": self.lstm_norms.C,
            "direct": self.lstm_norms.direct,
            "gru": None if self.gru_norms is None else self.gru_norms.h,
        }[name]
        return np.zeros((0, 0)) if norms is None else norms.log10


def measure(setting: Setting) -> Comparison:
    """The comparison of a setting: all gradients by back-propagation from T to 0."""
    vanilla, lstms, inputs = zip(*(_pair(setting, n) for n in range(setting.pairs)), strict=True)
    x = np.stack(inputs, axis=1)
    norms = state_gradient_norms(vanilla, x), state_gradient_norms(lstms, x)
    if not setting.gru:
        return Comparison(setting, vanilla, lstms, x, *norms)
    grus = tuple(_gru(setting, n) for n in range(setting.pairs))
    return Comparison(setting, vanilla, lstms, x, *norms, grus, state_gradient_norms(grus, x))


def first_pair(comparison: Comparison) -> tuple[RNNGrads, LSTMGrads]:
    """All gradients of the first vanilla network and the first LSTM."""
    x = comparison.x[:, :1]
    one, other = comparison.vanilla[0], comparison.lstms[0]
    return (
        rnn.backward(one, rnn.forward(one, x), _at_end(comparison, one.n_hidden)),
        lstm.backward(other, lstm.forward(other, x), _at_end(comparison, other.n_hidden)),
    )


@dataclass(frozen=True, slots=True)
class Split:
    """The two terms of (2) in every LSTM, each array (pairs, T−1); column t − 1 is of dL/dC_t.

    cosine: of the angle between them; 0 for a term of zeros. second: the length of the second beside the first.
    kept: the length of their sum beside the first. At t = 0 there is no second term: h_0 is given.
    """

    cosine: Array
    second: Array
    kept: Array


def split(comparison: Comparison) -> Split:
    """How the direct path's term of (2) and the other add up, at every step of every LSTM."""
    cosine, second, kept = [], [], []
    for number, params in enumerate(comparison.lstms):
        trace = lstm.forward(params, comparison.x[:, number : number + 1])
        carried = lstm.backward(params, trace, _at_end(comparison, params.n_hidden)).C[:, 0]
        direct = trace.f[1:, 0] * carried[2:]
        (length, one), (rest, other), (whole, _) = (
            polar(each) for each in (direct, carried[1:-1] - direct, carried[1:-1])
        )
        cosine.append(np.sum(one * other, axis=1))
        second.append(np.divide(rest, length, out=np.zeros_like(rest), where=length > 0))
        kept.append(np.divide(whole, length, out=np.zeros_like(whole), where=length > 0))
    return Split(np.array(cosine), np.array(second), np.array(kept))


def polar(vectors: Array) -> tuple[Array, Array]:
    """Lengths (n,) and directions (n, H) of vectors however short; a vector of zeros has none, 0 stands for it."""
    scale = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = np.divide(vectors, scale, out=np.zeros_like(vectors), where=scale > 0)
    lengths = np.linalg.norm(scaled, axis=1, keepdims=True)
    directions = np.divide(scaled, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return (scale * lengths)[:, 0], directions


def first_gru(comparison: Comparison) -> GRUGrads:
    """All gradients of the first GRU."""
    one, x = comparison.grus[0], comparison.x[:, :1]
    return gru.backward(one, gru.forward(one, x), _at_end(comparison, one.n_hidden))


def errors(comparison: Comparison, rng: np.random.Generator) -> dict[str, float]:
    """The relative errors of the first networks' weight gradients against finite differences."""
    x, (vanilla, memory) = comparison.x[:, :1], first_pair(comparison)
    networks: list[tuple[str, Any, Any]] = [
        ("vanilla", comparison.vanilla[0], vanilla.params),
        ("LSTM", comparison.lstms[0], memory.params),
    ]
    if comparison.grus:
        networks.append(("GRU", comparison.grus[0], first_gru(comparison).params))
    found: dict[str, float] = {}
    for name, params, grads in networks:
        end = _at_end(comparison, params.n_hidden)[-1, 0]
        own = directional(partial(_pull, x, end), params, grads, rng)
        found |= {f"{name} {key}": error for key, error in own.items()}
    return found


def _pull(x: Array, end: Array, weights: Any) -> float:
    """The loss whose gradient at h_T is ``end``."""
    return float(cells.forward(weights, x).h[-1, 0] @ end)


def _pair(setting: Setting, number: int) -> tuple[RNNParams, LSTMParams, Array]:
    """One pair and its input, cut out of the largest ones: chance stays when the sizes move."""
    rng = np.random.default_rng([setting.seed, number])
    x, H, n = rng.standard_normal((LONGEST, D)), setting.hidden, setting.vanilla_hidden
    drawn = rng.uniform(-1, 1, (4, MOST, MOST + D))[:, :H]
    own = rng.uniform(-1, 1, (MOST_VANILLA, MOST_VANILLA + D))[:n] * setting.scale / math.sqrt(n)
    W = np.concatenate([drawn[..., :H], drawn[..., MOST:]], -1).reshape(4 * H, H + D)
    vanilla = RNNParams(own[:, MOST_VANILLA:].copy(), own[:, :n].copy(), np.zeros(n))
    b = np.repeat([0.0, setting.bias, 0.0, 0.0], H)
    return vanilla, LSTMParams(W * setting.scale / math.sqrt(H), b), x[: setting.steps]


def _gru(setting: Setting, number: int) -> GRUParams:
    """The GRU beside a pair, by chance of its own, so that it changes no pair."""
    rng = np.random.default_rng([setting.seed, number, MOST_GRU])
    H = setting.gru_hidden
    drawn = rng.uniform(-1, 1, (3, MOST_GRU, MOST_GRU + D))[:, :H] * setting.scale / math.sqrt(H)
    b = np.repeat([0.0, setting.bias, 0.0], H)
    W_x, W_h = drawn[..., MOST_GRU:].reshape(3 * H, D), drawn[..., :H].reshape(3 * H, H)
    return GRUParams(W_x, W_h, b, np.zeros(H))


def _at_end(comparison: Comparison, H: int) -> Array:
    dh = np.zeros((len(comparison.x), 1, H))
    dh[-1] = 1 / math.sqrt(H)
    return dh
