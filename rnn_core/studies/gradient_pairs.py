"""How long the gradient of each loss is at each earlier time: ∂L_t/∂h_s for all pairs (s, t).

    (1)  c(s, t) = ‖∂L_t/∂h_s‖,  s ≤ t        L_t: the loss of the prediction after t characters, alone

Many t at once: the sequence is read in columns, and column t has its loss at time t only; one backward pass gives all
of them, since nothing of a later time reaches an earlier loss. Madsen, Visualizing memorization in RNNs (Distill,
2019), shows the same of ∂h_t/∂x_s as connectivity.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rnn_core import model as network
from rnn_core.cells import registry
from rnn_core.model import Model
from rnn_core.types import Array, Tokens

BLOCK = 30
"""Columns that are read at a time: all of a long text would take much memory for a moment."""
EPSILON = 1e-100
"""The length of a complex step."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Equation (1) for h and for C, (T, T), rows s, columns t, both from 1; 0 where s > t. C: None without a memory."""

    h: Array
    C: Array | None
    losses: Array


def pairs(model: Model, x: Tokens, targets: Tokens) -> Pairs:
    """The pairs of a sequence; x and targets (T,)."""
    T = len(x)
    found = {state: np.zeros((T, T), model.cell.dtype) for state in ("h", "C")[: 1 + model.cell.has_memory]}
    losses = np.zeros(T)
    for begin in range(0, T, BLOCK):
        end = min(begin + BLOCK, T)
        n = end - begin
        read, asked = (np.repeat(each[:end, np.newaxis], n, 1) for each in (x, targets))
        run = network.run(model, read, asked, mask=np.eye(end, n, -begin, dtype=bool))
        assert run.losses is not None
        losses[begin:end] = np.diagonal(run.losses[begin:])
        grads = network.backward(run).cell
        for state, lengths in found.items():
            # the loss is the mean over the n that count, and each column has one
            lengths[:end, begin:end] = n * np.linalg.norm(getattr(grads, state)[1:], axis=2)
    return Pairs(found["h"], found.get("C"), losses)


def errors(model: Model, x: Tokens, targets: Tokens, times: tuple[tuple[int, int], ...]) -> dict[str, float]:
    """Relative errors of ∂L_t/∂h_s and ∂L_t/∂C_s along their own directions, for pairs (s, t) from 1.

    Each is compared with a complex step, L_t(h_s + iεv) = L_t(h_s) + iε v·∂L_t/∂h_s: it rounds like the gradient
    itself, however short that is, where a difference of two losses has no digits left.
    """
    run = network.run(model, x[:, np.newaxis], targets[:, np.newaxis])
    found = {}
    for s, t in times:
        mask = np.zeros((len(x), 1), bool)
        mask[t - 1] = True
        grads = network.backward(replace(run, mask=mask)).cell
        for state in ("h", "C") if model.cell.has_memory else ("h",):
            gradient = getattr(grads, state)[s, 0]
            length = float(np.linalg.norm(gradient))
            states = _moved(run.trace, s, state, EPSILON * 1j * gradient / length)
            slope = _loss_from(model, x, targets, s, t, states).imag / EPSILON
            found[f"∂L_{t}/∂{state}_{s}"] = abs(slope - length) / length
    return found


def _moved(trace: Any, s: int, state: str, move: Array) -> list[Array]:
    """The states after ``s`` steps, one of them moved; h goes along with C, for it is made of it at the same time."""
    h, C = trace.h[s, 0], trace.C[s, 0] if hasattr(trace, "C") else None
    if state == "C":
        return [trace.o[s - 1, 0] * np.tanh(C + move), C + move]
    return [h + move] if C is None else [h + move, C]


def _loss_from(model: Model, x: Tokens, targets: Tokens, s: int, t: int, states: list[Array]) -> complex:
    """L_t from the states after ``s`` steps, one step of the cell after the other."""
    step, one_hot = registry.module_of(model.cell).step, np.eye(model.cell.n_inputs)
    for token in x[s:t]:
        made = step(model.cell, *states, one_hot[token])
        states = [registry.state_of(made), *([made.C] if model.cell.has_memory else [])]
    y = model.readout.W_hy @ states[0] + model.readout.b_y
    highest = y.real.max()
    return complex(np.log(np.exp(y - highest).sum()) + highest - y[targets[t - 1]])
