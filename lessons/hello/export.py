"""The notebook and the table of a network that reads or writes a word."""

from collections.abc import Sequence

import numpy as np

from lessons.hello.shown import Network
from rnn_core.cells import rnn
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from ui import export
from ui.export.notebook import Notebook, weights, word
from ui.export.table import as_csv

_RECOMPUTE = """\
weights = SimpleNamespace(W_xh=W_xh, W_hh=W_hh, b_h=b_h)
weights.n_hidden, weights.n_inputs = W_xh.shape

def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()

h, states, logits, losses = np.zeros(len(b_h)), [], [], []
for t, token in enumerate(inputs):
    x_t = np.eye(len(vocabulary))[token]
    h = step(weights, h, x_t)
    y = W_hy @ h + b_y
    states.append(h)
    logits.append(y)
    if targets is not None:
        losses.append(-np.log(softmax(y)[targets[t]]))
if losses:
    print("mean loss", np.mean(losses), "nats; guessing costs", np.log(len(vocabulary)))
"""


def offer(slug: str, network: Network) -> None:
    """The downloads of a page that shows a run of ``network``."""
    vocabulary = network.trained.vocabulary
    export.offer(slug, lambda: notebook(network.run, vocabulary), lambda: table(network.run, vocabulary))


def notebook(run: Run, vocabulary: Vocabulary) -> Notebook:
    """Recomputes the states, logits and losses of ``run`` with the step of the page."""
    return Notebook(
        given=weights(run.model) | word(run, vocabulary),
        functions=(rnn.step,),
        code=_RECOMPUTE,
        shown={
            "states": run.trace.h[1:, 0],
            "logits": run.y[:, 0],
            "losses": np.zeros(0) if run.losses is None else run.losses[:, 0],
        },
    )


def table(run: Run, vocabulary: Vocabulary) -> str:
    """The run as CSV: one row a step with input, target, every h, every logit, p and the loss."""
    units = range(1, run.trace.h.shape[2] + 1)
    rows: list[Sequence[object]] = [
        ["t", "input", "target"]
        + [f"h[{unit}]" for unit in units]
        + [f"y[{symbol}]" for symbol in vocabulary.symbols]
        + [f"p[{symbol}]" for symbol in vocabulary.symbols]
        + ["loss"]
    ]
    for t in range(run.y.shape[0]):
        target = "" if run.targets is None else vocabulary.symbols[int(run.targets[t, 0])]
        loss = "" if run.losses is None else repr(float(run.losses[t, 0]))
        numbers = np.concatenate([run.trace.h[t + 1, 0], run.y[t, 0], run.p[t, 0]])
        rows.append([t + 1, vocabulary.symbols[int(run.x[t, 0])], target, *map(repr, numbers.tolist()), loss])
    return as_csv(rows)
