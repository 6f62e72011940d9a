"""Networks to begin with: the one printed on the lecture's slide, and drawn ones.

The slide prints hidden states h_t and logits y_t of a network that reads h, e, l, l. Weights with
exactly these numbers:

    (1)  [W_hh W_xh] [h_{t−1}; x_t] = artanh(h_t), b_h = 0, h_0 = 0     smallest of the solutions
    (2)  [W_hy b_y] [h_t; 1] = y_t                                      four equations, four columns

Without b_y equation (2) has no solution, see `slide_residual`.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rnn_core.cells.lstm_params import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model, Run, run
from rnn_core.readout import ReadoutParams
from rnn_core.text import Vocabulary
from rnn_core.types import Array

SLIDE_HIDDEN = ((0.3, -0.1, 0.9), (0.96, 0.3, 0.1), (0.1, -0.5, -0.3), (-0.3, 0.9, 0.7))
"""h_1 … h_4 of the slide; it prints 1.0 for the 0.96, which no tanh can reach."""

SLIDE_LOGITS = ((1.0, 2.2, -3.0, 4.1), (0.5, 0.3, -1.0, 1.2), (0.1, 0.5, 1.9, -1.1), (0.2, -1.5, -0.1, 2.2))
"""y_1 … y_4 of the slide, in the order h, e, l, o."""

MOST_HIDDEN = 32
"""The most hidden units a drawn network can have."""

SCALE_INPUT, SCALE_STATE, SCALE_OUTPUT = 0.5, 0.2, 0.5
"""Standard deviations of the drawn W_xh, W_hh, W_hy."""

FORGET = 1.0
"""The drawn bias of the forget gate: a new memory keeps most of what it holds (Jozefowicz 2015)."""


@dataclass(frozen=True, slots=True, eq=False)
class Preset:
    """A network, its vocabulary and the word it is trained on."""

    model: Model
    vocabulary: Vocabulary
    word: str

    def run(self) -> Run:
        """The forward pass over the word: all symbols but the last in, all but the first out."""
        return run(self.model, *self.vocabulary.pairs(self.word))


def hello_slide() -> Preset:
    """The slide's network: 3 hidden units, vocabulary h e l o, word hello."""
    vocabulary = Vocabulary(("h", "e", "l", "o"))
    x, _ = vocabulary.pairs("hello")
    h, y = np.array(SLIDE_HIDDEN).T, np.array(SLIDE_LOGITS).T
    h_prev = np.hstack([np.zeros((3, 1)), h[:, :-1]])
    x_one_hot = np.eye(4)[:, x[:, 0]]
    recurrent = np.arctanh(h) @ np.linalg.pinv(np.vstack([h_prev, x_one_hot]))  # (1)
    output = np.linalg.solve(np.vstack([h, np.ones(4)]).T, y.T).T  # (2)
    cell = RNNParams(recurrent[:, 3:].copy(), recurrent[:, :3].copy(), np.zeros(3))
    readout = ReadoutParams(output[:, :3].copy(), output[:, 3].copy())
    return Preset(Model(cell, readout), vocabulary, "hello")


def slide_residual(*, with_bias: bool) -> float:
    """The largest error of a logit of the slide under the best W_hy (and b_y) in least squares."""
    h, y = np.array(SLIDE_HIDDEN), np.array(SLIDE_LOGITS)
    known = np.hstack([h, np.ones((4, 1))]) if with_bias else h
    solution = np.linalg.lstsq(known, y, rcond=None)[0]
    return float(np.abs(known @ solution - y).max())


def drawn(vocabulary: Vocabulary, n_hidden: int, seed: int, *, memory: bool = False) -> Model:
    """A network with normally distributed weights and biases 0, D = V = len(vocabulary).

    With `memory` it is an LSTM, whose forget gates have the bias FORGET.

    The weights of a symbol depend on the seed and the symbol only, those between two units on the
    seed and their numbers only: another word or another number of units changes no weight that
    both networks have. ValueError unless 1 ≤ n_hidden ≤ MOST_HIDDEN and seed ≥ 0.
    """
    if not 1 <= n_hidden <= MOST_HIDDEN:
        raise ValueError(f"n_hidden must lie in 1 … {MOST_HIDDEN}, got {n_hidden}")
    if seed < 0:
        raise ValueError(f"seed must be at least 0, got {seed}")
    n_symbols = len(vocabulary)
    per_symbol = [_normal((2, MOST_HIDDEN), seed, symbol)[:, :n_hidden] for symbol in vocabulary.symbols]
    to_hidden, to_output = np.stack(per_symbol, axis=1)
    readout = ReadoutParams(SCALE_OUTPUT * to_output, np.zeros(n_symbols))
    if memory:
        return Model(_drawn_lstm(vocabulary, n_hidden, seed), readout)
    between = _between(seed, "")[:n_hidden, :n_hidden]
    cell = RNNParams(np.ascontiguousarray(SCALE_INPUT * to_hidden.T), SCALE_STATE * between, np.zeros(n_hidden))
    return Model(cell, readout)


def _drawn_lstm(vocabulary: Vocabulary, H: int, seed: int) -> LSTMParams:
    """The cell of `drawn` with a memory: what one gate is drawn from, no other gate is."""
    gates: dict[str, Array] = {}
    for name in ("W_i", "W_f", "W_o", "W_C"):
        from_state = SCALE_STATE * _between(seed, name)[:H, :H]
        per_symbol = [_normal((MOST_HIDDEN,), seed, name + s)[:H] for s in vocabulary.symbols]
        gates[name] = np.hstack([from_state, SCALE_INPUT * np.stack(per_symbol, axis=1)])
    biases = {name: np.zeros(H) for name in ("b_i", "b_o", "b_C")}
    return LSTMParams.from_gates(**gates, **biases, b_f=np.full(H, FORGET))


@lru_cache(maxsize=16)
def _between(seed: int, name: str) -> Array:
    """What the weights between all units are drawn from; not to be written to."""
    found = _normal((MOST_HIDDEN, MOST_HIDDEN), seed, name)
    found.flags.writeable = False
    return found


def _normal(shape: tuple[int, ...], seed: int, symbol: str) -> Array:
    """Standard normal numbers that depend on the seed and the symbol only."""
    return np.random.default_rng([seed, *map(ord, symbol)]).standard_normal(shape)
