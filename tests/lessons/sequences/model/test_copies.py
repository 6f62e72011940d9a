"""How many numbers are learned: counted from the arrays, and from the arrows of each wiring."""

import numpy as np
import pytest

from lessons.sequences.model import copies
from lessons.sequences.model import networks as tiny_networks
from lessons.sequences.model.wirings import Wiring
from rnn_core.weights import count, named

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
    assert copies.used(wiring, *LENGTHS[wiring]) == USED[wiring]
    network = tiny_networks.drawn(wiring, 1)
    assert set(USED[wiring]) == set(named(network))
    sizes = {name: int(np.prod(array.shape)) for name, array in named(network).items()}
    own = sum(sizes[name] * n for name, n in USED[wiring].items())
    assert copies.unshared(wiring, network, *LENGTHS[wiring]) == own
    assert count(network) == sum(sizes.values())
