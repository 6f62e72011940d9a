"""Lesson: a character network learns a text while you watch, reads one, and writes one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from lessons.text_generation import export
from lessons.text_generation.cards import own_text, text, training
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.figure.letters import Letters
from lessons.text_generation.model.training import Setting, Training
from lessons.text_generation.script import SCRIPT
from lessons.text_generation.state import Asked, TextGeneration
from lessons.text_generation.text import TEXT
from rnn_core import readout, sample
from rnn_core.cells import registry
from rnn_core.studies import character_training, unit_search
from ui import controls, player
from ui import page as lesson
from ui.components import letters
from ui.state import LAST

Footer = Callable[[], None]

page = lesson.begin("text-generation", TextGeneration, SCRIPT)


def read_or_write() -> tuple[Asked, Letters]:
    """A text that a network reads or writes, colored by one of its units."""
    view = page.now.view
    with lesson.control_row(page):
        controls.draw(page, "view")
        asked = text.choose(page)
        with lesson.more(page) as opened:
            if opened:
                controls.draw(page, "whose")
    reading, unit = text.reading_of(page, asked), text.unit_of(page, asked)
    text.remark_strange(page, reading)
    place = lesson.stand(page, SCRIPT, ("written", asked.mine) if asked.writes else asked)
    figure = Letters(reading, unit, place, f"A text that a network {view}s")
    left, right = lesson.halves(page)
    with left:
        text.draw(page, figure)
    with right:
        lesson.cards(page)
        if place.veil_after is None and not place.dense:
            text.scores(page, figure, asked)
    return asked, figure


def train() -> tuple[Setting, Training]:
    """A network that learns a text now."""
    with lesson.control_row(page):
        controls.draw(page, "view", "learns")
        own_text.button(page)
        with lesson.more(page) as opened:
            if opened:
                controls.draw(page, "cell_type", "size", "rate")
                controls.control(page, "temperature", help="p = softmax(y / τ), for what the chosen checkpoint writes.")
                controls.seed_button(page)
    setting = training.setting(page)
    now = training.go_on(page, setting)
    about = setting.own, setting.hidden, setting.seed, setting.cell, now.current, len(now.branch.checkpoints)
    place = lesson.stand(page, SCRIPT, about)
    if not now.recorded:
        place = replace(place, start=LAST, veil_after=None)
    left, right = lesson.halves(page)
    with left:
        figure = learning_curves.curves(now.branches, now.current, training.levels(setting), place)
        point = lesson.plot(page, figure, least=440)
    with right:
        covered = place.veil_after is not None or (place.dense and now.recorded)
        lesson.cards(page, [] if covered else training.written(now))
        training.progress(page, setting)
        if not covered:
            training.checkpoint(page, setting, point)
    return setting, now


def view() -> Footer:
    """Controls, one computation, the figure, and the cards beside it; what belongs into the footer."""
    if page.state().view == "train":
        return partial(footer_of_training, *train())
    player.player(page).pause()
    return partial(footer_of_text, *read_or_write())


def footer_of_text(asked: Asked, figure: Letters) -> None:
    """Proof, code and exports of a text that is read or written."""
    text.prove(asked, figure)
    step = registry.module_of(figure.reading.model.cell).step
    lesson.code_that_ran(step, readout.forward, sample.temperature, unit_search.search)
    export.offer_text(page.slug, figure)


def footer_of_training(setting: Setting, now: Training) -> None:
    """Proof, code and exports of a training."""
    training.prove(setting, now)
    lesson.code_that_ran(character_training.Corpus.batch, character_training.training, sample.temperature)
    export.offer_training(page.slug, setting, now)


shown = player.live(page, view)
with lesson.footer():
    shown()
letters.load()
lesson.end(page, TEXT)
