"""Lesson: a sentence is read by an encoder into one vector, and written in French by a decoder."""

from dataclasses import replace

import streamlit as st

from figures import beam_tree
from figures.columns import View
from lessons.translation import cards, export
from lessons.translation.figure import alignment, lengths, results, sentence
from lessons.translation.model import checks
from lessons.translation.model.translated import OWN, Translated, needs, searched, translated
from lessons.translation.model.translator import END
from lessons.translation.script import SCRIPT
from lessons.translation.state import Translation
from lessons.translation.text import TEXT
from rnn_core import attention, beam, decoder, encoder
from rnn_core.cells import lstm
from ui import controls, player, shipped
from ui import page as lesson
from ui.guide import guide

CODE = (encoder.forward, lstm.step, decoder.forward, attention.forward, beam.search)
SELECTED = {"walk": "v.1", "map": "y.1"}
"""What is chosen at first in a view."""

OWN_CONTROL = {"walk": "handed", "beam": "width"}
"""What only one view needs."""

page = lesson.begin("translation", Translation, SCRIPT)


def view() -> tuple[Translation, Translated]:
    """Controls, one translation, its figure in the view chosen, and the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        cards.next_word(page)
        controls.draw(page, "sentence", "network", "view")
        if own := OWN_CONTROL.get(state.view):
            with lesson.more(page) as opened:
                if opened:
                    controls.draw(page, own)
    shown = page.memo(translated, *state.about)
    if remark := cards.remark(state.sentence, shown):
        st.caption(remark)
    draw = {"walk": walk, "map": word_map, "length": by_length, "beam": search}
    draw[state.view](state, shown)
    return state, shown


def stand(state: Translation, selected: str | None = None) -> View:
    """Where the figure of the view stands; what an open question asks about is hidden from a class too."""
    width = state.width if state.view == "beam" else 0
    place = lesson.stand(page, SCRIPT, (state.about, state.view, width), selected=selected or SELECTED.get(state.view))
    home, _, covered = guide.standing(page, SCRIPT)
    return replace(place, veil_after=home) if covered and guide.asks(page, SCRIPT) else place


def walk(state: Translation, shown: Translated) -> None:
    """Word by word through the encoder and the decoder."""
    place = stand(state)
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, sentence.sentence(shown, place))
    with right:
        lesson.cards(page, [] if guide.standing(page, SCRIPT)[2] else [cards.verdict(shown)])


def word_map(state: Translation, shown: Translated) -> None:
    """How much each written word uses each word read."""
    needed = page.memo(needs, state.network, state.whole_sentence)
    place = stand(state)
    covered = place.veil_after is not None or place.dense
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, alignment.alignment(shown, needed, place))
    with right:
        lesson.cards(page, [] if covered else [cards.of_map(weights=needed is None), cards.verdict(shown)])


def by_length(state: Translation, shown: Translated) -> None:
    """How often every word is right, against the length of the sentence."""
    measured = shipped.measured("translation")
    own = (len(shown.trace.words), shown.trace.written == shown.reference) if shown.reference else None
    place = stand(state)
    left, right = lesson.halves(page)
    with left:
        lesson.plot(page, lengths.by_length(measured, state.network, own, place))
    with right:
        lesson.cards(page, [] if place.veil_after is not None else [cards.verdict(shown), cards.failures(page)])


def search(state: Translation, shown: Translated) -> None:
    """Several translations followed at once."""
    tree = page.memo(searched, state.network, state.whole_sentence, state.width)
    figure = beam_tree.beam_tree(tree, shown.symbols, stand(state, f"b.{tree.best}"), end=END)
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        lesson.cards(page, [cards.beamed(shown, tree, state.width), cards.verdict(shown, title="Greedy")])


state, shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: checks.errors(state.network, page.memo(translated, state.network, state.whole_sentence, OWN).trace),
        "gradients, log P, and the card's score hold",
        how=cards.PROOF,
    )
    lesson.explored(
        "Explore the scores",
        page.key("scores"),
        lambda: results.by_length(shipped.measured("translation")),
        words=results.WORDS,
    )
    lesson.aside("What the networks learned", cards.TASK)
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, state.network, shown)
lesson.end(page, TEXT)
