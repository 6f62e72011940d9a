"""Lesson: one function, applied at every step; rolled up, unrolled, and open to every change."""

from figures.numbers import subscript
from lessons.recurrence import cards, export
from lessons.recurrence.cards import Shown
from lessons.recurrence.figure import graph, weight_boxes
from lessons.recurrence.model import network
from lessons.recurrence.script import ANSWER, HOW, LOOK_FOR, NOTES, PROOF
from lessons.recurrence.state import Recurrence, remark_on_typing, write
from rnn_core import readout
from rnn_core.cells import rnn
from ui import controls, player, predict
from ui import page as lesson
from ui.components import card

CODE = (rnn.step, readout.forward, network.states_without)

page = lesson.begin("recurrence", Recurrence, notes=NOTES)


def view() -> Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    remark_on_typing(page)
    with lesson.control_row():
        controls.draw(page, "drawing", "steps", "hidden", "order", "biases")
        controls.seed_button(page)

    shown, T = Shown.of(state), state.steps
    last = graph.last_update(T)
    place = lesson.view(page, state.about, ask_after=last, selected=f"h.{min(2, T)}.1")
    figure = graph.unrolled(shown.run, shown.numbers, shown.without, state.names, place, biases=state.biases == "on")
    if state.drawing == "rolled":
        figure = graph.rolled_up(figure)

    def edit(cell: str, typed: str) -> None:
        if found := weight_boxes.place(cell, shown.numbers):
            write(page, *found, typed)

    def reveal() -> None:
        page.change(drawing="unrolled")
        page.jump(last + 1, highlight=tuple(f"m.{t}" for t in range(1, T + 1)))

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure, on_edit=edit)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        answer, because = cards.farthest(shown)
        predict.question(
            page,
            state.about,
            f"One input is left out, that is, set to 0. Which one moves h{subscript(T)} the most?",
            list(state.names),
            answer=answer,
            because=because,
            reveal=reveal,
        )
        cards.memory(page, shown, hidden=figure.veils("m.1"))
        lesson.look_for(page, LOOK_FOR)
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: network.step_errors(shown.numbers), PROOF, of="state or output", how=HOW)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown.numbers, shown.state.names)
lesson.end(page, answer=ANSWER)
