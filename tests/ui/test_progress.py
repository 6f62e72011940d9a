"""Answers and ticks: of this visit, over a reload by the reader's device, never in a link."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import answer, component
from tests.ui.example import address, opened
from ui.state import Visit


def page() -> None:
    """A page that asks and keeps."""
    import streamlit as st

    from ui import progress

    for slug, about, option in st.session_state.get("give", ()):
        progress.give(slug, about, progress.Answer(option, "l"))
    progress.keep()
    st.button("forget", on_click=progress.forget)
    st.session_state["ticked"] = [slug for slug in ("hello", "bptt") if progress.answered(slug)]
    given = progress.answer("hello", ("x", 1))
    st.session_state["option"] = given and given.option


def begun(**session: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    for name, value in session.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def kept(app: AppTest) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = component(app, "device")["device"]["answers"]
    return found


def test_an_answer_ticks_its_lesson_and_a_skipped_question_does_not() -> None:
    app = begun(give=[("hello", ("x", 1), "e"), ("bptt", "y", "Skip")])
    assert app.session_state["ticked"] == ["hello"]
    assert app.session_state["option"] == "e"


def test_the_device_is_given_every_answer_by_page() -> None:
    answers = kept(begun(give=[("hello", ("x", 1), "e"), ("hello", ("x", 2), "l"), ("bptt", "y", "Skip")]))
    assert sorted(answers) == ["bptt", "hello"]
    assert sorted(answers["hello"].values()) == [["e", "l"], ["l", "l"]]


def test_forgetting_takes_back_all_answers_and_tells_the_device() -> None:
    app = begun(give=[("hello", ("x", 1), "e")])
    app.session_state["give"] = []
    app.button[0].click().run()
    assert kept(app) == {}
    assert component(app, "device")["device"]["forget"] == 1
    assert app.session_state["ticked"] == []


def test_no_link_carries_an_answer() -> None:
    app = opened(stop="asked")
    assert address(answer(app, "hello", "l")) == {"stop": "asked"}


class Taken:
    """What a visit takes over from a device's text."""

    def __init__(self, text: str) -> None:
        app = AppTest.from_function(self.page, kwargs={"text": text}, default_timeout=30).run()
        assert not app.exception, app.exception
        visit: Visit = app.session_state["visit"]
        self.answers = visit.answers

    @staticmethod
    def page(text: str) -> None:
        """Take over ``text``."""
        from unittest.mock import patch

        from ui import progress

        with patch("ui.components.device.keep") as keep:
            progress.keep()
        keep.call_args.kwargs["on_stored"](text)


def test_what_the_device_had_is_taken_over_as_given_in_an_earlier_visit() -> None:
    answers = Taken(json.dumps({"hello": {"abc": ["e", "l"]}})).answers
    assert answers["hello"]["abc"].option == "e"
    assert answers["hello"]["abc"].earlier


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{", "7", '{"hello": 7}', '{"hello": {"a": "b"}}', '{"hello": {"a": ["b"]}}',
     '{"hello": {"a": [1, 2]}}', '{"hello": {"a": ["b", "' + "c" * 300 + '"]}}'],
)  # fmt: skip
def test_what_is_no_answer_is_left_out(text: str) -> None:
    assert not any(Taken(text).answers.values())


def test_a_device_cannot_fill_the_memory() -> None:
    pages = {str(page): {str(k): ["a", "b"] for k in range(1000)} for page in range(5)}
    assert sum(map(len, Taken(json.dumps(pages)).answers.values())) == 2000
