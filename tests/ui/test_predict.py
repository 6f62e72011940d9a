"""Predict first: the answer waits, is that of the moment it was asked for, and is never guessed."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

REASON = r"It has the largest score\."


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
    return again(AppTest.from_function(page, default_timeout=30), **state)


def again(app: AppTest, bet: str = "", *, dismiss: bool = False, **state: Any) -> AppTest:
    """The page's next run, after the reader bet on ``bet`` or pressed the button."""
    for key, value in state.items():
        app.session_state[key] = value
    if bet:
        app.button_group(key="predict_bet").set_value(bet)
    if dismiss:
        app.button(key="dismiss").click()
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """What stands under the question."""
    text = "\n".join(element.value for element in app.markdown)
    return text.partition("Which symbol?")[2].strip()


def revealed(app: AppTest) -> int:
    count: int = app.session_state["times"]
    return count


@pytest.mark.parametrize("answer", ["e", "l", "*"])
def test_nothing_on_the_page_tells_the_answer_before_the_reader_commits(answer: str) -> None:
    app, other = opened(answer=answer), opened(answer="o", because="Another reason.")
    assert str(app.main) == str(other.main)
    assert said(app) == ""
    assert app.session_state["open"]
    assert not revealed(app)
    assert not app.session_state["ticked"]


def test_the_question_offers_its_options_and_to_skip_it() -> None:
    assert opened().button_group(key="predict_bet").options == ["e", "l", r"\*", "Skip"]


def test_a_right_answer_is_told_so_with_the_reason() -> None:
    assert said(again(opened(), "l")) == rf":green[✓ Right:] **l**. {REASON}"


def test_a_wrong_answer_is_told_what_was_true() -> None:
    assert said(again(opened(), "*")) == rf":orange[✗ You said \*:] the answer was **l**. {REASON}"


@pytest.mark.parametrize("option", ["e", "l"])
def test_an_answer_closes_the_question_reveals_the_figure_and_ticks_the_lesson(option: str) -> None:
    app = again(opened(), option)
    assert not app.session_state["open"]
    assert app.session_state["ticked"]
    assert revealed(app) == 1
    assert not app.button_group
    assert revealed(again(app)) == 1


def test_skipping_shows_the_answer_without_a_tick() -> None:
    app = again(opened(), "Skip")
    assert f"**l**. {REASON}" in said(app)
    assert "You said" not in said(app)
    assert not app.session_state["open"]
    assert revealed(app) == 0
    assert not app.session_state["ticked"]


@pytest.mark.parametrize("option", ["e", "l"])
def test_what_was_true_when_the_reader_committed_stays_and_what_changed_since_is_said(
    option: str,
) -> None:
    app = again(opened(), option)
    verdict = said(app).partition(" **l**.")[0]
    changed = said(again(app, answer="e", because="After training, another one."))
    assert changed == f"{verdict} **l**. What is asked about has changed: now it is **e**."


def test_the_reason_is_that_of_what_is_on_the_screen_now() -> None:
    app = again(opened(), "l")
    assert said(again(app, because="Other numbers.")).endswith(r"**l**. Other numbers\.")


def test_a_skipped_question_tells_what_is_true_now() -> None:
    app = again(opened(), "Skip")
    assert r"**e**. After training\, another one\." in said(
        again(app, answer="e", because="After training, another one.")
    )


def test_each_network_is_asked_about_once() -> None:
    app = again(opened(), "l")
    assert again(app, about="world").session_state["open"]
    again(app, "e", answer="e")
    assert not again(app, about="hello", answer="l").session_state["open"]
    assert said(app) == rf":green[✓ Right:] **l**. {REASON}"


def test_a_dismissed_question_is_closed_and_tells_what_is_true_now() -> None:
    app = again(opened(), dismiss=True)
    assert f"**l**. {REASON}" in said(app)
    assert f"**e**. {REASON}" in said(again(app, answer="e"))
    assert not app.session_state["ticked"]


def test_dismissing_does_not_undo_an_answer() -> None:
    app = again(opened(), "l")
    before = said(app)
    assert said(again(app, dismiss=True)) == before
