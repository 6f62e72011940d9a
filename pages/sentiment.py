"""Lesson: many to one: words in, one verdict out, and how it comes about word by word."""

import streamlit as st

from lessons.sentiment import export as take_home
from lessons.sentiment import model as verdicts
from lessons.sentiment.cards import scores as sentiment_scores
from lessons.sentiment.cards import verdict as sentiment
from lessons.sentiment.figure import arithmetic as word_arithmetic
from lessons.sentiment.figure import graph as sentence
from lessons.sentiment.figure import path
from rnn_core import readout
from rnn_core.cells import bag, lstm, rnn
from rnn_core.studies import unit_probe as latch
from ui import arithmetic
from ui import page as lesson
from ui.page import LookFor

SLUG = "sentiment"
WORDS = {"view": "words", "reader": "lstm", "compare": "flipped"}
ALONE = {**WORDS, "compare": "none"}
BOTH = "the plot is boring but the music is fantastic"
CODE = (verdicts.read, lstm.step, rnn.step, bag.step, readout.forward, latch.search)
NOTES = """
1. Let the class bet before the figure is uncovered: at “not”, most say.
2. Step: “not” itself hardly moves the verdict. It changes the state; “good” then counts the other
   way round. The gray curve is the same sentence without “not”.
3. *but*: the verdict swings twice. What comes after “but” wins, in the training sentences too.
4. *bag of words*: the same words, averaged. “not” is one more word, and nothing turns.
5. The path: “not” steps upwards, along an axis that no verdict hears; “good” goes left or right.
6. End with the sentences it gets wrong. Which of them would you teach it, and how?
"""
lesson.begin(SLUG, notes=NOTES)


def page() -> sentiment.Choice:
    """Controls, one or two readings, the figure, and the cards beside it."""
    with lesson.control_row():
        choice = sentiment.choose()
    scene = sentiment.scene(choice)
    reading = scene.reading
    about = (choice.reader, *reading.words)
    last = f"{'at' if choice.path else 'p'}.{reading.steps}"
    view = lesson.view(about, "path" if choice.path else "words", selected=last, ask_after=sentiment.ask_after(reading))
    plane = sentiment.plane(choice.reader) if choice.path else None
    figure = path.path(scene, plane, view) if plane else sentence.sentence(scene, view)
    left, right = lesson.halves()
    with left:
        node = lesson.show(figure, SLUG) or last
    with right:
        arithmetic.show(word_arithmetic.explain(scene, plane, node), hidden=sentence.hides(figure, node))
        sentiment.ask(SLUG, about, reading)
        sentiment.name_unknown(reading)
        lesson.look_for(
            LookFor(
                "“not” moves the state, “good” the verdict.", {**WORDS, "sentence": sentiment.LECTURE}, ("d.4", "d.5")
            ),
            LookFor("“but”: the verdict swings twice.", {**ALONE, "sentence": BOTH}, ("s.4", "s.9")),
            LookFor(
                "“not only … but also” negates nothing.",
                {**ALONE, "sentence": "it was not only funny but also touching"},
                ("p.8",),
            ),
            LookFor(
                "A bag of words cannot be turned round.",
                {**WORDS, "reader": "bag", "sentence": sentiment.LECTURE},
                ("p.5",),
            ),
            LookFor(
                "It gets “could not be better” wrong.",
                {**ALONE, "sentence": "the service could not be better"},
                ("p.6",),
            ),
            LookFor(
                "“not” as a step on the path.",
                {**WORDS, "view": "path", "sentence": sentiment.LECTURE},
                ("at.4", "at.5"),
            ),
        )
    sentiment_scores.gallery(choice.reader)
    return choice


shown = st.fragment(page)()
with lesson.footer():
    lesson.proof(
        lambda: sentiment.errors(shown),
        "the words' changes add up to the verdict",
        of="what",
        how="States against scores, gradients against finite differences, and the "
        "held-out sentences read once more against the card.",
    )
    lesson.aside("What they learned, and how well", sentiment_scores.about())
    lesson.code_that_ran(*CODE)
    take_home.offer(SLUG, sentiment.scene(shown).reading)
lesson.end(
    SLUG,
    answer="Seldom at “not”: that word only changes the state, and the next word that praises or "
    "blames is then counted the other way round.",
)
