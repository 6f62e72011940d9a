"""The notebook that trains the first updates of a racer in NumPy, and the table of the race."""

from collections.abc import Sequence

import numpy as np

from lessons.truncated_bptt.model.race import Stored
from ui import export
from ui.export.notebook import Notebook, weights
from ui.export.table import as_csv

POINTS = 3
"""Points of the curve that the notebook makes again."""

_RECOMPUTE = """\
def batch(update):
    rng = np.random.default_rng([seed, update])
    x = rng.integers(0, 2, (T, B))
    return x, np.vstack([np.zeros((lag, B), int), x[:-lag]])

def loss_and_gradients(weights, x, target):
    W_xh, W_hh, b_h, W_hy, b_y = weights
    h, p = [np.zeros((B, len(b_h)))], []
    for t in range(T):
        h.append(np.tanh(h[-1] @ W_hh.T + W_xh.T[x[t]] + b_h))
        y = h[-1] @ W_hy.T + b_y
        e = np.exp(y - y.max(axis=1, keepdims=True))
        p.append(e / e.sum(axis=1, keepdims=True))
    asked = (T - lag) * B
    loss = -sum(np.log(p[t][np.arange(B), target[t]]).sum() for t in range(lag, T)) / asked
    dW_xh, dW_hh, db_h, dW_hy, db_y = grads = [np.zeros_like(w) for w in weights]
    from_future = np.zeros((B, len(b_h)))
    for t in reversed(range(T)):
        if (t + 1) % k == 0:
            from_future = np.zeros((B, len(b_h)))  # the scissors
        dy = (p[t] - np.eye(2)[target[t]]) / asked if t >= lag else np.zeros((B, 2))
        dh = dy @ W_hy + from_future
        da = (1 - h[t + 1] ** 2) * dh
        dW_hy += dy.T @ h[t + 1]
        db_y += dy.sum(0)
        dW_hh += da.T @ h[t]
        dW_xh += da.T @ np.eye(2)[x[t]]
        db_h += da.sum(0)
        from_future = da @ W_hh
    return loss, grads

weights = [W_xh, W_hh, b_h, W_hy, b_y]
m, v = [0 * w for w in weights], [0 * w for w in weights]
losses = []
for update in range(stretch * points):
    loss, grads = loss_and_gradients(weights, *batch(update))
    losses.append(loss)
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    grads = [g * min(1, clip / norm) for g in grads]
    m = [0.9 * a + 0.1 * g for a, g in zip(m, grads)]
    v = [0.999 * a + 0.001 * g**2 for a, g in zip(v, grads)]
    n = update + 1
    weights = [
        w - learning_rate * (a / (1 - 0.9**n)) / (np.sqrt(b / (1 - 0.999**n)) + 1e-8)
        for w, a, b in zip(weights, m, v)
    ]
curve = np.array(losses).reshape(points, stretch).mean(axis=1)
print(f"k = {k}, seed {seed}: mean losses {curve}; guessing costs {np.log(2):.6f}")
"""


def offer(slug: str, stored: Stored, k: int, seed: int) -> None:
    """The downloads of a page that shows the race, with racer ``k`` of ``seed`` chosen."""
    export.offer(slug, lambda: notebook(stored, k, seed), lambda: table(stored))


def notebook(stored: Stored, k: int, seed: int) -> Notebook:
    """Trains the first updates of a racer; asserts the first points of its stored curve."""
    race = stored.race
    return Notebook(
        given={
            **weights(race.start(seed)),
            "k": k,
            "seed": seed,
            "lag": race.lag,
            "T": race.T,
            "B": race.B,
            "learning_rate": race.learning_rate,
            "clip": race.clip,
            "stretch": race.stretch,
            "points": POINTS,
        },
        functions=(),
        code=_RECOMPUTE,
        shown={"curve": np.array(stored.curve(k, seed)[:POINTS])},
    )


def table(stored: Stored) -> str:
    """All racers as CSV: one row each with accuracy, recall by lag, and all points of its curve."""
    first = stored.racers[0]
    rows: list[Sequence[object]] = [
        ["k", "seed", "accuracy"]
        + [f"recall[{d}]" for d in range(len(first["recall"]))]
        + [f"loss[{n * stored.race.stretch}]" for n in range(len(first["losses"]))]
    ]
    for each in stored.racers:
        numbers = [each["accuracy"], *each["recall"], *each["losses"]]
        rows.append([each["k"], each["seed"], *map(repr, numbers)])
    return as_csv(rows)
