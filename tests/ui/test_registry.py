"""The lessons in the order of the lecture, and what follows from which of them are written."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from ui import registry
from ui.registry import BY_SLUG, LESSONS, neighbors, ready_lessons

SLUGS = [lesson.slug for lesson in LESSONS]


def forget() -> None:
    """Look at the files anew, if the registry remembers which ones there were."""
    getattr(ready_lessons, "cache_clear", lambda: None)()


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a course of which only three lessons are written."""
    (tmp_path / "pages").mkdir()
    for name in ("recurrence", "truncated_bptt", "review"):
        (tmp_path / "pages" / f"{name}.py").touch()
    monkeypatch.setattr(registry, "ROOT", tmp_path)
    forget()
    yield tmp_path / "pages"
    forget()


@pytest.mark.usefixtures("written")
def test_lessons_whose_pages_exist_are_ready_in_the_order_of_the_lecture() -> None:
    assert [lesson.slug for lesson in ready_lessons()] == ["recurrence", "truncated-bptt", "review"]


@pytest.mark.usefixtures("written")
def test_previous_and_next_skip_lessons_that_are_not_written() -> None:
    first, middle, last = ready_lessons()
    assert neighbors("recurrence") == (None, middle)
    assert neighbors("truncated-bptt") == (first, last)
    assert neighbors("review") == (middle, None)


def test_a_new_page_becomes_a_neighbor_by_its_file_alone(written: Path) -> None:
    (written / "lstm_gates.py").touch()
    assert neighbors("review")[0] is BY_SLUG["lstm-gates"]


def test_every_lesson_has_a_name_of_its_own() -> None:
    assert len(set(SLUGS)) == len(SLUGS)
    assert len({lesson.title for lesson in LESSONS}) == len(LESSONS)
    assert len({lesson.question for lesson in LESSONS}) == len(LESSONS)
    assert [BY_SLUG[slug] for slug in SLUGS] == list(LESSONS)


def test_every_lesson_asks_a_question() -> None:
    assert all(lesson.question.endswith("?") for lesson in LESSONS)


def test_the_lessons_of_a_section_stand_together() -> None:
    sections = [name for name, _ in groupby(LESSONS, lambda lesson: lesson.section)]
    assert sections == ["Sequences", "Learning", "Memory", "Applications", "Review"]


def test_the_hello_lesson_is_ready() -> None:
    assert BY_SLUG["hello"] in ready_lessons()


def test_every_page_belongs_to_a_lesson_or_is_the_map_or_the_symbols() -> None:
    pages = {path for path in (registry.ROOT / "pages").glob("*.py") if path.stem != "__init__"}
    assert pages - {lesson.file for lesson in LESSONS} == {
        registry.ROOT / "pages" / name for name in ("home.py", "notation.py")
    }


def test_a_lesson_builds_only_on_lessons_before_it() -> None:
    for place, lesson in enumerate(LESSONS):
        assert {*lesson.needs} <= {*SLUGS[:place]}, lesson.slug
