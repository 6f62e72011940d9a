"""Lesson: back-propagation through time, one chain-rule factor at a time, with the numbers."""

from lessons.bptt import cards, export, model
from lessons.bptt.figure import graph
from lessons.bptt.model import Shown
from lessons.bptt.script import SCRIPT
from lessons.bptt.state import Bptt
from lessons.bptt.text import TEXT
from rnn_core import losses, readout
from rnn_core.cells import rnn
from rnn_core.grads import bptt, per_step_gradients
from ui import controls, player
from ui import page as lesson
from ui.guide import guide
from ui.network_controls import keep_tape, more_of_the_network, network_controls, training

CODE = (losses.gradient, readout.backward, rnn.backward, per_step_gradients.contributions, bptt.immediate, bptt.by_loss)

page = lesson.begin("bptt", Bptt, SCRIPT)


def view() -> Shown:
    """Controls, one walk, the figure, and the cards beside it."""
    state = page.state()
    choice = state.choice
    trained = training(page, choice).shot
    assert trained is not None
    keep_tape(page, choice)
    numeric = page.memo(model.slopes, choice, trained, state.followed)
    shown = model.shown(choice, trained, state.followed, state.immediate, state.entry, numeric)

    with lesson.control_row(page):
        network_controls(page, choice)
        controls.draw(page, "gate" if choice.cell == "lstm" else "matrix", "derivative")
        with lesson.more(page) as opened:
            if opened:
                more_of_the_network(page, choice, cells=True)

    about = (choice, state.followed, state.immediate)
    place = lesson.stand(page, SCRIPT, about, selected=f"bar.1.{shown.walk.largest_share(shown.entry)}")
    figure = graph.backwards(shown.walk, shown.vocabulary, place, entry=shown.entry, hints=cards.hints(shown))
    beside = []
    if place.veil_after is None:
        beside.append(cards.verdict(shown))
    reached = guide.place(page, SCRIPT) >= SCRIPT.places["whose-mistake"] and not guide.asks(page, SCRIPT)
    if reached and not shown.walk.immediate:
        T = len(shown.walk.dy)
        beside.append(cards.itemized(shown, min(cards.time_of(page.now.selected), T)))

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        lesson.cards(page, beside)
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: cards.errors(shown))
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, TEXT)
