"""The notebook and the table of two walks on the cliff, of which one clips."""

from collections.abc import Sequence

from lessons.gradient_flow.model import Walks
from rnn_core.studies import clipped_descent
from rnn_core.surface import Descent
from ui.export.notebook import Notebook
from ui.export.table import as_csv

_CODE = """\
def gradient(w, b):
    h = [h_0]
    for t in range(T):
        h.append(np.tanh(w * h[-1] + b))
    d, g = h[-1] - target, np.zeros(2)
    loss = 0.5 * d ** 2
    for t in range(T, 0, -1):
        d = d * (1 - h[t]) * (1 + h[t])
        g += d * h[t - 1], d
        d = d * w
    return loss, g

def walk(threshold):
    place, places, losses = np.array(start), [], []
    for _ in range(steps + 1):
        loss, g = gradient(*place)
        places.append(place)
        losses.append(loss)
        norm = np.linalg.norm(g)
        place = place - learning_rate * (g * (threshold / norm) if norm > threshold else g)
    return np.array(places), np.array(losses)

clipped_places, clipped_losses = walk(threshold)
free_places, free_losses = walk(float("inf"))
"""


def notebook(setting: Walks, pair: tuple[Descent, Descent]) -> Notebook:
    """Walks both ways from the start."""
    free, clipped = pair
    return Notebook(
        given={
            "T": clipped_descent.T,
            "h_0": clipped_descent.START,
            "target": clipped_descent.TARGET,
            "start": (setting.w, setting.b),
            "steps": setting.steps,
            "learning_rate": setting.learning_rate,
            "threshold": setting.threshold,
        },
        functions=(),
        code=_CODE,
        shown={
            "clipped_places": clipped.points,
            "clipped_losses": clipped.losses,
            "free_places": free.points,
            "free_losses": free.losses,
        },
    )


def table(pair: tuple[Descent, Descent]) -> str:
    """One row a step of each walk: place, loss, gradient, clipped or not."""
    rows: list[Sequence[object]] = [["walk", "step", "w", "b", "loss", "dL/dw", "dL/db", "clipped"]]
    for name, walk in zip(("without clipping", "with clipping"), pair, strict=True):
        for k, place in enumerate(walk.points.tolist()):
            numbers = map(repr, (*place, float(walk.losses[k]), *walk.gradients[k].tolist()))
            rows.append([name, k, *numbers, int(walk.clipped[k])])
    return as_csv(rows)
