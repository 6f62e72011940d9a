"""Lesson: many to one: words in, one answer out, and how it comes about word by word."""

from datasets.reviews import text
from lessons.sentiment import export
from lessons.sentiment.cards import builder, scores, unknown
from lessons.sentiment.figure import graph, path, space
from lessons.sentiment.model import readers
from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from lessons.sentiment.script import SCRIPT
from lessons.sentiment.shown import Shown
from lessons.sentiment.state import Sentiment
from lessons.sentiment.text import TEXT
from rnn_core import readout
from rnn_core.cells import bag, lstm, rnn
from rnn_core.studies import unit_probe
from ui import controls, player
from ui import page as lesson

page = lesson.begin("sentiment", Sentiment, SCRIPT)


def view() -> Reading:
    """Controls, one or two readings, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        controls.draw(page, "sentence")
        builder.show(page)
        controls.draw(page, "reader", "compare", *(("other",) if state.compare == "own" else ()), "view")

    if state.compare == "flipped" and state.compared is None:
        page.remark(
            "No “not” to take out, and no opinion that the network knows to put one "
            "before: there is nothing to compare with."
        )
    for said in (state.sentence, *((state.other,) if state.compare == "own" else ())):
        if left_out := text.remark(said):
            page.remark(f"Of “{said}” only the words are read: {left_out}.")
    reading = page.memo(readers.read, state.reader, state.words)
    twin = None if state.compared is None else page.memo(readers.read, state.reader, state.compared)
    scene = Shown(state.reader, reading, twin).scene

    last = f"{'p' if state.view == 'words' else 'd'}.{reading.steps}"
    place = lesson.stand(page, SCRIPT, (state.reader, *reading.words, state.view), selected=last)
    plane = readers.plane(state.reader) if state.view == "path" else None
    figure = path.path(scene, plane, place) if plane else graph.sentence(scene, place)
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        lesson.cards(page, unknown.cards(reading))
    scores.gallery(page)
    return reading


def other_reading() -> Reading | None:
    """The reading of the sentence that the page's is compared with, where there is one."""
    other = page.now.compared
    return None if other is None else page.memo(readers.read, page.now.reader, other)


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: readers.errors(page.now.reader, shown),
        "the words' changes add up to the log-odds at the end",
        of="what",
        how="States against scores, gradients against finite differences, and the "
        "held-out sentences read once more against the card.",
    )
    lesson.explored(
        "The states as a path", page.key("states"), lambda: space.paths(shown, other_reading()), words=space.WORDS
    )
    lesson.aside("What they learned, and how well", scores.about())
    lesson.code_that_ran(readings.read, lstm.step, rnn.step, bag.step, readout.forward, unit_probe.search)
    export.offer(page.slug, shown)
lesson.end(page, TEXT)
