"""Lesson: the gradient on its way back through a vanilla network, an LSTM and maybe a GRU, side by side."""

from lessons.rnn_vs_lstm import cards, export, model, script
from lessons.rnn_vs_lstm import figure as lengths
from lessons.rnn_vs_lstm.state import RnnVsLstm
from rnn_core.cells import gru, lstm, rnn
from rnn_core.studies.gradient_comparison import Comparison
from ui import controls, player, predict
from ui import page as lesson
from ui.cards import note
from ui.components import card
from ui.state import LAST

page = lesson.begin("rnn-vs-lstm", RnnVsLstm, notes=script.NOTES)


def view() -> Comparison:
    """Controls, one computation, the curves, and the cards beside them."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "bias", "scale", "hidden", "same", "length", "pairs")
        controls.seed_button(page)
        cards.button_of_gru(page)

    comparison, about = model.measure(state.setting), state.seed
    T, asked = state.length, min(5, state.length - 1)
    place = lesson.view(page, about, str(T), ask_after=asked, selected=f"total.{T - 1}")
    veiled = asked if place.veil_after is not None else None

    left, right = lesson.halves(page)
    with left:
        lesson.plot(page, lengths.curves(comparison, place, asked=veiled))
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        predict.question(
            page,
            about,
            f"The forget bias is {state.bias:g}. After {T} steps back, what is left of the LSTM's gradient?",
            model.FATES,
            answer=model.fate(comparison),
            because=cards.because(comparison),
            reveal=lambda: page.jump(LAST, highlight=("total",)),
        )
        note("Matrix forms", cards.forms(comparison))
        lesson.look_for(page, script.LINES)
        note("Forget bias 0 or 1", cards.cited())
    return comparison


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: model.errors(shown))
    lesson.code_that_ran(rnn.backward, lstm.backward, lstm.direct, *((gru.backward,) if shown.grus else ()))
    export.offer(page.slug, shown)
lesson.end(page, answer=script.ANSWER)
