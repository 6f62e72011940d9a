"""Lesson: a picture becomes 256 numbers, and these become a sentence, graded on new pictures."""

from figures import beam_tree
from lessons.image_captioning import export, script
from lessons.image_captioning.cards import measured, notes, picture, questions
from lessons.image_captioning.export import Shown
from lessons.image_captioning.figure import gallery, twins
from lessons.image_captioning.figure.graph import caption_figure, last_word
from lessons.image_captioning.model import caption_trace, captioners, proof
from lessons.image_captioning.model import twins as compared
from lessons.image_captioning.state import Captions
from rnn_core import beam, caption, vision
from rnn_core.cells import lstm
from ui import page as lesson
from ui import player, predict
from ui.components import card
from ui.page.looking import keeping

CODE = (vision.convolve, vision.features, caption.greedy, lstm.step, caption_trace.caption_trace, beam.search)

page = lesson.begin("image-captioning", Captions, notes=script.NOTES)


def view() -> Shown:
    """Controls, one sentence about one picture, the figure of the view, the cards beside it."""
    state = page.state()
    with lesson.control_row():
        seen = picture.choose(page)
    written = page.memo(captioners.caption, state.writer, seen)
    shown = Shown(state.writer, seen, written)
    about = (state.view, state.writer, seen.fingerprint, state.width if state.view == "beam" else 1)

    left, right = lesson.halves(page)
    if state.view == "write":
        least_sure = f"p.{int(written.trace.log_p.argmin()) + 1}"
        place = lesson.view(
            page, about, state.view, ask_after=last_word(written) if written.verdict else None, selected=least_sure
        )
        figure = caption_figure(written, place)
        with left:
            lesson.show(page, figure)
        with right:
            card.mount(page.key("how_made"), [card.NUMBER])
            questions.which_grade(page, about, written)
            notes.about_picture(seen, state.shown_as, hidden=place.veil_after is not None)
    elif state.view == "beam":
        tree = page.memo(caption_trace.beam_search, written.trace, state.width)
        place = lesson.view(page, about, state.view, selected=f"b.{tree.best}")
        with left:
            lesson.show(page, beam_tree.beam_tree(tree, written.words, place, end=captioners.END))
        with right:
            card.mount(page.key("how_made"), [card.NUMBER])
            questions.another_sentence(page, about, written, tree)
            notes.sentences_found(written, seen, tree)
        shown = Shown(state.writer, seen, written, tree=tree)
    elif state.view == "grades":
        first, scenes = state.page_of_scenes
        judged = captioners.judged(state.writer, scenes, first)
        place = lesson.view(page, about, state.view, ask_after=0, selected="picture")
        with left:
            name = lesson.show(page, gallery.gallery(judged, place))
        with right:
            hidden = place.veil_after is not None
            questions.how_many(page, about, judged)
            notes.picked(page, judged, name, hidden=hidden)
            measured.grades(state.writer, hidden=hidden)
        shown = Shown(state.writer, seen, written, judged=judged)
    else:
        near = page.memo(compared.twins, state.writer, seen)
        place = lesson.view(page, about, state.view, ask_after=0, selected="picture")
        with left:
            lesson.show(page, twins.twins(written.image, written.what, near, place))
        with right:
            card.mount(page.key("how_made"), [card.NUMBER])
            questions.nearest_twin(page, about, near)
            notes.compared(near, hidden=predict.is_open(page, about))
            measured.readouts()
            measured.layers()
        shown = Shown(state.writer, seen, written, twins=near)
    with right:
        mine = {kind: [keeping(page, line, "scene") for line in lines] for kind, lines in script.LINES.items()}
        lesson.look_for(page, mine[state.view], scenes=[line for lines in mine.values() for line in lines])
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: proof.errors(shown.caption.trace),
        "the sentence's log-probability, step by step, and the maps, by plain loops, agree",
        of="number of",
        how=script.HOW,
    )
    lesson.aside("About this small world", measured.about())
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, answer=script.ANSWER)
