"""What a reader can take home: a notebook that recomputes the page's numbers, and a table."""

import io
from collections.abc import Callable

import streamlit as st

from ui.cards import drawer
from ui.export.notebook import Notebook, as_json
from ui.registry import BY_SLUG
from ui.shipped import MODELS


def offer(
    slug: str, notebook: Callable[[], Notebook], table: Callable[[], str], *, beside: tuple[str, ...] = ()
) -> None:
    """Downloads of the page's state: ``notebook`` recomputes its numbers, ``table`` is a CSV.

    Both are made when the reader asks. ``beside`` names stored models too large to stand in a
    notebook: it reads their files from the folder that it lies in.
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
        for name in beside:
            st.download_button(
                f"{name}.npz, which the notebook reads",
                (MODELS / f"{name}.npz").read_bytes,
                f"{name}.npz",
                "application/octet-stream",
                on_click="ignore",
                icon=":material/deployed_code:",
                help="Put it into the same folder as the notebook.",
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
