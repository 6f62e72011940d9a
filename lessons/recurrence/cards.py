"""What stands beside the network: how to change its numbers, and what an order or an edit did."""

import numpy as np

from figures.numbers import subscript
from lessons.recurrence.figure.graph import distance
from lessons.recurrence.model.edits import FORGETTING
from lessons.recurrence.shown import Shown
from lessons.recurrence.state import Recurrence, add, redo, undo, undone
from rnn_core.types import Array
from ui.cards import plain
from ui.components.card import Card, Press
from ui.state import Page

HOW = "Every number with a dotted line can be changed: **double-click** it, or click it and **type**; then Enter."


def numbers(page: Page[Recurrence], shown: Shown, *, hidden: bool) -> Card:
    """How to change a number, what the order and the latest edit did to h_T unless ``hidden``, and the buttons."""
    said = [HOW]
    if shown.state.order != "given" and not hidden:
        said.append(_order(shown))
    if shown.state.edits:
        said.append(_effect(shown, hidden=hidden))
    return Card("numbers", "Change the numbers", "\n\n".join(said), _presses(page, shown))


def _order(shown: Shown) -> str:
    """How h_T differs from that of the inputs as they are given."""
    letters, T = shown.state.names, subscript(shown.state.steps)
    given = [shown.state.places.index(k) for k in range(shown.state.steps)]
    moved = _farthest(shown.h[-1] - shown.read_as(given))
    read = f"Read as **{' '.join(letters)}**. Read as {' '.join(sorted(letters))}, h{T} would"
    if moved == "0":
        return f"{read} be the same."
    verdict = "the order matters" if shown.moved[:-1].any() else "another input is the latest"
    return f"{read} differ by **{moved}**: {verdict}."


def _effect(shown: Shown, *, hidden: bool) -> str:
    """What the latest edit did to h_T, and to what h_T keeps of the first input."""
    state, before = shown.state, shown.before
    T, first = subscript(state.steps), state.names[0]
    moved = _farthest(shown.h[-1] - before.h[-1])
    text = f"**{plain(state.edits[-1].label())}** changed h{T} by **{moved}**."
    if hidden or state.steps == 1:
        return text
    now, was = distance(float(shown.farthest[0])), distance(float(before.farthest[0]))
    return f"{text} Without {first}, h{T} now changes by **{now}**; before by {was}."


def _presses(page: Page[Recurrence], shown: Shown) -> list[Press]:
    edits = shown.state.edits
    latest = edits[-1].label() if edits else "nothing yet"
    return [
        Press(
            "W_hh = 0",
            lambda: add(page, FORGETTING),
            disabled=not shown.numbers.W_hh.any(),
            help="Write 0 into every entry of W_hh: nothing passes from one time step to the next.",
        ),
        Press(
            "Undo", lambda: undo(page), icon="undo", disabled=not edits, help=f"Take back the latest edit: {latest}."
        ),
        Press(
            "Redo",
            lambda: redo(page),
            icon="redo",
            disabled=not undone(page),
            help="Make the edit again that was taken back.",
        ),
    ]


def _farthest(moved: Array) -> str:
    return distance(float(np.abs(moved).max()))
