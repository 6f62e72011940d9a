"""What a reader opens when they want it: the proof, the code that ran, an aside."""

import inspect
from collections.abc import Callable, Mapping

import streamlit as st

from figures.numbers import small
from ui.cards import drawer

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


def code_that_ran(*functions: Callable[..., object]) -> None:
    """The source of ``functions``, read from the running modules."""

    def content() -> None:
        for function in functions:
            st.caption(f"`{function.__module__}.{function.__name__}`")
            st.code(inspect.getsource(function), language="python")

    drawer("The code that ran", "code_drawer", content, icon=":material/code:")


def _markdown(text: str) -> None:
    st.markdown(text)
