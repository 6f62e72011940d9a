"""What the lesson asks about a stack's gradients, and what it says of the stored trainings."""

import json

import numpy as np
import pytest

from lessons.deep_rnn.script import SCRIPT
from lessons.deep_rnn.shown import result
from lessons.deep_rnn.state import DeepRnn
from lessons.deep_rnn.turn import trained
from rnn_core import model
from rnn_core.studies import turn_task
from rnn_core.studies.turn_task import Trial
from training import stacked_layers


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("layers", [2, 3, 4])
def test_the_answer_is_the_layer_with_the_largest_gradient_at_t_1(layers: int, seed: int) -> None:
    found = result(DeepRnn(layers=layers, seed=seed))
    place = SCRIPT.places["gradient"]
    asked = SCRIPT.tell(place, found).asked
    assert asked is not None
    assert list(asked.replies) == [f"layer {layer}" for layer in range(1, layers + 1)]
    assert asked.answer == f"layer {np.argmax(found.reading.norms[:, 1]) + 1}"


def test_not_every_network_has_the_same_answer() -> None:
    assert len({result(DeepRnn(layers=3, seed=seed)).largest for seed in range(1, 9)}) > 1


def test_the_turn_passes_at_every_repeat() -> None:
    x = np.array([[1], [1], [2], [2], [2], [3], [3]])
    assert turn_task.repeats(x)[:, 0].tolist() == [0, 1, 0, 1, 1, 0, 1]
    assert turn_task.turns(x)[:, 0].tolist() == [0, 1, 1, 2, 0, 0, 1]


def test_a_delayed_answer_is_asked_for_later() -> None:
    at_once, late = (turn_task.words(np.random.default_rng(3), 4, delay=delay) for delay in (0, 2))
    np.testing.assert_array_equal(at_once.x, late.x)
    np.testing.assert_array_equal(at_once.targets[:-2], late.targets[2:])
    assert not late.mask[:2].any()
    assert late.mask[2:].all()


def test_the_card_holds_the_stored_numbers() -> None:
    found = json.loads((stacked_layers.MODELS / "stacked_layers.json").read_text(encoding="utf-8"))
    card = (stacked_layers.MODELS / "stacked_layers.md").read_text(encoding="utf-8")
    body, again = (
        text.partition(" s\n")[2] or text.partition(" s on")[2] for text in (card, stacked_layers.card(found, 1.0))
    )
    assert body == again


def test_the_networks_have_equally_many_weights_within_two_percent() -> None:
    one, two = trained("one").weights, trained("two").weights
    assert abs(one - two) < 0.02 * one


def test_a_training_can_be_begun_again_and_starts_at_guessing() -> None:
    trial = Trial(2, 16, 100)
    first, again = (turn_task.train(trial, steps=20) for _ in range(2))
    np.testing.assert_array_equal(first.readout.W_hy, again.readout.W_hy)
    batch = turn_task.words(np.random.default_rng(0), 500)
    assert turn_task.accuracy(first, batch)[-1] < 0.5
    assert model.run(first, batch.x).y.shape == (turn_task.LENGTH, 500, turn_task.PLAYERS)
