"""Score against lag: the stored runs of both cells, their spread, chance and what is published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from figures.columns import View
from figures.curves import Band, Curves, Panel, Role, Series, Stop
from figures.forms import Explained, Form, Forms, Piece
from figures.numbers import signed
from lessons.long_term.model.results import Result, Runs, is_solved, length, solved
from lessons.long_term.state import CELL_NAMES
from rnn_core.studies.lag_trial import task_of

ROLES: dict[str, Role] = {
    "rnn": "hidden",
    "lstm": "gate_C",
    "Adam, clipped": "hidden",
    "Adam, not clipped": "input",
    "SGD, clipped": "gradient",
    "SGD, not clipped": "other",
    "RNN, W_hh uniform": "input",
    "RNN, W_hh orthogonal": "hidden",
    "LSTM, forget bias 1": "other",
    "LSTM, forget bias 3": "gate_C",
}
"""The color of each line, by the name of what is compared."""


def against_lag(named: Mapping[str, Runs], view: View) -> Curves:
    """One line for each name, the median of its runs, with the room between worst and best."""
    first = next(result for runs in named.values() for each in runs.values() for result in each)
    task, of = first.trial.task, task_of(first.trial)
    accuracy = of.measure == "accuracy"
    lines = [
        _line(name, runs, ROLES[name], "" if place else "worst to best seed")
        for place, (name, runs) in enumerate(named.items())
    ]
    chance = Series("chance, 1/4" if accuracy else "always 1: 0.167", "reference", (of.chance,), dashed=True)
    lags = sorted({lag for runs in named.values() for lag in runs})
    last, after = lags[-1], view.veil_after
    hidden = () if after is None else lags[after + 1 :]
    drawn = Curves(
        "Score against lag",
        "lag: time steps for which the clue must be kept",
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
        steps=tuple(Stop(lag, _counts(named, task, lag, asked=lag in hidden)) for lag in lags),
        start=min(view.start, len(lags) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil=None if after is None else ((lags[after] + lags[after + 1]) / 2, last * 1.04),
    )
    return replace(drawn, explained=_runs(named, drawn.hidden()))


def _runs(named: Mapping[str, Runs], hidden: frozenset[str]) -> Explained:
    """The runs behind the points of the curves ("lstm.30"), except those that an open question hides."""
    points = {f"{name}.{lag}": (lag, of_lag) for name, runs in named.items() for lag, of_lag in runs.items() if of_lag}
    return Explained(Forms({point: _of_point(*each) for point, each in points.items() if point not in hidden}))


def _of_point(lag: int, results: Sequence[Result]) -> Form:
    first = results[0].trial
    lines = tuple(
        (
            Piece(f"seed {result.trial.seed}:"),
            Piece(signed(result.score, 3), "", result=True),
            Piece(f"after {result.steps} training steps{', solved' if is_solved(result) else ''}"),
        )
        for result in results
    )
    optimizer = "Adam" if first.optimizer == "adam" else "plain gradient descent"
    clip = f"clipped at {first.clip:g}" if first.clip else "not clipped"
    return Form(
        f"{CELL_NAMES[first.cell]} at lag {lag}: {len(results)} stored runs",
        lines=lines,
        words=f"{length(first.task, lag)}; {results[0].n_weights} weights, start "
        f"“{first.start}”, {optimizer}, rate {first.rate:g}, {clip}. The line is their median.",
    )


def _line(name: str, runs: Runs, role: Role, spread: str) -> Series:
    scores = [[result.score for result in runs[lag]] for lag in runs]
    return Series(
        CELL_NAMES.get(name, name),
        role,
        tuple(median(each) for each in scores),
        x=tuple(float(lag) for lag in runs),
        id=name,
        band=Band(spread, tuple(map(min, scores)), tuple(map(max, scores))),
        marks=tuple(range(len(runs))),
    )


def _short(name: str) -> str:
    return CELL_NAMES.get(name, name.removeprefix("RNN, W_hh "))


def _counts(named: Mapping[str, Runs], task: str, lag: int, *, asked: bool) -> str:
    where = f"lag {lag}, sequences of {length(task, lag)}"
    if asked:
        return f"{where}: your prediction?"
    of = max(len(runs[lag]) for runs in named.values())
    few = len(named) == 2
    counts = ", ".join(
        f"{_short(name)} {solved(runs[lag])}" if few else str(solved(runs[lag])) for name, runs in named.items()
    )
    return f"{where}: {counts} of {of} solved"
