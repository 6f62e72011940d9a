"""All pairs of losses and states in one backward pass, against one at a time and against finite differences."""

from dataclasses import replace

import numpy as np
import pytest

from rnn_core import model as network
from rnn_core.model import Model
from rnn_core.studies import character_training, gradient_pairs
from rnn_core.types import Tokens
from rnn_core.weights import flatten, unflatten

CELLS = ("rnn", "gru", "lstm")


def of(cell: str, T: int = 9) -> tuple[Model, Tokens, Tokens]:
    drawn = character_training.start(5, 7, 3, cell)
    rng = np.random.default_rng(1)
    return unflatten(drawn, 2 * flatten(drawn).astype(float)), rng.integers(0, 5, T), rng.integers(0, 5, T)


@pytest.mark.parametrize("cell", CELLS)
def test_each_pair_is_the_gradient_of_one_loss_alone(cell: str) -> None:
    model, x, targets = of(cell)
    found = gradient_pairs.pairs(model, x, targets)
    run = network.run(model, x[:, np.newaxis], targets[:, np.newaxis])
    for t in range(9):
        mask = np.zeros((9, 1), bool)
        mask[t] = True
        alone = network.backward(replace(run, mask=mask))
        np.testing.assert_allclose(found.h[:, t], np.linalg.norm(alone.h[1:, 0], axis=1), rtol=1e-10, atol=1e-300)
        if cell == "lstm":
            assert found.C is not None
            np.testing.assert_allclose(found.C[:, t], np.linalg.norm(alone.cell.C[1:, 0], axis=1), atol=1e-300)


@pytest.mark.parametrize("cell", CELLS)
def test_nothing_reaches_an_earlier_loss_and_everything_an_own_one(cell: str) -> None:
    found = gradient_pairs.pairs(*of(cell))
    assert (np.tril(found.h, -1) == 0).all()
    assert (np.diagonal(found.h) > 0).all()


@pytest.mark.parametrize("cell", CELLS)
def test_the_pairs_agree_with_finite_differences(cell: str) -> None:
    wrong = gradient_pairs.errors(*of(cell), ((1, 1), (1, 4), (2, 9), (8, 9), (9, 9)))
    assert max(wrong.values()) < 1e-6
