"""The page with all symbols, drawn from the one table of the core."""

import streamlit as st

from rnn_core.notation import SYMBOLS
from ui import progress, state

COLORS = {
    "input": ":red[red]",
    "hidden": ":green[green]",
    "output": ":blue[blue]",
    "gradient": ":violet[violet]",
    "gate_f": ":orange[orange]",
}
INTRODUCTION = r"""
Vectors are columns. An index $t$ is a time step; $W_{hh}$ reads "from h to h": the first index says where the
matrix reads, the second where it writes. The lecture writes the elementwise product as $*$, this app as $\odot$.
Boxes and arrows have the same colors in all figures: inputs red, hidden states green, outputs blue, gradients violet.
"""


def show() -> None:
    """The table, one line for each symbol."""
    state.arrive("notation")
    st.title("All symbols", anchor=False)
    st.markdown(INTRODUCTION)
    lines = ["| symbol | name | meaning | shape | color | in the code |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [
        f"| ${one.latex}$ | {one.name} | {one.meaning} | {one.shape} | {COLORS.get(one.role, '')} | `{one.code}` |"
        for one in SYMBOLS
    ]
    st.markdown("\n".join(lines))
    state.write_address("notation", [])
    progress.keep()
