"""Lesson: near clue, far clue: how far back two cells with as many weights can remember."""

from dataclasses import replace

from lessons.long_term import cards as lags
from lessons.long_term import export as take_home
from lessons.long_term import lag_training
from lessons.long_term.figure import arithmetic as lag_arithmetic
from lessons.long_term.figure import scores as lag_curves
from lessons.long_term.figure import sequence as lag_strip
from lessons.long_term.script import ASKED, FINDINGS, KNOWN
from lessons.long_term.model.reading import LagReading
from rnn_core import tasks
from rnn_core.cells import lstm, rnn
from rnn_core.studies import lag_study, lag_trial
from ui import arithmetic, cards, predict, training
from ui import page as lesson
from ui.page import LookFor

SLUG = "long-term"
CODE = (tasks.FirstSymbol.batch, lag_trial.draw, lag_study.progress, rnn.step, lstm.step)
FAR = {"view": "sequence", "task": "first", "cell": "rnn", "run": 1, "example": 1, "lag": "100"}
ADDING = {"view": "score", "task": "adding", "compare": "cells"}
STARTS = {"view": "score", "task": "first", "compare": "starts"}
SGD = {"view": "score", "task": "order", "compare": "clipping"}
NOTES = """
1. Lag 2: clouds … sky. Step through it: what would it say, and when does it know?
2. Lag 100: the same question with a hundred words of noise in between.
3. *Score*: let the class bet who solves the longest lag. First word: the RNN, surprisingly.
4. Adding: the RNN stays at 0.167, what always answering 1 costs. The LSTM does not.
5. Order, *clipping*: with plain gradient descent clipping alone rescues nothing.
"""
lesson.begin(SLUG, notes=NOTES)


def page() -> tuple[lags.Choice, LagReading | None]:
    """Controls, the stored runs or one of their networks, the figure, and the cards beside it."""
    with lesson.control_row():
        choice = lags.choose()
    if choice.view == "sequence":
        return choice, sequence(choice)
    score(choice)
    return choice, None


def score(choice: lags.Choice) -> None:
    """Score against lag."""
    training.stop()
    training.keep_time()
    named = lags.named(choice.task, choice.compare)
    last = max(len(runs) for runs in named.values()) - 1
    about = (choice.task, choice.compare)
    view = lesson.view(about, "score", ask_after=last - 1)
    view = replace(view, veil_after=last - 1 if predict.is_open(about) else None)
    figure = lag_curves.against_lag(named, view)
    left, right = lesson.halves()
    with left:
        point = lesson.plot(figure, SLUG)
    with right:
        shown = lag_arithmetic.points(named, point or "")
        arithmetic.show(shown, hidden=lags.is_asked(choice, named, point or ""))
        lags.ask_score(SLUG, choice)
        cards.note("The task", f"{ASKED[choice.task]}\n\n:gray[{KNOWN[choice.task]}]")
        look_for()


def sequence(choice: lags.Choice) -> LagReading:
    """One network while it reads one sequence, and its training once more."""
    result = lags.result_of(choice)
    if training.running():
        lag_training.advance(result.trial)
    state = lag_training.current(result.trial)
    network, what = lags.network_of(result.trial)
    if state:
        network, what = state.snapshot.model, f"trained here for {state.snapshot.step} steps"
    reading = lags.read(choice, network)
    first = f"x.{reading.clues[0]}"
    view = lesson.view(choice, "sequence", ask_after=reading.steps - 2, selected=first)
    figure = lag_strip.strip(reading, view)
    left, right = lesson.halves()
    with left:
        node = lesson.show(figure, SLUG) or first
    with right:
        arithmetic.show(lag_arithmetic.explain(reading, node), hidden=figure.veils(node))
        lags.ask_sequence(SLUG, choice, reading)
        lag_training.show(result)
        cards.note("The network", f"Seed {choice.seed}, {what}. {ASKED[choice.task]}")
        look_for()
    return reading


def look_for() -> None:
    """What to watch."""
    lesson.look_for(
        LookFor("Forget bias 1 instead of 3: lag 60 is too far.", STARTS, ("LSTM, forget bias 1",)),
        LookFor("Adding: the RNN ends at the 0.167 of always 1.", ADDING, ("rnn",)),
        LookFor("SGD: clipping alone does not rescue the RNN.", SGD, ("SGD, clipped",)),
        LookFor("Far clue: a hundred noise words in between.", FAR, step=0),
    )


choice, shown = training.live(page)
with lesson.footer():
    lesson.proof(lambda: lags.gradient_errors(shown or lags.read(*lags.kept_example(choice))))
    lesson.aside("Where each fails, and why", FINDINGS)
    lesson.code_that_ran(*CODE)
    take_home.offer(SLUG, lags.named(choice.task, choice.compare), shown)
lesson.end(
    SLUG,
    answer="As far as what it keeps before it has learned lets the gradient reach: gates let an "
    "LSTM keep a clue apart from later noise, and neither cell remembers for ever.",
)
