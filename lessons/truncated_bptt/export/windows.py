"""The notebook and the table of a word whose gradient is cut every k steps."""

from collections.abc import Sequence

import numpy as np

from lessons.truncated_bptt.model.windows import Windows
from rnn_core.cells import rnn
from rnn_core.text import Vocabulary
from ui import export
from ui.export.notebook import Notebook, weights, word
from ui.export.table import as_csv

_RECOMPUTE = """\
weights = SimpleNamespace(W_xh=W_xh, W_hh=W_hh, b_h=b_h)
weights.n_hidden, weights.n_inputs = W_xh.shape
T, one_hot = len(inputs), np.eye(len(vocabulary))

def gradients(start, stop, h_start):
    '''Back-propagation through the steps start ... stop - 1; h_start counts as a constant.'''
    h, error = [h_start], []
    for t in range(start, stop):
        h.append(step(weights, h[-1], one_hot[inputs[t]]))
        y = W_hy @ h[-1] + b_y
        p = np.exp(y - y.max()) / np.exp(y - y.max()).sum()
        error.append((p - one_hot[targets[t]]) / T)
    found = {name: np.zeros_like(w) for name, w in
             [("W_xh", W_xh), ("W_hh", W_hh), ("b_h", b_h), ("W_hy", W_hy), ("b_y", b_y)]}
    states, from_future = [], np.zeros(len(b_h))
    for t in reversed(range(start, stop)):
        h_t, h_before, dy = h[t - start + 1], h[t - start], error[t - start]
        dh = W_hy.T @ dy + from_future
        da = (1 - h_t**2) * dh
        found["W_hy"] += np.outer(dy, h_t)
        found["b_y"] += dy
        found["W_hh"] += np.outer(da, h_before)
        found["W_xh"] += np.outer(da, one_hot[inputs[t]])
        found["b_h"] += da
        states.insert(0, dh)
        from_future = W_hh.T @ da
    return found, states, h[-1]

full, dh_full, _ = gradients(0, T, np.zeros(len(b_h)))
cut, dh_cut, h = {name: np.zeros_like(w) for name, w in full.items()}, [], np.zeros(len(b_h))
for start in range(0, T, k):
    part, states, h = gradients(start, min(start + k, T), h)  # the state is carried on
    dh_cut += states
    for name in cut:
        cut[name] += part[name]

cosine, length = [], []
for name in compared:
    one, other = cut[name].ravel(), full[name].ravel()
    cosine.append(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
    length.append(np.linalg.norm(one) / np.linalg.norm(other))
    print(f"{name}: cosine {cosine[-1]:.6f}, length {length[-1]:.6f} of the full gradient")
for name in full:
    globals()["full_" + name], globals()["cut_" + name] = full[name], cut[name]
"""


def offer(slug: str, found: Windows, vocabulary: Vocabulary) -> None:
    """The downloads of a page that shows ``found``."""
    export.offer(slug, lambda: notebook(found, vocabulary), lambda: table(found, vocabulary))


def notebook(found: Windows, vocabulary: Vocabulary) -> Notebook:
    """Recomputes both gradients, their cosines and the ratios of their lengths."""
    run, beside = found.run, found.beside
    compared = [name for name, each in beside.items() if not np.isnan(each.cosine)]
    gradients = {
        f"{which}_{name}": gradient
        for which, grads in (("full", found.full.model), ("cut", found.cut))
        for name, gradient in weights(grads).items()
    }
    return Notebook(
        given={
            **weights(run.model),
            **word(run, vocabulary),
            "k": found.k,
            "compared": [name.rpartition(".")[2] for name in compared],
        },
        functions=(rnn.step,),
        code=_RECOMPUTE,
        shown={
            **gradients,
            "dh_full": found.full.h[1:, 0],
            "dh_cut": found.h[:, 0],
            "cosine": np.array([beside[name].cosine for name in compared]),
            "length": np.array([beside[name].norm_ratio for name in compared]),
        },
    )


def table(found: Windows, vocabulary: Vocabulary) -> str:
    """Both derivatives of every state as CSV, one row a step, with the window it belongs to."""
    units = range(1, found.h.shape[2] + 1)
    rows: list[Sequence[object]] = [
        ["t", "window", "input"]
        + [f"h[{unit}]" for unit in units]
        + [f"dL/dh[{unit}] cut" for unit in units]
        + [f"dL/dh[{unit}] full" for unit in units]
    ]
    for t in range(len(found.h)):
        numbers = [found.run.trace.h[t + 1, 0], found.h[t, 0], found.full.h[t + 1, 0]]
        symbol = vocabulary.symbols[int(found.run.x[t, 0])]
        row = map(repr, np.concatenate(numbers).tolist())
        rows.append([t + 1, t // found.k + 1, symbol, *row])
    return as_csv(rows)
