"""Lesson: many to one: words in, one verdict out, and how it comes about word by word."""

from lessons.sentiment import export, script
from lessons.sentiment.cards import builder, question, scores
from lessons.sentiment.figure import graph, path
from lessons.sentiment.figure.scene import Scene
from lessons.sentiment.model import readers
from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from lessons.sentiment.state import Sentiment
from rnn_core import readout
from rnn_core.cells import bag, lstm, rnn
from rnn_core.studies import unit_probe
from ui import controls, player
from ui import page as lesson
from ui.components import card

page = lesson.begin("sentiment", Sentiment, notes=script.NOTES)


def view() -> Reading:
    """Controls, one or two readings, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "sentence")
        builder.show(page)
        controls.draw(page, "reader", "compare", *(("other",) if state.compare == "own" else ()), "view")

    if state.compare == "flipped" and state.compared is None:
        page.remark(
            "No “not” to take out, and no opinion that the network knows to put one "
            "before: there is nothing to compare with."
        )
    reading = page.memo(readers.read, state.reader, state.words)
    twin = None if state.compared is None else page.memo(readers.read, state.reader, state.compared)
    scene = Scene(reading, twin, readers.latch_unit(state.reader))

    about, last = (state.reader, *reading.words), f"{'p' if state.view == 'words' else 'at'}.{reading.steps}"
    place = lesson.view(page, about, state.view, selected=last, ask_after=question.ask_after(reading))
    plane = readers.plane(state.reader) if state.view == "path" else None
    figure = path.path(scene, plane, place) if plane else graph.sentence(scene, place)
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        question.ask(page, about, reading)
        question.name_unknown(reading)
        lesson.look_for(page, script.LINES)
    scores.gallery(page)
    return reading


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: readers.errors(page.now.reader, shown),
        "the words' changes add up to the verdict",
        of="what",
        how="States against scores, gradients against finite differences, and the "
        "held-out sentences read once more against the card.",
    )
    lesson.aside("What they learned, and how well", scores.about())
    lesson.code_that_ran(readings.read, lstm.step, rnn.step, bag.step, readout.forward, unit_probe.search)
    export.offer(page.slug, shown)
lesson.end(page, answer=script.ANSWER)
