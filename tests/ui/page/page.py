"""A lesson with one control and every part under its figure."""

from typing import Any

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A lesson with one control."""
    import streamlit as st

    from rnn_core import readout
    from rnn_core.cells import rnn
    from ui import controls, link, walk
    from ui import page as lesson
    from ui.page import LookFor

    state = st.session_state
    link.arrive("hello")
    with lesson.control_row():
        state["found"] = controls.whole("units", "Units", 1, 32, 3, help="?")
        for text in state.get("remark", ()):
            controls.remark(text)
    state["place"] = walk.place("x", 0)
    left, right = lesson.halves()
    left.text("figure")
    with right:
        lesson.look_for(
            LookFor("First.", {"units": 7}, ("h.2",), then=lambda: state.update(undone=True)),
            LookFor("Second.", {"units": 9}, step=4),
        )

    def errors() -> dict[str, float]:
        state["checked"] = state.get("checked", 0) + 1
        return {"W_hh": 3.2e-10, "W_xh": 5e-12}

    with lesson.footer():
        lesson.proof(errors, "gradients agree")
        lesson.code_that_ran(rnn.step, readout.forward)


def opened(state: dict[str, Any] | None = None, **link: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    for key, value in (state or {}).items():
        app.session_state[key] = value
    app.query_params.update(link)
    app.run()
    assert not app.exception
    return app
