"""Training one of the stored runs again while the reader watches, and comparing the two."""

import time

import numpy as np
import streamlit as st

from figures.curve_data import as_data
from figures.curves import Curves, Panel, Series
from figures.numbers import signed, small
from lessons.long_term.model.results import Result
from rnn_core.studies import lag_study
from rnn_core.studies.lag_study import Progress
from rnn_core.studies.lag_trial import Trial, task_of
from ui import training
from ui.cards import card
from ui.components import curves

SLICE = 0.1
"""Seconds of training at every tick."""
_KEY = "lag_training"


def current(trial: Trial) -> Progress | None:
    """How far this visit has trained the run; None if it has not."""
    held: tuple[Trial, Progress] | None = st.session_state.get(_KEY)
    return held[1] if held and held[0] == trial else None


def advance(trial: Trial) -> None:
    """Train on for one slice; at the end of the run the training stops."""
    since, began = current(trial), time.perf_counter()
    if since and since.over:
        training.stop()
        return
    for state in lag_study.progress(trial, since):
        st.session_state[_KEY] = (trial, state)
        if state.over:
            training.stop()
        if time.perf_counter() - began > SLICE:
            break


def show(result: Result) -> None:
    """The buttons, the exams so far beside those that were stored, and how far the two differ."""
    state = current(result.trial)
    step = state.snapshot.step if state else 0
    with card("Train this run now", _story(result, state)):
        with st.container(horizontal=True, gap="small"):
            if training.running():
                st.button("Pause", key="pause", on_click=training.stop, width=80)
            else:
                st.button("Train", key="play", on_click=training.play, width=80, disabled=bool(state and state.over))
            st.button("Start over", key="start_over", type="tertiary", on_click=_forget, disabled=not step)
        training.keep_time()
        curves.mount(as_data(_exams(result, state)), "exams")


def difference(result: Result, state: Progress) -> float:
    """The largest difference of an exam's score from the stored one, as far as both go."""
    both = zip(state.exams, result.exams, strict=False)
    return max((abs(now - then) for now, then in both), default=0.0)


def _story(result: Result, state: Progress | None) -> str:
    name = task_of(result.trial).measure
    ended = f"{name} **{signed(result.score, 3)}** after {result.steps} steps"
    if state is None:
        return f"Stored: {ended}, {result.seconds:.1f} s of one processor."
    step, apart = state.snapshot.step, difference(result, state)
    same = "the same so far" if apart <= 1e-5 else f"apart by up to {small(apart)}"
    if not state.over:
        left = result.seconds * max(0, result.steps - step) / max(1, result.steps)
        return f"Step {step} of {result.steps}, {left:.0f} s left; {same}. Stored: {ended}."
    final = lag_study.final_score(result.trial, state.snapshot.model)
    return (
        f"Now: **{signed(final, 3)}** after {step} steps; stored: {ended}. Difference "
        f"{small(abs(final - result.score))}; exams {same}."
    )


def _exams(result: Result, state: Progress | None) -> Curves:
    every, of = lag_study.EVERY, task_of(result.trial)

    def line(name: str, exams: tuple[float, ...], *, thin: bool) -> Series:
        places = tuple(np.arange(0.0, every * len(exams), every).tolist())
        return Series(name, "other" if thin else "loss", exams, x=places, thin=thin)

    lines = [Series("chance", "reference", (of.chance,), dashed=True), line("stored", result.exams, thin=True)]
    if state:
        lines.append(line("now", state.exams, thin=False))
    accuracy = of.measure == "accuracy"
    panel = Panel(of.measure, tuple(lines), limits=(0, 1.05) if accuracy else None)
    return Curves("Exams", "steps", (panel,), x_limits=(0, max(100, result.steps)))


def _forget() -> None:
    training.stop()
    st.session_state.pop(_KEY, None)
