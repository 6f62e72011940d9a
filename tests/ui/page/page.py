"""A lesson with one control and every part under its figure."""

from typing import Any

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A lesson with one control."""
    import streamlit as st

    from rnn_core import readout
    from rnn_core.cells import rnn
    from tests.ui.example import SCRIPT, Example
    from ui import controls
    from ui import page as lesson

    session = st.session_state
    page = lesson.begin("hello", Example, SCRIPT)
    session["found"] = page.state().units
    for text in session.get("remark", ()):
        page.remark(text)
    with lesson.control_row(page):
        controls.draw(page, "units")
    left, right = lesson.halves(page)
    left.text("figure")
    with right:
        lesson.cards(page)

    def errors() -> dict[str, float]:
        session["checked"] = session.get("checked", 0) + 1
        return {"W_hh": 3.2e-10, "W_xh": 5e-12}

    with lesson.footer():
        lesson.proof(errors, "gradients agree")
        lesson.code_that_ran(rnn.step, readout.forward)


def opened(session: dict[str, Any] | None = None, **link: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    for key, value in (session or {}).items():
        app.session_state[key] = value
    app.query_params.update(link)
    app.run()
    assert not app.exception
    return app
