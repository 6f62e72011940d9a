"""The tiny networks: drawn from a seed alone, quickly trained, right about their tasks, and counted."""

import time

import numpy as np
import pytest

from lessons.sequences.model import networks, wirings
from lessons.sequences.model.tasks import LONGEST, TASKS, read
from lessons.sequences.model.wirings import Wiring
from rnn_core.weights import count, named


@pytest.mark.parametrize("wiring", TASKS)
def test_the_first_network_is_right_about_all_it_was_trained_on(wiring: Wiring) -> None:
    network = networks.trained(wiring, 1)
    right, of = networks.score(wiring, network)
    assert right == of == len(TASKS[wiring].known)
    assert networks.score(wiring, networks.drawn(wiring, 1))[0] < of


@pytest.mark.parametrize("wiring", TASKS)
def test_what_is_shown_is_answered_at_every_length(wiring: Wiring) -> None:
    network = networks.trained(wiring, 1)
    for name in TASKS[wiring].shown:
        for n in range(1, LONGEST + 1):
            _, examples = read(wiring, name, n, n)
            run = wirings.run(wiring, network, examples)
            np.testing.assert_array_equal(run.y.argmax(-1), examples.targets)


@pytest.mark.parametrize("wiring", TASKS)
def test_weights_depend_on_wiring_and_seed_alone(wiring: Wiring) -> None:
    first, again = (networks.drawn(wiring, 7) for _ in range(2))
    other = networks.drawn(wiring, 8)
    for name, array in named(first).items():
        np.testing.assert_array_equal(array, named(again)[name])
        assert name.startswith("b") or not np.array_equal(array, named(other)[name])


@pytest.mark.parametrize("wiring", TASKS)
def test_training_takes_less_than_the_page_may(wiring: Wiring) -> None:
    start = time.process_time()
    networks.trained.__wrapped__(wiring, 1)
    assert time.process_time() - start < 0.3


LENGTHS = {
    "one-one": (1, 1), "one-many": (1, 3), "many-one": (4, 1), "seq2seq": (4, 3), "aligned": (4, 4)
}  # fmt: skip
USED = {
    "one-one": {"W_xh": 1, "b_h": 1, "W_hy": 1, "b_y": 1},
    "one-many": {"W_xh": 1, "b_h": 3, "W_hh": 2, "W_hy": 3, "b_y": 3},
    "many-one": {"W_xh": 4, "b_h": 4, "W_hh": 3, "W_hy": 1, "b_y": 1},
    "seq2seq": {"W_xs": 4, "b_s": 4, "W_ss": 3, "W_hh": 3, "b_h": 3, "W_hy": 3, "b_y": 3},
    "aligned": {"W_xh": 4, "b_h": 4, "W_hh": 3, "W_hy": 4, "b_y": 4},
}


@pytest.mark.parametrize("wiring", LENGTHS)
def test_each_set_of_weights_is_used_as_often_as_its_arrow_is_drawn(wiring: Wiring) -> None:
    assert networks.used(wiring, *LENGTHS[wiring]) == USED[wiring]
    network = networks.drawn(wiring, 1)
    assert set(USED[wiring]) == set(named(network))
    sizes = {name: int(np.prod(array.shape)) for name, array in named(network).items()}
    own = sum(sizes[name] * n for name, n in USED[wiring].items())
    assert networks.unshared(wiring, network, *LENGTHS[wiring]) == own
    assert count(network) == sum(sizes.values())
