"""What a state holds is read from it, and lost where it is set to 0."""

import numpy as np
import pytest

from rnn_core import model
from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.studies import memory_probe
from rnn_core.studies.truncation_study import Race

RACE = Race(lag=4, T=20)


def register(length: int) -> Model:
    """A network that shifts each symbol along its units and says the oldest of them."""
    small = 0.05
    W_xh = np.zeros((length, 2))
    W_xh[0] = -small, small
    W_hy = np.zeros((2, length))
    W_hy[:, -1] = -1, 1
    cell = RNNParams(W_xh, np.eye(length, k=-1), np.zeros(length))
    return Model(cell, ReadoutParams(W_hy, np.zeros(2)))


def test_a_shift_register_holds_as_many_symbols_as_it_has_units() -> None:
    found = memory_probe.by_lag(register(5), RACE.held_out(0), RACE.held_out(1), 8)
    assert found[:5] == [1.0] * 5
    assert max(found[5:]) < 0.56


def test_chunks_with_the_state_carried_answer_as_in_one_piece() -> None:
    network, batch = register(5), RACE.held_out(2)
    whole = model.run(network, batch.x).y.argmax(-1)
    right = float((whole == batch.targets)[batch.mask].mean())
    assert right == 1
    for chunk in (1, 3, 7, 20):
        assert memory_probe.accuracy(network, batch, chunk, carried=True) == right


def test_a_state_set_to_0_forgets_what_was_read_before() -> None:
    network, batch = register(5), RACE.held_out(2)
    assert memory_probe.accuracy(network, batch, 4, carried=False) == pytest.approx(0.5, abs=0.03)
    kept = memory_probe.accuracy(network, batch, 10, carried=False)
    assert 0.6 < kept < 0.95
