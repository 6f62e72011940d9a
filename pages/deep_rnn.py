"""Lesson: a stack of recurrent layers as a grid of time × depth, walked forward and backward."""

import streamlit as st

from lessons.deep_rnn import cards as stack
from lessons.deep_rnn import export as take_home
from lessons.deep_rnn.figure import arithmetic as grid_arithmetic
from lessons.deep_rnn.figure import graph as grid
from lessons.deep_rnn.figure import walk as grid_walk
from lessons.deep_rnn.model import Reading
from rnn_core.cells import deep, rnn
from rnn_core.studies import grid_paths
from ui import arithmetic, controls
from ui import page as lesson
from ui.page import LookFor

SLUG = "deep-rnn"
START = {"network": "random", "word": "hello", "layers": 2, "hidden": 3, "loss": "last", "view": "grid"}
FOUR = ("h1.1", "h2.1", "h1.4", "h2.4")
CODE = (deep.step, rnn.step, deep.backward, rnn.backward, grid_paths.gradient)
NOTES = """
1. Walk forward: every box does the same sum, from below and from before. Click a number.
2. Hover an arrow of layer 1: vertical and horizontal ones light together. One n×2n block.
3. Stop where the loss appears. Bet: which layer hears more of it at t = 1?
4. Walk back. Count the paths from each corner: the lower layer has more of them.
5. Four layers, then the heat map of a long word: layers below never change.
"""

lesson.begin(SLUG, notes=NOTES)


def page() -> Reading:
    """Controls, one reading forward and backward, the figure, and the cards beside it."""
    with lesson.control_row():
        choice = stack.choose()
        heat = (
            controls.choice(
                "view",
                "View",
                {"grid": "grid", "heat": "heat map"},
                help="The same boxes: printed and wired, or every unit at every step as a color.",
            )
            == "heat"
        )
    reading = stack.read(choice)
    asks = stack.question(reading) is not None
    node_at_first = f"h{choice.layers}.{reading.steps}.1"
    view = lesson.view(
        choice,
        "heat" if heat else "grid",
        selected=node_at_first,
        ask_after=grid_walk.forward_steps(reading) - 1 if asks else None,
    )
    figure = grid.grid(reading, view, heat=heat)
    left, right = lesson.halves()
    with left:
        node = lesson.show(figure, SLUG) or node_at_first
    with right:
        arithmetic.show(grid_arithmetic.explain(reading, node), hidden=figure.veils(node))
        stack.ask(SLUG, choice, reading)
        lesson.look_for(
            LookFor("One block **W¹**, two arrows into each state.", START, ("below1.2", "before1.2", "h1.2"), step=4),
            LookFor("Back to t = 1: 4 paths to layer 1, 1 to layer 2.", START, ("g1.1", "g2.1")),
            LookFor("New layers on top change nothing below.", {**START, "layers": 4}, FOUR),
            LookFor(
                "All states of a long word at one glance.",
                {**START, "word": "abracadabra", "layers": 4, "hidden": 8, "view": "heat"},
            ),
        )
        stack.show_size(choice)
    return reading


shown = st.fragment(page)()
with lesson.footer():
    lesson.proof(lambda: stack.errors(shown))
    lesson.code_that_ran(*CODE)
    take_home.offer(SLUG, shown)
lesson.end(
    SLUG,
    answer="A second memory that reads the first: 2n² weights more, one step more from x to y, and "
    "many more paths through time for the gradient.",
)
