"""Greedy captions of many vectors at once, by `caption` (2) or (3): each word the best one."""

from dataclasses import dataclass

import numpy as np

from rnn_core import decoder, embedding
from rnn_core.activations import log_softmax
from rnn_core.caption import EVERY_STEP, ONCE, Captioner, project_image
from rnn_core.types import Array


@dataclass(frozen=True, slots=True)
class Written:
    """One caption: its tokens without start and end, log p of each, and last that of the end."""

    tokens: tuple[int, ...]
    log_p: tuple[float, ...]


def greedy(
    model: Captioner, vectors: Array, when: str = ONCE, *, start: int, end: int, longest: int = 20
) -> tuple[Written, ...]:
    """The captions of vectors (N, F), each at most `longest` tokens with the end."""
    if when not in (ONCE, EVERY_STEP):
        raise ValueError(f"when must be {ONCE!r} or {EVERY_STEP!r}, got {when!r}")
    v_in = project_image(model, vectors)
    state = decoder.forward(model.decoder, v_in[np.newaxis]).cell.last if when == ONCE else ()
    latest = np.full(len(vectors), start)
    tokens, chances = [], []
    for _ in range(longest):
        x = embedding.forward(model.E, latest[np.newaxis])
        trace = decoder.forward(model.decoder, x if when == ONCE else x + v_in, state)
        state, log_p = trace.cell.last, log_softmax(trace.y[0])
        latest = log_p.argmax(-1)
        tokens.append(latest)
        chances.append(log_p.max(-1))
    return tuple(_until(end, t, p) for t, p in zip(np.transpose(tokens), np.transpose(chances), strict=True))


def _until(end: int, tokens: Array, log_p: Array) -> Written:
    """What was written before the first end."""
    ends = np.flatnonzero(tokens == end)
    n = int(ends[0]) if len(ends) else len(tokens)
    return Written(tuple(tokens[:n].tolist()), tuple(log_p[: n + 1].tolist()))
