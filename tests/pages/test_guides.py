"""The guide of every lesson, on its page: each stop is a whole page, the same by Next, by its link and by Back."""

from typing import Any

import pytest

from tests.pages.conftest import OpenLesson, cards, components, held, press
from tests.ui.guide.test_scripts import LESSONS
from tools.promote import script_of
from ui.registry import Lesson

OWN = {"start_token", "at"}
FIGURES = ("graph", "curves", "letters", "plot")


def figures(at: Any) -> list[Any]:
    """What the page's components were given, but for what counts jumps."""
    return [
        (key.split(".")[1:2], {name: value for name, value in each.items() if name not in OWN})
        for key, data in components(at)
        for kind, each in data.items()
        if kind in FIGURES
    ]


def told(at: Any, slug: str) -> tuple[str, str]:
    card = cards(at)[f"{slug}.guide"]
    return card["title"], card["body"]


def way(at: Any, slug: str, label: str) -> Any:
    return press(at, f"{slug}.guide", label)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_each_stop_is_the_same_page_by_next_by_its_link_and_by_back(lesson: Lesson, open_lesson: OpenLesson) -> None:
    slug, script = lesson.slug, script_of(lesson.slug)
    at = open_lesson(lesson.file.stem)
    seen = []
    for place, stop in enumerate(script.stops):
        assert f"{place + 1} of {len(script.stops)}" in told(at, slug)[0]
        state = held(at, slug).state
        link = open_lesson(lesson.file.stem, **({"stop": stop.name} if place else {}))
        assert not held(link, slug).refusals
        assert told(link, slug) == told(at, slug), stop.name
        assert held(link, slug).state == state, stop.name
        assert len(figures(link)) == len(figures(at)), stop.name
        if stop.question is not None:
            assert "?" in told(at, slug)[1]
            at = way(at, slug, "Skip")
        seen.append((told(at, slug), held(at, slug).state))
        if place + 1 < len(script.stops):
            at = way(at, slug, "Next")
        assert not at.exception, at.exception
    for place in reversed(range(len(script.stops))):
        assert (told(at, slug), held(at, slug).state) == seen[place], script.stops[place].name
        if place:
            at = way(at, slug, "Back")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_every_answer_of_every_question_is_met_with_its_reply(lesson: Lesson, open_lesson: OpenLesson) -> None:
    slug, script = lesson.slug, script_of(lesson.slug)
    for place, stop in enumerate(script.stops):
        asked = script.told(place).asked
        if asked is None:
            continue
        wrong = next(option for option in asked.replies if option != asked.answer)
        at = open_lesson(lesson.file.stem, **({"stop": stop.name} if place else {}))
        at = way(at, slug, wrong)
        assert asked.replies[wrong] in told(at, slug)[1]
        assert asked.replies[asked.answer] in told(at, slug)[1]
        right = open_lesson(lesson.file.stem, **({"stop": stop.name} if place else {}))
        right = way(right, slug, asked.answer)
        assert "is right" in told(right, slug)[1]
