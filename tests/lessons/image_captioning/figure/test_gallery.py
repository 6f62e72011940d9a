"""The gallery of grades, the twins of a picture, and sentences in lines."""

import numpy as np
import pytest

from datasets.pictures import gray
from datasets.scenes.facts import GRADE_NAMES
from datasets.scenes.judge import Fault, Verdict
from figures.columns import View
from figures.payload import as_data
from lessons.image_captioning.figure.gallery import gallery, wrap
from lessons.image_captioning.figure.twins import twins
from lessons.image_captioning.model.captioners import JudgedPicture
from lessons.image_captioning.model.twins import DRAWING, FACTS, Twin, Twins

DOT = gray(np.eye(2))
VIEW = View(start=10**6)


def picture(number: int, grade: int, *unknown: str) -> JudgedPicture:
    """A picture with a grade, and words in its sentence that nobody knows."""
    verdict = Verdict(grade, tuple(Fault("word", word, "") for word in unknown))
    return JudgedPicture(f"scene.{number}", DOT, "a dog", "a dog runs in the park", verdict)


def test_each_grade_has_its_column_and_says_how_many_it_has() -> None:
    found = [picture(k, 1 + k % 2) for k in range(1, 10)]
    graph = gallery(found, VIEW)
    as_data(graph)
    assert [step.text for step in graph.steps] == [
        f"{name}: {n} of these 9" for name, n in zip(GRADE_NAMES, (4, 5, 0, 0), strict=True)
    ]
    assert [node.id for node in graph.nodes] == [
        *("scene.2", "scene.4", "scene.6"), *("scene.1", "scene.3", "scene.5")
    ]  # fmt: skip
    assert len({node.x for node in graph.nodes}) == 2
    assert sum(note.text == "none among these" for note in graph.notes) == 2
    assert all(0 < node.y + node.height / 2 < graph.height for node in graph.nodes)


def test_a_presenter_s_twins_are_the_four_nearest_of_each_kind() -> None:
    far = [Twin(f"twin.{k}", DOT, f"{9 - k}", float(k), "a dog", FACTS, np.array([float(k)])) for k in range(1, 7)]
    for veil in (None, 0):
        graph = twins(DOT, "a dog", Twins("a dog", 5.0, tuple(far)), View(dense=True, veil_after=veil))
        assert {node.id for node in graph.nodes if node.id.endswith(".d")} == {f"twin.{k}.d" for k in range(1, 5)}


def test_errors_beyond_the_room_are_counted() -> None:
    graph = gallery([picture(1, 4, *(f"error {k}" for k in range(9)))], VIEW)
    said = [note.text for note in graph.notes]
    assert "✗ unknown word: error 0" in said
    assert "✗ and 6 more" in said


def test_twins_stand_by_their_distance_and_by_name_while_it_is_asked_for() -> None:
    found = [
        Twin(f"twin.{k}", DOT, change, distance, "a dog", kind, np.array([distance]))
        for k, (change, distance, kind) in enumerate(
            [("b", 1.0, FACTS), ("a", 3.0, FACTS), ("c", 2.0, DRAWING)], start=1
        )
    ]
    known = twins(DOT, "a dog", Twins("a dog", 5.0, tuple(found)), VIEW)
    asked = twins(DOT, "a dog", Twins("a dog", 5.0, tuple(found)), View(veil_after=0))
    heights = {graph.veil_after: {n.id: n.y for n in graph.nodes} for graph in (known, asked)}
    assert heights[None]["twin.1"] < heights[None]["twin.2"]
    assert heights[0]["twin.2"] < heights[0]["twin.1"]
    assert asked.veils("twin.1.d")
    assert not asked.veils("twin.1")
    as_data(known)


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("a dog runs", 20, ["a dog runs"]),
        ("a dog runs", 5, ["a dog", "runs"]),
        ("incomprehensibilities are", 5, ["incomprehensibilities", "are"]),
        ("a b c d e f", 1, ["a", "b", "c", "d …"]),
        ("", 5, [""]),
    ],
)
def test_a_sentence_is_broken_between_words(text: str, letters: int, expected: list[str]) -> None:
    assert wrap(text, letters) == expected
