"""The question about a stack's gradients, and the proof of them."""

import numpy as np
import pytest

from lessons.deep_rnn import cards as stack
from lessons.deep_rnn.cards import Choice


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("layers", [2, 3, 4])
def test_the_answer_is_the_layer_with_the_largest_gradient_at_t_1(
    layers: int, seed: int, every: bool
) -> None:
    reading = stack.read(Choice("random", "hello", layers, 3, seed, every))
    asked = stack.question(reading)
    assert asked is not None
    assert list(asked.options) == [f"layer {layer}" for layer in range(1, layers + 1)]
    assert asked.answer == f"layer {np.argmax(reading.norms[:, 1]) + 1}"


def test_not_every_network_has_the_same_answer() -> None:
    answers = set()
    for seed in range(1, 9):
        asked = stack.question(stack.read(Choice("random", "hello", 3, 3, seed, False)))
        answers.add(asked and asked.answer)
    assert len(answers) > 1


@pytest.mark.parametrize("word", ["abc", "hello", "a" * 40])
def test_one_layer_is_asked_about_its_steps(word: str) -> None:
    reading = stack.read(Choice("random", word, 1, 3, 1, False))
    asked = stack.question(reading)
    assert asked is not None
    assert len(asked.options) <= 6
    shown = {name: float(reading.norms[0, int(node.rpartition(".")[2])])
             for name, node in asked.options.items()}  # fmt: skip
    assert asked.answer == max(shown, key=shown.__getitem__)


def test_a_single_state_is_not_asked_about() -> None:
    assert stack.question(stack.read(Choice("random", "ab", 1, 3, 1, False))) is None


@pytest.mark.parametrize(
    "choice",
    [
        Choice("random", "hello", 2, 3, 1, False),
        Choice("trained", "hello", 4, 3, 1, True),
        Choice("random", "ab", 1, 1, 2, False),
        Choice("random", "abracadabra", 3, 16, 5, False),
        Choice("random", "The quick brown fox jumps over the dogs.", 4, 4, 5, False),
    ],
)
def test_the_proof_holds_for_every_kind_of_stack(choice: Choice) -> None:
    assert max(stack.errors(stack.read(choice)).values()) < 1e-6


def test_the_proof_sums_the_gradient_of_the_first_state_path_by_path() -> None:
    found = stack.errors(stack.read(Choice("random", "hello", 3, 3, 1, False)))
    assert found["h at t = 1, layer 1: sum over 10 paths"] < 1e-12
