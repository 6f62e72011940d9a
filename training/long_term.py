"""Makes models/long_term.json: which cell remembers over which lag; run by `make train-long-term`.

Two seeds that are used nowhere else choose for each task and cell a learning rate and a start, from
a grid of the same size for both cells. Then five other seeds are trained at every lag. Interrupted,
it goes on with the first trial that is not in the file.
"""

import time
from dataclasses import replace
from pathlib import Path

from lessons.long_term.model import results
from lessons.long_term.model.results import TUNING_SEEDS, Result, chosen
from rnn_core import weights
from rnn_core.studies.lag_study import final_score, finished
from rnn_core.studies.lag_trial import STARTS, TASKS, Trial, draw
from training import long_term_card

FILE = Path(__file__).resolve().parents[1] / "models" / "long_term.json"
CARD = FILE.with_suffix(".md")
WEIGHTS = FILE.with_suffix(".npz")
"""The networks of the first seed with the better start, each with its settings."""
LAGS = {"first": (2, 10, 30, 60, 100), "adding": (5, 10, 20, 50), "order": (8, 12, 20, 40)}
TUNED_AT = {"first": 30, "adding": 10, "order": 12}
"""Lags at which some settings of each cell learn and others do not."""
RATES = {"adam": (0.001, 0.003, 0.01), "sgd": (0.03, 0.1, 0.3, 1.0)}
SEEDS = (1, 2, 3, 4, 5)
STEPS = {"first": 1000, "adding": 1500, "order": 1500}
TUNING_STEPS = 1000
CLIP = 1.0
CLIPPING_LAGS = (8, 12, 20)
"""Where the vanilla network learns temporal order with and without clipping, with Adam and SGD."""
N_LATER = (2 * sum(map(len, LAGS.values())) + 3 * len(CLIPPING_LAGS)) * len(SEEDS)
N_LATER += 2 * len(LAGS["first"]) * len(SEEDS)
"""The trials after the choice: each lag with both cells, about clipping, and the other starts."""


def main() -> None:
    """Train what is missing, and say how long the rest will take."""
    done = {result.trial: result for result in results.load(FILE)}
    choice = {*tuning(), *sgd_tuning()}
    done = {t: r for t, r in done.items() if t in choice or t.seed in SEEDS}
    train_all([*tuning(), *sgd_tuning()], done, n_later=N_LATER)
    later = [*compared(done), *about_clipping(done), *other_starts(done)]
    if any(trial not in done for trial in later):
        WEIGHTS.unlink(missing_ok=True)
    train_all(later, done, n_later=0)
    if not WEIGHTS.exists():
        first = [trial for trial in compared(done) if trial.seed == SEEDS[0]]
        results.save_networks(WEIGHTS, {trial: finished(trial).snapshot.model for trial in first})
    kept = [done[trial] for trial in [*tuning(), *sgd_tuning(), *later]]
    results.save(FILE, kept)
    CARD.write_text(long_term_card.card(kept), encoding="utf-8")
    print(f"{len(kept)} trials in {FILE}, {sum(r.seconds for r in kept) / 60:.0f} min CPU")


def train_all(trials: list[Trial], done: dict[Trial, Result], *, n_later: int) -> None:
    """Train those that are not done and keep each at once; `n_later` more will follow."""
    missing = [trial for trial in trials if trial not in done]
    began = time.monotonic()
    for number, trial in enumerate(missing, start=1):
        done[trial] = trained(trial)
        results.save(FILE, done.values())
        left = len(missing) - number + n_later
        report(done[trial], left, (time.monotonic() - began) / number * left)


def tuning() -> list[Trial]:
    """The trials that choose the settings of both cells for all tasks."""
    return [trial for task in TASKS for cell in STARTS for trial in grid(task, cell)]


def grid(task: str, cell: str) -> list[Trial]:
    """The trials that choose the settings of a cell for a task."""
    return [
        Trial(task, TUNED_AT[task], cell, start, rate, seed, TUNING_STEPS, CLIP)
        for start in STARTS[cell]
        for rate in RATES["adam"]
        for seed in TUNING_SEEDS
    ]


def sgd_tuning() -> list[Trial]:
    """The trials that choose the rate of plain gradient descent, with clipping and without."""
    easiest = min(CLIPPING_LAGS)
    return [
        Trial("order", easiest, "rnn", "uniform", rate, seed, TUNING_STEPS, clip, "sgd")
        for clip in (CLIP, None)
        for rate in RATES["sgd"]
        for seed in TUNING_SEEDS
    ]


def compared(done: dict[Trial, Result]) -> list[Trial]:
    """The trials of the comparison, one seed after the other."""
    recipes = {(task, cell): results.recipe(done, task, cell) for task in TASKS for cell in STARTS}
    return [
        replace(recipes[task, cell], lag=lag, seed=seed, steps=STEPS[task])
        for seed in SEEDS
        for task, lags in LAGS.items()
        for lag in lags
        for cell in STARTS
    ]


def other_starts(done: dict[Trial, Result]) -> list[Trial]:
    """The first word with the start that was not chosen, at the best rate for it."""
    recipes = [results.recipe(done, "first", cell, other=True) for cell in STARTS]
    return [
        replace(recipe, lag=lag, seed=seed, steps=STEPS["first"])
        for seed in SEEDS
        for lag in LAGS["first"]
        for recipe in recipes
    ]


def about_clipping(done: dict[Trial, Result]) -> list[Trial]:
    """Temporal order without clipping, and by plain gradient descent with clipping and without."""
    by_sgd = [[trial for trial in sgd_tuning() if trial.clip == clip] for clip in (CLIP, None)]
    recipes = [replace(results.recipe(done, "order", "rnn"), clip=None)]
    recipes += [chosen(trials, done) for trials in by_sgd]
    return [
        replace(recipe, lag=lag, seed=seed, steps=STEPS["order"])
        for seed in SEEDS
        for recipe in recipes
        for lag in CLIPPING_LAGS
    ]


def trained(trial: Trial) -> Result:
    """The trial from its beginning to its end."""
    began = time.process_time()
    last = finished(trial)
    score = final_score(trial, last.snapshot.model)
    n_weights = weights.count(draw(trial))
    exams = tuple(round(exam, 5) for exam in last.exams)
    seconds = round(time.process_time() - began, 2)
    return Result(trial, score, exams, last.snapshot.step, n_weights, seconds)


def report(result: Result, left: int, seconds: float) -> None:
    """One line on the trial and the time left, if the others take as long as those so far."""
    trial = result.trial
    clip = "clipped" if trial.clip else "unclipped"
    print(
        f"{trial.task} lag {trial.lag} {trial.cell} {trial.start} {trial.optimizer} "
        f"{trial.rate:g} {clip} seed {trial.seed}: {result.score:.3f} after {result.steps} steps, "
        f"{result.seconds:.1f} s; {left} left, about {seconds / 60:.0f} min",
        flush=True,
    )


if __name__ == "__main__":
    main()
