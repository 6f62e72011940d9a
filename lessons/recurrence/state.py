"""The controls of the lesson recurrence, and the numbers that the reader typed over the drawn ones, with undo."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from lessons.recurrence.model import edits as written
from lessons.recurrence.model import network
from lessons.recurrence.model.edits import LETTERS, Edit, History
from lessons.recurrence.model.network import LONGEST, MOST_UNITS, Numbers
from ui.fields import choice, kept, number, whole
from ui.network_controls import MOST_SEED
from ui.state import Page, PageState

_UNDONE, _UNUSABLE = "undone", "unusable"
"""What the page keeps for the visit: the edits that can be done again, and what is wrong with what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence(PageState):
    """Which network, in which order it reads its inputs, how it is drawn, and what was typed over its numbers."""

    drawing: Literal["rolled", "unrolled"] = choice(
        "unrolled",
        {"rolled": "rolled", "unrolled": "unrolled"},
        "Drawing",
        help="The same network: one box with a loop, or a copy of the box for every time step.",
    )
    steps: int = whole(
        4,
        1,
        LONGEST,
        "Time steps T",
        help="How many inputs are read. The weights stay: the same function is applied T times.",
    )
    hidden: int = whole(
        3,
        1,
        MOST_UNITS,
        "Hidden units",
        help="H, the length of the hidden state h. The weights stay; those of new units are drawn at random.",
    )
    order: Literal["given", "reversed", "swapped"] = choice(
        "given",
        {"given": "as given", "reversed": "reversed", "swapped": "b first"},
        "Order of the inputs",
        help="The order in which the same input vectors a, b, c, … are read. b first: a and b change places.",
    )
    biases: Literal["off", "on"] = choice(
        "off",
        {"off": "off", "on": "on"},
        "Biases",
        help="The lecture leaves them out here. On: h_t = tanh(W_hh h_{t−1} + W_xh x_t + b_h) and y_t = W_hy h_t + "
        "b_y.",
    )
    seed: int = number(1, 1, MOST_SEED)
    edits: History = kept((), written.parse, written.show, written.WHY_NOT)

    def fitted(self, changed: frozenset[str]) -> Self:
        """Other weights replace what was typed over weights."""
        drawn_anew = "seed" in changed and "edits" not in changed
        return replace(self, edits=written.of_inputs(self.edits)) if drawn_anew else self

    @property
    def about(self) -> tuple[int, int, int, str]:
        """Which network the question is about: not in which order it reads, nor what was typed."""
        return self.steps, self.hidden, self.seed, self.biases

    @property
    def places(self) -> tuple[int, ...]:
        """Which input is read when, from 0."""
        given = tuple(range(self.steps))
        return {"given": given, "reversed": given[::-1], "swapped": (*given[:2][::-1], *given[2:])}[self.order]

    @property
    def names(self) -> str:
        """The letters of the inputs in the order in which they are read."""
        return "".join(LETTERS[k] for k in self.places)

    @property
    def numbers(self) -> Numbers:
        """All that the network is computed from, its inputs in this order."""
        biases = self.biases == "on"
        drawn = network.drawn(self.steps, self.hidden, self.seed, biases=biases)
        return network.reordered(written.applied(drawn, self.edits, biases=biases), self.places)


def write(page: Page[Recurrence], name: str, place: tuple[int, ...], typed: str) -> None:
    """Take what was typed into the array ``name`` as it is shown, at a ``place`` from 1; for use in a callback."""
    value = written.number(typed)
    if isinstance(value, str):
        page.held.own[_UNUSABLE] = f"“{typed[: written.LONGEST_NUMBER]}” is {value}."
        return
    if name == "x":
        place = (page.now.places[place[0] - 1] + 1, *place[1:])
    add(page, Edit(name, place, value))


def add(page: Page[Recurrence], edit: Edit) -> None:
    """Add ``edit`` to the history unless it is its latest; for use in a callback."""
    history = page.now.edits
    if history[-1:] != (edit,):
        _keep(page, (*history, edit), ())


def undo(page: Page[Recurrence]) -> None:
    """Take the latest edit back; for use in a callback."""
    history = page.now.edits
    _keep(page, history[:-1], (*undone(page), *history[-1:]))


def redo(page: Page[Recurrence]) -> None:
    """Do again what was undone last; for use in a callback."""
    waiting = undone(page)
    _keep(page, (*page.now.edits, *waiting[-1:]), waiting[:-1])


def undone(page: Page[Recurrence]) -> History:
    """What can be done again, the next one last; nothing once the edits or the weights changed otherwise."""
    kept_for, waiting = page.held.own.get(_UNDONE, (None, ()))
    history: History = waiting if kept_for == (page.now.seed, page.now.edits) else ()
    return history


def remark_on_typing(page: Page[Recurrence]) -> None:
    """Say once beside the controls why what was typed could not be used."""
    if problem := page.held.own.pop(_UNUSABLE, None):
        page.remark(problem)


def _keep(page: Page[Recurrence], history: History, waiting: History) -> None:
    page.change(edits=written.shortened(history))
    page.held.own[_UNDONE] = (page.now.seed, page.now.edits), waiting
