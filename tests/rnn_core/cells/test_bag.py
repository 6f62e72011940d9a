"""A bag of words averages: its gradients are right, and no order of the words can change it."""

import io

import numpy as np
import pytest

from rnn_core import model, store
from rnn_core.cells import bag
from rnn_core.cells.bag import BagParams
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams


def network(seed: int = 0) -> Model:
    rng = np.random.default_rng(seed)
    cell = BagParams(rng.standard_normal((5, 3)), rng.standard_normal(5))
    readout = ReadoutParams(rng.standard_normal((2, 5)), rng.standard_normal(2))
    return Model(cell, readout, rng.standard_normal((7, 3)))


def test_the_gradients_agree_with_finite_differences() -> None:
    x, targets = np.array([[1, 2], [3, 3], [0, 6], [1, 5]]), np.ones((4, 2), dtype=np.int64)
    mask = np.array([[True, False], [False, True], [False, False], [True, True]])
    found = network()

    def loss(weights: Model) -> float:
        return float(model.run(weights, x, targets, mask=mask).loss or 0)

    grads = model.backward(model.run(found, x, targets, mask=mask)).model
    errors = directional(loss, found, grads, np.random.default_rng(1))
    assert set(errors) == {"cell.W_xh", "cell.b_h", "readout.W_hy", "readout.b_y", "E"}
    assert max(errors.values()) < 1e-7


def test_the_state_is_the_mean_of_what_the_words_say_alone() -> None:
    cell, x = network().cell, np.random.default_rng(2).standard_normal((6, 1, 3))
    trace = bag.forward(cell, x)
    alone = x[:, 0] @ cell.W_xh.T + cell.b_h
    for t in range(1, 7):
        np.testing.assert_allclose(trace.h[t, 0], alone[:t].mean(0), rtol=1e-13)


def test_any_order_of_the_words_gives_the_same_last_state() -> None:
    cell, rng = network().cell, np.random.default_rng(3)
    x = rng.standard_normal((8, 1, 3))
    once, again = (bag.forward(cell, each).h[-1] for each in (x, rng.permutation(x)))
    np.testing.assert_allclose(once, again, atol=1e-14)


def test_step_by_step_is_the_whole_pass() -> None:
    cell, x = network().cell, np.random.default_rng(4).standard_normal((5, 1, 3))
    h = np.zeros(5)
    for t, x_t in enumerate(x[:, 0], start=1):
        h = bag.step(cell, h, x_t, t)
        np.testing.assert_allclose(h, bag.forward(cell, x).h[t, 0], atol=1e-14)


def test_the_gradient_of_a_state_counts_all_later_ones() -> None:
    cell, x = network().cell, np.random.default_rng(5).standard_normal((4, 1, 3))
    dh = np.zeros((4, 1, 5))
    dh[-1] = 1
    grads = bag.backward(cell, bag.forward(cell, x), dh)
    np.testing.assert_allclose(grads.h[1:, 0, 0], [1 / 4, 2 / 4, 3 / 4, 1])
    np.testing.assert_allclose(grads.a[:, 0, 0], [1 / 4] * 4)


def test_it_begins_empty_and_says_what_does_not_fit() -> None:
    cell = network().cell
    with pytest.raises(ValueError, match="h_0 must be None"):
        bag.forward(cell, np.zeros((2, 1, 3)), np.zeros((1, 5)))
    with pytest.raises(ValueError, match="W_xh must have shape"):
        BagParams(np.zeros(3), np.zeros(3))
    with pytest.raises(ValueError, match="b_h must have shape"):
        BagParams(np.zeros((3, 2)), np.zeros(2))


def test_a_stored_bag_comes_back() -> None:
    file = io.BytesIO()
    store.save(file, network())
    file.seek(0)
    np.testing.assert_array_equal(store.load(file).cell.W_xh, network().cell.W_xh)
