"""Test mode: feed a symbol, choose the next from the softmax, feed it back, and so on.

    (1)  greedy:       next = argmax_k y_t[k]                       the first of equals
    (2)  temperature:  next ~ softmax(y_t / τ)                      τ → 0 is greedy, τ → ∞ uniform

Source: the lecture; Ackley, Hinton, Sejnowski (1985) for the temperature.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn_core.activations import softmax
from rnn_core.model import Model, Run
from rnn_core.model import run as run_model
from rnn_core.text import Vocabulary
from rnn_core.types import Array, Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Generation:
    """A generated text with everything behind it.

    tokens: (S + n,), the S of the start and the n chosen ones. text: the same as a string.
    p: (n, V), the distributions that were sampled from. run: the pass over everything fed,
    x (S + n − 1, 1); the symbol chosen last is not fed.
    """

    tokens: Tokens
    text: str
    p: Array
    run: Run


def greedy(model: Model, vocabulary: Vocabulary, start: str, n: int) -> Generation:
    """`start` continued by n symbols, each the most probable one, equation (1)."""

    def best(y: Array) -> tuple[int, Array]:
        token = int(y.argmax())
        return token, np.eye(len(y), dtype=y.dtype)[token]

    return _generate(model, vocabulary, start, n, best)


def temperature(
    model: Model,
    vocabulary: Vocabulary,
    start: str,
    n: int,
    *,
    rng: np.random.Generator,
    temperature: float = 1.0,
) -> Generation:
    """`start` continued by n symbols drawn by equation (2); one number of `rng` per symbol."""
    if not (temperature > 0 and math.isfinite(temperature)):
        raise ValueError(f"temperature must be a positive number, got {temperature}")

    def draw(y: Array) -> tuple[int, Array]:
        p = softmax((y - y.max()) / temperature)
        edges = p.cumsum()
        return int(edges.searchsorted(rng.random() * edges[-1], side="right")), p

    return _generate(model, vocabulary, start, n, draw)


def _generate(
    model: Model,
    vocabulary: Vocabulary,
    start: str,
    n: int,
    choose: Callable[[Array], tuple[int, Array]],
) -> Generation:
    n_symbols = model.readout.W_hy.shape[0]
    if len(vocabulary) != n_symbols:
        got = len(vocabulary)
        raise ValueError(f"vocabulary must have {n_symbols} symbols like the network, got {got}")
    fed = vocabulary.encode(start)
    if not len(fed):
        raise ValueError("start must have at least 1 symbol, got none")
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    tokens, distributions = fed.tolist(), []
    latest = run_model(model, fed[:, np.newaxis])
    for k in range(n):
        token, p = choose(latest.y[-1, 0])
        tokens.append(token)
        distributions.append(p)
        if k < n - 1:
            latest = run_model(model, np.array([[token]]), h_0=latest.trace.h[-1])
    whole = np.array(tokens)
    run = run_model(model, whole[:-1, np.newaxis])
    return Generation(whole, vocabulary.decode(tokens), np.array(distributions), run)
