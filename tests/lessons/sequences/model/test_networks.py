"""The tiny networks: drawn from a seed alone, quickly trained, and right about their tasks."""

import time

import numpy as np
import pytest

from lessons.sequences.model import networks as tiny_networks
from lessons.sequences.model import wirings
from lessons.sequences.model.tasks import LONGEST, TASKS, read
from lessons.sequences.model.wirings import Wiring
from rnn_core.weights import named


@pytest.mark.parametrize("wiring", TASKS)
def test_the_first_network_is_right_about_all_it_was_trained_on(wiring: Wiring) -> None:
    network = tiny_networks.trained(wiring, 1)
    right, of = tiny_networks.score(wiring, network)
    assert right == of == len(TASKS[wiring].known)
    assert tiny_networks.score(wiring, tiny_networks.drawn(wiring, 1))[0] < of


@pytest.mark.parametrize("wiring", TASKS)
def test_what_is_shown_is_answered_at_every_length(wiring: Wiring) -> None:
    network = tiny_networks.trained(wiring, 1)
    for name in TASKS[wiring].shown:
        for n in range(1, LONGEST + 1):
            _, examples = read(wiring, name, n, n)
            run = wirings.run(wiring, network, examples)
            np.testing.assert_array_equal(run.y.argmax(-1), examples.targets)


@pytest.mark.parametrize("wiring", TASKS)
def test_weights_depend_on_wiring_and_seed_alone(wiring: Wiring) -> None:
    first, again = (tiny_networks.drawn(wiring, 7) for _ in range(2))
    other = tiny_networks.drawn(wiring, 8)
    for name, array in named(first).items():
        np.testing.assert_array_equal(array, named(again)[name])
        assert name.startswith("b") or not np.array_equal(array, named(other)[name])


@pytest.mark.parametrize("wiring", TASKS)
def test_training_takes_less_than_the_page_may(wiring: Wiring) -> None:
    start = time.process_time()
    tiny_networks.trained.__wrapped__(wiring, 1)
    assert time.process_time() - start < 0.3
