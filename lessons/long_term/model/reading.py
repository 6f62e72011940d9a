"""One sequence of a task read by a trained network: what it would answer, and how much it learns from it.

    (1)  y_t = W_hy h_t + b_y                       what it would answer at every step
    (2)  ‖dL/dh_t‖ / ‖dL/dh_T‖                      the share of a gradient at the end that arrives
For an LSTM (2) is that of its memory, ‖dL/dC_t‖ / ‖dL/dC_T‖.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import model
from rnn_core.grads import gradcheck
from rnn_core.grads.state_norms import state_gradient_norms
from rnn_core.model import Model, Run
from rnn_core.studies.lag_study import held_out
from rnn_core.studies.lag_trial import Trial
from rnn_core.types import Array

FIRST = ("fish", "clouds", "France", "piano", "the", "and")
"""The lecture's near clue is clouds → sky; the two noise words say nothing."""
ORDER = ("X", "Y", "a", "b", "c", "d", "start", "end")
ANSWERS = {"first": ("sea", "sky", "French", "music"), "adding": ("sum",), "order": ("XX", "XY", "YX", "YY")}
"""What a network of each task can say."""
_EXAMPLES = 303


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The run over one sequence, and log10 of the share (2) of each step, (T,)."""

    trial: Trial
    run: Run
    log10_share: Array

    @property
    def steps(self) -> int:
        """T."""
        return len(self.run.y)

    @property
    def clues(self) -> tuple[int, ...]:
        """The times, from 1, of what must be kept."""
        x = self.run.x[:, 0]
        if self.trial.task == "first":
            return (1,)
        marked = x[:, 1] == 1 if self.trial.task == "adding" else x < 2
        return tuple((np.flatnonzero(marked) + 1).tolist())

    @property
    def target(self) -> float:
        """The right answer: the number of a symbol, or the sum."""
        targets: Array = np.zeros(1) if self.run.targets is None else self.run.targets
        return float(targets[-1].ravel()[0])

    @property
    def answers(self) -> Array:
        """What it would say at each step: the likeliest symbol's number, or its number, (T,)."""
        y = self.run.y[:, 0]
        answers: Array = y[:, 0] if self.trial.task == "adding" else y.argmax(-1)
        return answers

    @property
    def belief(self) -> Array:
        """The probability of the right symbol at each step, or the number it would say, (T,)."""
        if self.trial.task == "adding":
            return self.answers
        belief: Array = self.run.p[:, 0, int(self.target)]
        return belief

    def symbol(self, t: int) -> str:
        """What the sequence says at t, from 1."""
        x = self.run.x[t - 1, 0]
        if self.trial.task == "adding":
            return f"{float(np.asarray(x)[0]):.2f}"
        return (FIRST if self.trial.task == "first" else ORDER)[int(x)]

    def answer(self, t: int) -> str:
        """What the network would say at t, from 1."""
        return self._in_words(float(self.answers[t - 1]))

    @property
    def right(self) -> str:
        """The right answer as the network would say it."""
        return self._in_words(self.target)

    def _in_words(self, answer: float) -> str:
        task = self.trial.task
        return f"{answer:.2f}" if task == "adding" else ANSWERS[task][int(answer)]


def read(trial: Trial, network: Model, number: int) -> Reading:
    """The network on the held-out sequence of this number, the same for all cells and seeds."""
    batch = held_out(trial, 1, _EXAMPLES + number)
    run = model.run(network, batch.x, batch.targets, mask=batch.mask)
    norms = state_gradient_norms([network.cell], batch.x)
    log10 = (norms.h if norms.C is None else norms.C).log10[0, 1:]
    return Reading(trial, run, log10 - log10[-1])


def gradient_errors(reading: Reading) -> dict[str, float]:
    """The relative errors of the gradients of the network on the sequence it reads."""
    run = reading.run

    def loss(weights: Model) -> float:
        again = model.run(weights, run.x, run.targets, mask=run.mask)
        return float("nan") if again.loss is None else again.loss

    return gradcheck.directional(loss, run.model, model.backward(run).model, np.random.default_rng(0))
