"""A lesson in the page of another site: the guide and the figure are sent, the rest of the page is not."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenLesson, address, cards, components
from ui.registry import ready_lessons


def embedded(open_lesson: OpenLesson, slug: str) -> AppTest:
    """The lesson's page in a visit that is in the page of another site."""
    at = open_lesson(slug.replace("-", "_"))
    at.session_state["visit"].embedded = True
    return at.run()


@pytest.mark.parametrize("slug", [lesson.slug for lesson in ready_lessons()])
def test_every_lesson_is_its_guide_and_a_link_to_the_whole(slug: str, open_lesson: OpenLesson) -> None:
    at = embedded(open_lesson, slug)
    assert not at.exception
    assert f"{slug}.guide" in cards(at)
    assert {name.partition(".")[2] for name in cards(at) if name.startswith(slug)} <= {"guide", "number"}
    assert any(f"[Open the whole lesson]({slug}" in caption.value for caption in at.caption)
    assert not at.title
    assert not at.expander


def test_the_address_keeps_that_it_is_embedded(open_lesson: OpenLesson) -> None:
    assert address(embedded(open_lesson, "hello")) == {"embed": "true"}


def test_the_document_is_told(open_lesson: OpenLesson) -> None:
    found = dict(components(embedded(open_lesson, "hello")))["frame"]
    assert found == {"presenting": False, "embedded": True}
