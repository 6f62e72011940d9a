"""Presenter mode: a word in the address that stays for the visit; scenes follow the walk."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import cards
from tests.ui.example import START, Example, address, opened, press, ran, state


def presented(app: AppTest) -> bool:
    found: bool = app.session_state["visit"].presenting
    return found


def text(app: AppTest) -> str:
    said = [f"{card['title']} {card['body']}" for card in cards(app).values()]
    return " ".join([*said, *(str(found.value) for found in [*app.markdown, *app.caption])])


def move(app: AppTest, by: int) -> AppTest:
    """A clicker's key past the end of the walk, or before its beginning."""
    return ran(app, move=by)


def page() -> None:
    """The example, with a clicker that presses what the session says."""
    import streamlit as st

    from tests.ui.example import Example
    from ui import page as lesson
    from ui import presenter
    from ui.page import LookFor

    page = lesson.begin(st.session_state.get("slug", "hello"), Example, notes="Ask the class first.")
    if by := st.session_state.pop("move", 0):
        presenter.move(page, by)
    st.session_state["state"] = page.state()
    lesson.look_for(page, (LookFor("First.", Example(units=7)), LookFor("Second.", Example(units=9))))
    page.write_address()


def walked(**session: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.query_params["present"] = "1"
    return ran(app, **session)


def test_the_address_says_whether_the_page_is_presented() -> None:
    assert presented(opened(present="1"))
    assert not presented(opened())


@pytest.mark.parametrize("word", ["0", "", "true", "11", "x" * 10_000])
def test_no_other_word_in_the_address_presents_the_page(word: str) -> None:
    assert not presented(opened(present=word))


def test_the_button_enters_and_leaves_and_keeps_the_rest_of_the_address() -> None:
    app = press(opened(seed="7"), "Present")
    assert presented(app)
    assert address(app) == {"seed": "7", "present": "1"}
    press(app, "Leave presenter mode")
    assert not presented(app)
    assert address(app) == {"seed": "7"}


def test_speaker_notes_are_for_the_presenter_only() -> None:
    assert "Ask the class first." in text(opened(present="1"))
    assert "Ask the class first." not in text(opened())


def test_the_walk_comes_first_and_says_how_many_scenes_follow() -> None:
    app = walked()
    assert "First." not in text(app)
    assert "2 scenes" in text(app)


def test_the_clicker_goes_through_the_lines_and_stops_at_the_last() -> None:
    app = walked()
    for number, sentence, units in ((1, "First.", 7), (2, "Second.", 9), (2, "Second.", 9)):
        move(app, 1)
        assert state(app) == Example(units=units)
        assert f"Look for · {number} of 2" in text(ran(app))
        assert sentence in text(app)


def test_going_back_from_the_first_scene_brings_the_start_values_back() -> None:
    app = move(move(walked(), 1), -1)
    assert state(app) == START
    assert "Look for" not in text(app)
    assert state(move(app, -1)) == START


def test_another_lesson_begins_with_its_own_walk() -> None:
    app = move(walked(), 1)
    assert "Look for ·" not in text(ran(app, slug="bptt"))
