"""Captioners about vectors that are given, trained by the core."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from rnn_core import caption
from rnn_core.batches import Epochs
from rnn_core.caption import Captioner, Described
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.decoder import DecoderParams
from rnn_core.loop import Loop
from rnn_core.optim import Adam
from rnn_core.readout import ReadoutParams
from rnn_core.schedule import warm_cosine
from rnn_core.types import Array, Tokens
from training.captions import VOCABULARY, batch

INPUTS, HIDDEN, SIZE, RATE, CLIP = 64, 160, 64, 3e-3, 1.0


Watch = Callable[[Iterable[Any], int, str], Iterator[Any]]


def start(cell: str, vectors: Array, rng: np.random.Generator, hidden: int = HIDDEN) -> Captioner:
    """Small weights by chance; the vector enters with numbers as large as a word's."""
    V, D, n = len(VOCABULARY), INPUTS, vectors.shape[1]

    def some(rows: int, columns: int, spread: float) -> Array:
        return (spread * rng.standard_normal((rows, columns))).astype(np.float32)

    def zeros(n: int) -> Array:
        return np.zeros(n, np.float32)

    if cell == "lstm":
        b = zeros(4 * hidden)
        b[hidden : 2 * hidden] = 1  # open forget gates
        weights: Any = LSTMParams(some(4 * hidden, hidden + D, (hidden + D) ** -0.5), b)
    else:
        q, _ = np.linalg.qr(rng.standard_normal((hidden, hidden)))
        weights = RNNParams(W_xh=some(hidden, D, D**-0.5), W_hh=q.astype(np.float32), b_h=zeros(hidden))
    readout = ReadoutParams(some(V, hidden, hidden**-0.5), zeros(V))
    told = some(D, n, float((n * np.square(vectors).mean()) ** -0.5))
    return Captioner(told, zeros(D), some(V, D, 1.0), DecoderParams(weights, readout))


def _unwatched(snapshots: Iterable[Any], _steps: int, _of: str) -> Iterator[Any]:
    """The snapshots as they come."""
    return iter(snapshots)


def trained(
    cell: str, when: str, vectors: Array, sentences: tuple[Tokens, Tokens], *, seed: int,
    epochs: int, hidden: int = HIDDEN, rate: float = RATE, watch: Watch = _unwatched,
) -> Captioner:  # fmt: skip
    """A captioner told of float32 vectors (N, F) once or at every step, cell "lstm" or "rnn".

    watch: passes the snapshots on and says how far they are; it is told how many, and of what.
    """
    order = Epochs(len(vectors), min(SIZE, len(vectors)), seed)
    steps = epochs * (len(vectors) // order.size)
    model = start(cell, vectors, np.random.default_rng([seed, 0]), hidden)

    def drawn(step: int) -> Described:
        rng = np.random.default_rng([seed, 1, step])
        return batch(vectors, *sentences, order.indices(step), rng)

    def objective(model: Captioner, given: Described) -> tuple[float, Captioner]:
        run = caption.run(model, given, when)
        return run.loss, caption.backward(run).model

    loop = Loop(model, drawn, objective, Adam(rate), CLIP, warm_cosine(rate, steps, steps // 20))
    for snapshot in watch(islice(loop, steps + 1), steps, f"{cell}, {when}"):
        model = snapshot.model
    return model
