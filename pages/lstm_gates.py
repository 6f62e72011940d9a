"""Lesson: an LSTM's cell panel by panel, gates to fix, and what the units of larger networks do at a text."""

from typing import Any

from lessons.lstm_gates import cards, export, model, units
from lessons.lstm_gates import shown as network
from lessons.lstm_gates.figure.maps import maps
from lessons.lstm_gates.figure.saturation import saturation
from lessons.lstm_gates.figure.unit import unit
from lessons.lstm_gates.script import SCRIPT
from lessons.lstm_gates.shown import Shown
from lessons.lstm_gates.state import LstmGates
from lessons.lstm_gates.text import TEXT
from lessons.lstm_gates.units import Reading
from rnn_core.cells import lstm, registry
from rnn_core.studies import clamped_run, unit_statistics
from ui import controls, player, text_networks
from ui import page as lesson
from ui.components import plot
from ui.guide import guide

KINDS = ("lstm", "gru", "rnn")

page = lesson.begin("lstm-gates", LstmGates, SCRIPT)


def cell(state: LstmGates) -> Shown:
    """The five panels of one cell, and its run through time."""
    found = network.shown(state, page.memo(model.untouched, state.reads))
    about = (state.reads, state.cell, state.taken_apart)
    chosen = f"f.{state.taken_apart}.1" if state.cell == "lstm" else f"h.{min(5, len(state.reads))}.1"
    place = lesson.stand(page, SCRIPT, about, selected=chosen)
    asks = guide.is_there(page, SCRIPT) and guide.asks(page, SCRIPT)
    asked = guide.stop(page, SCRIPT).step if asks else None
    left, right = lesson.halves(page)
    with left:
        lesson.show(page, network.figure(found, place, asked))
    with right:
        lesson.cards(page)
    return found


def many(state: LstmGates) -> Reading:
    """What 64 units compute while they read a text: all of them, their gates' saturation, or one."""
    found = page.memo(units.read, state.trained, state.words)
    left, right = lesson.halves(page)
    with left:
        lesson.explore(page, drawn(state, found), on_place=open_place, on_select=open_point)
    with right:
        others = {kind: page.memo(units.read, kind, state.words) for kind in KINDS}
        lesson.cards(page, cards.many(state, others), explains=False)
    return found


def drawn(state: LstmGates, found: Reading) -> Any:
    """The figure of the view."""
    if state.view == "maps":
        return maps(found, state.order)
    return saturation(found) if state.view == "saturation" else unit(found, state.number)


def open_place(_: object, number: object) -> None:
    """A click on a map opens the unit of its row."""
    if page.now.view == "maps" and str(number).isdecimal():
        page.change(view="unit", number=int(str(number)))


def open_point(name: str | None) -> None:
    """A click on a point opens its unit."""
    if name and name.startswith("unit."):
        page.change(view="unit", number=int(name.removeprefix("unit.")))


def view() -> Shown | Reading:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        if state.view == "cell":
            controls.draw(page, "view", "reads")
            if state.cell == "lstm":
                controls.draw(page, "apart", "gate")
                if state.gate != "none":
                    controls.draw(page, "unit", *(["value"] if state.gate != model.KEEP else []), "times")
            with lesson.more(page) as opened:
                if opened:
                    controls.draw(page, "cell")
        else:
            more = {"maps": "order", "unit": "number"}
            controls.draw(page, "view", "trained", *([more[state.view]] if state.view in more else []), "words")
    return cell(state) if state.view == "cell" else many(state)


def of_one_cell(found: Shown) -> None:
    """Proof, code and exports of the cell that is taken apart."""
    lesson.proof(lambda: model.errors(found.play), "every gradient here agrees with finite differences")
    lesson.aside("How the network was trained", cards.TRAINED)
    lesson.code_that_ran(lstm.step, clamped_run.play, lstm.forward, lstm.backward)
    export.offer(page.slug, found.play)


def of_many_units(found: Reading) -> None:
    """Proof, code and exports of 64 units at a text."""
    lesson.proof(
        lambda: units.stepwise(found),
        "every number agrees with the cell computed one character at a time",
        of="part",
        how="The network reads the text again, one character after the other, by its equations.",
    )
    lesson.aside("How the networks were trained", cards.measured())
    step = registry.module_of(text_networks.trained(found.cell).cell).step
    lesson.code_that_ran(step, unit_statistics.saturation, unit_statistics.time_scales)
    export.offer_units(page.slug, found)


found = player.live(page, view, around=lambda: page.now.view)
with lesson.footer():
    if isinstance(found, Reading):
        of_many_units(found)
    else:
        of_one_cell(found)
if isinstance(found, Reading):
    plot.load()
lesson.end(page, TEXT)
