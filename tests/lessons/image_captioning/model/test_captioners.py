"""The captioners as the lesson uses them: the card's pictures, one by one or many, and twins."""

import numpy as np
import pytest

from datasets.scenes.draw_lots import scenes
from datasets.scenes.judge import judge
from lessons.image_captioning.cards import measured
from lessons.image_captioning.model.captioners import WRITERS, Writer, caption, judged
from lessons.image_captioning.model.pictures import MOST, Picture, drawing, held_out
from lessons.image_captioning.model.scene_parts import PARTS, part_of
from lessons.image_captioning.model.twins import DRAWING, FACTS, facts_changed, twins
from training import scene_data


@pytest.mark.parametrize("kind", ["test", "held out", "novel"])
def test_the_pictures_of_the_page_are_the_first_of_the_card(kind: str) -> None:
    found = held_out(kind)
    assert list(found) == scenes(MOST, scene_data.SEEDS[kind], kind)
    assert scene_data.SEEDS[kind] not in (scene_data.SEEDS["train"], scene_data.SEEDS["pictures"])


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_a_picture_among_many_gets_the_sentence_it_gets_alone(writer: Writer) -> None:
    some = held_out("test")[:6]
    for picture, scene in zip(judged(writer, some, 1), some, strict=True):
        alone = caption(writer, drawing(scene)).sentence
        assert picture.sentence == alone
        assert picture.verdict == caption(writer, drawing(scene)).verdict == judge(alone, scene)


def test_every_twin_differs_in_one_fact_alone_and_stands_with_its_distance() -> None:
    for scene in (*held_out("test")[:8], *held_out("novel")[:2]):
        seen = drawing(scene)
        for change, other in facts_changed(scene):
            assert other.scene is not None
            different = [p for p in PARTS if part_of(other.scene, p) != part_of(scene, p)]
            assert len(different) == 1
            assert change.split(" → ")[0] == part_of(scene, different[0])
        near = twins(Writer(), seen)
        assert {twin.kind for twin in near.twins} <= {FACTS, DRAWING}
        assert all(np.isfinite(twin.distance) for twin in near.twins)


def test_a_picture_without_facts_has_twins_of_its_drawing_alone_and_no_grade() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    seen = Picture.of(noise)
    near = twins(Writer(), seen)
    assert {twin.kind for twin in near.twins} == {DRAWING}
    assert caption(Writer(), seen).verdict is None


def test_the_tables_have_the_card_s_numbers() -> None:
    found = measured.found()
    for writer in WRITERS:
        assert sum(found["decoders"][measured.named(writer)]["test"]["grades"]) == (pytest.approx(1, abs=1e-3))
    text = measured.about()
    assert f"{found['seen_sentences']['test']:.0%}" in text
    assert all(str(one["n"]) in text for one in found["log_p"].values())


def test_the_probability_is_as_poor_a_judge_as_the_page_says() -> None:
    by_grade = {grade: one["mean"] for grade, one in measured.found()["log_p"].items()}
    assert by_grade["1"] == max(by_grade.values())
    assert by_grade["4"] == pytest.approx(by_grade["3"], abs=(by_grade["1"] - by_grade["3"]) / 4)
