"""Lesson: one function, applied at every time step; rolled up, unrolled, and open to every change."""

from lessons.recurrence import cards, export
from lessons.recurrence.figure import graph, weight_boxes
from lessons.recurrence.model import network
from lessons.recurrence.script import SCRIPT
from lessons.recurrence.shown import Shown, result
from lessons.recurrence.state import Recurrence, remark_on_typing, write
from lessons.recurrence.text import TEXT
from rnn_core import readout
from rnn_core.cells import rnn
from ui import controls, player
from ui import page as lesson
from ui.guide import guide

CODE = (rnn.step, readout.forward, network.states_without)
PROOF = "every state is the same function of the one before"
HOW = "Each h and y of the figure is compared with the function above, called once for each time step."

page = lesson.begin("recurrence", Recurrence, SCRIPT)


def view() -> Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    remark_on_typing(page)
    with lesson.control_row(page):
        controls.draw(page, "drawing", "steps", "order")
        controls.seed_button(page)
        with lesson.more(page) as opened:
            if opened:
                controls.draw(page, "hidden", "biases")

    shown = result(state)
    place = lesson.stand(page, SCRIPT, state.about, selected=f"h.{min(2, state.steps)}.1")
    figure = graph.unrolled(shown.run, shown.numbers, shown.without, state.names, place, biases=state.biases == "on")
    if state.drawing == "rolled":
        figure = graph.rolled_up(figure, dense=place.dense)

    def edit(cell: str, typed: str) -> None:
        if found := weight_boxes.place(cell, shown.numbers):
            write(page, *found, typed)

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure, on_edit=edit)
    with right:
        hidden = place.veil_after is not None or (guide.is_there(page, SCRIPT) and guide.asks(page, SCRIPT))
        lesson.cards(page, [cards.numbers(page, shown, hidden=hidden)])
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: network.step_errors(shown.numbers), PROOF, of="state or output", how=HOW)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown.numbers, shown.state.names)
lesson.end(page, TEXT)
