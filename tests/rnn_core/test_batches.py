"""Batches: padding and masks, and an order of minibatches that depends on the step alone."""

import numpy as np
import pytest

from rnn_core import batches
from rnn_core.batches import Batch, Epochs

LENGTHS = np.array([3, 1, 4])


def test_padding_keeps_every_sequence_and_adds_zeros() -> None:
    padded, lengths = batches.pad([np.array([1, 2]), np.array([3, 4, 5])])
    assert padded.T.tolist() == [[1, 2, 0], [3, 4, 5]]
    assert lengths.tolist() == [2, 3]
    vectors, _ = batches.pad([np.ones((2, 4)), np.ones((1, 4))])
    assert vectors.shape == (2, 2, 4)
    assert vectors[1, 1].tolist() == [0, 0, 0, 0]


def test_masks_are_true_inside_and_at_the_last_step() -> None:
    assert batches.inside(LENGTHS).T.astype(int).tolist() == [[1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 1, 1]]
    assert batches.last(LENGTHS).T.astype(int).tolist() == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]]
    assert batches.inside(LENGTHS, 6).shape == batches.last(LENGTHS, 6).shape == (6, 3)
    assert batches.last(LENGTHS, 6).sum() == 3


def test_backwards_turns_each_sequence_within_its_length_and_back_again() -> None:
    x, lengths = batches.pad([np.array([1, 2, 3]), np.array([4, 5])])
    turned = batches.backwards(x, lengths)
    assert turned.T.tolist() == [[3, 2, 1], [5, 4, 0]]
    assert np.array_equal(batches.backwards(turned, lengths), x)


def test_aligned_and_many_to_one_batches_ask_in_the_right_places() -> None:
    x = [np.array([1, 2, 3]), np.array([4])]
    every = batches.aligned(x, [np.array([2, 3, 4]), np.array([5])])
    assert every.targets.T.tolist() == [[2, 3, 4], [5, 0, 0]]
    assert every.mask.sum() == 4
    one = batches.many_to_one(x, np.array([7, 8]))
    assert one.targets[one.mask].tolist() == [8, 7]
    number = batches.many_to_one(x, np.array([[0.5], [1.5]]))
    assert number.targets.shape == (3, 2, 1)
    assert number.targets[2, 0, 0] == 0.5


def test_every_example_comes_once_an_epoch_in_an_order_of_its_own() -> None:
    order = Epochs(n=10, size=3, seed=5)
    first, second = ([order.indices(e * 3 + k).tolist() for k in range(3)] for e in (0, 1))
    assert len({i for batch in first for i in batch}) == 9
    assert first != second
    assert order.indices(4).tolist() == second[1]
    assert Epochs(10, 3, seed=6).indices(0).tolist() != first[0]


def test_fresh_batches_depend_on_the_seed_and_the_step_only() -> None:
    draw = batches.fresh(lambda rng: rng.random(3), seed=1)
    assert draw(7).tolist() == draw(7).tolist()
    assert draw(7).tolist() != draw(8).tolist()
    assert draw(7).tolist() != batches.fresh(lambda rng: rng.random(3), seed=2)(7).tolist()


def test_what_cannot_be_a_batch_is_named() -> None:
    one = np.array([1])
    with pytest.raises(ValueError, match="sequences must hold at least one step each"):
        batches.pad([one, one[:0]])
    with pytest.raises(ValueError, match=r"sequences\[1\] must have shape \(1, 2\)"):
        batches.pad([np.ones((1, 2)), np.ones((1, 3))])
    with pytest.raises(ValueError, match="lengths must lie in 1 … 3, got 1, 4"):
        batches.inside(LENGTHS, 3)
    with pytest.raises(ValueError, match="targets must have lengths"):
        batches.aligned([one, np.array([1, 2])], [np.array([1, 2]), one])
    with pytest.raises(ValueError, match=r"labels must have shape \(1,\), got \(2,\)"):
        batches.many_to_one([one], np.array([1, 2]))
    with pytest.raises(ValueError, match=r"mask must have shape \(2, 1\)"):
        Batch(np.ones((2, 1), int), np.ones((2, 1), int), np.ones((1, 1), bool))
    with pytest.raises(ValueError, match=r"mask must be bool .* got int64"):
        Batch(np.ones((2, 1), int), np.ones((2, 1), int), np.ones((2, 1), int))
    with pytest.raises(ValueError, match="size must lie in 1 … 3, got 4"):
        Epochs(3, 4, 0)
