"""What a reader opens when they want it: the proof, the code that ran, an aside."""

import inspect
from collections.abc import Callable, Mapping

import streamlit as st

from figures import plot as charts
from figures.numbers import small
from figures.plot import Plot
from ui.cards import drawer
from ui.components import plot

CHART = 420
"""The height in px of a chart in a drawer."""
FINITE_DIFFERENCES = (
    "For each set of weights the gradient is compared with how the loss really changes when the "
    "weights move a little along a random direction."
)


def proof(
    check: Callable[[], Mapping[str, float]],
    claim: str = "every gradient agrees with finite differences",
    *,
    of: str = "gradient of",
    how: str = FINITE_DIFFERENCES,
) -> None:
    """One line that can be checked: ``check`` returns relative errors, computed when asked.

    ``of`` heads the column that names them, ``how`` says what was compared with what.
    """

    def content() -> None:
        errors = check()
        st.markdown(f"Largest relative error, on the model on the screen: **{small(max(errors.values()))}**")
        st.table({of: list(errors), "relative error": [small(error) for error in errors.values()]})
        st.caption(f"Computed just now. {how}")

    drawer(f"Proof: {claim} · check now", "proof_drawer", content, icon=":material/verified:")


def aside(label: str, text: str) -> None:
    """What is worth knowing beside the main line, in a drawer."""
    drawer(label, "aside_drawer", lambda: _markdown(text), icon=":material/info:")


def explored(label: str, key: str, chart: Callable[[], Plot], *, height: int = CHART, words: str = "") -> None:
    """A chart to explore in a drawer: it is made, and what draws it is loaded, when the reader opens it.

    ``key`` tells it from the page's other drawers, ``words`` say what is seen and where it comes from.
    """

    def content() -> None:
        plot.load()
        if words:
            st.markdown(words)
        found = chart()
        plot.mount(charts.as_data(found), f"{key}_chart", height=height)
        if found.table:
            st.download_button(
                "The chart's numbers as CSV", found.table, f"{key}.csv", "text/csv", on_click="ignore",
                icon=":material/table:", key=f"{key}_table",
            )  # fmt: skip

    drawer(label, f"{key}_drawer", content, icon=":material/query_stats:")


def code_that_ran(*functions: Callable[..., object]) -> None:
    """The source of ``functions``, read from the running modules."""

    def content() -> None:
        for function in functions:
            st.caption(f"`{function.__module__}.{function.__name__}`")
            st.code(inspect.getsource(function), language="python")

    drawer("The code that ran", "code_drawer", content, icon=":material/code:")


def _markdown(text: str) -> None:
    st.markdown(text)
