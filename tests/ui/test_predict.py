"""Predict first: the answer waits, is that of the moment it was asked for, and is never guessed."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import answer, cards, components, options
from tests.ui.example import opened, press, ran
from ui.progress import Answer

REASON = r"It has the largest score\."


def bet(app: AppTest, option: str) -> AppTest:
    answer(app, "hello", option)
    return ran(app)


def asked(**session: Any) -> AppTest:
    return opened(session=session)


def said(app: AppTest) -> str:
    """What stands under the question."""
    body: str = cards(app)["hello.bet"]["body"]
    return body.partition("Which symbol?")[2].strip()


def step(app: AppTest) -> int:
    found: int = app.session_state["place"][0]
    return found


@pytest.mark.parametrize("truth", ["e", "l", "*"])
def test_nothing_on_the_page_tells_the_answer_before_the_reader_commits(truth: str) -> None:
    app, other = asked(answer=truth), asked(answer="o", because="Another reason.")
    assert str(app.main) == str(other.main)
    assert components(app) == components(other)
    assert said(app) == ""
    assert app.session_state["open"]


def test_the_question_offers_its_options_and_to_skip_it() -> None:
    assert options(asked(), "hello") == ["e", "l", r"\*", "Skip"]


def test_a_right_answer_is_told_so_with_the_reason() -> None:
    assert said(bet(asked(), "l")) == rf":green[✓ Right:] **l**. {REASON}"


def test_a_wrong_answer_is_told_what_is_true() -> None:
    assert said(bet(asked(), "*")) == rf":orange[✗ You said \*:] the answer is **l**. {REASON}"


@pytest.mark.parametrize("option", ["e", "l"])
def test_an_answer_closes_the_question_and_moves_the_figure_to_it(option: str) -> None:
    app = bet(asked(), option)
    assert not app.session_state["open"]
    assert step(app) == 7
    assert options(app, "hello") == []


def test_skipping_shows_the_answer_and_leaves_the_figure_alone() -> None:
    app = bet(asked(), "Skip")
    assert f"**l**. {REASON}" in said(app)
    assert "You said" not in said(app)
    assert not app.session_state["open"]
    assert step(app) == 4


@pytest.mark.parametrize("option", ["e", "l"])
def test_a_changed_network_leaves_no_old_verdict_and_its_answer_is_told(option: str) -> None:
    app = ran(bet(asked(), option), answer="e", because="After training, another one.")
    assert ":orange" not in said(app)
    assert ":green" not in said(app)
    assert said(app).startswith(f"You said {option}. The network has changed since then: the answer is now **e**.")


def test_the_reason_is_that_of_what_is_on_the_screen_now() -> None:
    assert said(ran(bet(asked(), "l"), because="Other numbers.")).endswith(r"**l**. Other numbers\.")


def test_each_network_is_asked_about_once() -> None:
    app = bet(asked(), "l")
    assert ran(app, about="world", answer="e").session_state["open"]
    bet(app, "e")
    assert not ran(app, about="x", answer="l").session_state["open"]
    assert said(app) == rf":green[✓ Right:] **l**. {REASON}"


def test_a_dismissed_question_is_closed_and_tells_what_is_true_now() -> None:
    app = press(asked(), "dismiss")
    assert f"**l**. {REASON}" in said(app)
    assert f"**e**. {REASON}" in said(ran(app, answer="e"))


def test_dismissing_does_not_undo_an_answer() -> None:
    app = bet(asked(), "l")
    before = said(app)
    assert said(press(app, "dismiss")) == before


def test_an_answer_of_an_earlier_visit_counts_for_a_reader_and_is_asked_again_before_a_class() -> None:
    app = bet(asked(), "e")
    answers = app.session_state["visit"].answers["hello"]
    for name, given in answers.items():
        answers[name] = Answer(given.option, given.truth, earlier=True)
    assert not ran(app).session_state["open"]
    assert press(app, "Present").session_state["open"]
