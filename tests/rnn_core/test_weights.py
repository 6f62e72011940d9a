"""Sets of weights as names, arrays and one vector."""

import numpy as np
import pytest

from rnn_core import weights
from tests.rnn_core.golden import random_model

MODEL = random_model(np.random.default_rng(0), 4, 3)


def test_names_follow_the_fields() -> None:
    names = ["cell.W_xh", "cell.W_hh", "cell.b_h", "readout.W_hy", "readout.b_y"]
    assert list(weights.named(MODEL)) == names


def test_flatten_and_unflatten_are_inverse_and_keep_the_classes() -> None:
    vector = weights.flatten(MODEL)
    again = weights.unflatten(MODEL, vector)
    assert type(again.cell) is type(MODEL.cell)
    for name, array in weights.named(MODEL).items():
        assert np.array_equal(weights.named(again)[name], array)
    assert weights.count(MODEL) == vector.size == 4 * 3 + 3 * 3 + 3 + 4 * 3 + 4


def test_a_flat_vector_is_a_copy() -> None:
    vector = weights.flatten(MODEL)
    vector[:] = 0
    assert MODEL.cell.W_xh.any()


def test_tuples_of_weights_count_as_sets_as_well() -> None:
    layers = (MODEL.cell, MODEL.cell)
    again = weights.unflatten(layers, 2 * weights.flatten(layers))
    assert list(weights.named(layers))[3] == "1.W_xh"
    assert np.array_equal(again[1].W_hh, 2 * MODEL.cell.W_hh)


def test_transposed_arrays_are_flattened_row_by_row() -> None:
    array = np.arange(6.0).reshape(2, 3).T
    assert np.array_equal(weights.unflatten(array, weights.flatten(array)), array)


def test_a_vector_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="vector must hold 40 numbers, got 41"):
        weights.unflatten(MODEL, np.zeros(41))


def test_a_part_that_is_none_has_no_arrays_and_stays_none() -> None:
    parts = (np.ones(2), None, (None, np.zeros(3)))
    assert list(weights.named(parts)) == ["0", "2.1"]
    assert weights.count(parts) == 5
    same = weights.unflatten(parts, weights.flatten(parts))
    assert same[1] is None
    assert same[2][0] is None
