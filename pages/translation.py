"""Lesson: a sentence is read by an encoder, handed over, and written in French by a decoder."""

import streamlit as st

from lessons.translation import cards as translation_cards
from lessons.translation.model import translated as translation
from lessons.translation import export as take_home
from lessons.translation import figures as translation_figures
from lessons.translation import script as translation_lines
from lessons.translation.script import LINES, SCENES
from rnn_core import attention, beam, decoder, encoder
from rnn_core.cells import lstm
from ui import arithmetic, predict
from ui import page as lesson

SLUG = "translation"
CODE = (encoder.forward, lstm.step, decoder.forward, attention.forward, beam.search)
NOTES = """
1. Walk to the handing over: the sentence is 320 numbers now, nothing else goes on.
2. Let the class bet on the next French word, then walk on.
3. Hand over another sentence's vector: the decoder writes the other sentence.
4. A long sentence: fluent French that means something else. Then *length*: the bottleneck.
5. Attention: the same long sentence, and its map. Adjectives cross.
"""

TASK = """
The networks learned 36,000 pairs from a small grammar of English and French, 1 to 4 clauses each;
one sentence of eight was kept from them. Data, scores and failures are in the card,
`models/translation.md`. *Attention* differs in two things: it looks back, and its encoder reads in
both directions. Its weights tell which **state** is used; a state has heard the words around its
own, so a verb may look at “does”. States of the encoder are s here, those of the decoder h.
"""

lesson.begin(SLUG, notes=NOTES)


def page() -> translation.Choice:
    """Controls, one walk, the figure, and the cards beside it."""
    with lesson.control_row():
        choice = translation.choose()
    shown = translation.shown(choice)
    if choice.view != "walk":
        predict.dismiss(choice.about)
    left, right = lesson.halves()
    with left:
        node = translation_figures.show(SLUG, choice, shown)
    with right:
        hidden = choice.view == "walk" and predict.is_open(choice.about)
        if choice.view == "beam":
            translation_cards.beamed(choice, shown)
            translation_cards.verdict(shown, hidden=False, title="Greedy")
        else:
            translation_cards.verdict(shown, hidden=hidden)
        arithmetic.show(translation_figures.explain(choice, shown, node))
        if choice.view == "walk":
            translation_cards.ask(SLUG, choice, shown)
        if choice.view == "length":
            translation_lines.failures(choice)
        lesson.look_for(*LINES[choice.view], scenes=SCENES)
    return choice


choice = st.fragment(page)()
with lesson.footer():
    lesson.proof(
        lambda: translation_cards.errors(choice),
        "gradients, log P, and the card's score hold",
        how="Gradients: against finite differences. Log P: against a recomputation with lstm.step, "
        "word after word. The exam: difference between the score now and that in the card.",
    )
    lesson.aside("What the networks learned", TASK)
    lesson.code_that_ran(*CODE)
    take_home.offer(SLUG, choice.network, translation.shown(choice))
lesson.end(
    SLUG,
    answer="The encoder W₁ leaves one vector, and the decoder W₂ writes from it: enough for a "
    "short sentence, too small for a long one, unless attention lets W₂ look back at every word.",
)
