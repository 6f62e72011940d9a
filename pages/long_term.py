"""Lesson: near clue, far clue: how far back two cells with as many weights can remember."""

from dataclasses import replace

from lessons.long_term import cards, export, script
from lessons.long_term.figure import scores, sequence
from lessons.long_term.model import reading as reading_of
from lessons.long_term.model import stored
from lessons.long_term.model.reading import Reading
from lessons.long_term.model.results import TASKS
from lessons.long_term.state import STUDIED, LongTerm
from rnn_core import tasks
from rnn_core.cells import lstm, rnn
from rnn_core.studies import lag_study, lag_trial
from ui import controls, player, predict
from ui import page as lesson
from ui.cards import note
from ui.components import card

CODE = (tasks.FirstSymbol.batch, lag_trial.draw, lag_study.progress, rnn.step, lstm.step)

page = lesson.begin("long-term", LongTerm, notes=script.NOTES)


def view() -> tuple[LongTerm, Reading | None]:
    """Controls, the stored runs or one of their networks, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "view", "task")
        if state.view == "score":
            controls.draw(page, "compare")
            if state.comparison != state.compare:
                where = TASKS[STUDIED[state.compare]]
                page.remark(f"“{state.compare}” was studied on the task “{where}” only: these are the cells.")
        else:
            controls.control(page, "lag", options=state.lags)
            controls.draw(page, "cell", "run", "example")
    if state.view == "sequence":
        return state, one_sequence(state)
    all_scores(state)
    return state, None


def all_scores(state: LongTerm) -> None:
    """Score against lag."""
    player.player(page).pause()
    runs = stored.compared(state.task, state.comparison)
    lags = sorted({lag for each in runs.values() for lag in each})
    place = lesson.view(page, state.about, "score", ask_after=len(lags) - 2)
    asked = predict.is_open(page, state.about)
    figure = scores.against_lag(runs, replace(place, veil_after=len(lags) - 2 if asked else None))

    left, right = lesson.halves(page)
    with left:
        lesson.plot(page, figure)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.ask_score(page)
        note("The task", f"{script.ASKED[state.task]}\n\n:gray[{script.KNOWN[state.task]}]")
        lesson.look_for(page, script.LINES)


def one_sequence(state: LongTerm) -> Reading:
    """One network while it reads one sequence, and its training once more."""
    result = stored.result_of(state.task, int(state.lag), state.cell, state.run)
    progress = cards.go_on(page, result.trial)
    network, what = stored.network_of(result.trial)
    if progress:
        network, what = progress.snapshot.model, f"trained here for {progress.snapshot.step} steps"
    reading = reading_of.read(result.trial, network, state.example)
    clue = f"x.{reading.clues[0]}"
    place = lesson.view(page, state.about, "sequence", ask_after=reading.steps - 2, selected=clue)
    figure = sequence.sequence(reading, place)

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.ask_sequence(page, reading)
        cards.retrain(page, result)
        note("The network", f"Seed {state.run}, {what}. {script.ASKED[state.task]}")
        lesson.look_for(page, script.LINES)
    return reading


state, shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: reading_of.gradient_errors(shown or stored.read_longest(state.task)))
    lesson.aside("Where each fails, and why", script.FINDINGS)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, stored.compared(state.task, state.comparison), shown)
lesson.end(page, answer=script.ANSWER)
