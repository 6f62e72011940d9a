"""The map of the lecture shows every lesson and opens those that are written."""

from streamlit.testing.v1 import AppTest

from tests.sources import ROOT
from ui.progress import Answer
from ui.registry import LESSONS, ready_lessons
from ui.state import Visit


def opened(*answered: str) -> AppTest:
    app = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=30)
    app.session_state["visit"] = Visit(answers={slug: {"": Answer("yes")} for slug in answered})
    app.run()
    assert not app.exception
    return app


def test_every_lesson_stands_on_the_map_with_its_question_in_the_order_of_the_lecture() -> None:
    app = opened()
    questions = [caption.value for caption in app.caption]
    assert sorted(questions) == sorted(lesson.question for lesson in LESSONS)
    sections = [subheader.value for subheader in app.subheader]
    assert sorted(sections) == sorted({lesson.section for lesson in LESSONS})
    for column in app.columns:
        shown = [caption.value for caption in column.caption]
        assert shown == [lesson.question for lesson in LESSONS if lesson.question in shown]


def test_ready_lessons_are_links_and_the_others_are_names_only() -> None:
    app = opened()
    start, *links = app.page_link
    assert [link.page for link in links] == [lesson.slug for lesson in ready_lessons()]
    names = {text.value for text in app.markdown}
    for lesson in LESSONS:
        assert (f":gray[{lesson.title}]" in names) == (not lesson.ready)
    assert start.page == ready_lessons()[0].slug
    assert "Start here" in start.label
    assert ready_lessons()[0].question in start.label


def test_an_answered_lesson_has_a_tick_and_no_other() -> None:
    assert not [link for link in opened().page_link if "✓" in link.label]
    ticked = [link.page for link in opened("hello").page_link if "✓" in link.label]
    assert ticked == ["hello"]
