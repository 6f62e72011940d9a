"""A scene that a reader changes part by part stays one that can be drawn."""

import pytest

from datasets.scenes.draw_lots import scenes
from datasets.scenes.scene import Scene, encode, parse
from lessons.image_captioning.model.scene_parts import DRAWINGS, NOTHING, PARTS, changed, options, part_of
from lessons.image_captioning.state import OWN_SCENE

SOME = [OWN_SCENE, *scenes(40, 71), *scenes(10, 72, "held out"), *scenes(5, 73, "novel")]


@pytest.mark.parametrize("scene", SOME, ids=encode)
def test_whatever_is_chosen_of_a_part_makes_a_scene_that_has_it(scene: Scene) -> None:
    for part in PARTS:
        for value in options(scene, part):
            found = changed(scene, part, value)
            assert part_of(found, part) == value
            assert parse(encode(found)) == found


@pytest.mark.parametrize("scene", SOME, ids=encode)
def test_what_a_scene_is_stands_among_the_options_and_choosing_it_changes_nothing(scene: Scene) -> None:
    for part in PARTS:
        found = options(scene, part)
        if found and part != "drawing":
            assert part_of(scene, part) in found
            assert changed(scene, part, part_of(scene, part)) == scene


def test_what_does_not_go_with_a_change_gives_way() -> None:
    swims = changed(OWN_SCENE, "thing", "boat")
    assert (swims.relation, len(swims.things), swims.place) == ("", 1, "beach")
    alone = changed(OWN_SCENE, "other", NOTHING)
    assert (alone.relation, alone.action) == ("", "sitting")
    many = changed(alone, "count", "3")
    assert (many.count, many.action) == (3, "sitting")
    again = changed(many, "other", "car")
    assert (again.count, again.action, again.relation) == (1, "", "next to")


def test_another_drawing_has_the_same_facts() -> None:
    found = changed(OWN_SCENE, "drawing", "9")
    assert (found.seed, found.things, found.place) == (9, OWN_SCENE.things, OWN_SCENE.place)
    assert len(options(OWN_SCENE, "drawing")) == DRAWINGS
