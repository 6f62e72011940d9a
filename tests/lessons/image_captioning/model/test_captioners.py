"""The captioners as the lesson uses them: the card's pictures, one by one or many, and twins."""

import numpy as np
import pytest
from lessons.image_captioning.captions import Look, Writer
from lessons.image_captioning.scene_parts import PARTS, part_of

from datasets.scenes.draw_lots import scenes
from datasets.scenes.judge import judge
from lessons.image_captioning import captions
from lessons.image_captioning import choice as caption_choice
from lessons.image_captioning.cards import tables as caption_tables
from lessons.image_captioning.cards import twins as caption_twins
from lessons.image_captioning.figure.twins import DRAWING, FACTS
from training import scene_data

WRITERS = [Writer(cell, when) for cell in ("LSTM", "RNN") for when in ("once", "every step")]


@pytest.mark.parametrize("kind", ["test", "held out", "novel"])
def test_the_pictures_of_the_page_are_the_first_of_the_card(kind: str) -> None:
    found = caption_choice.scenes(kind)
    assert list(found) == scenes(caption_choice.MOST, scene_data.SEEDS[kind], kind)
    assert scene_data.SEEDS[kind] not in (scene_data.SEEDS["train"], scene_data.SEEDS["pictures"])


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_a_picture_among_many_gets_the_sentence_it_gets_alone(writer: Writer) -> None:
    some = caption_choice.scenes("test")[:6]
    for picture, scene in zip(captions.graded(writer, some, 1), some, strict=True):
        alone = captions.sentence(captions.told(writer, captions.look(scene)).words.tolist())
        assert picture.sentence == alone
        assert picture.grade == judge(alone, scene).grade


def test_every_twin_differs_in_one_fact_alone_and_stands_with_its_distance() -> None:
    for scene in (*caption_choice.scenes("test")[:8], *caption_choice.scenes("novel")[:2]):
        seen = captions.look(scene)
        for change, other in caption_twins.facts_changed(scene):
            assert other.scene is not None
            different = [p for p in PARTS if part_of(other.scene, p) != part_of(scene, p)]
            assert len(different) == 1
            assert change.split(" → ")[0] == part_of(scene, different[0])
        near = caption_twins.neighbors(Writer(), seen)
        assert {twin.kind for twin in near.twins} <= {FACTS, DRAWING}
        assert all(np.isfinite(twin.distance) for twin in near.twins)


def test_a_picture_without_facts_has_twins_of_its_drawing_alone_and_no_grade() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    seen = Look.of(noise)
    near = caption_twins.neighbors(Writer(), seen)
    assert {twin.kind for twin in near.twins} == {DRAWING}
    assert captions.grade(Writer(), seen) is None
    assert captions.verdict(Writer(), seen) is None


def test_the_tables_have_the_card_s_numbers() -> None:
    found = caption_tables.found()
    for writer in WRITERS:
        assert sum(found["decoders"][caption_tables.named(writer)]["test"]["grades"]) == (
            pytest.approx(1, abs=1e-3)
        )
    text = caption_tables.about()
    assert f"{found['seen_sentences']['test']:.0%}" in text
    assert all(str(one["n"]) in text for one in found["log_p"].values())


def test_the_probability_is_as_poor_a_judge_as_the_page_says() -> None:
    by_grade = {grade: one["mean"] for grade, one in caption_tables.found()["log_p"].items()}
    assert by_grade["1"] == max(by_grade.values())
    assert by_grade["4"] == pytest.approx(by_grade["3"], abs=(by_grade["1"] - by_grade["3"]) / 4)
