"""The card that shows how the number under the reader's finger was made."""

import pandas as pd
import streamlit as st

from figures.arithmetic import Arithmetic, Line, Piece
from ui.cards import card, plain

COLORS = {"input": "red", "hidden": "green", "output": "blue"}
TALL = 8
ROUNDED = "Printed rounded, computed in full precision."


def show(arithmetic: Arithmetic | None) -> None:
    """Print ``arithmetic`` in the colors of its roles; an invitation where nothing is chosen."""
    if arithmetic is None:
        with card("How was this number made?", "Click any number or arrow in the figure."):
            return
    title, words = plain(arithmetic.title), plain(f"{arithmetic.words} {ROUNDED}".strip())
    lines = "  \n".join(_markdown(line) for line in arithmetic.lines)
    if arithmetic.matrix is not None:
        with card(title, f":gray[{words}]"):
            st.dataframe(
                pd.DataFrame(arithmetic.matrix, arithmetic.rows, arithmetic.columns).round(3),
                height=150,
            )
    elif len(arithmetic.lines) > TALL:
        with card(title, f":gray[{words}]"), st.container(height=150):
            st.markdown(lines)
    else:
        with card(title, f"{lines}  \n:gray[{words}]"):
            pass


def _markdown(line: Line) -> str:
    return " ".join(_colored(piece) for piece in line)


def _colored(piece: Piece) -> str:
    text = f"**{plain(piece.text)}**" if piece.result else plain(piece.text)
    return f":{COLORS[piece.role]}[{text}]" if piece.role in COLORS else text
