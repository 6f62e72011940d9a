"""Predict first: the answer waits, is that of the moment it was asked for, and is never guessed."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    """A question whose answer is what session state says."""
    import streamlit as st

    from ui import predict, progress

    state = st.session_state
    about = state.get("about", "hello")
    st.button("dismiss", key="dismiss", on_click=predict.dismiss, args=(about,))
    state["open"] = predict.is_open(about)
    predict.question(
        "hello",
        about,
        "Which symbol?",
        ["e", "l", "*"],
        answer=state.get("answer", "l"),
        because=state.get("because", "It has the largest score."),
        reveal=lambda: state.__setitem__("revealed", state.get("revealed", 0) + 1),
    )
    state["times"] = state.get("revealed", 0)
    state["ticked"] = progress.answered("hello")


def opened(**state: Any) -> AppTest:
    return again(AppTest.from_function(page), **state)


def again(app: AppTest, click: str = "", **state: Any) -> AppTest:
    for key, value in state.items():
        app.session_state[key] = value
    if click:
        app.button(key=click).click()
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return app.markdown[-1].value


def revealed(app: AppTest) -> int:
    count: int = app.session_state["times"]
    return count


@pytest.mark.parametrize("answer", ["e", "l", "*"])
def test_nothing_on_the_page_tells_the_answer_before_the_reader_commits(answer: str) -> None:
    app, other = opened(answer=answer), opened(answer="o", because="Another reason.")
    assert str(app.main) == str(other.main)
    assert said(app) == "Which symbol?"
    assert app.session_state["open"]
    assert not revealed(app)
    assert not app.session_state["ticked"]


def test_a_right_answer_is_told_so_with_the_reason() -> None:
    app = again(opened(), "predict_1")
    assert said(app) == r":green[✓ Right:] **l**. It has the largest score\."


def test_a_wrong_answer_is_told_what_was_true() -> None:
    app = again(opened(), "predict_2")
    assert said(app) == r":orange[✗ You said \*:] it was **l**. It has the largest score\."


@pytest.mark.parametrize("option", ["predict_0", "predict_1"])
def test_an_answer_closes_the_question_reveals_the_figure_and_ticks_the_lesson(option: str) -> None:
    app = again(opened(), option)
    assert not app.session_state["open"]
    assert app.session_state["ticked"]
    assert revealed(app) == 1
    assert not [button for button in app.button if button.key != "dismiss"]
    assert revealed(again(app)) == 1


def test_skipping_shows_the_answer_without_a_tick() -> None:
    app = again(opened(), "predict_skip")
    assert said(app) == r"It was **l**. It has the largest score\."
    assert revealed(app) == 1
    assert not app.session_state["ticked"]


@pytest.mark.parametrize("option", ["predict_0", "predict_1", "predict_skip"])
def test_what_was_true_when_the_reader_committed_stays(option: str) -> None:
    app = again(opened(), option)
    before = said(app)
    assert said(again(app, answer="e", because="After training, another one.")) == before


def test_each_network_is_asked_about_once() -> None:
    app = again(opened(), "predict_1")
    assert again(app, about="world").session_state["open"]
    again(app, "predict_0", answer="e")
    assert not again(app, about="hello").session_state["open"]
    assert said(app) == r":green[✓ Right:] **l**. It has the largest score\."


def test_a_dismissed_question_is_closed_and_tells_what_is_true_now() -> None:
    app = again(opened(), "dismiss")
    assert said(app) == r"Now it is **l**. It has the largest score\."
    assert said(again(app, answer="e")).startswith("Now it is **e**.")
    assert not app.session_state["ticked"]


def test_dismissing_does_not_undo_an_answer() -> None:
    app = again(opened(), "predict_1")
    before = said(app)
    assert said(again(app, "dismiss")) == before
