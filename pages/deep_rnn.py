"""Lesson: a stack of recurrent layers as a grid of time × depth, forward and backward; what depth is good for."""

from lessons.deep_rnn import cards, export, sequence, turn
from lessons.deep_rnn.figure import graph
from lessons.deep_rnn.figure import sequence as drawn_sequence
from lessons.deep_rnn.model import Reading, gradient_errors, reading_of
from lessons.deep_rnn.script import SCRIPT
from lessons.deep_rnn.state import DeepRnn
from lessons.deep_rnn.text import TEXT
from rnn_core.cells import deep, rnn
from rnn_core.studies import grid_paths
from ui import controls, player
from ui import page as lesson
from ui.guide import guide

CODE = (deep.step, rnn.step, deep.backward, rnn.backward, grid_paths.gradient)

page = lesson.begin("deep-rnn", DeepRnn, SCRIPT)


def view() -> Reading:
    """Controls, one reading forward and backward or the stored trainings, and the cards beside them."""
    state = page.state()
    task = state.view == "turn"
    results = task and state.answers == "results"
    with lesson.control_row(page):
        controls.draw(page, "view")
        if not task:
            controls.draw(page, "layers", "word")
            controls.seed_button(page)
            with lesson.more(page) as opened:
                if opened:
                    controls.draw(page, "network", "hidden", "loss")
        else:
            controls.draw(page, "answers")
            if results:
                controls.draw(page, "trainings")
            else:
                cards.sequence_button(page)

    stack = state.stack
    reading = page.memo(reading_of, stack)
    top = None if task else f"h{stack.layers}.{reading.steps}.1"
    about = stack, state.view, state.sequence, state.answers
    place = lesson.stand(page, SCRIPT, about, selected=top)
    asking = guide.is_there(page, SCRIPT) and guide.asks(page, SCRIPT)

    left, right = lesson.halves(page)
    with left:
        if results:
            lesson.plot(page, turn.curves(place, state.trainings, hidden=asking))
        elif task:
            played = page.memo(sequence.played, state.sequence)
            lesson.show(page, drawn_sequence.sequence(played, place, networks=state.answers == "shown"))
        else:
            lesson.show(page, graph.grid(reading, place, heat=state.view == "heat"))
    with right:
        told = results and not asking
        lesson.cards(page, [cards.task(results=told)] if task else [cards.size(stack)])
    return reading


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: gradient_errors(shown))
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, TEXT)
