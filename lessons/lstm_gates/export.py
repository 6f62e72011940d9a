"""The notebooks and the tables of an LSTM whose gates may be held, and of 64 units at a text."""

from collections.abc import Sequence

import numpy as np

from lessons.lstm_gates.units import Reading
from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import READS, SAYS
from ui import export, shipped, text_networks
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


def offer_units(slug: str, reading: Reading) -> None:
    """The downloads of a page that shows 64 units at a text."""
    export.offer(slug, lambda: units_notebook(reading), lambda: units_table(reading))


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


_UNITS = {
    "lstm": """\
def sigma(a):
    return 1 / (1 + np.exp(-a))

W, b = (stored[f"1.cell.{name}"].astype(float) for name in ("W", "b"))
H = W.shape[0] // 4
h, C, found = np.zeros(H), np.zeros(H), []
for token in tokens:
    a = (W @ np.concatenate([h, np.eye(W.shape[1] - H)[token]]) + b).reshape(4, H)
    i, f, o, C_tilde = *sigma(a[:3]), np.tanh(a[3])
    C = f * C + i * C_tilde
    h = o * np.tanh(C)
    found.append(C)
carried = np.array(found[1:])
""",
    "gru": """\
def sigma(a):
    return 1 / (1 + np.exp(-a))

W_x, W_h, b_x, b_hn = (stored[f"1.cell.{name}"].astype(float) for name in ("W_x", "W_h", "b_x", "b_hn"))
H = W_h.shape[1]
h, found = np.zeros(H), []
for token in tokens:
    from_x, from_h = (W_x[:, token] + b_x).reshape(3, H), (W_h @ h).reshape(3, H)
    r, z = sigma(from_x[:2] + from_h[:2])
    n = np.tanh(from_x[2] + r * (from_h[2] + b_hn))
    h = (1 - z) * n + z * h
    found.append(h)
carried = np.array(found[1:])
""",
    "rnn": """\
W_xh, W_hh, b_h = (stored[f"1.cell.{name}"].astype(float) for name in ("W_xh", "W_hh", "b_h"))
h, found = np.zeros(len(b_h)), []
for token in tokens:
    h = np.tanh(W_hh @ h + W_xh[:, token] + b_h)
    found.append(h)
carried = np.array(found[1:])
""",
}
"""What each kind of cell computes, one character at a time; the first row is the end of the line before the text."""


def units_notebook(reading: Reading) -> Notebook:
    """Recomputes what every unit carries after every character, with the weights as they are stored."""
    tokens = text_networks.tokens("".join(reading.symbols))
    return Notebook(
        given={"tokens": tokens.tolist()},
        functions=(),
        code=_UNITS[reading.cell],
        shown={"carried": reading.values[reading.carried]},
        stored=shipped.stored(text_networks.FILES[reading.cell], "1.cell"),
    )


def units_table(reading: Reading) -> str:
    """The reading as CSV: a row for each unit and character."""
    names = list(reading.values)
    rows: list[Sequence[object]] = [["unit", "t", "reads", *names]]
    numbers = np.stack(list(reading.values.values()), axis=2)
    for unit in range(reading.H):
        for t, symbol in enumerate(reading.symbols):
            rows.append([unit + 1, t + 1, symbol, *(f"{value:.6g}" for value in numbers[t, unit].tolist())])
    return as_csv(rows)


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
