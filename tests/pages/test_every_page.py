"""What holds for every lesson's page before anything is touched."""

import pytest

from tests.pages.conftest import OpenLesson, address, explained_controls
from ui.registry import Lesson, ready_lessons

MOST_CONTROLS = 6


@pytest.mark.parametrize("lesson", ready_lessons(), ids=lambda lesson: lesson.slug)
def test_a_page_shows_at_most_six_controls_beside_its_views_and_each_says_what_it_does(
    lesson: Lesson, open_lesson: OpenLesson
) -> None:
    at = open_lesson(lesson.file.stem)
    assert 1 <= len(explained_controls(at) - {"view"}) <= MOST_CONTROLS
    assert address(at) == {}
