"""Presenter mode: a word in the address that stays for the visit; scenes follow the walk."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import cards
from tests.ui.example import address, opened, press


def presented(app: AppTest) -> bool:
    found: bool = app.session_state["visit"].presenting
    return found


def text(app: AppTest) -> str:
    said = [f"{card['title']} {card['body']}" for card in cards(app).values()]
    return " ".join([*said, *(str(found.value) for found in [*app.markdown, *app.caption])])


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
    press(app, "Leave")
    assert not presented(app)
    assert address(app) == {"seed": "7"}
