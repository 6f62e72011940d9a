"""Lesson: an LSTM's cell panel by panel, with a trained network's numbers, and gates to fix."""

from lessons.lstm_gates import export, model
from lessons.lstm_gates import shown as network
from lessons.lstm_gates.script import SCRIPT
from lessons.lstm_gates.shown import Shown
from lessons.lstm_gates.state import LstmGates
from lessons.lstm_gates.text import TEXT
from rnn_core.cells import lstm
from rnn_core.studies import clamped_run
from ui import controls, player
from ui import page as lesson
from ui.guide import guide

TRAINED = """
The network has two hidden units and was trained on random words of this task until it answered 100 % of the held-out
words rightly, also those that are more than twice as long as in training. Data, training and scores are in its card,
`models/keeper.md`. The violet numbers are ∂s/∂C, where the difference s is the score (logit) of a minus that of b at
the last question: how clearly the network answers.
"""

page = lesson.begin("lstm-gates", LstmGates, SCRIPT)


def view() -> Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        controls.draw(page, "cell", "reads")
        if state.cell == "lstm":
            controls.draw(page, "apart", "gate")
            if state.gate != "none":
                controls.draw(page, "unit", *(["value"] if state.gate != model.KEEP else []), "times")

    found = network.shown(state, page.memo(model.untouched, state.reads))
    about = (state.reads, state.cell, state.taken_apart)
    chosen = f"f.{state.taken_apart}.1" if state.cell == "lstm" else f"h.{min(5, len(state.reads))}.1"
    place = lesson.stand(page, SCRIPT, about, selected=chosen)
    asks = guide.is_there(page, SCRIPT) and guide.asks(page, SCRIPT)
    asked = guide.stop(page, SCRIPT).step if asks else None
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, network.figure(found, place, asked))
    with right:
        lesson.cards(page)
    return found


found = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: model.errors(found.play), "every gradient here agrees with finite differences")
    lesson.aside("How the network was trained", TRAINED)
    lesson.code_that_ran(lstm.step, clamped_run.play, lstm.forward, lstm.backward)
    export.offer(page.slug, found.play)
lesson.end(page, TEXT)
