"""Lesson: the gradient on its way back through a vanilla RNN, an LSTM and maybe a GRU, side by side."""

from lessons.rnn_vs_lstm import all_pairs, cards, export, model, results
from lessons.rnn_vs_lstm.all_pairs import AllPairs
from lessons.rnn_vs_lstm.figure import lengths, pairs
from lessons.rnn_vs_lstm.script import ASKED, SCRIPT
from lessons.rnn_vs_lstm.state import RnnVsLstm
from lessons.rnn_vs_lstm.text import TEXT
from rnn_core.cells import gru, lstm, rnn
from rnn_core.studies import gradient_pairs
from rnn_core.studies.gradient_comparison import Comparison
from ui import controls, player, presenter
from ui import page as lesson
from ui.components import plot
from ui.guide import guide

page = lesson.begin("rnn-vs-lstm", RnnVsLstm, SCRIPT)


def curves(state: RnnVsLstm) -> Comparison:
    """The lengths of gradients on their way back from one loss at the end."""
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


def pairs_at_a_text(state: RnnVsLstm) -> AllPairs:
    """The gradients of every prediction of three trained networks with respect to every state before it."""
    found = page.memo(all_pairs.of_text, state.words)
    left, right = lesson.halves(page)
    with left:
        figure = pairs.pairs(found, state.at, relative=state.measure == "relative", hall=presenter.active())
        lesson.explore(page, figure, on_place=lambda x, y: page.change(at=time_of(found, x, y)))
    with right:
        lesson.cards(page, cards.how_far_back(found), explains=False)
    return found


def time_of(found: AllPairs, x: str | float, y: str | float) -> int:
    """The time of a click: on a map or the course the label of its column says it, on a text its row and column."""
    return int(x.partition(" ")[0]) if isinstance(x, str) else pairs.time_at(found, int(x), int(y))


def view() -> Comparison | AllPairs:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        if state.view == "pairs":
            controls.draw(page, "view", "measure", "at", "words")
        else:
            controls.draw(page, "bias", "scale", "hidden", "third")
            with lesson.more(page) as opened:
                if opened:
                    controls.draw(page, "view", "same", "length", "pairs")
                    controls.seed_button(page)
    return pairs_at_a_text(state) if state.view == "pairs" else curves(state)


def of_curves(comparison: Comparison) -> None:
    """Proof, code and exports of the curves."""
    lesson.proof(lambda: model.errors(comparison))
    lesson.explored(
        "Explore the forget bias", page.key("biases"), lambda: results.by_bias(model.trials()), words=results.WORDS
    )
    lesson.code_that_ran(rnn.backward, lstm.backward, lstm.direct, *((gru.backward,) if comparison.grus else ()))
    export.offer(page.slug, comparison)


def of_pairs(found: AllPairs) -> None:
    """Proof, code and exports of all pairs."""
    lesson.proof(
        lambda: all_pairs.errors(page.now.words),
        "every length agrees with a complex step",
        how="For some pairs (s, t) of each network the state at s is moved along the gradient by a tiny imaginary "
        "number, and the characters after it are read again, one step of the cell after the other. The imaginary part "
        "of the loss, divided by that number, is the length of the gradient. The difference of two losses would not "
        "show lengths as short as the ones far back.",
    )
    lesson.code_that_ran(gradient_pairs.pairs)
    export.offer_pairs(page.slug, page.now.words, found, page.now.at)


shown = player.live(page, view, around=lambda: page.now.view)
with lesson.footer():
    if isinstance(shown, AllPairs):
        of_pairs(shown)
    else:
        of_curves(shown)
if isinstance(shown, AllPairs):
    plot.load()
lesson.end(page, TEXT)
