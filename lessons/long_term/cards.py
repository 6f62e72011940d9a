"""The questions of the lesson long-term, and the card that trains a stored run once more."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from figures.curve_data import as_data
from figures.curves import Curves, Panel, Series
from figures.numbers import signed, small
from lessons.long_term.model import stored
from lessons.long_term.model.reading import ANSWERS, Reading
from lessons.long_term.model.results import CELLS, Result, solved
from lessons.long_term.state import LongTerm
from rnn_core.studies import lag_study
from rnn_core.studies.lag_study import Progress
from rnn_core.studies.lag_trial import Trial, task_of
from ui import player, predict
from ui.cards import card
from ui.components import curves
from ui.player import Player
from ui.state import LAST, Page


@dataclass(frozen=True, slots=True, eq=False)
class Retraining:
    """A stored run that is trained once more; ``progress`` is None before its first step."""

    progress: Progress | None = None


def ask_sequence(page: Page[LongTerm], reading: Reading) -> None:
    """What this network will say at the end of this sequence."""
    answer, options, because = bet(reading)
    text = "How near will it come?" if reading.trial.task == "adding" else "What will it say?"
    predict.question(
        page,
        page.now.about,
        f"All {reading.steps} steps are read, and this network is asked. {text}",
        options,
        answer=answer,
        because=because,
        reveal=lambda: page.jump(LAST, highlight=(f"y.{reading.steps}",)),
    )


def bet(reading: Reading) -> tuple[str, list[str], str]:
    """What the network says when it is asked, what it might say, and why it counts."""
    answer = reading.answer(reading.steps)
    if reading.trial.task != "adding":
        p = signed(float(reading.belief[-1]), 2)
        return answer, list(ANSWERS[reading.trial.task]), f"Right is {reading.right}; it gives it p = {p}."
    error = abs(float(reading.answers[-1]) - reading.target)
    options = ["within 0.1 of the sum", "farther off"]
    return options[error >= 0.1], options, f"It says {answer}; the sum is {reading.right}."


def ask_score(page: Page[LongTerm]) -> None:
    """Which cell solves the longest lag with more seeds; from the stored runs."""
    runs = stored.compared(page.now.task, page.now.comparison)
    lag = max(max(each) for each in runs.values())
    counts = {CELLS.get(name, name): solved(each[lag]) for name, each in runs.items()}
    best = max(counts.values())
    winners = [name for name, count in counts.items() if count == best]
    of = len(next(iter(runs.values()))[lag])
    tally = "; ".join(f"{name}: {count} of {of}" for name, count in counts.items())
    predict.question(
        page,
        page.now.about,
        f"Five seeds each. Which solves lag **{lag}** with the most seeds?",
        [*counts, "a tie"],
        answer=winners[0] if len(winners) == 1 else "a tie",
        because=f"Solved — {tally}.",
        reveal=lambda: page.jump(LAST, highlight=tuple(f"{name}.{lag}" for name in runs)),
    )


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


def retrain(page: Page[LongTerm], result: Result) -> None:
    """The buttons, the exams so far beside those that were stored, and how far the two differ."""
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
    ended = f"{name} **{signed(result.score, 3)}** after {result.steps} steps"
    if progress is None:
        return f"Stored: {ended}, {result.seconds:.1f} s of one processor."
    step, apart = progress.snapshot.step, difference(result, progress)
    same = "the same so far" if apart <= 1e-5 else f"apart by up to {small(apart)}"
    if not progress.over:
        left = result.seconds * max(0, result.steps - step) / max(1, result.steps)
        return f"Step {step} of {result.steps}, {left:.0f} s left; {same}. Stored: {ended}."
    final = lag_study.final_score(result.trial, progress.snapshot.model)
    return (
        f"Now: **{signed(final, 3)}** after {step} steps; stored: {ended}. Difference "
        f"{small(abs(final - result.score))}; exams {same}."
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
    return Curves("Exams", "steps", (panel,), x_limits=(0, max(100, result.steps)))
