"""Lesson: near clue, far clue: how far back a vanilla RNN can remember, and an LSTM with as many weights."""

from dataclasses import replace

from lessons.long_term import cards, export
from lessons.long_term import shown as content
from lessons.long_term.figure import results, scores, sequence
from lessons.long_term.findings import FINDINGS
from lessons.long_term.model import reading as reading_of
from lessons.long_term.model import stored
from lessons.long_term.model.reading import Reading
from lessons.long_term.model.results import TASKS
from lessons.long_term.script import SCRIPT
from lessons.long_term.state import STUDIED, LongTerm
from lessons.long_term.text import TEXT
from rnn_core import tasks
from rnn_core.cells import lstm, rnn
from rnn_core.studies import lag_study, lag_trial
from ui import controls, player
from ui import page as lesson
from ui.guide import guide

CODE = (tasks.FirstSymbol.batch, tasks.Adding.batch, lag_trial.draw, lag_study.progress, rnn.step, lstm.step)

page = lesson.begin("long-term", LongTerm, SCRIPT)


def view() -> tuple[LongTerm, Reading | None]:
    """Controls, the stored runs or one of their networks, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        controls.draw(page, "view", "task")
        if state.view == "score":
            controls.draw(page, "compare")
            if state.comparison != state.compare:
                where = TASKS[STUDIED[state.compare]]
                page.remark(f"“{state.compare}” was studied on the task “{where}” only: these are the cells.")
        else:
            controls.control(page, "lag", options=state.lags)
            controls.draw(page, "cell")
            with lesson.more(page) as opened:
                if opened:
                    controls.draw(page, "network", "run", "example")
    if state.view == "sequence":
        return state, one_sequence(state)
    all_scores(state)
    return state, None


def all_scores(state: LongTerm) -> None:
    """Score against lag."""
    player.player(page).pause()
    runs = stored.compared(state.task, state.comparison)
    place = lesson.stand(page, SCRIPT, state.about)
    if guide.is_there(page, SCRIPT) and guide.asks(page, SCRIPT):
        place = replace(place, veil_after=guide.stop(page, SCRIPT).step)  # a presenter's class predicts as well
    figure = scores.against_lag(runs, place)

    left, right = lesson.halves(page)
    with left:
        lesson.plot(page, figure)
    with right:
        lesson.cards(page, [cards.task(page)] if place.veil_after is None else [])


def one_sequence(state: LongTerm) -> Reading:
    """One network while it reads one sequence, and its training once more."""
    result = stored.result_of(state.task, int(state.lag), state.cell, state.run)
    training = state.network == "trained"
    progress = cards.go_on(page, result.trial) if training else None
    network, what = content.network(state)
    if progress:
        network, what = progress.snapshot.model, f"trained here for {progress.snapshot.step} steps"
    reading = reading_of.read(result.trial, network, state.example)
    place = lesson.stand(page, SCRIPT, state.about, selected=f"x.{reading.clues[0]}")
    figure = sequence.sequence(reading, place)

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        lesson.cards(page, [cards.task(page, what)])
        if training and place.veil_after is None:
            cards.retrain(page, result)
    return reading


state, shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: reading_of.gradient_errors(shown or stored.read_longest(state.task)))
    named = stored.compared(state.task, state.comparison)
    lesson.explored(
        "Explore every run",
        page.key("runs"),
        lambda: results.every_run(named, cards.own_run(page, state)),
        words=results.WORDS,
    )
    lesson.aside("Where each fails, and why", FINDINGS)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, named, shown)
lesson.end(page, TEXT)
