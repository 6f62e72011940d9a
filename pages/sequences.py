"""Lesson: five wirings of inputs, states and outputs, and a real tiny network behind each."""

from lessons.sequences import cards, export
from lessons.sequences.figure import graph
from lessons.sequences.figure.columns import Shown
from lessons.sequences.model import networks, wirings
from lessons.sequences.script import SCRIPT
from lessons.sequences.shown import result
from lessons.sequences.state import Sequences
from lessons.sequences.text import TEXT
from rnn_core import readout
from rnn_core.cells import rnn
from ui import controls, player, presenter
from ui import page as lesson
from ui.guide import guide

CODE = (wirings.run, wirings.backward, rnn.step, readout.forward)
ABOUT = """
In the lecture's drawings of one to many and of the decoder nothing enters from below after the first time step, and
so it is here: each word follows from the state alone. Real captioning and translation also feed each word that was
written back as the next input, as in *Predicting “hello”*.

The losses are **summed**, as the lecture draws it; other lessons print their mean.
"""

page = lesson.begin("sequences", Sequences, SCRIPT)


def view() -> Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    if not presenter.active():
        lesson.choices(page, cards.wirings(page, state), called="Wiring")
    with lesson.control_row(page):
        if presenter.active():
            controls.draw(page, "wiring")
        controls.control(page, "example", options=state.examples)
        cards.inputs(page, state)
        if not presenter.active():
            cards.outputs(page, state)
        controls.draw(page, "drawing")
        with lesson.more(page) as opened:
            if opened:
                if presenter.active():
                    cards.outputs(page, state)
                controls.draw(page, "weights")
                controls.seed_button(page)

    found = result(state)
    place = lesson.stand(page, SCRIPT, (state.wiring, state.example, state.n_read), selected=found.shown.first)
    at, asked = guide.place(page, SCRIPT), SCRIPT.places["weights"]
    counted = at < asked or (at == asked and guide.asks(page, SCRIPT))
    draw = graph.rolled if state.drawing == "rolled" else graph.unrolled
    figure = draw(found.shown, place, cards.caption(found, hidden=counted))

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        lesson.cards(page, [cards.facts(page, found, hidden=counted)])
    return found.shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: networks.gradient_errors(shown.run))
    lesson.aside("Here, outputs are not fed back", ABOUT)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, TEXT)
