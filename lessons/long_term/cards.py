"""The cards of the lesson long-term: its tasks, and a stored run that is trained once more."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from figures.curve_data import as_data
from figures.curves import Curves, Panel, Series
from figures.numbers import signed, small
from lessons.long_term.findings import KNOWN
from lessons.long_term.model import stored
from lessons.long_term.model.results import Result
from lessons.long_term.state import LongTerm
from rnn_core.studies import lag_study
from rnn_core.studies.lag_study import Progress
from rnn_core.studies.lag_trial import Trial, task_of
from ui import player
from ui.cards import card
from ui.components import curves
from ui.components.card import Card
from ui.player import Player
from ui.state import Page


@dataclass(frozen=True, slots=True, eq=False)
class Retraining:
    """A stored run that is trained once more; ``progress`` is None before its first step."""

    progress: Progress | None = None


TASKS_IN_WORDS = {
    "first": "The first word decides the last: clouds → sky, fish → sea, France → French, piano → music. The words "
    "between do not matter.",
    "adding": "Two numbers are marked, one in each half. At the end the network must answer their sum.",
    "order": "First X or Y, later again X or Y: which of the four orders was it? The other characters distract.",
}


def task(page: Page[LongTerm], network: str = "") -> Card:
    """What the task is, what was published on it, and which network reads."""
    name = page.now.task
    read = f"Seed {page.now.run}, {network}. " if network else ""
    return Card("task", "The task", f"{read}{TASKS_IN_WORDS[name]}\n\n:gray[{KNOWN[name]}]")


def training(page: Page[LongTerm], trial: Trial) -> Player[Retraining]:
    """The player of the run's training, where the reader left it in this visit."""
    on: Player[Retraining] = player.player(page)
    on.load(trial, Retraining)
    return on


def go_on(page: Page[LongTerm], trial: Trial) -> Progress | None:
    """Train one slice on while it plays; how far the run has come, None before its first step."""
    on = training(page, trial)
    on.advance(lambda shot: _grow(trial, shot))
    assert on.shot is not None
    return on.shot.progress


def own_run(page: Page[LongTerm], state: LongTerm) -> tuple[Trial, float] | None:
    """The training that the reader has begun on this page, and the score of its last exam; None before an exam."""
    if state.view != "sequence":
        return None
    trial = stored.result_of(state.task, int(state.lag), state.cell, state.run).trial
    on = training(page, trial)
    progress = on.shot.progress if on.shot else None
    return (trial, progress.exams[-1]) if progress and progress.exams else None


def retrain(page: Page[LongTerm], result: Result) -> None:
    """The buttons, the test scores so far beside those that were stored, and how far the two differ."""
    on = training(page, result.trial)
    assert on.shot is not None
    progress = on.shot.progress

    with card("Train this run now", _story(result, progress)):
        with st.container(horizontal=True, gap="small"):
            player.toggle(page, on, disabled=progress is not None and progress.over)
            st.button(
                "Start over",
                key=page.key("start_over"),
                type="tertiary",
                on_click=lambda: on.start_over(Retraining()),
                disabled=progress is None or not progress.snapshot.step,
            )
        curves.mount(as_data(_exams(result, progress)), page.key("exams"))


def difference(result: Result, progress: Progress) -> float:
    """The largest difference of an exam's score from the stored one, as far as both go."""
    both = zip(progress.exams, result.exams, strict=False)
    return max((abs(now - then) for now, then in both), default=0.0)


def _grow(trial: Trial, shot: Retraining) -> Iterator[Retraining]:
    for progress in lag_study.progress(trial, shot.progress):
        yield Retraining(progress)


def _story(result: Result, progress: Progress | None) -> str:
    name = task_of(result.trial).measure
    ended = f"{name} **{signed(result.score, 3)}** after {result.steps} training steps"
    if progress is None:
        return f"Stored: {ended}, {result.seconds:.1f} s on one processor."
    step, apart = progress.snapshot.step, difference(result, progress)
    same = "the same so far" if apart <= 1e-5 else f"apart by up to {small(apart)}"
    if not progress.over:
        left = result.seconds * max(0, result.steps - step) / max(1, result.steps)
        return f"Training step {step} of {result.steps}, {left:.0f} s left; {same}. Stored: {ended}."
    final = lag_study.final_score(result.trial, progress.snapshot.model)
    return (
        f"Now: **{signed(final, 3)}** after {step} training steps; stored: {ended}. Difference "
        f"{small(abs(final - result.score))}; test scores {same}."
    )


def _exams(result: Result, progress: Progress | None) -> Curves:
    every, of = lag_study.EVERY, task_of(result.trial)

    def line(name: str, exams: tuple[float, ...], *, thin: bool) -> Series:
        places = tuple(np.arange(0.0, every * len(exams), every).tolist())
        return Series(name, "other" if thin else "loss", exams, x=places, thin=thin)

    lines = [Series("chance", "reference", (of.chance,), dashed=True), line("stored", result.exams, thin=True)]
    if progress:
        lines.append(line("now", progress.exams, thin=False))
    accuracy = of.measure == "accuracy"
    panel = Panel(of.measure, tuple(lines), limits=(0, 1.05) if accuracy else None)
    return Curves("Test scores", "training steps", (panel,), x_limits=(0, max(100, result.steps)))
