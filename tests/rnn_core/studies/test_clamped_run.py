"""Gates that are held: the numbers are the LSTM's, and the gradient is back-propagated."""

import numpy as np
import pytest

from rnn_core import readout
from rnn_core.cells import lstm
from rnn_core.cells.gate_clamp import Hold
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.studies import clamped_run
from rnn_core.studies.clamped_run import play, saturation
from rnn_core.types import Tokens
from tests.rnn_core.stacks import random_lstm

HOLDS = (Hold("f", 0.3, (0,), (1, 2)), Hold("o", 1.0, None, (4,)), Hold("i", 0.0, (2,), (0, 5)))


def network(seed: int = 0) -> Model:
    rng = np.random.default_rng(seed)
    cell = random_lstm(rng, 4, 3)
    return Model(cell, ReadoutParams(rng.standard_normal((3, cell.n_hidden)), rng.standard_normal(3)))


def word(T: int = 7) -> Tokens:
    return np.random.default_rng(5).integers(0, network().cell.n_inputs, T)


def test_every_number_of_a_play_is_the_lstm_s() -> None:
    model, x = network(), word()
    run = play(model, x, 6, HOLDS)
    trace = lstm.forward(model.cell, x[:, np.newaxis], holds=HOLDS)
    np.testing.assert_array_equal(run.trace.gates, trace.gates)
    np.testing.assert_array_equal(run.trace.C, trace.C)
    np.testing.assert_array_equal(run.y, readout.forward(model.readout, trace.h[1:])[:, 0])
    np.testing.assert_allclose(run.p.sum(-1), 1)


@pytest.mark.parametrize("asked", [0, 3, 6])
@pytest.mark.parametrize("holds", [(), HOLDS])
def test_gradients_agree_with_finite_differences_held_or_not(asked: int, holds: tuple[Hold, ...]) -> None:
    found = clamped_run.errors(play(network(), word(), asked, holds), np.random.default_rng(0))
    assert len(found) == 4 + asked + 1
    assert max(found.values()) < 1e-7


def test_nothing_after_the_question_has_a_gradient() -> None:
    run = play(network(), word(), 3)
    assert not run.grads.C[5:].any()
    assert run.grads.C[4].all()


def test_with_f_1_and_i_0_held_the_memory_is_kept_exactly() -> None:
    holds = Hold("f", 1.0, None, (2, 3, 4)), Hold("i", 0.0, None, (2, 3, 4))
    run = play(network(), word(), 6, holds)
    for t in (3, 4, 5):
        np.testing.assert_array_equal(run.trace.C[t], run.trace.C[2])


def test_f_held_at_0_cuts_the_direct_path() -> None:
    run = play(network(), word(), 6, (Hold("f", 0.0, None, (3,)),))
    assert not lstm.direct(run.trace, np.ones_like(run.trace.C[0]))[:4].any()


def test_saturation_counts_what_is_shut_and_open() -> None:
    assert saturation(np.array([0.05, 0.1, 0.5, 0.9, 0.95])) == (0.2, 0.2)
