"""One trial of the study of long memories: a task at a lag, a cell, how it starts, and a seed.

Both cells have one budget of weights, within 5 %: 34 vanilla units or 16 of an LSTM. Each has one
knob that says how long it remembers before it has learned anything:

    vanilla  W_hh uniform in ±1/√H, or orthogonal                 (Saxe, McClelland, Ganguli 2014)
    LSTM     forget bias 1, or 3: f = σ(1) = 0.73, σ(3) = 0.95
             (Gers, Schmidhuber, Cummins 2000; Jozefowicz, Zaremba, Sutskever 2015)

A trial is a function of its settings alone: the weights and every batch are drawn from its seed.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from rnn_core import model, task, train
from rnn_core.batches import Batch, fresh
from rnn_core.loop import Diverged, Loop, Snapshot
from rnn_core.lstm import LSTMParams
from rnn_core.model import Model
from rnn_core.optim import SGD, Adam
from rnn_core.readout import ReadoutParams
from rnn_core.rnn import RNNParams
from rnn_core.spectrum import orthogonal
from rnn_core.task import Task
from rnn_core.tasks import Adding, FirstSymbol, TemporalOrder
from rnn_core.types import Array

TASKS: dict[str, Callable[[int], Task]] = {
    "first": FirstSymbol,
    "adding": Adding,
    "order": TemporalOrder,
}
HIDDEN = {"rnn": 34, "lstm": 16}
STARTS = {"rnn": ("uniform", "orthogonal"), "lstm": ("bias 1", "bias 3")}
OPTIMIZERS = {"adam": Adam, "sgd": SGD}
BATCH, EVERY = 32, 50
"""Sequences in a step; steps between two exams on sequences that are not learned from."""

_EXAM, _FINAL = (128, 101), (1000, 202)


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
        known = {"task": TASKS, "cell": HIDDEN, "optimizer": OPTIMIZERS}
        for symbol, names in {**known, "start": STARTS.get(self.cell, ())}.items():
            if (value := getattr(self, symbol)) not in names:
                raise ValueError(f"{symbol} must be one of {', '.join(names)}, got {value!r}")


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """A training under way: its snapshot, the scores of all exams so far, whether it is over."""

    snapshot: Snapshot[Model]
    exams: tuple[float, ...]
    over: bool


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


def loop(trial: Trial) -> Loop:
    """The training of the trial: batches that never come again, drawn from its seed."""
    of = task_of(trial)
    batches = fresh(lambda rng: of.batch(rng, BATCH), trial.seed)
    optimizer = OPTIMIZERS[trial.optimizer](trial.rate)
    return train.minibatches(draw(trial), batches, optimizer, trial.clip)


def progress(trial: Trial, since: Progress | None = None) -> Iterator[Progress]:
    """The training step by step, from the beginning or on from `since`, until it is over.

    It is over after the trial's steps, where two exams in a row say that the task is solved, or
    where it diverges; then the last state is the last one with finite numbers.
    """
    exam = held_out(trial, *_EXAM)
    snapshots = iter(loop(trial)) if since is None else loop(trial).resume(since.snapshot)
    exams = () if since is None else since.exams
    latest = since
    try:
        while latest is None or not latest.over:
            snapshot = next(snapshots)
            if snapshot.step % EVERY == 0:
                exams = (*exams, score(snapshot.model, exam))
            over = snapshot.step >= trial.steps or solved(trial, exams[-2:])
            latest = Progress(snapshot, exams, over)
            yield latest
    except Diverged:
        if latest is not None:
            yield Progress(latest.snapshot, latest.exams, True)


def final_score(trial: Trial, trained: Model) -> float:
    """The score on sequences that neither the training nor its end depends on."""
    return score(trained, held_out(trial, *_FINAL))


def held_out(trial: Trial, n: int, seed: int) -> Batch:
    """Sequences of the task that no training draws, the same for all trials at a lag."""
    return task_of(trial).batch(np.random.default_rng([10**6, seed, trial.lag]), n)


def score(trained: Model, batch: Batch) -> float:
    """The accuracy, or the squared error, of the network on the batch."""
    return task.score(batch, model.run(trained, batch.x, batch.targets, mask=batch.mask).y)


def solved(trial: Trial, scores: tuple[float, ...]) -> bool:
    """True for two scores of at least 99 % right, or squared errors of at most 0.005."""
    if task_of(trial).measure == "accuracy":
        return len(scores) > 1 and min(scores) >= 0.99
    return len(scores) > 1 and max(scores) <= 0.005
