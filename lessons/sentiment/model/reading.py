"""A network with two answers reads a sentence, and is asked after every word.

    (1)  s_t = y_t[1] − y_t[0] = w·h_t + b,   w = W_hy[1] − W_hy[0],  b = b_y[1] − b_y[0]
    (2)  p_t = softmax(y_t)[1] = σ(s_t)                                  s_t = ln (p_t / (1 − p_t))
    (3)  s_t − s_{t−1} = w·(h_t − h_{t−1})             so  s_T = b + Σ_t (s_t − s_{t−1}), exactly

s_t are the log-odds of the positive answer; the changes (3) say what each word did to them, after
all that came before it.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import model
from rnn_core.activations import sigmoid
from rnn_core.grads import gradcheck
from rnn_core.model import Model, Run
from rnn_core.types import Array, Tokens

SURE = 0.1
"""So far from ½ a verdict is one; nearer, it is open."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A sentence as the network reads it.

    words: as they stand there; tokens (T,): 0 for those it does not know. run: the forward pass.
    log_odds and p: (T+1,), row 0 before the first word.
    """

    words: tuple[str, ...]
    tokens: Tokens
    run: Run
    log_odds: Array
    p: Array

    @property
    def steps(self) -> int:
        """T, the number of words."""
        return len(self.words)

    @property
    def changes(self) -> Array:
        """(T,): what each word did to the log-odds, equation (3)."""
        changes: Array = np.diff(self.log_odds)
        return changes

    @property
    def moves(self) -> Array:
        """(T,): how far each word moved the state, ‖h_t − h_{t−1}‖."""
        moves: Array = np.linalg.norm(np.diff(self.h, axis=0), axis=1)
        return moves

    @property
    def h(self) -> Array:
        """(T+1, H): the states, row 0 before the first word."""
        states: Array = self.run.trace.h[:, 0]
        return states

    @property
    def positive(self) -> bool:
        """The verdict at the end."""
        return bool(self.log_odds[-1] > 0)

    def verdict(self, t: int) -> str:
        """The verdict after t words: "positive", "negative" or "open"."""
        if abs(self.p[t] - 0.5) < SURE:
            return "open"
        return "positive" if self.p[t] > 0.5 else "negative"


def direction(network: Model) -> tuple[Array, float]:
    """The w (H,) and b of equation (1)."""
    W_hy, b_y = network.readout.W_hy, network.readout.b_y
    return W_hy[1] - W_hy[0], float(b_y[1] - b_y[0])


def read(network: Model, words: tuple[str, ...], tokens: Tokens) -> Reading:
    """The network's reading of words (T) with these tokens (T,)."""
    run = model.run(network, tokens[:, np.newaxis])
    w, b = direction(network)
    log_odds = np.concatenate([[w @ run.trace.h[0, 0] + b], run.y[:, 0, 1] - run.y[:, 0, 0]])  # (1)
    return Reading(words, tokens, run, log_odds, sigmoid(log_odds))  # (2)


def turning_word(reading: Reading) -> int | None:
    """From which word on (counted from 1) the verdict is the last one's; None if that is open."""
    last = reading.verdict(reading.steps)
    if last == "open":
        return None
    t = reading.steps
    while t > 1 and reading.verdict(t - 1) == last:
        t -= 1
    return t


def strongest_word(reading: Reading) -> int:
    """The word (from 1) that moves the log-odds most."""
    return int(np.abs(reading.changes).argmax()) + 1


def errors(reading: Reading, rng: np.random.Generator) -> dict[str, float]:
    """Relative errors: what the words did against the last scores, p, gradients by differences."""
    network, x, y = reading.run.model, reading.run.x, reading.run.y[-1, 0]
    w, b = direction(network)
    words = np.diff(reading.h, axis=0) @ w
    last, scale = y[1] - y[0], max(1.0, float(np.abs(words).sum()))
    targets = np.zeros_like(x)
    targets[-1] = int(reading.positive)
    asked = np.arange(len(x))[:, np.newaxis] == len(x) - 1

    def loss(weights: Model) -> float:
        return float(model.run(weights, x, targets, mask=asked).loss or 0.0)

    grads = model.backward(model.run(network, x, targets, mask=asked)).model
    found = gradcheck.directional(loss, network, grads, rng)
    return {
        "b + Σ w·(h_t − h_t−1) = log-odds at the end": float(abs(b + words.sum() - last)) / scale,
        "σ(log-odds) = softmax": float(np.abs(reading.p[1:] - reading.run.p[:, 0, 1]).max()),
        **{f"gradient of {name}": error for name, error in found.items()},
    }
