"""All pairs of losses and states in one backward pass, against one at a time and against finite differences."""

from dataclasses import replace

import numpy as np
import pytest

from rnn_core import model as network
from rnn_core.cells import registry
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
    model, x, targets = of(cell)
    run = network.run(model, x[:, np.newaxis], targets[:, np.newaxis])
    assert run.losses is not None
    pairs = gradient_pairs.pairs(model, x, targets)
    for s in range(1, 9):
        slopes = np.zeros((7, 9 - s))
        for unit in range(7):
            for sign in (1e-5, -1e-5):
                h = run.trace.h[s].copy()
                h[0, unit] += sign
                C = run.trace.C[s] if cell == "lstm" else None
                losses = network.run(model, x[s:, np.newaxis], targets[s:, np.newaxis], h, C).losses
                assert losses is not None
                slopes[unit] += losses[:, 0] / (2 * sign)
        np.testing.assert_allclose(pairs.h[s - 1, s:], np.linalg.norm(slopes, axis=0), rtol=1e-5)


@pytest.mark.parametrize("cell", CELLS)
def test_every_pair_agrees_with_a_complex_step_and_a_wrong_cell_does_not(
    cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = tuple((s, t) for t in range(1, 10) for s in range(1, t + 1))
    right = gradient_pairs.errors(*of(cell), every)
    assert len(right) == len(every) * (2 if cell == "lstm" else 1)
    assert max(right.values()) < 1e-12
    module = registry.module_of(of(cell)[0].cell)
    true = module.backward
    monkeypatch.setattr(
        module, "backward", lambda params, trace, dh, *more, **own: true(params, trace, 1.01 * dh, *more, **own)
    )
    assert max(gradient_pairs.errors(*of(cell), ((2, 9),)).values()) > 1e-3


def test_a_gradient_that_no_difference_of_losses_shows_is_checked_as_well() -> None:
    model, x, targets = of("rnn", 120)
    faint = unflatten(model, 0.3 * flatten(model))
    assert gradient_pairs.pairs(faint, x, targets).h[0, -1] < 1e-20
    assert gradient_pairs.errors(faint, x, targets, ((1, 120),))["∂L_120/∂h_1"] < 1e-12
