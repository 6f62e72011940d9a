"""The stored trials of the study of long memories, as JSON: settings, scores, learning curves."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import mean

from rnn_core.studies.lag_trial import Trial, task_of

TUNING_SEEDS = (901, 902)
"""They choose a cell's settings, and are used for nothing else."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a trial.

    score: of the last network on sequences kept for the end. exams: the scores every
    `lag_study.EVERY` steps, on others. n_weights: how many numbers were trained. seconds: of one
    processor.
    """

    trial: Trial
    score: float
    exams: tuple[float, ...]
    steps: int
    n_weights: int
    seconds: float


def save(path: Path, results: Iterable[Result]) -> None:
    """Write the results, one a line; the file is whole at every moment."""
    lines = (json.dumps(asdict(result), allow_nan=False) for result in results)
    beside = path.with_suffix(".part")
    beside.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    os.replace(beside, path)


def load(path: Path) -> tuple[Result, ...]:
    """What `save` was given; nothing where there is no file."""
    if not path.exists():
        return ()
    return tuple(
        Result(Trial(**entry.pop("trial")), exams=tuple(entry.pop("exams")), **entry)
        for entry in json.loads(path.read_text(encoding="utf-8"))
    )


def is_solved(result: Result) -> bool:
    """True for at least 95 % right, or a squared error of at most 0.01, at the end."""
    if task_of(result.trial).measure == "accuracy":
        return result.score >= 0.95
    return result.score <= 0.01


def chosen(trials: Iterable[Trial], done: Mapping[Trial, Result]) -> Trial:
    """The settings with the best mean score of the tuning seeds; of equals, the sooner solved."""

    def key(trial: Trial) -> tuple[float, float]:
        own = [done[replace(trial, seed=seed)] for seed in TUNING_SEEDS]
        merit = mean(result.score for result in own)
        lower_is_better = task_of(trial).measure != "accuracy"
        return merit if lower_is_better else -merit, mean(result.steps for result in own)

    return min(trials, key=key)


def recipe(done: Mapping[Trial, Result], task: str, cell: str, *, other: bool = False) -> Trial:
    """The settings chosen for a cell on a task; `other`: the best with the start not chosen."""
    grid = tried(done, task, cell)
    best = chosen(grid, done)
    return chosen([t for t in grid if t.start != best.start], done) if other else best


def tried(done: Mapping[Trial, Result], task: str, cell: str) -> list[Trial]:
    """The trials of the choice: Adam with clipping, each start and rate, both tuning seeds."""
    return [
        trial
        for trial in done
        if (trial.task, trial.cell, trial.optimizer) == (task, cell, "adam") and trial.seed in TUNING_SEEDS
    ]


def runs(done: Mapping[Trial, Result], settings: Trial) -> dict[int, tuple[Result, ...]]:
    """The results of these settings at each lag, the seeds of the choice left out."""
    found: dict[int, tuple[Result, ...]] = {}
    for trial, result in sorted(done.items(), key=lambda item: (item[0].lag, item[0].seed)):
        alike = replace(settings, lag=trial.lag, seed=trial.seed, steps=trial.steps)
        if trial == alike and trial.seed not in TUNING_SEEDS:
            found[trial.lag] = (*found.get(trial.lag, ()), result)
    return found
