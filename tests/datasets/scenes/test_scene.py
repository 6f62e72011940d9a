"""A scene holds what is possible, and survives a link."""

import numpy as np
import pytest

from datasets.scenes import possible
from datasets.scenes.draw_lots import SETS, random_scene, scenes
from datasets.scenes.facts import CLASSES, COLORS, NOVEL
from datasets.scenes.held_out import ACTIVE, COLORED, PAIRS, is_held_out
from datasets.scenes.scene import Scene, Thing, encode, parse


@pytest.mark.parametrize("kind", SETS)
def test_a_link_gives_the_scene_back(kind: str) -> None:
    for scene in scenes(300, 1, kind):
        assert parse(encode(scene)) == scene


def test_a_link_keeps_where_a_thing_stands() -> None:
    scene = Scene("street", (Thing("car", "red", 40, 120),), seed=7)
    assert encode(scene) == "street~red-car-40-120~7"
    assert parse("street~red-car-40-120~7") == scene
    assert parse("street~red-car--120~7").subject == Thing("car", "red", None, 120)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "3 to 6 parts"),
        ("beach~brown-dog", "3 to 6 parts"),
        ("moon~brown-dog~running~7", "park, beach"),
        ("beach~beige-dog~running~7", "a color must be"),
        ("beach~brown-dragon~running~7", "a thing must be"),
        ("beach~dog~running~7", "color-name"),
        ("beach~brown-dog~flying~7", "sitting, running, jumping"),
        ("beach~brown-dog~running~-7", "seed"),
        ("beach~brown-dog~running~99999999999", "seed"),
        ("beach~3~red-bus~7", "a number of it"),
        ("beach~2~7", "a thing"),
        ("room~red-boat~7", "a place for it"),
        ("park~black-cat~above~red-house~7", "next to, on top of"),
        ("park~black-cat~next.to~7", "2 with a relation"),
        ("street~red-car-940-120~7", "percent"),
        ("🙂~🙂~🙂", "seed"),
    ],
)
def test_a_broken_link_is_refused_by_name(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse(text)


def test_all_that_is_called_possible_can_be_made() -> None:
    made = 0
    for name in possible.subjects():
        for count in possible.counts(name):
            for action in possible.actions(name, count):
                for place in possible.places(name):
                    made += bool(Scene(place, (Thing(name, "red"),), action, "", count))
        for other in possible.others(name):
            for relation in possible.relations(name, other):
                place = possible.places(name, other)[0]
                things = (Thing(name, "red"), Thing(other, "blue"))
                made += bool(Scene(place, things, relation=relation))
    assert made > 300


@pytest.mark.slow
def test_the_held_out_combinations_are_not_in_training_and_each_is_in_the_held_out_set() -> None:
    assert not any(map(is_held_out, scenes(4000, 2, "train") + scenes(1000, 3, "test")))
    held = scenes(1500, 4, "held out")
    assert all(map(is_held_out, held))
    colored = {(thing.name, thing.color, s.place) for s in held for thing in s.things}
    assert set(COLORED) <= colored
    assert set(ACTIVE) <= {(s.subject.name, s.action, s.place) for s in held}
    assert set(PAIRS) <= {tuple(thing.name for thing in s.things) for s in held}


def test_each_part_of_a_held_out_combination_is_in_training() -> None:
    seen = scenes(4000, 2, "train")
    named = {(thing.name, thing.color) for s in seen for thing in s.things}
    places = {(thing.name, s.place) for s in seen for thing in s.things}
    for name, color, place in COLORED:
        assert (name, color) in named
        assert (name, place) in places
    done = {(s.subject.name, s.action) for s in seen}
    assert {(who, what) for who, what, _ in ACTIVE} <= done


def test_training_has_every_class_and_color_and_nothing_novel() -> None:
    seen = {thing for s in scenes(3000, 2, "train") for thing in s.things}
    assert {thing.name for thing in seen} == set(CLASSES)
    assert {thing.color for thing in seen} == set(COLORS)
    assert {s.subject.name for s in scenes(100, 5, "novel")} == set(NOVEL)


def test_a_seed_gives_the_same_scenes_and_a_wrong_kind_is_refused() -> None:
    assert scenes(20, 7) == scenes(20, 7) != scenes(20, 8)
    with pytest.raises(ValueError, match="kind must be"):
        random_scene(np.random.default_rng(1), "other")
    with pytest.raises(ValueError, match="of must be"):
        random_scene(np.random.default_rng(1), of="other")
