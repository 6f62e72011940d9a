"""The stored runs of the study of long memories, and what a reader chose to see of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from figures.numbers import signed
from lessons.long_term.figure import scores as lag_curves
from lessons.long_term.figure.scores import Runs
from lessons.long_term.script import ANSWERS, CELLS, TASKS, answer, right
from lessons.long_term.model import reading as lag_reading
from lessons.long_term.model import results as lag_results
from lessons.long_term.model.reading import LagReading
from lessons.long_term.model.results import Result
from rnn_core import model
from rnn_core.grads import gradcheck
from rnn_core.model import Model
from rnn_core.studies import lag_trial
from rnn_core.studies.lag_trial import Trial
from ui import controls, predict, shipped, walk

KEPT_SEED = 1
"""The seed whose networks are stored."""
EXAMPLES, SEEDS = 9, 5
COMPARISONS = {"cells": "cells", "starts": "starts", "clipping": "clipping"}
STUDIED = {"starts": "first", "clipping": "order"}
"""The one task on which a comparison was made."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Score or sequence, of which task; and for the sequence the run and which one it reads."""

    view: str
    task: str
    compare: str
    lag: int = 0
    cell: str = ""
    seed: int = KEPT_SEED
    example: int = 1


def choose() -> Choice:
    """What the controls say."""
    view = controls.choice(
        "view",
        "View",
        {"sequence": "sequence", "score": "score"},
        help="One network while it reads one sequence, or the scores of all stored runs.",
    )
    task = controls.choice(
        "task",
        "Task",
        TASKS,
        help="What must be kept over the lag: the first word, a marked number, or which of X and Y came first.",
    )
    if view == "score":
        compare = controls.choice(
            "compare",
            "Compare",
            COMPARISONS,
            help="Both cells with as many weights; on the first word both starts of each; on the "
            "order task the RNN with and without gradient clipping.",
        )
        if STUDIED.get(compare, task) != task:
            where = TASKS[STUDIED[compare]]
            controls.remark(f"“{compare}” was studied on the task “{where}” only: these are the cells.")
            compare = "cells"
        return Choice(view, task, compare)
    lags = [str(lag) for lag in named(task, "cells")["rnn"]]
    lag = int(controls.option("lag", "Lag", lags, help="Steps for which the clue must be kept."))
    cell = controls.choice("cell", "Cell", CELLS, help="34 vanilla units or 16 of an LSTM: as many weights within 5 %.")
    seed = controls.whole(
        "run",
        "Seed",
        1,
        SEEDS,
        KEPT_SEED,
        help="Which of the stored runs: its weights and all its training sequences come from it.",
    )
    example = controls.whole(
        "example", "Sequence", 1, EXAMPLES, 1, help="Which of nine sequences that no training saw."
    )
    return Choice(view, task, "cells", lag, cell, seed, example)


@lru_cache(maxsize=1)
def stored() -> Mapping[Trial, Result]:
    """All stored runs by their settings."""
    return {result.trial: result for result in lag_results.load(shipped.MODELS / "long_term.json")}


@lru_cache(maxsize=8)
def named(task: str, compare: str) -> dict[str, Runs]:
    """The runs that are compared, by name and lag."""
    if compare == "clipping":
        return lag_curves.clipping(stored())
    if compare == "starts":
        return lag_curves.starts(stored())
    return lag_curves.cells(stored(), task)


@lru_cache(maxsize=1)
def networks() -> Mapping[Trial, Model]:
    """The stored networks of the first seed, by the settings of their training."""
    trials = [
        runs[lag][KEPT_SEED - 1].trial
        for task in lag_trial.TASKS
        for runs_of in (named(task, "cells"),)
        for lag, cell in product(runs_of["rnn"], CELLS)
        for runs in (runs_of[cell],)
    ]
    return dict(zip(trials, shipped.model("long_term"), strict=True))


def result_of(choice: Choice) -> Result:
    """The stored run that the controls name."""
    return named(choice.task, "cells")[choice.cell][choice.lag][choice.seed - 1]


def network_of(trial: Trial) -> tuple[Model, str]:
    """The network of a stored run, and what it is; before its training where it is not kept."""
    kept = networks().get(trial)
    if kept is not None:
        return kept, f"stored after {stored()[trial].steps} steps"
    return lag_trial.draw(trial), "before training"


def read(choice: Choice, network: Model) -> LagReading:
    """The network on the chosen sequence."""
    return lag_reading.read(result_of(choice).trial, network, choice.example)


def kept_example(choice: Choice) -> tuple[Choice, Model]:
    """The longest lag whose network is kept, for a page that shows no sequence."""
    lag = max(named(choice.task, "cells")["rnn"])
    one = Choice("sequence", choice.task, "cells", lag, "rnn")
    return one, network_of(result_of(one).trial)[0]


def is_asked(choice: Choice, runs: Mapping[str, Runs], point: str) -> bool:
    """True if the point stands at the longest lag and the question about it is still open."""
    last = point.rpartition(".")[2] == str(max(max(each) for each in runs.values()))
    return last and predict.is_open((choice.task, choice.compare))


def gradient_errors(reading: LagReading) -> dict[str, float]:
    """The relative errors of the gradients of the network on the sequence it reads."""
    run = reading.run

    def loss(weights: Model) -> float:
        again = model.run(weights, run.x, run.targets, mask=run.mask)
        return float("nan") if again.loss is None else again.loss

    grads = model.backward(run).model
    return gradcheck.directional(loss, run.model, grads, np.random.default_rng(0))


def bet(reading: LagReading) -> tuple[str, list[str], str]:
    """What the network says when it is asked, what it might say, and why it counts."""
    said, known = answer(reading, reading.steps), right(reading)
    if reading.trial.task != "adding":
        options = list(ANSWERS[reading.trial.task])
        p = signed(float(reading.belief[-1]), 2)
        return said, options, f"Right is {known}; it gives it p = {p}."
    error = abs(float(reading.answers[-1]) - reading.target)
    options = ["within 0.1 of the sum", "farther off"]
    return options[error >= 0.1], options, f"It says {said}; the sum is {known}."


def ask_sequence(slug: str, choice: Choice, reading: LagReading) -> None:
    """What this network will say at the end of this sequence."""
    said, options, because = bet(reading)
    text = "How near will it come?" if choice.task == "adding" else "What will it say?"
    predict.question(
        slug,
        choice,
        f"All {reading.steps} steps are read, and this network is asked. {text}",
        options,
        answer=said,
        because=because,
        reveal=lambda: walk.jump(walk.LAST, highlight=(f"y.{reading.steps}",)),
    )


def ask_score(slug: str, choice: Choice) -> None:
    """Which cell solves the longest lag with more seeds; from the stored runs."""
    runs = named(choice.task, choice.compare)
    lag = max(max(each) for each in runs.values())
    counts = {CELLS.get(name, name): lag_curves.solved(each[lag]) for name, each in runs.items()}
    best = max(counts.values())
    winners = [name for name, count in counts.items() if count == best]
    answer = winners[0] if len(winners) == 1 else "a tie"
    of = len(next(iter(runs.values()))[lag])
    said = "; ".join(f"{name}: {count} of {of}" for name, count in counts.items())
    predict.question(
        slug,
        (choice.task, choice.compare),
        f"Five seeds each. Which solves lag **{lag}** with the most seeds?",
        [*counts, "a tie"],
        answer=answer,
        because=f"Solved — {said}.",
        reveal=lambda: walk.jump(walk.LAST, highlight=tuple(f"{name}.{lag}" for name in runs)),
    )
