"""The notebook and the table of a network in one of the five wirings."""

from collections.abc import Sequence

import numpy as np

from lessons.sequences.figure.columns import Shown, columns, states
from lessons.sequences.model.wirings import Wiring
from rnn_core.weights import count, named
from ui import export
from ui.export.notebook import Notebook
from ui.export.table import as_csv

_ONE = """\
states = [np.tanh(W_xh @ inputs[0] + b_h)]
"""
_RECURRENT = """\
h, states = np.zeros(len(b_h)), []
for t in range(max(len(inputs), len(targets))):
    a = W_hh @ h + b_h
    if t < len(inputs):
        a = a + W_xh @ inputs[t]
    h = np.tanh(a)
    states.append(h)
"""
_TRANSLATE = """\
s, encoded = np.zeros(len(b_s)), []
for x in inputs:
    s = np.tanh(W_xs @ x + W_ss @ s + b_s)
    encoded.append(s)
h, states = encoded[-1], []
for _ in targets:
    h = np.tanh(W_hh @ h + b_h)
    states.append(h)
"""
_WRITE = """\
logits = [W_hy @ h + b_y for h in states[-len(targets):]]
losses = [np.log(np.exp(y - y.max()).sum()) - y[k] + y.max() for y, k in zip(logits, targets)]
L = sum(losses)
weights = [{weights}]
learned_numbers = sum(W.size for W in weights)
print("predicts", [outputs[y.argmax()] for y in logits], "L =", L)
"""


def offer(slug: str, shown: Shown) -> None:
    """The downloads of a page that shows a wiring."""
    export.offer(slug, lambda: notebook(shown), lambda: table(shown))


def notebook(shown: Shown) -> Notebook:
    """Recomputes the states, logits and losses, their sum, and the number of weights."""
    run, weights = shown.run, named(shown.run.network)
    encoded = {} if run.encoded is None else {"encoded": run.encoded.h[1:, 0]}
    return Notebook(
        given=weights
        | {
            "inputs": run.examples.x[:, 0],
            "read": list(shown.sequence),
            "outputs": list(shown.outputs),
            "targets": run.examples.targets[:, 0].tolist(),
        },
        functions=(),
        code=_code(run.wiring, list(weights)),
        shown={
            **encoded,
            "states": run.h[:, 0],
            "logits": run.y[:, 0],
            "losses": run.losses[:, 0],
            "L": np.array(run.loss),
            "learned_numbers": np.array(count(run.network)),
        },
    )


def _code(wiring: Wiring, weights: list[str]) -> str:
    read = {"one-one": _ONE, "seq2seq": _TRANSLATE}.get(wiring, _RECURRENT)
    return read + _WRITE.format(weights=", ".join(weights))


def table(shown: Shown) -> str:
    """The run as CSV: one row a state with its input, its numbers, its scores, and its loss."""
    run = shown.run
    units = range(1, run.h.shape[2] + 1)
    rows: list[Sequence[object]] = [
        ["state", "t", "input"]
        + [f"state[{unit}]" for unit in units]
        + [f"y[{word}]" for word in shown.outputs]
        + [f"p[{word}]" for word in shown.outputs]
        + ["target", "loss"]
    ]
    for column in columns(run):
        written = [""] * (2 * len(shown.outputs) + 2)
        if (k := column.writes) is not None:
            scores = [*run.y[k, 0].tolist(), *run.p[k, 0].tolist()]
            loss = repr(float(run.losses[k, 0]))
            written = [*map(repr, scores), shown.targets[k], loss]
        word = "" if column.reads is None else shown.sequence[column.reads]
        numbers = map(repr, states(run, column)[column.t - 1].tolist())
        rows.append([column.kind, column.t, word, *numbers, *written])
    return as_csv(rows)
