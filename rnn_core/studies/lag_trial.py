"""A trial of the study of long memories: a task at a lag, a cell, how it starts, and a seed.

Both cells have one budget of weights, within 5 %: 34 vanilla units or 16 of an LSTM. Each has one
knob that says how long it remembers before it has learned anything:

    vanilla  W_hh uniform in ±1/√H, or orthogonal                 (Saxe, McClelland, Ganguli 2014)
    LSTM     forget bias 1, or 3: f = σ(1) = 0.73, σ(3) = 0.95
             (Gers, Schmidhuber, Cummins 2000; Jozefowicz, Zaremba, Sutskever 2015)
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model
from rnn_core.optim import SGD, Adam
from rnn_core.readout import ReadoutParams
from rnn_core.spectrum import orthogonal
from rnn_core.task import Task
from rnn_core.tasks import Adding, FirstSymbol, TemporalOrder
from rnn_core.types import Array

TASKS: dict[str, Callable[[int], Task]] = {"first": FirstSymbol, "adding": Adding, "order": TemporalOrder}
HIDDEN = {"rnn": 34, "lstm": 16}
STARTS = {"rnn": ("uniform", "orthogonal"), "lstm": ("bias 1", "bias 3")}
OPTIMIZERS = {"adam": Adam, "sgd": SGD}


@dataclass(frozen=True, slots=True)
class Trial:
    """The settings of one training; clip is the threshold of the gradient norm, None for none."""

    task: str
    lag: int
    cell: str
    start: str
    rate: float
    seed: int
    steps: int
    clip: float | None = 1.0
    optimizer: str = "adam"

    def __post_init__(self) -> None:
        """ValueError for a name that the study does not know."""
        known: dict[str, Iterable[str]] = {
            "task": TASKS,
            "cell": HIDDEN,
            "start": STARTS.get(self.cell, ()),
            "optimizer": OPTIMIZERS,
        }
        for symbol, names in known.items():
            if (value := getattr(self, symbol)) not in names:
                raise ValueError(f"{symbol} must be one of {', '.join(names)}, got {value!r}")


def task_of(trial: Trial) -> Task:
    """The task at the trial's lag."""
    return TASKS[trial.task](trial.lag)


def draw(trial: Trial) -> Model:
    """The network before training: uniform weights in ±1/√H, biases 0, its knob as `start` says."""
    of, H, rng = task_of(trial), HIDDEN[trial.cell], np.random.default_rng(trial.seed)
    most = 1 / math.sqrt(H)

    def uniform(*shape: int) -> Array:
        return rng.uniform(-most, most, shape)

    readout = ReadoutParams(uniform(of.V, H), np.zeros(of.V))
    if trial.cell == "lstm":
        b = np.zeros(4 * H)
        b[H : 2 * H] = float(trial.start.removeprefix("bias "))
        return Model(LSTMParams(uniform(4 * H, H + of.D), b), readout)
    W_xh = uniform(H, of.D)
    W_hh = uniform(H, H) if trial.start == "uniform" else orthogonal(rng, H)
    return Model(RNNParams(W_xh, W_hh, np.zeros(H)), readout)
