"""Lesson: a sentence is read by an encoder, handed over, and written in French by a decoder."""

from figures import beam_tree
from lessons.translation import cards, export, script
from lessons.translation.figure import alignment, lengths, sentence
from lessons.translation.model import checks
from lessons.translation.model.translated import OWN, Translated, needs, searched, translated
from lessons.translation.model.translator import END
from lessons.translation.state import Translation
from rnn_core import attention, beam, decoder, encoder
from rnn_core.cells import lstm
from ui import controls, player, predict, shipped
from ui import page as lesson
from ui.components import card

CODE = (encoder.forward, lstm.step, decoder.forward, attention.forward, beam.search)

page = lesson.begin("translation", Translation, notes=script.NOTES)


def view() -> tuple[Translation, Translated]:
    """Controls, one translation, its figure in the view chosen, and the cards beside it."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "network", "view")
        if state.view == "walk":
            controls.draw(page, "handed")
        elif state.view == "beam":
            controls.draw(page, "width")
        controls.draw(page, "sentence")
        cards.next_word(page)
    shown = page.memo(translated, *state.about)
    draw = {"walk": walk, "map": word_map, "length": by_length, "beam": search}
    draw[state.view](state, shown)
    return state, shown


def walk(state: Translation, shown: Translated) -> None:
    """Word by word through the encoder and the decoder."""
    place = lesson.view(page, state.about, "walk", ask_after=cards.veil(shown), selected="v.1")
    figure = sentence.sentence(shown, place)
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        cards.verdict(shown, hidden=predict.is_open(page, state.about))
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.ask(page, shown)
        look_for(state)


def word_map(state: Translation, shown: Translated) -> None:
    """Which word is written because of which."""
    predict.dismiss(page, state.about)
    needed = page.memo(needs, state.network, state.whole_sentence)
    figure = alignment.alignment(shown, needed, lesson.view(page, state.about, "map", selected="y.1"))
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        cards.verdict(shown, hidden=False)
        card.mount(page.key("how_made"), [card.NUMBER])
        look_for(state)


def by_length(state: Translation, shown: Translated) -> None:
    """How often every word is right, against the length of the sentence."""
    predict.dismiss(page, state.about)
    measured = shipped.measured("translation")
    own = len(shown.trace.words), shown.trace.written == shown.reference
    figure = lengths.by_length(measured, state.network, own, lesson.view(page, state.about, "length"))
    left, right = lesson.halves(page)
    with left:
        lesson.plot(page, figure)
    with right:
        cards.verdict(shown, hidden=False)
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.failures(page)
        look_for(state)


def search(state: Translation, shown: Translated) -> None:
    """Several translations followed at once."""
    predict.dismiss(page, state.about)
    tree = page.memo(searched, state.network, state.whole_sentence, state.width)
    place = lesson.view(page, state.about, f"beam {state.width}", selected=f"b.{tree.best}")
    figure = beam_tree.beam_tree(tree, shown.symbols, place, end=END)
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        cards.beamed(shown, tree, state.width)
        cards.verdict(shown, hidden=False, title="Greedy")
        card.mount(page.key("how_made"), [card.NUMBER])
        look_for(state)


def look_for(state: Translation) -> None:
    """What to watch in the view."""
    lesson.look_for(page, script.LINES[state.view], scenes=script.SCENES)


state, shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: checks.errors(state.network, page.memo(translated, state.network, state.whole_sentence, OWN).trace),
        "gradients, log P, and the card's score hold",
        how=script.PROOF,
    )
    lesson.aside("What the networks learned", script.TASK)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, state.network, shown)
lesson.end(page, answer=script.ANSWER)
