"""The notebook and the table of a sentence that was read word by word."""

import csv
import io

import numpy as np

from lessons.sentiment.model.reading import Reading
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from ui import export
from ui.export.notebook import Notebook, weights

_READ = {
    LSTMParams: """\
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

H = len(b) // 4
h, C, states = np.zeros(H), np.zeros(H), []
for x_t in vectors:
    i, f, o, candidate = np.split(W @ np.concatenate([h, x_t]) + b, 4)
    C = sigmoid(f) * C + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(C)
    states.append(h)
""",
    RNNParams: """\
h, states = np.zeros(len(b_h)), []
for x_t in vectors:
    h = np.tanh(W_hh @ h + W_xh @ x_t + b_h)
    states.append(h)
""",
}
_AVERAGE = """\
states = [np.mean([W_xh @ x + b_h for x in vectors[: t + 1]], axis=0) for t in range(len(vectors))]
"""
_VERDICT = """
states = np.array(states)
scores = states @ W_hy.T + b_y
log_odds = scores[:, 1] - scores[:, 0]
p_positive = np.exp(scores[:, 1]) / np.exp(scores).sum(axis=1)
before = b_y[1] - b_y[0] + (W_hy[1] - W_hy[0]) @ np.zeros(W_hy.shape[1])
changes = np.diff(np.concatenate([[before], log_odds]))
for word, p, change in zip(words, p_positive, changes):
    print(f"{word:15} p(positive) = {p:.3f}   log-odds {change:+.2f}")
print("sum of all changes and the start:", before + changes.sum(), "=", log_odds[-1])
"""


def offer(slug: str, reading: Reading) -> None:
    """The downloads of a page that shows ``reading``."""
    export.offer(slug, lambda: notebook(reading), lambda: table(reading))


def notebook(reading: Reading) -> Notebook:
    """Reads the sentence again: states, verdicts, and what each word did."""
    model = reading.run.model
    assert model.E is not None
    return Notebook(
        given={
            "words": list(reading.words),
            "vectors": model.E[reading.tokens],
            **weights(model.cell),
            **weights(model.readout),
        },
        functions=(),
        code=_READ.get(type(model.cell), _AVERAGE) + _VERDICT,
        shown={
            "states": reading.h[1:],
            "log_odds": reading.log_odds[1:],
            "p_positive": reading.p[1:],
            "changes": reading.changes,
        },
    )


def table(reading: Reading) -> str:
    """One row a word: the verdict after it, what it did, and the state."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    units = range(1, reading.h.shape[1] + 1)
    writer.writerow(["t", "word", "known", "p(positive)", "log-odds", "change", *(f"h[{unit}]" for unit in units)])
    for t, word in enumerate(reading.words, 1):
        numbers = [reading.p[t], reading.log_odds[t], reading.changes[t - 1], *reading.h[t]]
        writer.writerow([t, word, bool(reading.tokens[t - 1]), *(repr(float(np.float64(v))) for v in numbers)])
    return out.getvalue()
