"""Lesson: a picture becomes 256 numbers, and these become a sentence, graded on held-out pictures."""

from dataclasses import replace

from datasets.scenes.facts import GRADE_NAMES
from figures import beam_tree
from lessons.image_captioning import export
from lessons.image_captioning.cards import measured, notes, picture
from lessons.image_captioning.figure import gallery, results, twins
from lessons.image_captioning.figure.graph import caption_figure
from lessons.image_captioning.model import caption_trace, captioners, proof
from lessons.image_captioning.script import SCRIPT
from lessons.image_captioning.shown import Shown
from lessons.image_captioning.shown import shown as all_of
from lessons.image_captioning.state import Captions
from lessons.image_captioning.text import TEXT
from rnn_core import beam, caption, vision
from rnn_core.cells import lstm
from ui import page as lesson
from ui import player
from ui.guide import guide

CODE = (vision.convolve, vision.features, caption.greedy, lstm.step, caption_trace.caption_trace, beam.search)
HOW = (
    "Each word's log-probability comes once from the pass over the whole sentence, once from the "
    "cell's step function. The brightest number of the strongest map of each layer is summed once "
    "more in plain loops, product by product. The shares of the grades are those of the first "
    "held-out scenes, written and judged anew, compared with the model's card."
)

page = lesson.begin("image-captioning", Captions, SCRIPT)


def view() -> Shown:
    """Controls, one sentence about one picture, the figure of the view, the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        seen = picture.choose(page)
    written = page.memo(captioners.caption, state.writer, seen)
    shown = page.memo(all_of, replace(state, stop=None, step=None, selected=None), seen, written)
    about = (state.view, state.writer, seen.fingerprint, state.width if state.view == "beam" else 1)
    home, _, covered = guide.standing(page, SCRIPT)

    left, right = lesson.halves(page)
    name, beside = None, []
    if state.view == "write":
        least_sure = f"p.{int(written.trace.log_p.argmin()) + 1}"
        place = lesson.stand(page, SCRIPT, about, selected=least_sure)
        figure = caption_figure(written, place, unnamed=covered)
        beside = notes.about_picture(seen, state.shown_as, hidden=covered)
    elif shown.tree is not None:
        place = lesson.stand(page, SCRIPT, about, selected=f"b.{shown.tree.best}")
        figure = beam_tree.beam_tree(shown.tree, written.words, place, end=captioners.END)
        beside = [notes.sentences_found(written, seen, shown.tree)]
    elif shown.twins is not None:
        place = lesson.stand(page, SCRIPT, about, selected="picture")
        if covered and guide.asks(page, SCRIPT):
            place = replace(place, veil_after=home)
        figure = twins.twins(written.image, written.what, shown.twins, place)
        beside = [] if covered else notes.compared(shown.twins)
    else:
        place = lesson.stand(page, SCRIPT, about, selected="picture")
        figure = gallery.gallery(shown.judged, place)
    with left:
        name = lesson.show(page, figure)
    with right:
        lesson.cards(page, [notes.picked(page, shown.judged, name)] if state.view == "grades" else beside)
        if state.view == "grades":
            measured.grades(state.writer)
        elif state.view == "features":
            measured.readouts()
            measured.layers()
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: proof.errors(shown.caption.trace),
        "the sentence's log-probability, step by step, and the maps, by plain loops, agree",
        of="number of",
        how=HOW,
    )
    lesson.explored(
        "Explore the grades",
        page.key("all_grades"),
        lambda: results.grades(measured.found(), GRADE_NAMES),
        words=results.words(measured.found()),
    )
    lesson.aside("About this small world", measured.about())
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, TEXT)
