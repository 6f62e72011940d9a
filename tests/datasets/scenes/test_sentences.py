"""Sentences say the facts of their scene, in few words."""

from datasets.scenes import sentences
from datasets.scenes.draw_lots import SETS, scenes
from datasets.scenes.facts import NOVEL
from datasets.scenes.scene import parse
from datasets.scenes.sentences import all_references, references


def test_there_are_five_of_at_most_fifteen_words() -> None:
    for kind in SETS:
        for scene in scenes(200, 1, kind):
            said = references(scene)
            assert len(said) == 5
            assert said == references(scene)
            assert set(said) <= set(all_references(scene))
            assert all(3 < len(sentence.split()) <= sentences.LONGEST for sentence in said)


def test_the_vocabulary_is_that_of_the_sentences() -> None:
    seen = scenes(6000, 2, "train")
    found = {w for scene in seen for said in all_references(scene) for w in said.split()}
    assert found == set(sentences.words())
    assert len(found) == 96
    assert not found & set(NOVEL)


def test_synonyms_are_used() -> None:
    scene = parse("beach~orange-woman~riding.a.horse~1")
    assert "a woman in an orange dress rides a horse on the sand" in all_references(scene)
    assert "a woman wearing orange is riding a horse on the beach" in all_references(scene)
    assert len(all_references(scene)) == 8


def test_sentences_of_each_kind() -> None:
    texts = {
        "snow~3~red-man~standing~1": "three men in red shirts standing in the snow",
        "night~2~green-tree~1": "two trees at night",
        "park~blue-bird~above~brown-bench~1": "a blue bird flying over a brown bench in the park",
        "room~orange-cat~sleeping~1": "an orange cat sleeps on the floor",
        "street~red-bus~1": "a red bus parked on the road",
        "park~green-tree~1": "a tree in the park",
        "park~red-tree~1": "a red tree in the park",
        "beach~white-guitar~1": "a guitar on the sand",
    }
    for scene, sentence in texts.items():
        assert sentence in all_references(parse(scene))
