"""The training of a trial of the study of long memories, and its exams.

A trial is a function of its settings alone: the weights and every batch are drawn from its seed.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rnn_core import model, task, train
from rnn_core.batches import Batch, fresh
from rnn_core.loop import Diverged, Loop, Snapshot
from rnn_core.model import Model
from rnn_core.studies.lag_trial import OPTIMIZERS, Trial, draw, task_of

BATCH, EVERY = 32, 50
"""Sequences in a step; steps between two exams on sequences that are not learned from."""

_EXAM, _FINAL = (128, 101), (1000, 202)


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """A training under way: its snapshot, the scores of all exams so far, whether it is over."""

    snapshot: Snapshot[Model]
    exams: tuple[float, ...]
    over: bool


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


def finished(trial: Trial) -> Progress:
    """The last state of the trial's training."""
    return deque(progress(trial), maxlen=1)[0]


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
