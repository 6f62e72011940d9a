"""Cross-entropy: PyTorch, the slide's arithmetic and named errors."""

import math

import numpy as np
import pytest

from rnn_core import losses
from rnn_core.activations import log_softmax
from tests.rnn_core.golden import assert_equal_to, case, cases


@pytest.mark.parametrize("name", cases())
def test_loss_and_gradient_equal_pytorch(name: str) -> None:
    numbers = case(name)
    loss, dy = losses.cross_entropy(numbers["y"], numbers["targets"])
    assert loss == pytest.approx(float(numbers["loss"]), rel=1e-12)
    assert_equal_to(dy, numbers["dy"])
    assert_equal_to(losses.pick(log_softmax(numbers["y"]), numbers["targets"]), numbers["losses"])


def test_guessing_among_four_symbols_costs_ln_4_nats() -> None:
    loss, _ = losses.cross_entropy(np.zeros((5, 1, 4)), np.zeros((5, 1), int))
    assert loss == pytest.approx(math.log(4), rel=1e-15)


def test_the_loss_is_that_of_the_target_itself_not_of_its_neighbor() -> None:
    logits = np.log(np.array([[[0.7, 0.2, 0.1]], [[0.1, 0.3, 0.6]]]))
    steps = losses.pick(log_softmax(logits), np.array([[1], [2]]))
    assert_equal_to(steps, -np.log(np.array([[0.2], [0.6]])))


def test_the_gradient_of_every_step_sums_to_zero() -> None:
    rng = np.random.default_rng(0)
    _, dy = losses.cross_entropy(rng.standard_normal((6, 2, 5)), rng.integers(5, size=(6, 2)))
    assert np.abs(dy.sum(axis=-1)).max() < 1e-16


def test_huge_logits_give_a_finite_loss_and_gradient() -> None:
    loss, dy = losses.cross_entropy(np.array([[[1000.0, -1000.0]]]), np.array([[1]]))
    assert loss == 2000
    assert dy.tolist() == [[[1.0, -1.0]]]


def test_logits_are_left_alone_and_float32_stays_float32() -> None:
    logits = np.zeros((2, 1, 3), np.float32)
    _, dy = losses.cross_entropy(logits, np.array([[0], [1]]))
    assert dy.dtype == np.float32
    assert not logits.any()


def test_bad_targets_are_named() -> None:
    logits = np.zeros((2, 1, 3))
    with pytest.raises(ValueError, match=r"targets must have shape \(2, 1\), got \(2,\)"):
        losses.cross_entropy(logits, np.array([0, 1]))
    with pytest.raises(ValueError, match="targets must hold tokens in 0 … 2, got 3"):
        losses.cross_entropy(logits, np.array([[0], [3]]))
    with pytest.raises(ValueError, match="targets must hold integer tokens, got float64"):
        losses.cross_entropy(logits, np.array([[0.0], [1.0]]))
    with pytest.raises(ValueError, match=r"logits must have at least one step, got \(0, 1, 3\)"):
        losses.cross_entropy(np.zeros((0, 1, 3)), np.zeros((0, 1), int))


def test_a_mask_leaves_places_out_of_the_loss_and_of_the_gradient() -> None:
    rng = np.random.default_rng(1)
    logits, targets = rng.standard_normal((4, 2, 3)), rng.integers(3, size=(4, 2))
    mask = np.array([[1, 1], [1, 0], [1, 0], [0, 0]], bool)
    loss, dy = losses.cross_entropy(logits, targets, mask)
    alone, dy_alone = losses.cross_entropy(logits[mask], targets[mask])
    assert loss == pytest.approx(alone, rel=1e-15)
    assert_equal_to(dy[mask], dy_alone)
    assert not dy[~mask].any()
    logits[~mask] = 1e3
    assert losses.cross_entropy(logits, targets, mask)[0] == loss


def test_a_mask_that_is_true_everywhere_changes_nothing() -> None:
    rng = np.random.default_rng(2)
    logits, targets = rng.standard_normal((4, 2, 3)), rng.integers(3, size=(4, 2))
    loss, dy = losses.cross_entropy(logits, targets)
    same, dy_same = losses.cross_entropy(logits, targets, np.ones((4, 2), bool))
    assert (same, dy_same.tolist()) == (loss, dy.tolist())


@pytest.mark.parametrize("masked", [False, True])
def test_squared_error_and_its_slope_are_those_of_the_definition(masked: bool) -> None:
    rng = np.random.default_rng(3)
    y, targets = rng.standard_normal((5, 2, 3)), rng.standard_normal((5, 2, 3))
    mask = rng.random((5, 2)) < 0.5 if masked else None
    loss, dy = losses.mean(losses.squares(y, targets), mask), losses.slope(y, targets, mask)
    asked = np.ones((5, 2), bool) if mask is None else mask
    assert loss == pytest.approx(np.mean((y[asked] - targets[asked]) ** 2), rel=1e-14)
    for index in np.ndindex(y.shape):
        ahead, behind = y.copy(), y.copy()
        ahead[index] += 1e-4
        behind[index] -= 1e-4
        rise = losses.mean(losses.squares(ahead, targets), mask)
        rise -= losses.mean(losses.squares(behind, targets), mask)
        assert dy[index] == pytest.approx(rise / 2e-4, rel=1e-7, abs=1e-10)


def test_bad_masks_and_numbers_are_named() -> None:
    y, targets = np.zeros((2, 1, 3)), np.zeros((2, 1), int)
    with pytest.raises(ValueError, match=r"mask must have shape \(2, 1\), got \(2,\)"):
        losses.cross_entropy(y, targets, np.ones(2, bool))
    with pytest.raises(ValueError, match="mask must be bool"):
        losses.cross_entropy(y, targets, np.ones((2, 1)))
    with pytest.raises(ValueError, match="mask must be True somewhere"):
        losses.cross_entropy(y, targets, np.zeros((2, 1), bool))
    with pytest.raises(ValueError, match=r"targets must have shape \(2, 1, 3\), got \(2, 1\)"):
        losses.squares(y, np.zeros((2, 1)))
    with pytest.raises(ValueError, match=r"targets must be float64 .* got float32"):
        losses.squares(y, np.zeros((2, 1, 3), np.float32))
    with pytest.raises(ValueError, match="y must have at least one step"):
        losses.squares(y[:0], y[:0])
