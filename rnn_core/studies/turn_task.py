"""Whose turn is it? A task that a stack of two layers learns and one layer of as many weights hardly does.

    (1)  turn_t = (number of s ≤ t with x_s = x_{s−1}) mod m

One of k symbols is read at every time step; with probability p it repeats its predecessor, else it is drawn anew. Each
time a symbol equals its predecessor the turn passes to the next of m players. Two questions stand one on the other:
*the same as before?* and *so whose turn?*
"""

from dataclasses import dataclass
from itertools import islice

import numpy as np

from rnn_core import model
from rnn_core.batches import Batch, fresh
from rnn_core.cells.deep import DeepParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.loop import Loop
from rnn_core.model import Model
from rnn_core.optim import Adam
from rnn_core.readout import ReadoutParams
from rnn_core.spectrum import orthogonal
from rnn_core.train import loss_and_gradient
from rnn_core.types import Array

SYMBOLS, PLAYERS, REPEAT, LENGTH = 8, 3, 0.4, 20
BATCH, CLIP = 32, 1.0
READ = 1000
"""To so many sequences a readout is fitted, and on as many others it is tested."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One training: L layers of H units; ``delay``: so many time steps later the answer is asked for."""

    layers: int
    hidden: int
    seed: int
    rate: float = 0.01
    steps: int = 4000
    delay: int = 0


def words(rng: np.random.Generator, B: int, T: int = LENGTH, delay: int = 0) -> Batch:
    """``B`` sequences of ``T`` symbols with the turn (1) at every time step as target, ``delay`` steps late."""
    x = rng.integers(0, SYMBOLS, (T, B))
    again = rng.random((T, B)) < REPEAT
    for t in range(1, T):
        x[t] = np.where(again[t], x[t - 1], x[t])
    targets, mask = turns(x), np.ones((T, B), bool)
    if delay:
        targets = np.concatenate([np.zeros((delay, B), int), targets[:-delay]])
        mask[:delay] = False
    return Batch(x, targets, mask)


def repeats(x: Array) -> Array:
    """(T, B): 1 where a symbol equals its predecessor, else 0."""
    same = np.zeros(x.shape, int)
    same[1:] = x[1:] == x[:-1]
    return same


def turns(x: Array) -> Array:
    """(T, B): equation (1)."""
    found: Array = repeats(x).cumsum(0) % PLAYERS
    return found


def start(trial: Trial) -> Model:
    """Orthogonal W_hh, normal W_xh of deviation 1/√(k/2) or, above, 1/√H, as the readout; biases 0."""
    rng, layers = np.random.default_rng([trial.seed, 17]), []
    H = trial.hidden
    for layer in range(trial.layers):
        n_below = H if layer else SYMBOLS
        W_xh = rng.standard_normal((H, n_below)) / np.sqrt(n_below if layer else n_below / 2)
        layers.append(RNNParams(W_xh, orthogonal(rng, H), np.zeros(H)))
    W_hy = rng.standard_normal((PLAYERS, H)) / np.sqrt(H)
    return Model(DeepParams(tuple(layers)), ReadoutParams(W_hy, np.zeros(PLAYERS)))


def train(trial: Trial, steps: int | None = None) -> Model:
    """The network after Adam on fresh sequences, the rate constant and in the second half falling to 0.

    ``steps``: stop after so many of the trial's training steps.
    """

    def rate(step: int) -> float:
        return trial.rate * min(1.0, 2 * (1 - step / trial.steps))

    loop = Loop(
        start(trial),
        fresh(lambda rng: words(rng, BATCH, delay=trial.delay), trial.seed + 100),
        loss_and_gradient,
        Adam(trial.rate),
        CLIP,
        rate,
    )
    last = trial.steps if steps is None else steps
    found: Model = next(islice(loop, last, last + 1)).model
    return found


def accuracy(network: Model, batch: Batch) -> list[float]:
    """The share of right answers at every time step; NaN where none is asked for."""
    right = model.run(network, batch.x).y.argmax(-1) == batch.targets
    return [
        float(row[kept].mean()) if kept.any() else float("nan") for row, kept in zip(right, batch.mask, strict=True)
    ]


CARRIED = "repeat", "turn", "symbol"
"""What a state is asked for."""


def carried(network: Model) -> list[dict[str, float]]:
    """For each layer: how often a linear readout of its state names the repeat, the turn, the symbol.

    The readouts are those of `readouts`, tested on other sequences, from t = 3 on.
    """
    tested = words(np.random.default_rng([1, 2]), READ)
    truths = _truths(tested)
    return [
        {name: float((read[name][2:] == truths[name][2:]).mean()) for name in CARRIED}
        for read in named(network, readouts(network), tested.x)
    ]


def readouts(network: Model) -> list[dict[str, Array]]:
    """For each layer: matrices that name the repeat, the turn, the symbol by the largest entry of [h; 1] @ matrix.

    Fitted by least squares to frozen states from t = 3 on.
    """
    fitted = words(np.random.default_rng([1, 1]), READ)
    truths = _truths(fitted)
    found = []
    for h in _states(network, fitted.x):
        rows = h[2:].reshape(-1, h.shape[-1])
        known = {name: truths[name][2:].ravel() for name in CARRIED}
        found.append({name: np.linalg.lstsq(rows, np.eye(int(one.max()) + 1)[one])[0] for name, one in known.items()})
    return found


def named(network: Model, layers: list[dict[str, Array]], x: Array) -> list[dict[str, Array]]:
    """For each layer: the repeat, the turn, the symbol, (T, B) each, that its readouts name as it reads ``x``."""
    return [
        {name: (h @ matrix).argmax(-1) for name, matrix in layer.items()}
        for layer, h in zip(layers, _states(network, x), strict=True)
    ]


def _truths(batch: Batch) -> dict[str, Array]:
    return {"repeat": repeats(batch.x), "turn": batch.targets, "symbol": batch.x}


def _states(network: Model, x: Array) -> list[Array]:
    """The states of each layer from t = 1 on, with a 1 behind."""
    return [
        np.concatenate([layer.h[1:], np.ones((*layer.h[1:].shape[:-1], 1))], -1)
        for layer in model.run(network, x).trace.layers
    ]
