"""Lesson: five wirings of inputs, states and outputs, and a real tiny network behind each."""

from lessons.sequences import cards, export
from lessons.sequences.figure import graph
from lessons.sequences.figure.columns import Shown
from lessons.sequences.model import networks, wirings
from lessons.sequences.model.tasks import read
from lessons.sequences.script import ABOUT, ANSWER, LOOK_FOR, NOTES
from lessons.sequences.state import Sequences
from rnn_core import readout
from rnn_core.cells import rnn
from ui import controls, player, predict
from ui import page as lesson
from ui.components import card
from ui.state import LAST

CODE = (wirings.run, wirings.backward, rnn.step, readout.forward)

page = lesson.begin("sequences", Sequences, notes=NOTES)


def view() -> Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "wiring")
        controls.control(page, "example", options=state.examples)
        cards.lengths(page, state)
        controls.draw(page, "drawing", "weights")
        controls.seed_button(page)

    sequence, examples = read(state.wiring, state.example, state.n_read, state.n_written)
    shown = Shown(wirings.run(state.wiring, state.network, examples), sequence)
    asking = predict.is_open(page, state.about)
    place = lesson.view(page, state.about, f"{state.drawing} {state.n_read} {state.n_written}", selected=shown.first)
    draw = graph.rolled if state.drawing == "rolled" else graph.unrolled
    figure = draw(shown, place, cards.caption(state, hidden=asking))
    text, options, answer, because = cards.question(state)
    copies = tuple(edge.id for edge in figure.edges if edge.group in ("W_ss", "W_hh"))

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        cards.facts(state, hidden=asking)
        predict.question(
            page,
            state.about,
            text,
            options,
            answer=answer,
            because=because,
            reveal=lambda: page.jump(LAST, highlight=copies),
        )
        card.mount(page.key("how_made"), [card.NUMBER])
        lesson.look_for(page, LOOK_FOR)
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: networks.gradient_errors(shown.run))
    lesson.aside("What is written is not read again", ABOUT)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, answer=ANSWER)
