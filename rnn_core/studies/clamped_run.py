"""Be the gate: what an LSTM does, and what comes back to it, while gates of it are held.

    (1)  s = y_t[0] − y_t[1]     the first letter's score against the second's, t = `asked`
    (2)  ds/dC_t, ds/dh_t        by back-propagation through the held run: lstm (7) and (10)

s says how clearly the network answers, and unlike the loss it does not flatten where it is sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnn_core import readout
from rnn_core.activations import softmax
from rnn_core.cells import lstm
from rnn_core.cells.gate_clamp import Hold
from rnn_core.cells.lstm import LSTMGrads, LSTMTrace
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.types import Array, Tokens, check_tokens

SHUT, OPEN = 0.1, 0.9
"""A gate below the one is called shut, above the other open."""


@dataclass(frozen=True, slots=True, eq=False)
class Play:
    """A run of one word, with gates held or not.

    word (T,). y, p (T, V): scores and probabilities. trace and grads: the LSTM's, with a batch of
    one; grads, and gradient for all weights, are those of s, equation (1), at the step `asked`
    (from 0).
    """

    model: Model
    word: Tokens
    trace: LSTMTrace
    y: Array
    p: Array
    grads: LSTMGrads
    gradient: Model
    asked: int
    holds: tuple[Hold, ...]

    @property
    def said(self) -> Tokens:
        """(T,): what has the largest score after each symbol."""
        found: Tokens = self.y.argmax(-1)
        return found

    @property
    def score(self) -> float:
        """What equation (1) says."""
        return float(self.y[self.asked, 0] - self.y[self.asked, 1])


def play(model: Model, word: Tokens, asked: int, holds: Sequence[Hold] = ()) -> Play:
    """The run of `word` (T,) with these gates held, and the gradient of s at the step `asked`."""
    check_tokens("word", word, model.cell.n_inputs)
    trace = lstm.forward(model.cell, word[:, np.newaxis], holds=holds)
    y = readout.forward(model.readout, trace.h[1:])
    dy = np.zeros_like(y)
    dy[asked, 0, :2] = 1, -1  # (1)
    top = readout.backward(model.readout, trace.h[1:], dy)
    grads = lstm.backward(model.cell, trace, top.h)  # (2)
    gradient, p = Model(grads.params, top.params), softmax(y)[:, 0]
    return Play(model, word, trace, y[:, 0], p, grads, gradient, asked, tuple(holds))


def errors(run: Play, rng: np.random.Generator) -> dict[str, float]:
    """The relative errors of ds/dW and of ds/dC_t, t = 1 … asked, by name.

    Against finite differences: for weights as in `gradcheck`, for C_t along one random direction.
    Slopes below 1e-5 of the largest gradient of a memory count as 1e-5 of it.
    """
    floor = 1e-5 * float(np.abs(run.grads.C).max())

    def score(weights: Model) -> float:
        return play(weights, run.word, run.asked, run.holds).score

    found = directional(score, run.model, run.gradient, rng)
    for t in range(1, run.asked + 2):
        v = rng.standard_normal((run.trace.C.shape[-1],))
        slopes = [(_moved(run, t, v, e) - _moved(run, t, v, -e)) / (2 * e) for e in (1e-3, 2e-3)]
        numeric, exact = (4 * slopes[0] - slopes[1]) / 3, float(run.grads.C[t, 0] @ v)
        scale = max(abs(numeric), abs(exact), floor)
        found[f"C_{t}"] = abs(numeric - exact) / scale if scale else 0.0
    return found


def _moved(run: Play, t: int, v: Array, size: float) -> float:
    """The score after C_t was moved along v (H,), with all that comes later computed anew."""
    C = run.trace.C[t] + size * v
    h = run.trace.o[t - 1] * np.tanh(C)
    later = run.word[t : run.asked + 1, np.newaxis]
    if later.size:
        own = [replace(hold, steps=_after(hold, t, len(later))) for hold in run.holds]
        h = lstm.forward(run.model.cell, later, h, C, holds=own).h[-1]
    y = readout.forward(run.model.readout, h)[0]
    return float(y[0] - y[1])


def _after(hold: Hold, t: int, length: int) -> tuple[int, ...] | None:
    """The steps of a hold, counted from step `t`, within what is left of the word."""
    if hold.steps is None:
        return None
    return tuple(step - t for step in hold.steps if t <= step < t + length)


def saturation(gate: Array) -> tuple[float, float]:
    """The shares of the entries of a gate that are shut and open."""
    return float((gate < SHUT).mean()), float((gate > OPEN).mean())
