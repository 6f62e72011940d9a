"""The seed that weights are drawn from, and the button that draws them anew."""

from collections.abc import Callable

import streamlit as st

from ui import link

FIRST, LAST = 1, 9999


def button(*, fixed: bool = False, then: Callable[[], None] | None = None) -> int:
    """The seed, with the one button that changes it; ``fixed`` where nothing is drawn.

    ``then`` is called after another seed was chosen, before the page runs again.
    """
    seed = link.recall("seed", FIRST, parse)

    def draw_again() -> None:
        link.remember("seed", seed % LAST + 1)
        if then:
            then()

    st.button(
        "New weights" if fixed else f"New weights (seed {seed})",
        key="new_weights",
        on_click=draw_again,
        disabled=fixed,
        help="The slide's weights are fixed."
        if fixed
        else "Draw other weights. Only this button ever does.",
    )
    return seed


def parse(text: str) -> int | None:
    """The seed a link says; None where it is none."""
    usable = text.isascii() and text.isdigit() and len(text) <= len(str(LAST))
    return int(text) if usable and FIRST <= int(text) <= LAST else None
