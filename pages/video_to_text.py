"""Lesson: S2VT reads the frames of a clip and their optical flow, and then writes a sentence."""

import streamlit as st

from lessons.video_to_text import cards as video
from lessons.video_to_text import views as video_views
from lessons.video_to_text.cards import Choice
from lessons.video_to_text.model import clip_features as watching
from lessons.video_to_text.model import s2vt_trace as telling
from rnn_core import flow, s2vt, vision
from rnn_core.cells import lstm
from ui import arithmetic
from ui import page as lesson

SLUG = "video-to-text"
CODE = (flow.optical_flow, flow.equations, watching.look, vision.features, s2vt.run, lstm.step, telling.tell)
HOW = (
    "log P of the sentence on the screen is added up again, one lstm.step after the other; every "
    "gradient of its loss is compared with finite differences; held-out clips are drawn, seen and "
    "told anew and counted."
)
ABOUT = """
The clips are drawn here, so that nobody's pictures are shown: one thing, one motion or two, a still
camera, 64 × 64 pixels. Real videos are harder, and real convolution networks know less of *where*
something stands, so *RGB only* is flattered. In the paper two whole models are mixed for RGB and
flow; here one network reads both features side by side. Weights, data and held-out scores:
`models/video_to_text.md`.
"""
NOTES = """
1. Walk through the frames: twelve steps, not a word. Then the pads change sides.
2. Ask what flow alone can know of a red ball. Take the bets, then switch *It sees* to flow.
3. *Flow* view: one pixel, two equations. The color is the direction.
4. *Table*: nouns and colors from RGB, verbs from flow, and both together more than either.
5. *Unseen*: a cat going left was never shown. Some come out right, some do not. New take.
"""

lesson.begin(SLUG, notes=NOTES)


def page() -> Choice:
    """Controls, one computation, the figure of the view, and the cards beside it."""
    with lesson.control_row():
        choice = video.choose()
    shown = video_views.of(choice)
    left, right = lesson.halves()
    with left:
        chosen = lesson.show(shown.figure, SLUG) or ""
    with right:
        arithmetic.show(shown.explain(chosen), hidden=shown.figure.veils(chosen))
        if clip := shown.clip_of(chosen):
            video.offer_clip(clip)
        video.ask(SLUG, choice.clip)
        lesson.look_for(*video_views.LOOK_FOR)
        video.say_news(choice.clip)
    return choice


shown = st.fragment(page)()
with lesson.footer():
    lesson.proof(lambda: video.proof(shown), "sentence, gradients and held-out score agree", of="of", how=HOW)
    lesson.aside("How near to real video is this?", ABOUT)
    lesson.code_that_ran(*CODE)
    video_views.offer(SLUG, shown)
lesson.end(
    SLUG,
    answer="Frame by frame their features, and those of the optical flow, go into two LSTMs; after "
    "the last frame the same two write: nouns and colors come from RGB, verbs from flow.",
)
