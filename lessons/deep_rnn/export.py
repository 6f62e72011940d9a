"""The notebook and the table of a stack of layers that reads a word."""

from collections.abc import Sequence

import numpy as np

from lessons.deep_rnn.model import Reading
from rnn_core.types import Array
from ui import export
from ui.export.notebook import Notebook, weights, word
from ui.export.table import as_csv

_RECOMPUTE = """\
L, n, _ = W.shape
T, V = len(inputs), len(vocabulary)

def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()

# Forward: h[l, t] is layer l + 1 at time t, h[:, 0] = 0. One block W[l] reads below and before.
h = np.zeros((L, T + 1, n))
logits, losses = np.zeros((T, V)), np.zeros(T)
for t in range(1, T + 1):
    below = E[inputs[t - 1]]
    for l in range(L):
        h[l, t] = np.tanh(W[l] @ np.concatenate([below, h[l, t - 1]]) + b[l])
        below = h[l, t]
    logits[t - 1] = W_hy @ below + b_y
    losses[t - 1] = -np.log(softmax(logits[t - 1])[targets[t - 1]])

# Backward: each state collects from the loss, from the layer above, and from the step after.
dh = np.zeros((L, T + 1, n))
for t in range(T, 0, -1):
    if t in asked:
        dh[L - 1, t] += W_hy.T @ (softmax(logits[t - 1]) - np.eye(V)[targets[t - 1]]) / len(asked)
    for l in range(L - 1, -1, -1):
        back = W[l].T @ ((1 - h[l, t] ** 2) * dh[l, t])
        if l > 0:
            dh[l - 1, t] += back[:n]
        dh[l, t - 1] += back[n:]

states = h[:, 1:]
gradient_norms = np.linalg.norm(dh[:, 1:], axis=-1)
print("gradient norms, a row for each layer, layer 1 first")
print(gradient_norms)
"""


def offer(slug: str, reading: Reading) -> None:
    """The downloads of a page that shows ``reading``."""
    export.offer(slug, lambda: notebook(reading), lambda: table(reading))


def notebook(reading: Reading) -> Notebook:
    """Recomputes all states, scores and losses, and the gradient's norm at every node."""
    run, cell = reading.run, reading.run.model.cell
    losses: Array = np.zeros((0, 1)) if run.losses is None else run.losses
    return Notebook(
        given={
            "E": run.model.E,
            "W": np.stack(cell.matrices),
            "b": np.stack([layer.b_h for layer in cell.layers]),
            **weights(run.model.readout),
            **word(run, reading.vocabulary),
            "asked": list(reading.asked),
        },
        functions=(),
        code=_RECOMPUTE,
        shown={
            "states": reading.states[:, 1:],
            "logits": run.y[:, 0],
            "losses": losses[:, 0],
            "gradient_norms": reading.norms[:, 1:],
        },
    )


def table(reading: Reading) -> str:
    """One row for each state: its time, symbol and layer, its numbers, and both norms."""
    n = reading.run.model.cell.n_hidden
    units = range(1, n + 1)
    rows: list[Sequence[object]] = [
        ["t", "input", "layer"] + [f"h[{i}]" for i in units] + ["norm of h", "norm of ∂L/∂h"]
    ]
    for t in range(1, reading.steps + 1):
        symbol = reading.vocabulary.symbols[int(reading.run.x[t - 1, 0])]
        for layer in range(1, reading.layers + 1):
            h = reading.states[layer - 1, t]
            norms = float(np.linalg.norm(h)), float(reading.norms[layer - 1, t])
            rows.append([t, symbol, layer, *map(repr, h.tolist()), *map(repr, norms)])
    return as_csv(rows)
