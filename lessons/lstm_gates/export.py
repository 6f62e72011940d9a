"""The notebook and the table of an LSTM whose gates may be held."""

from collections.abc import Sequence

import numpy as np

from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import READS, SAYS
from ui import export
from ui.export.notebook import Notebook, weights
from ui.export.table import as_csv

_RECOMPUTE = """\
H, T = W.shape[0] // 4, len(word)

def sigma(a):
    return 1 / (1 + np.exp(-a))

# Forward. Where `held` is True, a gate has the value in `held_at`. Rows: i, f, o, C~.
h, C, gates = [np.zeros(H)], [np.zeros(H)], []
for t in range(T):
    a = (W @ np.concatenate([h[-1], np.eye(W.shape[1] - H)[word[t]]]) + b).reshape(4, H)
    chosen = np.concatenate([sigma(a[:3]), np.tanh(a[3:])])
    gates.append(np.where(held[t], held_at[t], chosen))
    i, f, o, C_tilde = gates[-1]
    C.append(f * C[-1] + i * C_tilde)
    h.append(o * np.tanh(C[-1]))
scores = np.array([W_hy @ h_t + b_y for h_t in h[1:]])
gates, memory, hidden = np.array(gates), np.array(C[1:]), np.array(h[1:])

# Backward: s = scores[asked][a] - scores[asked][b]; a held gate lets no gradient through.
dh, dC, gradient = np.zeros(H), np.zeros(H), np.zeros((T, H))
for t in reversed(range(T)):
    if t == asked:
        dh = dh + W_hy[0] - W_hy[1]
    i, f, o, C_tilde = gates[t]
    dC = dC + dh * o * (1 - np.tanh(C[t + 1]) ** 2)
    gradient[t] = dC
    da = np.array([dC * C_tilde * i * (1 - i), dC * C[t] * f * (1 - f),
                   dh * np.tanh(C[t + 1]) * o * (1 - o), dC * i * (1 - C_tilde**2)])
    da[held[t]] = 0
    dh, dC = W[:, :H].T @ da.ravel(), dC * f
"""


def offer(slug: str, play: Play) -> None:
    """The downloads of a page that shows ``play``."""
    export.offer(slug, lambda: notebook(play), lambda: table(play))


def notebook(play: Play) -> Notebook:
    """Recomputes gates, memory, hidden states, scores and the gradient of the memory by hand."""
    trace = play.trace
    gates = trace.gates[:, :, 0]
    held = np.zeros(gates.shape, bool) if trace.held is None else trace.held[:, :, 0]
    return Notebook(
        given={
            **weights(play.model),
            "reads": list(READS.symbols),
            "says": list(SAYS.symbols),
            "word": play.word.tolist(),
            "asked": play.asked,
            "held": held,
            "held_at": np.where(held, gates, 0.0),
        },
        functions=(),
        code=_RECOMPUTE,
        shown={
            "gates": gates,
            "memory": trace.C[1:, 0],
            "hidden": trace.h[1:, 0],
            "scores": play.y,
            "gradient": play.grads.C[1:, 0],
        },
    )


def table(play: Play) -> str:
    """The run as CSV: a row a step with gates, memory, what is said, and the gradient."""
    trace, units = play.trace, range(play.trace.h.shape[2])
    columns = {
        "f": trace.f,
        "i": trace.i,
        "o": trace.o,
        "C_tilde": trace.C_tilde,
        "C": trace.C[1:],
        "h": trace.h[1:],
        "ds/dC": play.grads.C[1:],
    }
    names = [f"{name}[{unit + 1}]" for name in columns for unit in units]
    rows: list[Sequence[object]] = [["t", "reads", *names, *(f"p[{symbol}]" for symbol in SAYS.symbols), "says"]]
    for t, token in enumerate(play.word.tolist()):
        numbers = [float(values[t, 0, unit]) for values in columns.values() for unit in units]
        rows.append(
            [
                t + 1,
                READS.symbols[token],
                *map(repr, numbers),
                *map(repr, play.p[t].tolist()),
                SAYS.symbols[int(play.said[t])],
            ]
        )
    return as_csv(rows)
