"""Makes models/long_term.json: which cell remembers over which lag; run by `make train-long-term`.

Two seeds that are used nowhere else choose for each task and cell a learning rate and a start, from
a grid of the same size for both cells. Then five other seeds are trained at every lag. Interrupted,
it goes on with the first trial that is not in the file.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import mean

from rnn_core import lag_results, weights
from rnn_core.lag_results import Result
from rnn_core.lag_study import final_score, progress
from rnn_core.lag_trial import STARTS, TASKS, Trial, draw, task_of

FILE = Path(__file__).resolve().parents[1] / "models" / "long_term.json"
LAGS = {"first": (10, 30, 60, 100), "adding": (5, 10, 20, 50), "order": (8, 12, 20, 40)}
TUNED_AT = {"first": 30, "adding": 20, "order": 12}
RATES = {"adam": (0.001, 0.003, 0.01), "sgd": (0.03, 0.1, 0.3, 1.0)}
TUNING_SEEDS, SEEDS = (901, 902), (1, 2, 3, 4, 5)
STEPS = {"first": 1000, "adding": 1500, "order": 1500}
TUNING_STEPS = 1000
CLIP = 1.0
CLIPPING_LAGS = (8, 12, 20)
"""Where the vanilla network learns temporal order with and without clipping, with Adam and SGD."""


def main() -> None:
    """Train what is missing, and say how long the rest will take."""
    done = {result.trial: result for result in lag_results.load(FILE)}
    began, fresh = time.monotonic(), 0
    for number, total, trial in plan(done):
        if trial not in done:
            done[trial] = trained(trial)
            fresh += 1
            lag_results.save(FILE, done.values())
            report(done[trial], number, total, (time.monotonic() - began) / fresh)
    print(f"{len(done)} trials in {FILE}, {sum(r.seconds for r in done.values()) / 60:.0f} min CPU")


def plan(done: dict[Trial, Result]) -> Iterator[tuple[int, int, Trial]]:
    """All trials with their number and how many there are; the later ones depend on the first."""
    tuning = [trial for task in TASKS for cell in STARTS for trial in grid(task, cell)]
    tuning += sgd_grid()
    n_later = sum(len(lags) for lags in LAGS.values()) * 2 * len(SEEDS)
    total = len(tuning) + n_later + 3 * len(CLIPPING_LAGS) * len(SEEDS)
    number = 0
    for trial in tuning:
        number += 1
        yield number, total, trial
    for trial in main_trials(done):
        number += 1
        yield number, total, trial


def grid(task: str, cell: str) -> list[Trial]:
    """The trials that choose the settings of a cell for a task."""
    return [
        Trial(task, TUNED_AT[task], cell, start, rate, seed, TUNING_STEPS, CLIP)
        for start in STARTS[cell]
        for rate in RATES["adam"]
        for seed in TUNING_SEEDS
    ]


def sgd_grid() -> list[Trial]:
    """The trials that choose the rate of plain gradient descent, with clipping and without."""
    easiest = min(CLIPPING_LAGS)
    return [
        Trial("order", easiest, "rnn", "uniform", rate, seed, TUNING_STEPS, clip, "sgd")
        for clip in (CLIP, None)
        for rate in RATES["sgd"]
        for seed in TUNING_SEEDS
    ]


def main_trials(done: dict[Trial, Result]) -> list[Trial]:
    """The trials of the comparison, one seed after the other, then those about clipping."""
    best = {(task, cell): chosen(grid(task, cell), done) for task in TASKS for cell in STARTS}
    compared = [
        replace(best[task, cell], lag=lag, seed=seed, steps=STEPS[task])
        for seed in SEEDS
        for task, lags in LAGS.items()
        for lag in lags
        for cell in STARTS
    ]
    sgd = sgd_grid()
    recipes = [replace(best["order", "rnn"], clip=None)]
    recipes += [chosen([t for t in sgd if t.clip == clip], done) for clip in (CLIP, None)]
    about_clipping = [
        replace(recipe, lag=lag, seed=seed, steps=STEPS["order"])
        for seed in SEEDS
        for recipe in recipes
        for lag in CLIPPING_LAGS
    ]
    return compared + about_clipping


def chosen(trials: list[Trial], done: dict[Trial, Result]) -> Trial:
    """The settings with the best mean of the last scores; of equals, the sooner solved."""
    lower_is_better = task_of(trials[0]).measure != "accuracy"

    def key(trial: Trial) -> tuple[float, float]:
        own = [done[replace(trial, seed=seed)] for seed in TUNING_SEEDS]
        merit = mean(result.score for result in own)
        return (merit if lower_is_better else -merit, mean(result.steps for result in own))

    return min(trials, key=key)


def trained(trial: Trial) -> Result:
    """The trial from its beginning to its end."""
    began = time.process_time()
    for state in progress(trial):
        last = state
    score = final_score(trial, last.snapshot.model)
    n_weights = weights.count(draw(trial))
    exams = tuple(round(exam, 5) for exam in last.exams)
    seconds = round(time.process_time() - began, 2)
    return Result(trial, score, exams, last.snapshot.step, n_weights, seconds)


def report(result: Result, number: int, total: int, seconds_each: float) -> None:
    """One line on the trial and the time left, if the others take as long as those so far."""
    trial = result.trial
    clip = "clipped" if trial.clip else "unclipped"
    left = seconds_each * (total - number) / 60
    print(
        f"{number}/{total} {trial.task} lag {trial.lag} {trial.cell} {trial.start} "
        f"{trial.optimizer} {trial.rate:g} {clip} seed {trial.seed}: {result.score:.3f} after "
        f"{result.steps} steps, {result.seconds:.1f} s; about {left:.0f} min left",
        flush=True,
    )


if __name__ == "__main__":
    main()
