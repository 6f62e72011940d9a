"""Lesson: a picture becomes 256 numbers, and these become a sentence, graded on new pictures."""

import streamlit as st

from figures import beam_tree
from lessons.image_captioning import captions
from lessons.image_captioning import choice as caption_choice
from lessons.image_captioning import export as take_home
from lessons.image_captioning import model as told
from lessons.image_captioning import proof as caption_proof
from lessons.image_captioning.cards import caption as cards
from lessons.image_captioning.cards import tables as caption_tables
from lessons.image_captioning.cards import twins as caption_twins
from lessons.image_captioning.choice import Choice
from lessons.image_captioning.figure import arithmetic as caption_arithmetic
from lessons.image_captioning.figure import gallery, twins
from lessons.image_captioning.figure import graph as caption_figure
from lessons.image_captioning.script import SCENES
from rnn_core import beam, caption, vision
from rnn_core.cells import lstm
from ui import arithmetic, predict
from ui import page as lesson

SLUG = "image-captioning"
CODE = (vision.convolve, vision.features, caption.run, lstm.step, told.tell, beam.search)
NOTES = """
1. Let the class grade the sentence first, then step to the judge.
2. Walk: picture, maps, 256 numbers. Everything below the long box hears of nothing else.
3. The last layer is cut off: its names would say less than the vector does.
4. At each word read the five likeliest. Where does it hesitate? Often at the color.
5. *Grades*: failures beside successes; *new thing*: nothing but nonsense, said as surely.
6. *Features*: a man made a woman moves the vector less than the same man drawn anew.
"""

lesson.begin(SLUG, notes=NOTES)


def page() -> Choice:
    """Controls, one sentence about one picture, the figure of the view, the cards beside it."""
    with lesson.control_row():
        choice = caption_choice.choose()
    grade = captions.grade(choice.writer, choice.seen)
    shown = captions.shown(choice.writer, choice.seen, grade)
    view = cards.view(choice, shown)
    left, right = lesson.halves()
    if choice.view == "write":
        figure = caption_figure.told(shown, view)
        with left:
            node = lesson.show(figure, SLUG) or ""
        with right:
            arithmetic.show(caption_arithmetic.explain(shown, node), hidden=figure.veils(node))
            cards.ask_grade(SLUG, choice, shown)
            cards.about_picture(choice, hidden=view.veil_after is not None)
    elif choice.view == "beam":
        tree = captions.tree(choice.writer, choice.seen, choice.width)
        with left:
            figure = beam_tree.beam_tree(tree, captions.words(), view, end=".")
            node = lesson.show(figure, SLUG) or ""
        with right:
            arithmetic.show(beam_tree.explain(tree, captions.words(), node, end="."))
            cards.ask_beam(SLUG, choice, shown)
            cards.sentences_found(choice, tree)
    elif choice.view == "grades":
        pictures = cards.pictures(choice)
        with left:
            name = lesson.show(gallery.gallery(pictures, view), SLUG)
        with right:
            hidden = view.veil_after is not None
            cards.ask_how_many(SLUG, choice, pictures)
            cards.picked(pictures, name, hidden=hidden)
            caption_tables.grades(choice.writer, hidden=hidden)
    else:
        near = caption_twins.neighbors(choice.writer, choice.seen)
        picture, what = shown.picture, shown.what
        with left:
            name = lesson.show(twins.twins(picture, what, near.sentence, near.twins, view), SLUG)
        with right:
            cards.twin(near, name, hidden=predict.is_open(choice.about))
            cards.ask_twins(SLUG, choice)
            caption_tables.readouts()
            caption_tables.layers()
    with right:
        lesson.look_for(*SCENES[choice.view], scenes=[line for lines in SCENES.values() for line in lines])
    return choice


chosen = st.fragment(page)()
with lesson.footer():
    lesson.proof(
        lambda: caption_proof.errors(chosen),
        "the sentence's log-probability, step by step, and the maps, by plain loops, agree",
        of="number of",
        how=caption_proof.HOW,
    )
    lesson.aside("About this small world", caption_tables.about())
    lesson.code_that_ran(*CODE)
    take_home.offer(SLUG, chosen)
lesson.end(
    SLUG,
    answer="A convolution network makes it one vector; a recurrent network is told the vector and "
    "writes the likeliest next word, again and again. What the vector leaves out is guessed.",
)
