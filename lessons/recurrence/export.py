"""The notebook and the table of a network whose every number the reader can change."""

from collections.abc import Sequence

import numpy as np

from lessons.recurrence.model import network
from lessons.recurrence.model.network import Numbers
from rnn_core.cells import rnn
from ui import export
from ui.export.notebook import Notebook
from ui.export.table import as_csv

_RECOMPUTE = """\
weights = SimpleNamespace(W_xh=W_xh, W_hh=W_hh, b_h=b_h)
weights.n_hidden, weights.n_inputs = W_xh.shape

def read(x):
    h, states = h_0, []
    for x_t in x:
        h = step(weights, h, x_t)
        states.append(h)
    return np.array(states)

states = read(x)
outputs = states @ W_hy.T + b_y
moved = []
for t in range(len(x)):
    without = x.copy()
    without[t] = 0
    moved.append(states[-1] - read(without)[-1])
print("h_T", states[-1], "and in reverse", read(x[::-1])[-1])
"""


def offer(slug: str, numbers: Numbers, names: Sequence[str]) -> None:
    """The downloads of a page that shows ``numbers``; ``names`` are those of the inputs."""
    export.offer(slug, lambda: notebook(numbers), lambda: table(numbers, names))


def notebook(numbers: Numbers) -> Notebook:
    """Recomputes the states, the outputs, and how far h_T moves without each input."""
    run = network.run(numbers)
    return Notebook(
        given={name: getattr(numbers, name) for name in network.NAMES},
        functions=(rnn.step,),
        code=_RECOMPUTE,
        shown={"states": run.trace.h[1:, 0], "outputs": run.y[:, 0], "moved": network.left_out(numbers)},
    )


def table(numbers: Numbers, names: Sequence[str]) -> str:
    """One row a step as CSV: the input's name and numbers, every h and y, the move of h_T."""
    run, moved = network.run(numbers), network.left_out(numbers)
    columns = {"x": numbers.x, "h": run.trace.h[1:, 0], "y": run.y[:, 0]}
    rows: list[Sequence[object]] = [
        ["t", "input"]
        + [f"{kind}[{k}]" for kind, rows in columns.items() for k in range(1, rows.shape[1] + 1)]
        + ["h_T moves without it"]
    ]
    for t, name in enumerate(names):
        row = np.concatenate([rows[t] for rows in columns.values()])
        farthest = float(np.abs(moved[t]).max())
        rows.append([t + 1, name, *map(repr, row.tolist()), repr(farthest)])
    return as_csv(rows)
