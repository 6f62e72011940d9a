"""Source words against written words: how much each of the second uses each of the first.

With attention a row holds its weights α_t. Without, how much less likely the written word becomes
when the encoder does not read the word of the column.
"""

import numpy as np

from figures.columns import View
from figures.graph import PADDING, Cell, Graph, Node, Note, Step
from figures.numbers import quoted, signed
from lessons.translation.figure import forms
from lessons.translation.model.translated import Translated
from rnn_core.types import Array

LEFT, ABOVE, COLUMN, ROW, BELOW = 104.0, 40.0, 70.0, 26.0, 12.0
FAINT = 0.005
"""Smaller numbers are not printed."""
LEAST = 0.1
"""A written word that loses less without any word of the source needs no single one."""


def alignment(shown: Translated, needs: Array | None, view: View) -> Graph:
    """The map, a row more at each step; needs: (T, J) for a network without attention."""
    trace = shown.trace
    found: Array = trace.alpha if needs is None and trace.alpha is not None else np.asarray(needs)
    name = "α" if needs is None else "Δ log p"
    scale = 1.0 if needs is None else max(1.0, float(np.abs(found).max()))
    columns = len(trace.words)
    rows = [_row(shown, t, row, name, scale) for t, row in enumerate(found.tolist(), start=1)]
    words = [_word(shown, t) for t in range(1, len(rows) + 1)]
    known = len(rows) if view.veil_after is None else view.veil_after + 1
    steps = tuple(_step(shown, t, row, name, known=t <= known) for t, row in enumerate(found.tolist(), start=1))
    return Graph(
        title="How much each written word uses each word read",
        width=LEFT + columns * COLUMN + 10,
        height=ABOVE + len(rows) * ROW + BELOW,
        nodes=(*words, *rows),
        notes=(
            *(
                Note(LEFT + (j + 0.5) * COLUMN, ABOVE - 14, word, "input", "middle")
                for j, word in enumerate(trace.words)
            ),
            Note(8, 12, name),
        ),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=forms.of_map(shown, needs),
    )


def _row(shown: Translated, t: int, values: list[float], name: str, scale: float) -> Node:
    word = shown.symbols[shown.trace.tokens[t - 1]]
    kind = "a" if name == "α" else "need"
    return Node(
        id=f"{kind}.{t}",
        role="output",
        x=LEFT + len(values) * COLUMN / 2,
        y=ABOVE + (t - 0.5) * ROW,
        width=len(values) * COLUMN,
        cell_height=ROW - 2 * PADDING,
        cells=tuple(
            Cell(
                signed(v, 2) if abs(v) >= FAINT else "",
                v,
                index=j,
                hint=f"{quoted(shown.trace.words[j - 1])} for {quoted(word)}: {signed(v, 3)}",
            )
            for j, v in enumerate(values, start=1)
        ),
        alt=f"{name} of every word for {quoted(word)}, t = {t}",
        display="heat",
        columns=len(values),
        scale=scale,
        veil="all",
    )


def _word(shown: Translated, t: int) -> Node:
    token = shown.trace.tokens[t - 1]
    wrong = t <= len(shown.right) and not shown.right[t - 1]
    cell = Cell(shown.symbols[token], index=token + 1, mark="wrong" if wrong else "best")
    return Node(
        f"y.{t}",
        "output",
        LEFT / 2 + 4,
        ABOVE + (t - 0.5) * ROW,
        LEFT - 20,
        ROW - 2 * PADDING,
        (cell,),
        alt=f"What is written at t = {t}",
        veil="all",
    )


def _step(shown: Translated, t: int, values: list[float], name: str, *, known: bool) -> Step:
    word = shown.symbols[shown.trace.tokens[t - 1]]
    most = int(np.argmax(values))
    kind = "a" if name == "α" else "need"
    read, amount = quoted(shown.trace.words[most]), f"{name} = {signed(values[most], 2)}"
    if kind == "a":
        text = f"reads most of the state at {read}: {amount}"
    else:
        text = f"needs {read} most: {amount}" if values[most] >= LEAST else "needs no single word"
    said = f"t = {t} · {quoted(word)} {text}" if known else f"t = {t} · ?"
    return Step(said, (f"y.{t}", f"{kind}.{t}"), (f"{kind}.{t}",))
