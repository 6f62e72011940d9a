"""What a presenter's page explains before anything was chosen: nothing that is still to come."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenLesson, components
from tools.promote import script_of
from ui.registry import ready_lessons

READY = [lesson.slug for lesson in ready_lessons()]


def data(at: AppTest, kind: str) -> dict[str, Any] | None:
    """What the main figure of this kind was given."""
    return next((found[kind] for _, found in components(at) if kind in found), None)


@pytest.mark.parametrize("slug", READY)
def test_at_every_stop_nothing_is_selected_that_the_walk_has_not_reached(open_lesson: OpenLesson, slug: str) -> None:
    script = script_of(slug)
    for stop in script.stops[:4]:
        graph = data(open_lesson(slug.replace("-", "_"), present="1", stop=stop.name), "graph")
        if graph is None:
            continue
        begin = min(graph["range"][0], len(graph["steps"]) - 1)
        assert graph["start"] == begin
        before = {name for step in graph["steps"][: begin + 1] for name in step["lit"]}
        hidden = {name for step in graph["steps"][begin + 1 :] for name in step["lit"]} - before
        selected = graph["selected"] or ""
        assert not {selected, selected.rpartition(".")[0]} & hidden, stop.name


@pytest.mark.parametrize("slug", READY)
def test_a_walk_to_a_stop_takes_at_most_twelve_presses(open_lesson: OpenLesson, slug: str) -> None:
    for stop in script_of(slug).stops:
        at = open_lesson(slug.replace("-", "_"), present="1", stop=stop.name)
        for kind in ("graph", "curves", "letters", "plot"):
            found = data(at, kind)
            if found is not None and found.get("range"):
                last = max(0, len(found["steps"]) - 1)
                begin, end = (min(step, last) for step in found["range"])
                assert end - begin <= 12, stop.name


def test_a_text_is_explained_where_its_walk_stands(open_lesson: OpenLesson) -> None:
    letters = data(open_lesson("text_generation", present="1", stop="closing"), "letters")
    assert letters is not None
    assert letters["start"] == letters["range"][0] == 12
    assert letters["selected"] == f"c.{letters['steps'][12]['at'] + 1}"
