"""The map of the lecture shows every lesson and opens those that are written."""

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import component, report
from tests.sources import ROOT
from ui.progress import Answer
from ui.registry import BY_SLUG, ready_lessons
from ui.state import Visit


def opened(*answered: str) -> AppTest:
    app = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=30)
    app.session_state["visit"] = Visit(answers={slug: {"": Answer("yes")} for slug in answered})
    app.run()
    assert not app.exception
    return app


def cards(app: AppTest) -> list[dict[str, Any]]:
    """The lessons on the map, each with its section."""
    found = component(app, "home.map")["map"]["sections"]
    return [lesson | {"section": section["name"]} for section in found for lesson in section["lessons"]]


def test_every_written_lesson_stands_on_the_map_with_its_question_in_the_order_of_the_lecture() -> None:
    shown = [(card["section"], card["slug"], card["title"], card["question"]) for card in cards(opened())]
    assert shown == [(lesson.section, lesson.slug, lesson.title, lesson.question) for lesson in ready_lessons()]


def test_the_map_says_what_recurrent_networks_are_and_when_one_needs_them() -> None:
    said = " ".join(text.value for text in opened().markdown)
    assert "hidden state" in said
    assert "One needs it when" in said


def test_each_lesson_names_those_it_builds_on() -> None:
    for card in cards(opened()):
        needs = BY_SLUG[card["slug"]].needs
        assert card["needs"] == (f"after {' and '.join(BY_SLUG[slug].title for slug in needs)}" if needs else "")


def test_a_new_reader_starts_with_the_first_lesson_and_an_old_one_goes_on_after_the_last_answer() -> None:
    (start, *_), (on, *_) = opened().page_link, opened("sequences", "hello").page_link
    assert "Start here" in start.label
    assert start.page == "sequences"
    assert "Continue where you were" in on.label
    assert on.page == "bptt"


def test_who_comes_from_a_lesson_goes_back_to_it() -> None:
    app = opened()
    app.switch_page("../pages/lstm_gates.py").run()
    app.switch_page("../pages/home.py").run()
    assert "Continue where you were" in app.page_link[0].label
    assert app.page_link[0].page == "lstm-gates"


def test_an_answered_lesson_has_a_tick_and_no_other() -> None:
    assert not [card for card in cards(opened()) if card["tick"]]
    assert [card["slug"] for card in cards(opened("hello")) if card["tick"]] == ["hello"]


def test_a_card_opens_its_lesson() -> None:
    app = report(opened(), "home.map", opened={"slug": "hello", "by": 1, "at": 1})
    assert not app.exception
    assert app.title[0].value == BY_SLUG["hello"].question
