"""A linear readout tells what lies along a direction, and nothing else."""

import numpy as np
import pytest

from rnn_core.studies.linear_readout import accuracy, by_chance, told


def test_it_tells_what_is_there_and_not_what_is_not() -> None:
    rng = np.random.default_rng(1)
    vectors, others = rng.standard_normal((400, 6)), rng.standard_normal((400, 6))
    label = (vectors[:, 2] > 0).astype(int)
    answer = (others[:, 2] > 0).astype(int)
    assert accuracy(vectors, label, others, answer) > 0.9
    nothing = rng.integers(0, 2, 400)
    assert 0.4 < accuracy(vectors, nothing, others, rng.integers(0, 2, 400)) < 0.6
    crossed = ((vectors[:, 0] > 0) ^ (vectors[:, 1] > 0)).astype(int)
    xor = ((others[:, 0] > 0) ^ (others[:, 1] > 0)).astype(int)
    assert accuracy(vectors, crossed, others, xor) < 0.65


def test_labels_may_be_words_and_units_do_not_matter() -> None:
    vectors = np.array([[0.0, 5], [1, 5], [0, 5], [1, 5]])
    words = np.array(["cat", "dog", "cat", "dog"])
    assert told(vectors, words, np.array([[1.0, 5], [0, 5]])).tolist() == ["dog", "cat"]
    assert told(1000 * vectors, words, np.array([[1000.0, 5000]])).tolist() == ["dog"]


def test_chance_is_the_most_frequent_label() -> None:
    assert by_chance(np.array([1, 1, 2]), np.array([1, 2, 2, 2])) == 0.25


def test_sizes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="labels"):
        told(np.ones((3, 2)), np.ones(2, int), np.ones((1, 2)))
    with pytest.raises(ValueError, match="others"):
        told(np.ones((3, 2)), np.ones(3, int), np.ones((1, 3)))
