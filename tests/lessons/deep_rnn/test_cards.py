"""The question about a stack's gradients."""

import numpy as np
import pytest

from lessons.deep_rnn.cards import question
from lessons.deep_rnn.model import Stack, reading_of


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("layers", [2, 3, 4])
def test_the_answer_is_the_layer_with_the_largest_gradient_at_t_1(layers: int, seed: int, every: bool) -> None:
    reading = reading_of(Stack("random", "hello", layers, 3, seed, every))
    asked = question(reading)
    assert asked is not None
    assert list(asked.options) == [f"layer {layer}" for layer in range(1, layers + 1)]
    assert asked.answer == f"layer {np.argmax(reading.norms[:, 1]) + 1}"


def test_not_every_network_has_the_same_answer() -> None:
    answers = set()
    for seed in range(1, 9):
        asked = question(reading_of(Stack("random", "hello", 3, 3, seed, False)))
        answers.add(asked and asked.answer)
    assert len(answers) > 1


@pytest.mark.parametrize("word", ["abc", "hello", "a" * 40])
def test_one_layer_is_asked_about_its_steps(word: str) -> None:
    reading = reading_of(Stack("random", word, 1, 3, 1, False))
    asked = question(reading)
    assert asked is not None
    assert len(asked.options) <= 6
    shown = {name: float(reading.norms[0, int(node.rpartition(".")[2])])
             for name, node in asked.options.items()}  # fmt: skip
    assert asked.answer == max(shown, key=shown.__getitem__)


def test_a_single_state_is_not_asked_about() -> None:
    assert question(reading_of(Stack("random", "ab", 1, 3, 1, False))) is None
