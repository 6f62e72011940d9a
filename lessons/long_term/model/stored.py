"""The shipped runs of the study and the networks of its first seed; the same for every reader."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from lessons.long_term.model import reading, results
from lessons.long_term.model.reading import Reading
from lessons.long_term.model.results import Result, Runs
from rnn_core.model import Model
from rnn_core.studies import lag_trial
from rnn_core.studies.lag_trial import Trial
from ui import shipped


@lru_cache(maxsize=1)
def all_results() -> Mapping[Trial, Result]:
    """All stored runs by their settings."""
    return {result.trial: result for result in results.load(shipped.MODELS / "long_term.json")}


@lru_cache(maxsize=1)
def networks() -> Mapping[Trial, Model]:
    """The stored networks, by the settings of their training."""
    return results.load_networks(shipped.MODELS / "long_term.npz")


@lru_cache(maxsize=8)
def compared(task: str, comparison: str) -> Mapping[str, Runs]:
    """The runs that are compared (cells, starts, clipping, or those of the vanilla RNN alone), by name and lag."""
    if comparison == "rnn":
        found = results.starts(all_results()) if task == "first" else results.cells(all_results(), task)
        return {name: runs for name, runs in found.items() if name in ("rnn", *results.STARTS_OF_RNN)}
    if comparison == "clipping":
        return results.clipping(all_results())
    if comparison == "starts":
        return results.starts(all_results())
    return results.cells(all_results(), task)


def lags_of(task: str) -> tuple[int, ...]:
    """The lags at which both cells learned the task."""
    return tuple(compared(task, "cells")["rnn"])


def result_of(task: str, lag: int, cell: str, seed: int) -> Result:
    """The stored run of a cell with the settings chosen for it."""
    return compared(task, "cells")[cell][lag][seed - 1]


def before_training(trial: Trial) -> Model:
    """A network of this trial with the customary start of its cell: uniform weights, forget bias 1."""
    return lag_trial.draw(replace(trial, start=lag_trial.STARTS[trial.cell][0]))


def network_of(trial: Trial) -> tuple[Model, str]:
    """The network of a stored run, and what it is; before its training where it is not kept."""
    kept = networks().get(trial)
    if kept is not None:
        return kept, f"stored after {all_results()[trial].steps} steps"
    return lag_trial.draw(trial), "before training"


def read_longest(task: str) -> Reading:
    """The stored vanilla network of the longest lag on the first sequence."""
    trial = result_of(task, max(lags_of(task)), "rnn", 1).trial
    return reading.read(trial, networks()[trial], 1)
