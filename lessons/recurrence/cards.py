"""The network of the recurrence lesson: chosen, edited by the reader, run, and compared."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from figures.numbers import subscript
from lessons.recurrence import edits
from lessons.recurrence import model as by_hand
from lessons.recurrence.edits import Edit, History
from lessons.recurrence.figure.graph import distance
from lessons.recurrence.model import Numbers
from rnn_core.model import Run
from rnn_core.types import Array
from ui import controls, seed
from ui.cards import card, plain

LETTERS = "abcdef"
ORDERS = {"given": "as given", "reversed": "reversed", "swapped": "first two swapped"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which network: its steps, hidden units, seed, and whether it has biases."""

    steps: int
    hidden: int
    seed: int
    biases: bool


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the page shows.

    order: which input is read when, from 0. moved (T, H): how far h_T moves without each input.
    """

    choice: Choice
    history: History
    order: tuple[int, ...]
    numbers: Numbers
    run: Run
    moved: Array

    @property
    def names(self) -> str:
        """The letters of the inputs in the order in which they are read."""
        return "".join(LETTERS[k] for k in self.order)


def choose() -> tuple[Choice, str]:
    """The network the reader chose, and the order in which it reads."""
    steps = controls.whole(
        "steps",
        "Steps T",
        1,
        by_hand.LONGEST,
        4,
        help="How many inputs are read. The weights stay: the same function is applied T times.",
    )
    hidden = controls.whole(
        "hidden",
        "Hidden units",
        1,
        by_hand.MOST_UNITS,
        3,
        help="H, the length of the vector h. Drawn weights stay; more are drawn beside them.",
    )
    order = controls.choice("order", "Inputs", ORDERS, help="The order in which the same inputs a, b, c, … are read.")
    biases = controls.choice(
        "biases",
        "Biases",
        {"off": "off", "on": "on"},
        help="The lecture leaves them out here: h = tanh(W_hh h + W_xh x). "
        "On: + b_h inside the tanh, and y = W_hy h + b_y.",
    )
    drawn_from = seed.button(then=edits.forget_weights)
    return Choice(steps, hidden, drawn_from, biases == "on"), order


def look(choice: Choice, order: str) -> Shown:
    """The network with what the reader wrote into it, run over its inputs in this order."""
    history, places = edits.recall(), _order(order, choice.steps)
    numbers = _numbers(choice, history, places)
    return Shown(choice, history, places, numbers, by_hand.run(numbers), by_hand.left_out(numbers))


def write(shown: Shown, name: str, place: tuple[int, ...], typed: str) -> None:
    """Take what was typed into an array as it is shown; for use in a callback."""
    if name == "x":
        place = (shown.order[place[0] - 1] + 1, *place[1:])
    edits.write(name, place, typed)


def forget() -> None:
    """W_hh becomes 0; for use in a callback."""
    edits.add(Edit("W_hh", (), 0.0))


def farthest(shown: Shown) -> tuple[str, str]:
    """The input without which h_T would move the most, and how that compares with another."""
    moves = np.abs(shown.moved).max(axis=1)
    best, last = int(moves.argmax()), len(moves) - 1
    other = 0 if best == last else last
    T = subscript(len(moves))
    most = distance(float(moves[best]))
    because = f"Without {shown.names[best]}, the unit of h{T} that moves most moves by {most}"
    if other != best:
        when = "the first" if other == 0 else "the latest"
        because += f"; without {shown.names[other]}, {when}, by {distance(float(moves[other]))}"
    return shown.names[best], f"{because}."


def memory_card(shown: Shown, *, hidden: bool) -> None:
    """What h_T owes to the order and to the latest edit, and the buttons that edit."""
    T = subscript(shown.choice.steps)
    letters = " ".join(shown.names)
    other = shown.order[::-1]
    turned = _last_state(_numbers(shown.choice, shown.history, other))
    moved = _farthest(_last_state(shown.numbers) - turned)
    if moved == "0":
        verdict = "the same"
    elif shown.moved[:-1].any():
        verdict = "order matters"
    else:
        verdict = "another input is the latest"
    text = f"Read as **{letters}**. Read as {letters[::-1]}, h{T} would move by **{moved}**: {verdict}."
    if shown.history:
        text += f"\n\n{_effect(shown, hidden=hidden)}"
    else:
        text += "\n\n:gray[A number with a dotted line is given: type another one over it.]"
    with card(f"What h{T} depends on", text):
        _buttons(shown)


def _effect(shown: Shown, *, hidden: bool) -> str:
    """What the latest edit did to h_T, and to what h_T keeps of the first input."""
    before = _numbers(shown.choice, shown.history[:-1], shown.order)
    T, first = subscript(shown.choice.steps), shown.names[0]
    moved = _farthest(_last_state(shown.numbers) - _last_state(before))
    text = f"**{plain(spoken(shown.history[-1]))}** moved h{T} by **{moved}**."
    if hidden or shown.choice.steps == 1:
        return text
    was = _farthest(by_hand.left_out(before)[0])
    now = _farthest(shown.moved[0])
    return f"{text} Without {first} it would move by **{now}**, before by {was}."


def _buttons(shown: Shown) -> None:
    latest = spoken(shown.history[-1]) if shown.history else "nothing yet"
    with st.container(horizontal=True, gap="small"):
        st.button(
            "W_hh = 0",
            key="forget",
            on_click=forget,
            disabled=not shown.numbers.W_hh.any(),
            help="Write 0 into every entry of W_hh: nothing passes from step to step.",
        )
        st.button(
            "Undo",
            key="undo",
            icon=":material/undo:",
            on_click=edits.undo,
            disabled=not shown.history,
            help=f"Take back the latest edit: {plain(latest)}.",
        )
        st.button(
            "Redo",
            key="redo",
            icon=":material/redo:",
            on_click=edits.redo,
            type="tertiary",
            disabled=not edits.undone(),
            help="Do again what was undone.",
        )


def spoken(edit: Edit) -> str:
    """An edit as the page names it: ``W_hh[1,2] = 0.5``, inputs by their letter."""
    name, place = edit.name, edit.place
    if name == "x" and place:
        name, place = LETTERS[min(place[0], len(LETTERS)) - 1], place[1:]
    entry = f"[{','.join(map(str, place))}]" if place else ""
    return f"{name}{entry} = {edit.value:g}".replace("-", "−")


def _order(kind: str, steps: int) -> tuple[int, ...]:
    given = tuple(range(steps))
    return {"given": given, "reversed": given[::-1], "swapped": (*given[:2][::-1], *given[2:])}[kind]


def _numbers(choice: Choice, history: History, order: tuple[int, ...]) -> Numbers:
    drawn = by_hand.drawn(choice.steps, choice.hidden, choice.seed, biases=choice.biases)
    written = edits.applied(drawn, history, biases=choice.biases)
    return by_hand.reordered(written, order)


def _last_state(numbers: Numbers) -> Array:
    h_T: Array = by_hand.run(numbers).trace.h[-1, 0]
    return h_T


def _farthest(moved: Array) -> str:
    return distance(float(np.abs(moved).max()))
