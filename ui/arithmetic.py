"""The card that shows how the number under the reader's finger was made."""

import pandas as pd
import streamlit as st

from figures.arithmetic import Arithmetic, Line, Piece
from ui.cards import card, plain

COLORS = {"input": "red", "hidden": "green", "output": "blue"}
TALL = 8


def show(arithmetic: Arithmetic | None) -> None:
    """Print ``arithmetic`` in the colors of its roles; an invitation where nothing is chosen."""
    if arithmetic is None:
        with card("How was this number made?"):
            st.markdown("Click any number or arrow in the figure.")
        return
    with card(plain(arithmetic.title)):
        if arithmetic.matrix is not None:
            st.dataframe(
                pd.DataFrame(arithmetic.matrix, arithmetic.rows, arithmetic.columns).round(3),
                height=150,
            )
        elif arithmetic.lines:
            with st.container(height=170 if len(arithmetic.lines) > TALL else "content"):
                st.markdown("  \n".join(_markdown(line) for line in arithmetic.lines))
        words = f"{arithmetic.words} Printed rounded, computed in full precision."
        st.caption(plain(words.strip()))


def _markdown(line: Line) -> str:
    return " ".join(_colored(piece) for piece in line)


def _colored(piece: Piece) -> str:
    text = f"**{plain(piece.text)}**" if piece.result else plain(piece.text)
    return f":{COLORS[piece.role]}[{text}]" if piece.role in COLORS else text
