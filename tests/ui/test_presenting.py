"""Presenter mode is a word in the address, and nothing else."""

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from ui import presenting

    st.session_state["active"] = presenting.active()
    presenting.notes("Ask the class first.")
    presenting.button()


def opened(**link: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.query_params.update(link)
    app.run()
    assert not app.exception
    return app


def notes(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def test_the_address_alone_says_whether_the_page_is_presented() -> None:
    assert opened(present="1").session_state["active"]
    assert not opened().session_state["active"]


@pytest.mark.parametrize("text", ["0", "", "true", "11", "x" * 10_000])
def test_no_other_word_in_the_address_presents_the_page(text: str) -> None:
    assert not opened(present=text).session_state["active"]


def test_the_button_enters_and_leaves_and_keeps_the_rest_of_the_address() -> None:
    app = opened(seed="7")
    app.button(key="present").click().run()
    assert app.session_state["active"]
    assert app.query_params == {"seed": "7", "present": "1"}
    assert app.button(key="present").label == "Leave presenter mode"
    app.button(key="present").click().run()
    assert not app.session_state["active"]
    assert app.query_params == {"seed": "7"}


def test_speaker_notes_are_for_the_presenter_only() -> None:
    assert notes(opened(present="1")) == ["Ask the class first."]
    assert notes(opened()) == []
