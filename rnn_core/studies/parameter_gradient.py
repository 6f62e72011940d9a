"""One matrix of a network followed to its gradient: which there are, its factors, its slopes.

    (1)  dL/dW = Σ_t left_t right_tᵀ      W_hh: dL/da_t h_{t−1}ᵀ   W_xh: dL/da_t x_tᵀ
                                          W_hy: dL/dy_t h_tᵀ       W_f: dL/daᶠ_t h_{t−1}ᵀ

Of a gate's W (H, H+D) the columns that act on h_{t−1} are followed, H of them.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn_core import model
from rnn_core.cells.lstm_params import GATES
from rnn_core.grads import gradcheck
from rnn_core.model import Grads, Model, Run
from rnn_core.types import Array
from rnn_core.weights import count, flatten, unflatten

WITHOUT_MEMORY = ("W_hh", "W_xh", "W_hy")
WITH_MEMORY = ("W_f", "W_i", "W_o", "W_C")


def check(run: Run, matrix: str) -> None:
    """Nothing, if the network of `run` has `matrix`; else a ValueError that names those it has."""
    known = WITH_MEMORY if run.model.cell.has_memory else WITHOUT_MEMORY
    if matrix not in known:
        raise ValueError(f"matrix must be one of {', '.join(known)}, got {matrix}")


def gate_of(matrix: str) -> int:
    """The place of a gate's matrix in the order i, f, o, C~; ValueError if it is no gate's."""
    return GATES.index({"W_C": "C_tilde"}.get(matrix, matrix.removeprefix("W_")))


def of(weights: Model, matrix: str) -> Any:
    """The followed matrix in `weights`, a view (R, C)."""
    if matrix == "W_hy":
        return weights.readout.W_hy
    found = getattr(weights.cell, matrix)
    return found[:, : weights.cell.n_hidden] if weights.cell.has_memory else found


def factors(run: Run, grads: Grads, matrix: str) -> tuple[Array, Array]:
    """Left (T, R) and right (T, C) of equation (1), for a run of one sequence."""
    h = run.trace.h[:, 0]
    if matrix == "W_hy":
        return grads.dy[:, 0], h[1:]
    if matrix == "W_xh":
        return grads.a[:, 0], np.eye(run.model.cell.n_inputs)[run.x[:, 0]]
    if matrix == "W_hh":
        return grads.a[:, 0], h[:-1]
    return grads.a[:, gate_of(matrix), 0], h[:-1]


def numeric(run: Run, matrix: str, rows: Sequence[int], columns: Sequence[int]) -> Array:
    """The finite differences of the run's loss by the entries rows × columns of `matrix`."""
    places = unflatten(run.model, np.arange(count(run.model)))
    asked: Array = of(places, matrix)[np.ix_(rows, columns)]

    def loss(weights: Model) -> float:
        again = model.run(weights, run.x, run.targets)
        return float("nan") if again.loss is None else again.loss

    slopes: Array = flatten(gradcheck.entries(loss, run.model, asked.ravel().tolist()))[asked]
    return slopes
