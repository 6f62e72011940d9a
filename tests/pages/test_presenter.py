"""What a presenter's page explains before anything was chosen: nothing that is still to come."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.explained import explanation
from tests.pages.conftest import OpenLesson, components
from ui.registry import ready_lessons

READY = [lesson.slug for lesson in ready_lessons()]
VIEWS = [
    *((slug, "") for slug in READY if slug != "text-generation"),
    *(("translation", view) for view in ("map", "beam")),
    *(("image-captioning", view) for view in ("beam", "features")),
    *(("video-to-text", view) for view in ("flow", "table", "unseen")),
]


def data(at: AppTest, kind: str) -> dict[str, Any] | None:
    """What the main figure of this kind was given."""
    return next((found[kind] for _, found in components(at) if kind in found), None)


@pytest.mark.parametrize(("slug", "view"), VIEWS)
def test_at_first_nothing_is_selected_that_the_walk_has_not_reached(
    open_lesson: OpenLesson, slug: str, view: str
) -> None:
    at = open_lesson(slug.replace("-", "_"), present="1", **({"view": view} if view else {}))
    graph = data(at, "graph")
    if graph is None:
        assert data(at, "curves") is not None
        return
    assert graph["start"] == 0
    later = {name for step in graph["steps"][1:] for name in step["lit"]}
    hidden = later - set(graph["steps"][0]["lit"])
    selected = graph["selected"] or ""
    frames = {node["id"]: node for node in graph["nodes"] if "frames" in node}
    for node in frames.values():
        first = node["frames"][node["frame_of_step"][0]]["id"]
        hidden |= {frame["id"] for frame in node["frames"]} - {first}
    assert not {selected, selected.rpartition(".")[0]} & hidden
    assert explanation(graph, selected)


def test_a_text_is_explained_where_its_walk_stands(open_lesson: OpenLesson) -> None:
    letters = data(open_lesson("text_generation", present="1", stop="closing"), "letters")
    assert letters is not None
    assert letters["start"] == letters["range"][0] == 12
    assert letters["selected"] == f"c.{letters['steps'][12]['at'] + 1}"
