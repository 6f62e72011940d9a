"""What stands beside the network: what its last state depends on, and the buttons that edit."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from figures.numbers import subscript
from lessons.recurrence.figure.graph import distance
from lessons.recurrence.model import network
from lessons.recurrence.model.network import Numbers
from lessons.recurrence.script import FORGETTING
from lessons.recurrence.state import Recurrence, add, redo, undo, undone
from rnn_core.model import Run
from rnn_core.types import Array
from ui.cards import card, plain
from ui.state import Page


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the page shows; without (T, T + 1, H): the states of the runs without each input."""

    state: Recurrence
    numbers: Numbers
    run: Run
    without: Array

    @classmethod
    def of(cls, state: Recurrence) -> "Shown":
        """The network with what the reader wrote into it, run over its inputs in this order."""
        numbers = state.numbers
        return cls(state, numbers, network.run(numbers), network.states_without(numbers))

    @property
    def moved(self) -> Array:
        """(T, H): how far h_T moves without each input."""
        moved: Array = self.run.trace.h[-1, 0] - self.without[:, -1]
        return moved


def farthest(shown: Shown) -> tuple[str, str]:
    """The input without which h_T would move the most, and how that compares with another."""
    names = shown.state.names
    moves = np.abs(shown.moved).max(axis=1)
    best, last = int(moves.argmax()), len(moves) - 1
    other = 0 if best == last else last
    T = subscript(len(moves))
    most = distance(float(moves[best]))
    because = f"Without {names[best]}, the unit of h{T} that moves most moves by {most}"
    if other != best:
        when = "the first" if other == 0 else "the latest"
        because += f"; without {names[other]}, {when}, by {distance(float(moves[other]))}"
    return names[best], f"{because}."


def memory(page: Page[Recurrence], shown: Shown, *, hidden: bool) -> None:
    """What h_T owes to the order and to the latest edit, and the buttons that edit."""
    T = subscript(shown.state.steps)
    letters = " ".join(shown.state.names)
    turned = network.reordered(shown.numbers, range(shown.state.steps)[::-1])
    moved = _farthest(_last_state(shown.numbers) - _last_state(turned))
    if moved == "0":
        verdict = "the same"
    elif shown.moved[:-1].any():
        verdict = "order matters"
    else:
        verdict = "another input is the latest"
    text = f"Read as **{letters}**. Read as {letters[::-1]}, h{T} would move by **{moved}**: {verdict}."
    if shown.state.edits:
        text += f"\n\n{_effect(shown, hidden=hidden)}"
    else:
        text += "\n\n:gray[A number with a dotted line is given: type another one over it.]"
    with card(f"What h{T} depends on", text):
        _buttons(page, shown)


def _effect(shown: Shown, *, hidden: bool) -> str:
    """What the latest edit did to h_T, and to what h_T keeps of the first input."""
    state = shown.state
    before = replace(state, edits=state.edits[:-1]).numbers
    T, first = subscript(state.steps), state.names[0]
    moved = _farthest(_last_state(shown.numbers) - _last_state(before))
    text = f"**{plain(state.edits[-1].label())}** moved h{T} by **{moved}**."
    if hidden or state.steps == 1:
        return text
    was = _farthest(network.left_out(before)[0])
    now = _farthest(shown.moved[0])
    return f"{text} Without {first} it would move by **{now}**, before by {was}."


def _buttons(page: Page[Recurrence], shown: Shown) -> None:
    edits = shown.state.edits
    latest = edits[-1].label() if edits else "nothing yet"
    with st.container(horizontal=True, gap="small"):
        st.button(
            "W_hh = 0",
            key=page.key("forget"),
            on_click=lambda: add(page, FORGETTING),
            disabled=not shown.numbers.W_hh.any(),
            help="Write 0 into every entry of W_hh: nothing passes from step to step.",
        )
        st.button(
            "Undo",
            key=page.key("undo"),
            icon=":material/undo:",
            on_click=lambda: undo(page),
            disabled=not edits,
            help=f"Take back the latest edit: {plain(latest)}.",
        )
        st.button(
            "Redo",
            key=page.key("redo"),
            icon=":material/redo:",
            on_click=lambda: redo(page),
            type="tertiary",
            disabled=not undone(page),
            help="Do again what was undone.",
        )


def _last_state(numbers: Numbers) -> Array:
    h_T: Array = network.run(numbers).trace.h[-1, 0]
    return h_T


def _farthest(moved: Array) -> str:
    return distance(float(np.abs(moved).max()))
