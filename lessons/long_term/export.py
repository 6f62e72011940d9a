"""The notebook and the table of stored runs, and of a network that reads one sequence."""

from collections.abc import Mapping

import numpy as np

from lessons.long_term.model.reading import Reading
from lessons.long_term.model.results import Runs
from rnn_core.cells.rnn import RNNParams
from ui import export
from ui.export.notebook import Notebook, weights
from ui.export.table import as_csv

_SCORES = """\
medians, worst_to_best = np.median(scores, axis=-1), np.ptp(scores, axis=-1)
print("rows:", names, "columns: lags", lags)
print(medians)
"""
_FORWARD = {
    "rnn": """\
h, states = np.zeros(len(b)), []
for x_t in inputs:
    h = np.tanh(W_hh @ h + W_xh @ x_t + b)
    states.append(h)
""",
    "lstm": """\
def sigmoid(a):
    return 0.5 * (1 + np.tanh(a / 2))

h, C, states, memories, opened = *np.zeros((2, len(b) // 4)), [], [], []
for x_t in inputs:
    i, f, o, candidate = np.split(W @ np.concatenate([h, x_t]) + b, 4)
    i, f, o, candidate = sigmoid(i), sigmoid(f), sigmoid(o), np.tanh(candidate)
    C = f * C + i * candidate
    h = o * np.tanh(C)
    states.append(h), memories.append(C), opened.append((i, f, o, candidate))
""",
}
_BACKWARD = {
    "rnn": """\
d, norms = np.full(len(b), len(b) ** -0.5), []
for h in states[::-1]:
    norms.append(np.linalg.norm(d))
    d = W_hh.T @ ((1 - h**2) * d)
""",
    "lstm": """\
H = len(b) // 4
dh, dC, norms = np.full(H, H ** -0.5), np.zeros(H), []
for t in range(len(inputs) - 1, -1, -1):
    i, f, o, g = opened[t]
    tanh_C, C_prev = np.tanh(memories[t]), memories[t - 1] if t else np.zeros(H)
    dC = dC + dh * o * (1 - tanh_C**2)
    norms.append(np.linalg.norm(dC))
    da = np.concatenate([dC * g * i * (1 - i), dC * C_prev * f * (1 - f),
                         dh * tanh_C * o * (1 - o), dC * i * (1 - g**2)])
    dh, dC = W[:, :H].T @ da, dC * f
""",
}
_END = """\
outputs = np.array(states) @ W_hy.T + b_y
log10_share = np.log10(np.array(norms[::-1]) / norms[0])
print("gradient that arrives at the first step, relative to the last: 10 to the", log10_share[0])
"""


def offer(slug: str, named: Mapping[str, Runs], reading: Reading | None) -> None:
    """The downloads of a page that shows the runs, or a network that reads a sequence."""
    if reading is None:
        export.offer(slug, lambda: of_scores(named), lambda: table(named))
    else:
        export.offer(slug, lambda: of_reading(reading), lambda: steps(reading))


def of_scores(named: Mapping[str, Runs]) -> Notebook:
    """Recomputes the medians and the spread from the score of every run."""
    scores = np.array([[[r.score for r in runs[lag]] for lag in runs] for runs in named.values()])
    first = next(iter(named.values()))
    return Notebook(
        given={"names": list(named), "lags": list(first), "scores": scores},
        functions=(),
        code=_SCORES,
        shown={"medians": np.median(scores, -1), "worst_to_best": np.ptp(scores, -1)},
    )


def of_reading(reading: Reading) -> Notebook:
    """Recomputes every answer, and the gradient that arrives at each step, in plain NumPy."""
    cell, x = reading.run.model.cell, reading.run.x[:, 0]
    inputs = x if x.ndim == 2 else np.eye(cell.n_inputs)[x]
    if isinstance(cell, RNNParams):
        kind, given = "rnn", {"W_xh": cell.W_xh, "W_hh": cell.W_hh, "b": cell.b_h}
    else:
        kind, given = "lstm", weights(cell)
    return Notebook(
        given={**given, **weights(reading.run.model.readout), "inputs": inputs},
        functions=(),
        code=_FORWARD[kind] + "\n" + _BACKWARD[kind] + "\n" + _END,
        shown={"outputs": reading.run.y[:, 0], "log10_share": reading.log10_share},
    )


def table(named: Mapping[str, Runs]) -> str:
    """One row a run: what was trained, with which settings, and its score."""
    header = [
        "name",
        "task",
        "lag",
        "cell",
        "start",
        "optimizer",
        "rate",
        "clip",
        "seed",
        "score",
        "steps",
        "weights",
        "seconds",
    ]
    rows = [
        [
            name,
            t.task,
            t.lag,
            t.cell,
            t.start,
            t.optimizer,
            t.rate,
            t.clip,
            t.seed,
            repr(r.score),
            r.steps,
            r.n_weights,
            r.seconds,
        ]
        for name, runs in named.items()
        for results in runs.values()
        for r in results
        for t in (r.trial,)
    ]
    return as_csv([header, *rows])


def steps(reading: Reading) -> str:
    """One row a step: the input, the outputs, and the share of the gradient."""
    y, x = reading.run.y[:, 0], reading.run.x[:, 0].reshape(reading.steps, -1)
    header = ["t", *(f"x[{k + 1}]" for k in range(x.shape[1]))]
    header += [*(f"y[{k + 1}]" for k in range(y.shape[1])), "log10 of the gradient's share"]
    rows = [
        [t + 1, *x[t].tolist(), *map(repr, y[t].tolist()), repr(float(reading.log10_share[t]))]
        for t in range(reading.steps)
    ]
    return as_csv([header, *rows])
