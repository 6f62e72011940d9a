"""What a reader can take home: a notebook that recomputes the page's numbers, and a table."""

import io
from collections.abc import Callable

import streamlit as st

from ui.cards import drawer
from ui.export.notebook import Notebook, as_json
from ui.registry import BY_SLUG


def offer(slug: str, notebook: Callable[[], Notebook], table: Callable[[], str]) -> None:
    """Downloads of the page's state: ``notebook`` recomputes its numbers, ``table`` is a CSV.

    Both are made when the reader asks, and each is one file that needs no other.
    """

    def content() -> None:
        import pandas as pd

        numbers = table()
        st.download_button(
            "Notebook that recomputes these numbers",
            lambda: as_json(notebook(), BY_SLUG[slug].question),
            f"{slug}.ipynb",
            "application/x-ipynb+json",
            on_click="ignore",
            icon=":material/menu_book:",
        )
        st.download_button(
            "The figure's numbers as CSV",
            numbers,
            f"{slug}.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/table:",
        )
        st.caption("The figure itself: the SVG and PNG buttons above it. Its numbers as a table:")
        st.dataframe(pd.read_csv(io.StringIO(numbers)), hide_index=True, height=240)

    drawer("Take it home", "take_home_drawer", content, icon=":material/download:")
