"""The judge gives the grade that the facts deserve, and says why."""

import pytest

from datasets.scenes.draw_lots import SETS, scenes
from datasets.scenes.judge import Fault, judge
from datasets.scenes.scene import parse
from datasets.scenes.sentences import all_references, references


@pytest.mark.slow
def test_every_reference_of_1500_scenes_is_without_errors() -> None:
    for kind, n in zip(SETS, (700, 300, 300, 200), strict=True):
        for scene in scenes(n, 11, kind):
            for sentence in references(scene):
                assert judge(sentence, scene).grade == 1, (sentence, scene)


def test_all_ways_of_saying_it_are_without_errors() -> None:
    for scene in scenes(150, 12):
        assert all(judge(sentence, scene).faults == () for sentence in all_references(scene))


GRADED = [
    ("beach~brown-dog~running~1", "a brown dog on the beach", 1),
    ("beach~brown-dog~running~1", "A brown dog runs on the sand.", 1),
    ("beach~brown-dog~running~1", "on the beach a brown dog", 1),
    ("beach~brown-dog~running~1", "a dog", 1),
    ("beach~brown-dog~running~1", "a brown dog sits on the beach", 2),
    ("beach~brown-dog~running~1", "a black dog runs on the beach", 2),
    ("beach~brown-dog~running~1", "a brown dog runs in the snow", 2),
    ("beach~brown-dog~running~1", "a brown cat runs on the beach", 2),
    ("beach~brown-dog~running~1", "two brown dogs running on the beach", 2),
    ("beach~brown-dog~running~1", "a brown dog beside a red car on the beach", 3),
    ("beach~brown-dog~running~1", "a black cat runs on the beach", 3),
    ("beach~brown-dog~running~1", "a black dog runs in the snow", 3),
    ("beach~brown-dog~running~1", "a brown house on the beach", 3),
    ("beach~brown-dog~running~1", "a red house on the beach", 4),
    ("beach~brown-dog~running~1", "a brown house in the snow", 4),
    ("beach~brown-dog~running~1", "", 4),
    ("beach~brown-dog~running~1", "the the the", 4),
    ("beach~brown-dog~running~1", "a brown dog runs on the lovely beach", 2),
    ("street~red-car~1", "a red car driving on the road", 1),
    ("street~red-car~1", "a red bus on the road", 2),
    ("street~red-car~1", "a red car flying on the road", 2),
    ("snow~red-man~riding.a.horse~1", "a man in a red shirt rides a horse in the snow", 1),
    ("snow~red-man~riding.a.horse~1", "a man in a red shirt in the snow", 2),
    ("snow~red-man~riding.a.horse~1", "a man in a red shirt rides a bicycle in the snow", 2),
    ("snow~red-man~riding.a.horse~1", "a woman in a red dress rides a horse in the snow", 2),
    ("snow~red-man~riding.a.horse~1", "a brown horse stands in the snow", 4),
    ("night~brown-horse~standing~1", "a man in a black shirt is riding a horse at night", 3),
    ("street~orange-cat~on.top.of~red-bench~1", "a man wearing orange sits on a bench", 3),
    ("street~orange-cat~on.top.of~red-bench~1", "an orange cat on a red bench on the street", 1),
    ("street~orange-cat~on.top.of~red-bench~1", "a red bench with an orange cat", 2),
    ("street~orange-cat~on.top.of~red-bench~1", "a red bench on top of an orange cat", 2),
    ("street~orange-cat~next.to~red-bench~1", "a red bench next to an orange cat", 1),
    ("street~orange-cat~on.top.of~red-bench~1", "an orange cat beside a red bench", 2),
    ("street~orange-cat~on.top.of~red-bench~1", "a red cat on an orange bench", 3),
    ("park~red-bird~above~green-tree~1", "a red bird flying over a tree on the grass", 1),
    ("park~red-bird~above~green-tree~1", "a red bird flying in the park", 3),
    ("room~2~red-ball~1", "two red balls on the floor", 1),
    ("room~2~red-ball~1", "three red balls on the floor", 2),
    ("room~2~red-ball~1", "a blue ball on the floor", 3),
    ("park~white-elephant~1", "a white dog in the park", 3),
    ("park~white-elephant~1", "a red car in the snow", 4),
]


@pytest.mark.parametrize(("scene", "sentence", "grade"), GRADED)
def test_known_grades(scene: str, sentence: str, grade: int) -> None:
    verdict = judge(sentence, parse(scene))
    assert verdict.grade == grade, verdict
    assert bool(verdict.faults) == (grade > 1)


def test_the_faults_say_what_is_wrong() -> None:
    verdict = judge("a black cat runs on the sand", parse("beach~brown-dog~running~1"))
    assert verdict.faults == (Fault("thing", "cat", "dog"), Fault("color", "black", "brown"))
    assert verdict.faults[1].text == "color: black, but brown"
    missing = judge("a red house in the snow", parse("beach~brown-dog~running~1"))
    said = {fault.text for fault in missing.faults}
    assert {"no red house there", "brown dog is missing", "place: snow, but beach"} == said
    assert judge("a zebra", parse("beach~brown-dog~running~1")).faults[-1].text.endswith("zebra")
