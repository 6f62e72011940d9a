"""What stands beside the stack of layers: how many weights it has, and what each layer carries."""

import streamlit as st

from figures.numbers import signed
from lessons.deep_rnn import turn
from lessons.deep_rnn.model import MOST_LAYERS, Stack
from lessons.deep_rnn.state import DeepRnn
from rnn_core.studies import turn_task
from ui.components.card import Card
from ui.network_controls import MOST_SEED
from ui.state import Page


def size(stack: Stack) -> Card:
    """The number of weights against the number of layers, and the single layer that has as many."""
    n = stack.hidden
    lines = []
    for layers in range(1, MOST_LAYERS + 1):
        line = f"{layers} layer{'s' * (layers > 1)}: {2 * n * n * layers} weights"
        if layers > 1:
            line += f", as many as W of one layer of about {n * layers**0.5:.0f} units"
        lines.append(f"**{line}**" if layers == stack.layers else line)
    body = (
        f"Each W has {n}·{2 * n} = {2 * n * n} entries.\n\n"
        + "  \n".join(lines)
        + f"\n\n:gray[Each b has {n} more; the slide leaves them out, and here they start at 0.]"
    )
    return Card("size", "Number of weights", body)


def task(*, results: bool) -> Card:
    """What the task is, and with ``results`` what the networks reach."""
    k, m, T = turn_task.SYMBOLS, turn_task.PLAYERS, turn_task.LENGTH
    body = (
        f"One of {k} characters is read at each time step. Whenever it equals the character before, the turn "
        f"passes to the next of {m} players. The target at every time step is whose turn it is; player 0 begins."
    )
    if results:
        rows = [("one", "1 × 26"), ("two", "2 × 16"), ("three", "3 × 13")]
        lines = "  \n".join(_row(name, kind) for kind, name in rows)
        body += f"\n\nLayers × units, right at the last of {T} time steps (worst to best):  \n{lines}"
        body += "\n\n:gray[Stored trainings; make train-stacked-layers repeats them.]"
    return Card("task", "Whose turn?", body)


def sequence_button(page: Page[DeepRnn]) -> None:
    """The button that draws another sequence of *Whose turn?*, to be played from its start."""

    def another() -> None:
        page.change(sequence=page.now.sequence % MOST_SEED + 1)
        page.jump(0)

    st.button(
        "New sequence",
        key=page.key("new_sequence"),
        on_click=another,
        help="Draw another sequence and start at its first character.",
    )


def _row(name: str, kind: str) -> str:
    found = turn.trained(kind)
    last = found.last
    return (
        f"{name}, {found.weights} weights: **{signed(float(last.mean()), 2)}** "
        f"({signed(float(last.min()), 2)} to {signed(float(last.max()), 2)}, {len(last)} seeds)"
    )
