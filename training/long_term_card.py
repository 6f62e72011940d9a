"""Writes models/long_term.md: what the stored runs are, their results, and where they fail."""

from collections.abc import Sequence
from statistics import median

from lessons.long_term.findings import FINDINGS, KNOWN
from lessons.long_term.model import results as study
from lessons.long_term.model.results import CELLS, TASKS, Result, Runs, length, solved
from rnn_core.studies.lag_trial import Trial, task_of


def card(results: Sequence[Result]) -> str:
    """The card of these results, in Markdown."""
    done = {result.trial: result for result in results}
    minutes = sum(result.seconds for result in results) / 60
    parts = [
        "# Long memories: RNN against LSTM with as many weights",
        f"Made by `make train-long-term` (`training/long_term.py`): {len(results)} trainings, "
        f"{minutes:.0f} minutes of one processor. `long_term.json` holds settings, score and "
        "learning curve of each; `long_term.npz` the networks of seed 1 with the better start.",
        "Data: sequences drawn by `rnn_core/tasks.py`, new ones in every step; the scores are on "
        "1,000 held-out ones. Median of five seeds, in brackets worst to best and how many solved "
        "their task. Every training is a function of its settings and can be repeated bit by bit "
        "on one machine; another machine's linear algebra may round differently.",
    ]
    for task in TASKS:
        parts += [f"## {TASKS[task].capitalize()}", KNOWN[task]]
        parts += [_settings(done, task), _table(task, study.cells(done, task))]
    parts += ["## The first word with both starts", _table("first", study.starts(done))]
    parts += ["## The order with and without clipping, RNN only"]
    parts += [_table("order", study.clipping(done)), "## What was found", FINDINGS.strip()]
    return "\n\n".join(parts) + "\n"


def _settings(done: dict[Trial, Result], task: str) -> str:
    lines = [f"Chosen on seeds {study.TUNING_SEEDS}, mean of the two at the end:", ""]
    lines += ["| cell | weights | start | rate | score |", "|---|---|---|---|---|"]
    for cell in CELLS:
        best = study.recipe(done, task, cell)
        for trial in study.tried(done, task, cell):
            if trial.seed == study.TUNING_SEEDS[0]:
                both = [r for t, r in done.items() if t.seed in study.TUNING_SEEDS
                        and (t.task, t.cell, t.start, t.rate, t.optimizer)
                        == (task, cell, trial.start, trial.rate, "adam")]  # fmt: skip
                mean = sum(r.score for r in both) / len(both)
                star = " (chosen)" if (trial.start, trial.rate) == (best.start, best.rate) else ""
                lines.append(f"| {CELLS[cell]}{star} | {done[trial].n_weights} | {trial.start} "
                             f"| {trial.rate:g} | {mean:.3f} |")  # fmt: skip
    return "\n".join(lines)


def _table(task: str, named: dict[str, Runs]) -> str:
    lags = sorted({lag for runs in named.values() for lag in runs})
    of = task_of(next(iter(next(iter(named.values())).values()))[0].trial)
    head = " | ".join(f"lag {lag}, {length(task, lag)}" for lag in lags)
    lines = [f"| {of.measure} | {head} |", "|---" * (len(lags) + 1) + "|"]
    for name, runs in named.items():
        cells = [_cell(runs[lag]) for lag in lags]
        lines.append(f"| {CELLS.get(name, name)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(results: Sequence[Result]) -> str:
    scores = [result.score for result in results]
    spread = f"{min(scores):.3f} to {max(scores):.3f}"
    return f"{median(scores):.3f} ({spread}; {solved(results)} of {len(results)})"
