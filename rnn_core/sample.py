"""Test mode: feed a symbol, choose the next from the softmax, feed it back, and so on.

    (1)  greedy:       next = argmax_k y_t[k]                       the first of equals
    (2)  temperature:  next ~ softmax(y_t / τ)                      τ → 0 is greedy, τ → ∞ uniform
    (3)  beam:         the k most probable texts so far, not one    `beam` has its equations

Source: the lecture; Ackley, Hinton, Sejnowski (1985) for the temperature.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rnn_core.activations import log_softmax, softmax
from rnn_core.beam import State, Tree, search
from rnn_core.model import Model, Run
from rnn_core.model import run as run_model
from rnn_core.text import Vocabulary
from rnn_core.types import Array, Tokens
from rnn_core.workspace import Workspace


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


@dataclass(frozen=True, slots=True, eq=False)
class Beam:
    """What a beam search found: tokens and text of the best, the start included, and the tree."""

    tokens: Tokens
    text: str
    tree: Tree


def greedy(model: Model, vocabulary: Vocabulary, start: Sequence[str], n: int) -> Generation:
    """`start` continued by n symbols, each the most probable one, equation (1)."""

    def best(y: Array) -> tuple[int, Array]:
        token = int(y.argmax())
        return token, np.eye(len(y), dtype=y.dtype)[token]

    return _generate(model, vocabulary, start, n, best)


def temperature(
    model: Model,
    vocabulary: Vocabulary,
    start: Sequence[str],
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


def beam(
    model: Model,
    vocabulary: Vocabulary,
    start: Sequence[str],
    n: int,
    *,
    width: int,
    end: str | None = None,
    penalty: float = 0.0,
) -> Beam:
    """`start` continued by at most n symbols, the best text a beam of this width finds.

    end: the symbol that ends a text, None for none. penalty: α of `beam` (2), 0 for none.
    """
    fed = _start(model, vocabulary, start, n)

    def advance(state: State, tokens: Tokens) -> tuple[Array, State]:
        run = run_model(model, tokens[np.newaxis], None, *state)
        return log_softmax(run.y[0]), run.trace.last

    state = run_model(model, fed[:-1, np.newaxis]).trace.last if len(fed) > 1 else ()
    stop = None if end is None else int(vocabulary.encode([end])[0])
    latest = int(fed[-1])
    tree = search(advance, state, latest, width=width, longest=n, end=stop, penalty=penalty)
    tokens = np.concatenate([fed, np.array(tree.tokens(tree.best))])
    return Beam(tokens, vocabulary.decode(tokens.tolist()), tree)


def _start(model: Model, vocabulary: Vocabulary, start: Sequence[str], n: int) -> Tokens:
    """The tokens of the start; ValueError unless the network can read it and n ≥ 1."""
    n_symbols = model.readout.W_hy.shape[0]
    if len(vocabulary) != n_symbols:
        got = len(vocabulary)
        raise ValueError(f"vocabulary must have {n_symbols} symbols like the network, got {got}")
    fed = vocabulary.encode(start)
    if not len(fed):
        raise ValueError("start must have at least 1 symbol, got none")
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    return fed


def _generate(
    model: Model, vocabulary: Vocabulary, start: Sequence[str], n: int, choose: Callable[[Array], tuple[int, Array]]
) -> Generation:
    fed = _start(model, vocabulary, start, n)
    tokens, distributions, own = fed.tolist(), [], Workspace()
    latest = run_model(model, fed[:, np.newaxis])
    for k in range(n):
        token, p = choose(latest.y[-1, 0])
        tokens.append(token)
        distributions.append(p)
        if k < n - 1:
            latest = run_model(model, np.array([[token]]), None, *latest.trace.last, workspace=own)
    whole = np.array(tokens)
    run = run_model(model, whole[:-1, np.newaxis])
    return Generation(whole, vocabulary.decode(tokens), np.array(distributions), run)
