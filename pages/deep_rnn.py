"""Lesson: a stack of recurrent layers as a grid of time × depth, walked forward and backward."""

from lessons.deep_rnn import cards, export
from lessons.deep_rnn.figure import graph
from lessons.deep_rnn.model import Reading, gradient_errors, reading_of
from lessons.deep_rnn.script import ANSWER, LOOK_FOR, NOTES
from lessons.deep_rnn.state import DeepRnn
from rnn_core.cells import deep, rnn
from rnn_core.studies import grid_paths
from ui import controls, player
from ui import page as lesson
from ui.components import card

CODE = (deep.step, rnn.step, deep.backward, rnn.backward, grid_paths.gradient)

page = lesson.begin("deep-rnn", DeepRnn, notes=NOTES)


def view() -> Reading:
    """Controls, one reading forward and backward, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "network", "word", "layers", "hidden", "loss")
        controls.seed_button(page)
        controls.draw(page, "view")

    stack = state.stack
    reading = page.memo(reading_of, stack)
    place = lesson.view(
        page,
        stack,
        state.view,
        selected=f"h{stack.layers}.{reading.steps}.1",
        ask_after=graph.forward_steps(reading) - 1 if cards.question(reading) else None,
    )
    figure = graph.grid(reading, place, heat=state.view == "heat")

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.ask(page, stack, reading)
        lesson.look_for(page, LOOK_FOR)
        cards.size(stack)
    return reading


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: gradient_errors(shown))
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, answer=ANSWER)
