"""The trials of the study of long memories: how they are stored, and which of them are compared."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from statistics import mean

from rnn_core import store
from rnn_core.model import Model
from rnn_core.studies.lag_trial import Trial, task_of

TASKS = {"first": "first word", "adding": "adding", "order": "order"}
CELLS = {"rnn": "RNN", "lstm": "LSTM"}
TUNING_SEEDS = (901, 902)
"""They choose a cell's settings, and are used for nothing else."""
CLIPPING: dict[tuple[str, float | None], str] = {
    ("adam", 1.0): "Adam, clipped",
    ("adam", None): "Adam, not clipped",
    ("sgd", 1.0): "SGD, clipped",
    ("sgd", None): "SGD, not clipped",
}
"""The recipes of the vanilla network on temporal order, by optimizer and clipping."""
STARTS = {
    "uniform": "RNN, W_hh uniform",
    "orthogonal": "RNN, W_hh orthogonal",
    "bias 1": "LSTM, forget bias 1",
    "bias 3": "LSTM, forget bias 3",
}
"""The starts of both cells."""
STARTS_OF_RNN = (STARTS["orthogonal"], STARTS["uniform"])


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


Runs = Mapping[int, Sequence[Result]]
"""The runs of one recipe by lag, one for each seed."""


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


def save_networks(path: Path, networks: Mapping[Trial, Model]) -> None:
    """Write each network with the settings of its training."""
    store.save(path, tuple((astuple(trial), network) for trial, network in networks.items()))


def load_networks(path: Path) -> dict[Trial, Model]:
    """What `save_networks` was given; ValueError for a file that holds anything else."""
    found: dict[Trial, Model] = {}
    for settings, network in store.load(path):
        if not isinstance(network, Model):
            raise ValueError(f"{path.name} must hold networks, got {type(network).__name__}")
        found[Trial(*settings)] = network
    return found


def length(task: str, lag: int) -> str:
    """How long the sequences of the lag are, in words."""
    if task == "first":
        return f"{lag + 1} steps"
    if task == "adding":
        return f"{2 * lag} steps"
    return f"{100 * lag // 40} to {110 * lag // 40} steps"


def solved(results: Sequence[Result]) -> int:
    """How many of the runs solved their task."""
    return sum(map(is_solved, results))


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


def cells(done: Mapping[Trial, Result], task: str) -> dict[str, Runs]:
    """The runs of both cells with the settings chosen for each, by lag."""
    return {cell: runs(done, recipe(done, task, cell)) for cell in CELLS}


def starts(done: Mapping[Trial, Result]) -> dict[str, Runs]:
    """The runs of the first word with both starts of both cells, each at its best rate, by lag."""
    recipes = [recipe(done, "first", cell, other=other) for cell in CELLS for other in (False, True)]
    return {STARTS[one.start]: runs(done, one) for one in recipes}


def clipping(done: Mapping[Trial, Result]) -> dict[str, Runs]:
    """The vanilla network on temporal order with and without clipping, at the lags all have."""
    found: dict[str, Runs] = {}
    for (optimizer, clip), name in CLIPPING.items():
        trained = {
            (trial.start, trial.rate): trial
            for trial in done
            if (trial.task, trial.cell, trial.optimizer, trial.clip) == ("order", "rnn", optimizer, clip)
            and trial.seed not in TUNING_SEEDS
        }
        if trained:
            (settings,) = trained.values()
            found[name] = runs(done, settings)
    common = set.intersection(*(set(each) for each in found.values()))
    return {name: {lag: each[lag] for lag in sorted(common)} for name, each in found.items()}
