"""The tiny tasks: the right answers, and what cutting a sequence leaves of it."""

import numpy as np
import pytest

from lessons.sequences.model.tasks import LONGEST, MOST, TASKS, read
from lessons.sequences.model.wirings import Wiring


@pytest.mark.parametrize(
    ("wiring", "sequence", "answer"),
    [
        ("one-one", ("bar above",), ("flat",)),
        ("one-one", ("bar right",), ("tall",)),
        ("one-many", ("dot left",), ("light", "on", "the", "left")),
        ("one-many", ("dot right",), ("light", "on", "the", "right", "light", "on")),
        ("many-one", ("not", "very", "good"), ("bad",)),
        ("many-one", ("very", "bad"), ("bad",)),
        ("many-one", ("not", "bad"), ("good",)),
        ("seq2seq", ("the", "big", "red", "cat"), ("el", "gato", "rojo", "grande")),
        ("seq2seq", ("red", "cat"), ("gato", "rojo", ".", ".")),
        (
            "seq2seq",
            ("big", "cat", "the", "red", "big", "cat"),
            ("gato", "grande", "el", "gato", "grande", "rojo", "."),
        ),
        ("aligned", ("○●○", "○○●", "○○●", "●○○"), ("rest", "right", "rest", "left")),
    ],
)
def test_the_answers_are_right(wiring: Wiring, sequence: tuple[str, ...], answer: tuple[str, ...]) -> None:
    assert TASKS[wiring].answer(sequence)[: len(answer)] == answer


@pytest.mark.parametrize("wiring", TASKS)
def test_every_sequence_can_be_cut_to_every_length(wiring: Wiring) -> None:
    task = TASKS[wiring]
    for name, whole in task.shown.items():
        for n in range(1, MOST + 1):
            sequence, examples = read(wiring, name, n, n)
            assert len(sequence) == min(n, len(whole))
            assert examples.x.shape == (len(sequence), 1, len(task.rows))
            words = [task.outputs[int(k)] for k in examples.targets[:, 0]]
            assert words == list(task.answer(sequence)[:n])


def test_what_is_cut_is_the_beginning_of_a_sentence_and_the_end_of_a_video() -> None:
    assert read("many-one", "not very very good", 3, 1)[0] == ("very", "very", "good")
    assert read("aligned", "to the right", 2, 2)[0] == ("●○○", "○●○")


@pytest.mark.parametrize("wiring", ["many-one", "seq2seq"])
def test_a_sentence_longer_than_in_training_ends_with_the_words_of_its_name(wiring: Wiring) -> None:
    for name in TASKS[wiring].shown:
        assert " ".join(read(wiring, name, LONGEST, LONGEST)[0]) == name
        longest = read(wiring, name, MOST, LONGEST)[0]
        assert len(longest) == MOST
        assert " ".join(longest).endswith(name)


def test_no_straight_line_separates_flat_from_tall() -> None:
    """Both classes have the same mean image, so any straight line has both on one side."""
    task = TASKS["one-one"]
    flat, tall = (
        np.mean([task.inputs[s[0]] for s in task.known if task.answer(s) == (word,)], axis=0) for word in task.outputs
    )
    np.testing.assert_array_equal(flat, tall)


def test_one_frame_alone_does_not_say_how_the_light_moved() -> None:
    task = TASKS["aligned"]
    answers = {task.answer(s)[1] for s in task.known if s[1] == "○●○"}
    assert answers == {"left", "rest", "right"}
