"""What each prediction hears from each earlier time: the length of ∂L_t/∂h_s for all pairs (s, t).

    (1)  c(s, t) = ‖∂L_t/∂h_s‖,  s ≤ t        L_t: the loss of the prediction after t characters, alone

All t at once: the sequence is read in T columns, and column t has its loss at time t only; one backward pass gives
every pair, since nothing of a later time reaches an earlier loss. Madsen, Visualizing memorization in RNNs (Distill,
2019), shows the same of ∂h_t/∂x_s as connectivity.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rnn_core import model as network
from rnn_core.model import Model
from rnn_core.types import Array, Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Equation (1) for h and for C, (T, T), rows s, columns t, both from 1; 0 where s > t. C: None without a memory."""

    h: Array
    C: Array | None
    losses: Array


def pairs(model: Model, x: Tokens, targets: Tokens) -> Pairs:
    """The pairs of a sequence; x and targets (T,)."""
    T = len(x)
    columns = np.repeat(x[:, np.newaxis], T, 1), np.repeat(targets[:, np.newaxis], T, 1)
    run = network.run(model, *columns, mask=np.eye(T, dtype=bool))
    assert run.losses is not None
    grads = network.backward(run)
    scale = T  # the loss is the mean over the T that count, each column has one
    h = scale * np.linalg.norm(grads.h[1:], axis=2)
    C = scale * np.linalg.norm(grads.cell.C[1:], axis=2) if model.cell.has_memory else None
    return Pairs(h, C, np.diagonal(run.losses).copy())


def errors(model: Model, x: Tokens, targets: Tokens, times: tuple[tuple[int, int], ...]) -> dict[str, float]:
    """Relative errors of ∂L_t/∂h_s along its own direction against central differences, for pairs (s, t) from 1."""
    T = len(x)
    run = network.run(model, x[:, np.newaxis], targets[:, np.newaxis])
    found = {}
    for s, t in times:
        mask = np.zeros((T, 1), bool)
        mask[t - 1] = True
        gradient = network.backward(replace(run, mask=mask)).h[s, 0]
        length = float(np.linalg.norm(gradient))
        moved = [_loss_from(model, x, targets, run.trace, s, t, sign * gradient / length) for sign in (1e-5, -1e-5)]
        found[f"∂L_{t}/∂h_{s}"] = abs((moved[0] - moved[1]) / 2e-5 - length) / length
    return found


def _loss_from(model: Model, x: Tokens, targets: Tokens, trace: Any, s: int, t: int, move: Array) -> float:
    """L_t where h_s is moved and C_s is not."""
    h = trace.h[s, :1] + move
    C = trace.C[s, :1] if model.cell.has_memory else None
    if s == t:
        y = h @ model.readout.W_hy.T + model.readout.b_y
        return float(np.log(np.exp(y - y.max()).sum()) + y.max() - y[0, targets[t - 1]])
    rest = network.run(model, x[s:t, np.newaxis], targets[s:t, np.newaxis], h, C)
    assert rest.losses is not None
    return float(rest.losses[-1, 0])
