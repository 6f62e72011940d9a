"""What every lesson's text under the figure keeps."""

import re
from importlib import import_module

import pytest

from tools.promote import script_of
from ui.guide import Text
from ui.guide.text import said
from ui.registry import Lesson, ready_lessons

LESSONS = ready_lessons()


def text_of(lesson: Lesson) -> Text:
    found: Text = import_module(f"lessons.{lesson.file.stem}.text").TEXT
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_text_has_300_to_700_words_of_prose(lesson: Lesson) -> None:
    prose = " ".join(said(section.body) for section in text_of(lesson).sections)
    prose = re.sub(r"\$\$?[^$]*\$\$?|^\|.*$", " ", prose, flags=re.MULTILINE)
    assert 300 <= len(prose.split()) <= 700


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_its_buttons_show_stops_of_the_script(lesson: Lesson) -> None:
    text, places = text_of(lesson), script_of(lesson.slug).places
    named = [name for section in text.sections for name in section.stops]
    assert named
    assert set(named) <= set(places)
    assert {exercise.stop for exercise in text.exercises} - {""} <= set(places)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_it_has_one_exercise_by_hand_one_to_try_here_and_one_to_think_about(lesson: Lesson) -> None:
    exercises = text_of(lesson).exercises
    assert [exercise.kind for exercise in exercises] == ["hand", "here", "think"]
    for exercise in exercises:
        assert len(said(exercise.task).split()) >= 10
        assert len(said(exercise.solution).split()) >= 15
    assert exercises[1].stop


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_its_mathematics_is_typeset_and_its_braces_are_closed(lesson: Lesson) -> None:
    text = text_of(lesson)
    for words in [
        *(section.body for section in text.sections),
        *(e.task for e in text.exercises),
        *(e.solution for e in text.exercises),
    ]:
        read = said(words)
        assert read.count("$") % 2 == 0
        assert read.count("{") == read.count("}")
        assert all(line.count("$$") in (0, 2) for line in read.splitlines()), (
            "a formula over several lines is not typeset"
        )
        assert not re.search(r"\b[hxyWL]_[a-z{]", re.sub(r"\$\$?[^$]*\$\$?|`[^`]*`", "", read)), "a symbol in ASCII"
