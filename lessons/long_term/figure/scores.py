"""Score against lag: the stored runs of both cells, their spread, chance and what is published."""

from collections.abc import Mapping, Sequence
from statistics import median

from figures.columns import View
from figures.curves import Band, Curves, Panel, Role, Series, Stop
from lessons.long_term.script import CELLS, length
from lessons.long_term.model import results as lag_results
from lessons.long_term.model.results import Result, is_solved
from rnn_core.studies.lag_trial import Trial, task_of

Runs = Mapping[int, Sequence[Result]]
ROLES: dict[str, Role] = {"rnn": "hidden", "lstm": "gate_C"}
CLIPPING: dict[tuple[str, float | None], tuple[str, Role]] = {
    ("adam", 1.0): ("Adam, clipped", "hidden"),
    ("adam", None): ("Adam, not clipped", "input"),
    ("sgd", 1.0): ("SGD, clipped", "gradient"),
    ("sgd", None): ("SGD, not clipped", "other"),
}
"""The recipes of the vanilla network on temporal order: name and color of each."""
STARTS: dict[str, tuple[str, Role]] = {
    "uniform": ("RNN, W_hh uniform", "input"),
    "orthogonal": ("RNN, W_hh orthogonal", "hidden"),
    "bias 1": ("LSTM, forget bias 1", "other"),
    "bias 3": ("LSTM, forget bias 3", "gate_C"),
}
"""The starts of both cells: name and color of each."""


def solved(results: Sequence[Result]) -> int:
    """How many of the runs solved their task."""
    return sum(map(is_solved, results))


def cells(done: Mapping[Trial, Result], task: str) -> dict[str, Runs]:
    """The runs of both cells with the settings chosen for each, by lag."""
    return {cell: lag_results.runs(done, lag_results.recipe(done, task, cell)) for cell in CELLS}


def starts(done: Mapping[Trial, Result]) -> dict[str, Runs]:
    """The runs of the first word with both starts of both cells, each at its best rate, by lag."""
    recipes = [lag_results.recipe(done, "first", cell, other=other) for cell in CELLS for other in (False, True)]
    return {STARTS[one.start][0]: lag_results.runs(done, one) for one in recipes}


def clipping(done: Mapping[Trial, Result]) -> dict[str, Runs]:
    """The vanilla network on temporal order with and without clipping, at the lags all have."""
    found: dict[str, Runs] = {}
    for (optimizer, clip), (name, _) in CLIPPING.items():
        tried = {
            (trial.start, trial.rate): trial
            for trial in done
            if (trial.task, trial.cell, trial.optimizer, trial.clip) == ("order", "rnn", optimizer, clip)
            and trial.seed not in lag_results.TUNING_SEEDS
        }
        if tried:
            (settings,) = tried.values()
            found[name] = lag_results.runs(done, settings)
    common = set.intersection(*(set(runs) for runs in found.values()))
    return {name: {lag: runs[lag] for lag in sorted(common)} for name, runs in found.items()}


def against_lag(named: Mapping[str, Runs], view: View) -> Curves:
    """One line for each name, the median of its runs, with the room between worst and best."""
    first = next(result for runs in named.values() for each in runs.values() for result in each)
    task, of = first.trial.task, task_of(first.trial)
    accuracy = of.measure == "accuracy"
    colors = {**ROLES, **dict(CLIPPING.values()), **dict(STARTS.values())}
    lines = [
        _line(name, runs, colors[name], "" if place else "worst to best seed")
        for place, (name, runs) in enumerate(named.items())
    ]
    chance = Series("chance, 1/4" if accuracy else "always 1: 0.167", "reference", (of.chance,), dashed=True)
    lags = sorted({lag for runs in named.values() for lag in runs})
    last = lags[-1]
    return Curves(
        "Score against lag",
        "lag: steps for which the clue must be kept",
        (
            Panel(
                "right answers" if accuracy else "squared error",
                (chance, *lines),
                limits=(0, 1.05) if accuracy else (0, 0.22),
            ),
        ),
        x_unit=("step", "steps"),
        x_said="at lag {x}",
        x_limits=(0, last * 1.04),
        steps=tuple(
            Stop(lag, _said(named, task, lag, asked=lag == last and view.veil_after is not None)) for lag in lags
        ),
        start=min(view.start, len(lags) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil=None if view.veil_after is None else ((lags[-2] + last) / 2, last * 1.04),
    )


def _line(name: str, runs: Runs, role: Role, spread: str) -> Series:
    scores = [[result.score for result in runs[lag]] for lag in runs]
    return Series(
        CELLS.get(name, name),
        role,
        tuple(median(each) for each in scores),
        x=tuple(float(lag) for lag in runs),
        id=name,
        band=Band(spread, tuple(map(min, scores)), tuple(map(max, scores))),
        marks=tuple(range(len(runs))),
    )


def _said(named: Mapping[str, Runs], task: str, lag: int, *, asked: bool) -> str:
    where = f"lag {lag}, {length(task, lag)}"
    if asked:
        return f"{where}: your bet?"
    of = max(len(runs[lag]) for runs in named.values())
    few = len(named) == 2
    counts = ", ".join(
        f"{CELLS.get(name, name)} {solved(runs[lag])}" if few else str(solved(runs[lag]))
        for name, runs in named.items()
    )
    return f"{where}: {counts} of {of} solved"
