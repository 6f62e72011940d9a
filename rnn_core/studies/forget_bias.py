"""One training of an LSTM whose forget gates start with a chosen bias, on recalling a first symbol.

The bias decides how long the network remembers before it has learned anything: f ≈ σ(bias).
Sources: Gers, Schmidhuber, Cummins, Learning to forget (2000); Jozefowicz, Zaremba, Sutskever, An
empirical exploration of recurrent network architectures (2015), who recommend the bias 1.
"""

import math
from dataclasses import dataclass

import numpy as np

from rnn_core.batches import fresh
from rnn_core.cells.lstm import LSTMParams
from rnn_core.model import Model, run
from rnn_core.optim import Adam
from rnn_core.readout import ReadoutParams
from rnn_core.task import score
from rnn_core.tasks import FirstSymbol
from rnn_core.train import minibatches


@dataclass(frozen=True, slots=True)
class Trial:
    """One training: the forget bias and the seed; all else is the same for all."""

    bias: float
    seed: int
    lag: int = 30
    hidden: int = 8
    steps: int = 1000
    rate: float = 0.01
    size: int = 32
    clip: float = 1.0
    every: int = 25


@dataclass(frozen=True, slots=True)
class Outcome:
    """A trial's held-out accuracy at every `every`-th step, as one number each."""

    trial: Trial
    accuracy: tuple[float, ...]

    @property
    def learned(self) -> int | None:
        """The first step from which 99 % of held-out words are right; None if there is none."""
        right = [k for k, share in enumerate(self.accuracy) if share >= 0.99]
        return right[0] * self.trial.every if right else None


def start(trial: Trial) -> Model:
    """Weights uniform in ±1/√H, biases 0 but for the forget gates' own."""
    task, H = FirstSymbol(trial.lag), trial.hidden
    rng, width = np.random.default_rng(trial.seed), 1 / math.sqrt(trial.hidden)
    W, W_hy = (rng.uniform(-width, width, s) for s in ((4 * H, H + task.D), (task.V, H)))
    b = np.repeat([0.0, trial.bias, 0.0, 0.0], H)
    return Model(LSTMParams(W, b), ReadoutParams(W_hy, np.zeros(task.V)))


def train(trial: Trial) -> Outcome:
    """The training, measured on 200 words that are never trained on."""
    task = FirstSymbol(trial.lag)
    held_out = task.batch(np.random.default_rng([0, trial.lag]), 200)
    batches = fresh(lambda rng: task.batch(rng, trial.size), trial.seed)
    accuracy = []
    for snapshot in minibatches(start(trial), batches, Adam(trial.rate), trial.clip):
        if snapshot.step % trial.every == 0:
            accuracy.append(score(held_out, run(snapshot.model, held_out.x).y))
        if snapshot.step == trial.steps:
            break
    return Outcome(trial, tuple(accuracy))
