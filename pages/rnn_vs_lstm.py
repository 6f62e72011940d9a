"""Lesson: the gradient on its way back through a vanilla RNN, an LSTM and maybe a GRU, side by side."""

from lessons.rnn_vs_lstm import cards, export, model
from lessons.rnn_vs_lstm import figure as lengths
from lessons.rnn_vs_lstm.script import ASKED, SCRIPT
from lessons.rnn_vs_lstm.state import RnnVsLstm
from lessons.rnn_vs_lstm.text import TEXT
from rnn_core.cells import gru, lstm, rnn
from rnn_core.studies.gradient_comparison import Comparison
from ui import controls, player
from ui import page as lesson
from ui.guide import guide

page = lesson.begin("rnn-vs-lstm", RnnVsLstm, SCRIPT)


def view() -> Comparison:
    """Controls, one computation, the curves, and the cards beside them."""
    state = page.state()
    with lesson.control_row(page):
        controls.draw(page, "bias", "scale", "hidden", "third")
        with lesson.more(page) as opened:
            if opened:
                controls.draw(page, "same", "length", "pairs")
                controls.seed_button(page)

    comparison, T = model.result(state), state.length
    at, there = guide.stop(page, SCRIPT), guide.is_there(page, SCRIPT)
    told = guide.place(page, SCRIPT) >= SCRIPT.places["direct"] and not guide.asks(page, SCRIPT)
    asked = min(ASKED, T - 1) if there and not told else None
    place = lesson.stand(page, SCRIPT, (state.seed, T), selected=f"total.{T // 2}" if asked is None else None)
    draws = at.question is not None and at.question.draws

    left, right = lesson.halves(page)
    with left:
        lesson.plot(page, lengths.curves(comparison, place, asked=asked, draws=draws))
    with right:
        lesson.cards(page, cards.summary(page, comparison))
    return comparison


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: model.errors(shown))
    lesson.code_that_ran(rnn.backward, lstm.backward, lstm.direct, *((gru.backward,) if shown.grus else ()))
    export.offer(page.slug, shown)
lesson.end(page, TEXT)
