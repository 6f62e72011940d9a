"""Lesson: back-propagation through time, one chain-rule factor at a time, with the numbers."""

from lessons.bptt import cards, export, model, script
from lessons.bptt.figure import graph
from lessons.bptt.model import Shown
from lessons.bptt.state import Bptt
from rnn_core import losses, readout
from rnn_core.cells import rnn
from rnn_core.grads import bptt, per_step_gradients
from ui import controls, player, predict
from ui import page as lesson
from ui.components import card
from ui.network_controls import keep_tape, network_controls, training

CODE = (losses.gradient, readout.backward, rnn.backward, per_step_gradients.contributions, bptt.immediate)

page = lesson.begin("bptt", Bptt, notes=script.NOTES)


def view() -> Shown:
    """Controls, one walk, the figure, and the cards beside it."""
    state = page.state()
    choice = state.choice
    trained = training(page, choice).shot
    assert trained is not None
    keep_tape(page, choice)
    numeric = page.memo(model.slopes, choice, trained, state.followed)
    shown = model.shown(choice, trained, state.followed, state.immediate, state.entry, numeric)

    with lesson.control_row():
        network_controls(page, choice, cells=True)
        controls.draw(page, "gate" if choice.cell == "lstm" else "matrix", "derivative")

    walk, vocabulary = shown.walk, shown.vocabulary
    about, loss = (choice, state.followed, state.immediate), graph.loss_step(len(walk.dy))
    largest = walk.largest_share(shown.entry)
    start = "L.1" if predict.is_open(page, about) else f"bar.1.{largest}"
    place = lesson.view(page, about, ask_after=loss, selected=start)
    figure = graph.backwards(walk, vocabulary, place, entry=shown.entry, hints=cards.hints(shown))
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        answer, options = cards.bet(shown)
        predict.question(
            page,
            about,
            script.QUESTION.format(shown.name),
            options,
            answer=answer,
            because=script.BECAUSE,
            reveal=lambda: page.jump(loss, highlight=(f"da.{largest}",)),
        )
        if not predict.is_open(page, about):
            cards.verdict(shown)
        lesson.look_for(page, script.LOOK_FOR)
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: cards.errors(shown))
    lesson.aside("Total, immediate, mean", script.MIXED_UP)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, answer=script.ANSWER)
