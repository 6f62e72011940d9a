"""The notebook and the table of two trainings, of which one clips."""

from collections.abc import Sequence

import numpy as np

from lessons.gradient_flow.model import Twins
from rnn_core.studies.clipping_pair import STEPS, Twin
from rnn_core.types import Array
from rnn_core.weights import flatten
from ui.export.notebook import Notebook, weights
from ui.export.table import as_csv

_CODE = """\
def gradient(w, x, targets):
    T, B = x.shape
    h = [np.zeros((B, len(w["b_h"])))]
    for t in range(T):
        h.append(np.tanh(h[-1] @ w["W_hh"].T + w["W_xh"].T[x[t]] + w["b_h"]))
    y = h[-1] @ w["W_hy"].T + w["b_y"]
    p = np.exp(y - y.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    loss = -np.log(p[range(B), targets]).mean()
    dy = (p - np.eye(p.shape[1])[targets]) / B
    g = {name: np.zeros_like(each) for name, each in w.items()}
    g["W_hy"], g["b_y"] = dy.T @ h[-1], dy.sum(0)
    dh = dy @ w["W_hy"]
    for t in range(T, 0, -1):
        da = dh * (1 - h[t] ** 2)
        g["W_hh"] += da.T @ h[t - 1]
        np.add.at(g["W_xh"].T, x[t - 1], da)
        g["b_h"] += da.sum(0)
        dh = da @ w["W_hh"]
    return loss, g

def measure(w, k):
    loss, g = gradient(w, inputs[k], answers[k])
    return loss, g, np.sqrt(sum((each ** 2).sum() for each in g.values()))

def unpack(numbers):
    w, start = {}, 0
    for name, shape in shapes.items():
        w[name] = numbers[start:start + np.prod(shape)].reshape(shape)
        start += np.prod(shape)
    return w

def check(weights):
    found = [measure(unpack(numbers), k) for numbers, k in zip(weights, checked)]
    return np.array([loss for loss, _, _ in found]), np.array([norm for _, _, norm in found])

# from the weights that the page had at every tenth step: loss and length of the gradient
free_losses, free_norms = check(free_weights)
clipped_losses, clipped_norms = check(clipped_weights)

# the same trainings from the start. A training that explodes multiplies the last digit's rounding
# too, so after some ten steps its numbers may part from the page's, on any two machines.
def train(threshold):
    w, losses = unpack(free_weights[0]), []
    for k in range(len(inputs)):
        loss, g, norm = measure(w, k)
        losses.append(loss)
        scale = threshold / norm if norm > threshold else 1.0
        w = {name: each - learning_rate * scale * g[name] for name, each in w.items()}
    return np.array(losses)

first_losses_without_clipping = train(float("inf"))[:4]
first_losses_with_clipping = train(threshold)[:4]
for name, limit in (("without clipping", float("inf")), ("with clipping", threshold)):
    print(name, "trained anew, the last losses are", train(limit)[-10:].mean())
"""


def notebook(setting: Twins, pair: tuple[Twin, Twin]) -> Notebook:
    """Trains both twins from their first weights, with back-propagation written out."""
    shown: dict[str, Array] = {}
    given: dict[str, object] = {}
    checked = [k for k in range(0, STEPS + 1, 10) if all(k < len(twin.losses) for twin in pair)]
    for name, twin in zip(("free", "clipped"), pair, strict=True):
        given[f"{name}_weights"] = np.array([flatten(twin.snapshots[k].model) for k in checked])
        shown[f"{name}_losses"] = np.array([twin.losses[k] for k in checked])
        shown[f"{name}_norms"] = np.array([twin.norms[k] for k in checked])
    start = pair[0].pair
    return Notebook(
        given={
            **given,
            "shapes": {name: array.shape for name, array in weights(start.model).items()},
            "checked": checked,
            "learning_rate": setting.learning_rate,
            "threshold": setting.threshold,
            "inputs": np.array([batch.x for batch in start.batches]),
            "answers": np.array([batch.targets[-1] for batch in start.batches]),
        },
        functions=(),
        code=_CODE,
        shown=shown
        | {
            "first_losses_without_clipping": np.array(pair[0].losses[:4]),
            "first_losses_with_clipping": np.array(pair[1].losses[:4]),
        },
    )


def table(pair: tuple[Twin, Twin]) -> str:
    """One row a step: loss and gradient norm of both, and whether the step was clipped."""
    free, clipped = pair
    head = ["step", "loss without", "norm without", "loss with", "norm with", "clipped"]
    rows: list[Sequence[object]] = [head]
    for k in range(STEPS + 1):
        numbers = [
            repr(line[k]) if k < len(line) else "" for line in (free.losses, free.norms, clipped.losses, clipped.norms)
        ]
        rows.append([k, *numbers, int(k in clipped.clipped)])
    return as_csv(rows)
