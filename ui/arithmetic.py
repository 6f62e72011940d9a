"""The card that shows how the number under the reader's finger was made."""

import streamlit as st

from figures.arithmetic import Arithmetic, Line, Piece
from figures.numbers import signed
from ui.cards import card, note, plain

COLORS = {"input": "red", "hidden": "green", "output": "blue", "gradient": "violet"}
TALL = 8
CLICK = "Click any number or arrow to see how it was made."
ROUNDED = f"{CLICK} Printed rounded, computed in full precision."
HIDDEN = "The question is still open: answer or skip it, then look."


def show(arithmetic: Arithmetic | None, *, hidden: bool = False) -> None:
    """Print ``arithmetic`` in the colors of its roles; nothing of it while the figure hides it."""
    if arithmetic is None or hidden:
        title = "How was this number made?" if arithmetic is None else plain(arithmetic.title)
        note(title, HIDDEN if hidden else CLICK)
        return
    title, words = plain(arithmetic.title), plain(f"{arithmetic.words} {ROUNDED}".strip())
    lines = "  \n".join(_markdown(line) for line in arithmetic.lines)
    if arithmetic.matrix is not None:
        import pandas as pd

        with card(title, f":gray[{words}]"):
            numbers = [[signed(entry, 3) for entry in row] for row in arithmetic.matrix.tolist()]
            st.dataframe(pd.DataFrame(numbers, arithmetic.rows, arithmetic.columns), height=150)
    elif len(arithmetic.lines) > TALL:
        with card(title, f":gray[{words}]"), st.container(height=150):
            st.markdown(lines)
    else:
        note(title, f"{lines}  \n:gray[{words}]")


def _markdown(line: Line) -> str:
    return " ".join(_colored(piece) for piece in line)


def _colored(piece: Piece) -> str:
    text = f"**{plain(piece.text)}**" if piece.result else plain(piece.text)
    return f":{COLORS[piece.role]}[{text}]" if piece.role in COLORS else text
