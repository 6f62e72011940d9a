"""The vanilla network: slide, fast pass, PyTorch and known limits agree."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads.gradcheck import directional
from rnn_core.types import Array
from tests.rnn_core.golden import assert_equal_to, case, cases, model_of, random_model

SIZES = st.tuples(st.integers(1, 9), st.integers(1, 3), st.integers(1, 5), st.integers(1, 6))


def params_of(seed: int, D: int, H: int) -> RNNParams:
    params: RNNParams = random_model(np.random.default_rng(seed), D, H).cell
    return params


@pytest.mark.parametrize("name", cases())
def test_forward_and_backward_equal_pytorch(name: str) -> None:
    numbers = case(name)
    model = model_of(numbers)
    trace = rnn.forward(model.cell, numbers["x"], numbers["h_0"])
    assert_equal_to(trace.h, numbers["h"])
    grads = rnn.backward(model.cell, trace, numbers["dy"] @ numbers["W_hy"])
    assert_equal_to(grads.h, numbers["dh"])
    assert_equal_to(grads.params.W_xh, numbers["dW_xh"])
    assert_equal_to(grads.params.W_hh, numbers["dW_hh"])
    assert_equal_to(grads.params.b_h, numbers["db_h"])
    if "dx" in numbers:
        assert grads.x is not None
        assert_equal_to(grads.x, numbers["dx"])
    else:
        assert grads.x is None


@given(SIZES, st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_loop_of_slide_steps_equals_forward(sizes: tuple[int, int, int, int], seed: int, given_h_0: bool) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params = params_of(seed, D, H)
    x = rng.standard_normal((T, B, D))
    h_0 = rng.uniform(-1, 1, (B, H)) if given_h_0 else None
    trace = rnn.forward(params, x, h_0)
    columns = np.zeros((H, B)) if h_0 is None else h_0.T
    for t in range(T):
        single = rnn.step(params, columns[:, 0], x[t, 0])
        columns = rnn.step(params, columns, x[t].T)
        assert_equal_to(single, columns[:, 0])
        assert_equal_to(trace.h[t + 1], columns.T)
        assert_equal_to(np.tanh(trace.a[t]), columns.T)


@given(SIZES, st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_tokens_equal_one_hot_vectors(sizes: tuple[int, int, int, int], seed: int) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params = params_of(seed, D, H)
    tokens = rng.integers(D, size=(T, B))
    dh = rng.standard_normal((T, B, H))
    by_token = rnn.backward(params, rnn.forward(params, tokens), dh)
    by_vector = rnn.backward(params, rnn.forward(params, np.eye(D)[tokens]), dh)
    assert_equal_to(by_token.h, by_vector.h)
    assert_equal_to(by_token.params.W_xh, by_vector.params.W_xh)


def test_a_batch_equals_its_sequences_one_by_one() -> None:
    rng = np.random.default_rng(1)
    params = params_of(1, 4, 5)
    x, dh = rng.standard_normal((6, 3, 4)), rng.standard_normal((6, 3, 5))
    together = rnn.backward(params, rnn.forward(params, x), dh)
    alone = [rnn.backward(params, rnn.forward(params, x[:, [b]]), dh[:, [b]]) for b in range(3)]
    assert_equal_to(together.h, np.concatenate([one.h for one in alone], axis=1))
    assert_equal_to(together.params.W_hh, sum((one.params.W_hh for one in alone), np.zeros((5, 5))))


def test_directional_finite_differences_agree_for_every_parameter() -> None:
    rng = np.random.default_rng(2)
    params = params_of(2, 4, 5)
    x, weight = rng.standard_normal((7, 2, 4)), rng.standard_normal((7, 2, 5))
    h_0 = rng.uniform(-1, 1, (2, 5))

    def loss(p: RNNParams) -> float:
        return float((weight * rnn.forward(p, x, h_0).h[1:]).sum())

    grads = rnn.backward(params, rnn.forward(params, x, h_0), weight)
    errors = directional(loss, params, grads.params, rng)
    assert set(errors) == {"W_xh", "W_hh", "b_h"}
    assert max(errors.values()) < 1e-8


def test_step_works_on_complex_numbers_and_its_imaginary_part_is_the_gradient() -> None:
    rng = np.random.default_rng(3)
    params = params_of(3, 3, 4)
    x, direction = rng.standard_normal((5, 3)), rng.standard_normal((4, 4))
    h = np.zeros(4, complex)
    moved = RNNParams(params.W_xh + 0j, params.W_hh + 1e-200j * direction, params.b_h + 0j)
    for x_t in x:
        h = rnn.step(moved, h, x_t)
    slope = h.sum().imag / 1e-200
    dh = np.zeros((5, 1, 4))
    dh[-1] = 1
    grads = rnn.backward(params, rnn.forward(params, x[:, np.newaxis]), dh)
    assert slope == pytest.approx((grads.params.W_hh * direction).sum(), rel=1e-13)


def test_without_recurrent_weights_the_network_forgets() -> None:
    params = params_of(4, 3, 4)
    forgetful = RNNParams(params.W_xh, np.zeros((4, 4)), params.b_h)
    one, other = np.array([[0], [1], [2], [1]]), np.array([[2], [2], [0], [1]])
    a, b = rnn.forward(forgetful, one), rnn.forward(forgetful, other)
    assert np.array_equal(a.h[-1], b.h[-1])
    dh = np.zeros((4, 1, 4))
    dh[-1] = 1
    assert not rnn.backward(forgetful, a, dh).h[:-1].any()


def test_order_matters_when_there_are_recurrent_weights() -> None:
    params = params_of(4, 3, 4)
    forwards = rnn.forward(params, np.array([[0], [1], [2]])).h[-1]
    backwards = rnn.forward(params, np.array([[2], [1], [0]])).h[-1]
    assert np.abs(forwards - backwards).max() > 1e-3


def test_permuted_units_give_permuted_traces_and_gradients() -> None:
    rng = np.random.default_rng(5)
    params = params_of(5, 3, 6)
    order = rng.permutation(6)
    permuted = RNNParams(params.W_xh[order], params.W_hh[np.ix_(order, order)].copy(), params.b_h[order])
    x, dh = rng.integers(3, size=(8, 2)), rng.standard_normal((8, 2, 6))
    trace, permuted_trace = rnn.forward(params, x), rnn.forward(permuted, x)
    assert_equal_to(permuted_trace.h, trace.h[..., order])
    grads = rnn.backward(params, trace, dh)
    permuted_grads = rnn.backward(permuted, permuted_trace, dh[..., order])
    assert_equal_to(permuted_grads.params.W_hh, grads.params.W_hh[np.ix_(order, order)])


def test_the_pass_keeps_the_dtype_of_the_weights() -> None:
    double = params_of(6, 3, 4)
    params = RNNParams(*(w.astype(np.float32) for w in (double.W_xh, double.W_hh, double.b_h)))
    x = np.array([[0], [2], [1]])
    trace = rnn.forward(params, x)
    grads = rnn.backward(params, trace, np.ones((3, 1, 4), np.float32))
    kept = (trace.a, trace.h, grads.h, grads.a, grads.params.W_xh, grads.params.b_h)
    assert {array.dtype for array in kept} == {np.dtype(np.float32)}
    assert_equal_to(trace.h, rnn.forward(double, x).h, 1e-6)


def test_forward_and_backward_leave_their_inputs_alone() -> None:
    params = params_of(7, 3, 4)
    x, h_0, dh = np.ones((2, 1, 3)), np.full((1, 4), 0.5), np.ones((2, 1, 4))
    trace = rnn.forward(params, x, h_0)
    before = trace.h.copy(), trace.a.copy()
    rnn.backward(params, trace, dh)
    assert np.array_equal(trace.h, before[0])
    assert np.array_equal(trace.a, before[1])
    assert (x == 1).all()
    assert (h_0 == 0.5).all()
    assert (dh == 1).all()


W, R, B_H = np.ones((4, 3)), np.ones((4, 4)), np.ones(4)
NAN = np.array([[1.0] * 4] * 3 + [[1.0, np.nan, 1.0, 1.0]])


@pytest.mark.parametrize(
    ("weights", "x", "h_0", "message"),
    [
        ((W[0], R, B_H), [[0]], None, r"W_xh must have shape \(H, D\), got \(3,\)"),
        ((W, W, B_H), [[0]], None, r"W_hh must have shape \(4, 4\), got \(4, 3\)"),
        ((W, R, W), [[0]], None, r"b_h must have shape \(4,\), got \(4, 3\)"),
        ((W, R.astype(np.float32), B_H), [[0]], None, "W_hh must be float64 .* got float32"),
        ((W, R, B_H.astype(np.float32)), [[0]], None, "b_h must be float64 .* got float32"),
        ((W, NAN, B_H), [[0]], None, r"W_hh must be finite everywhere, got nan at \(3, 1\)"),
        ((W, R, B_H * np.inf), [[0]], None, r"b_h must be finite everywhere, got inf at \(0,\)"),
        ((W, R, B_H), [[0], [3]], None, r"x must hold tokens in 0 … 2, got 3"),
        ((W, R, B_H), [[0], [-1]], None, r"x must hold tokens in 0 … 2, got -1"),
        ((W, R, B_H), [[0.5]], None, "x must hold integer tokens, got float64"),
        ((W, R, B_H), np.zeros((0, 1), int), None, r"x must have shape .* got \(0, 1\)"),
        ((W, R, B_H), [0, 1], None, r"x must have shape \(T, B\) or .* got \(2,\)"),
        ((W, R, B_H), np.ones((5, 1, 2)), None, r"x must have shape \(5, 1, 3\), got \(5, 1, 2\)"),
        ((W, R, B_H), np.ones((5, 1, 3), np.float32), None, "x must be float64"),
        ((W, R, B_H), [[0]], np.ones((2, 4)), r"h_0 must have shape \(1, 4\) or \(4,\), got"),
        ((W, R, B_H), [[0]], np.ones((1, 4), int), "h_0 must be float64 .* got int64"),
    ],
)
def test_bad_input_is_named_with_what_was_expected_and_found(
    weights: tuple[Array, Array, Array], x: Any, h_0: Array | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        rnn.forward(RNNParams(*weights), np.asarray(x), h_0)


def test_a_gradient_of_the_wrong_shape_is_named() -> None:
    params = RNNParams(W, R, B_H)
    trace = rnn.forward(params, np.array([[0], [1]]))
    with pytest.raises(ValueError, match=r"dh must have shape \(2, 1, 4\), got \(1, 4\)"):
        rnn.backward(params, trace, np.ones((1, 4)))


@pytest.mark.parametrize(
    ("h_prev", "x_t", "message"),
    [
        (np.ones(3), np.ones(3), r"h_prev must have shape \(4,\), got \(3,\)"),
        (np.ones((4, 2)), np.ones(3), r"h_prev must have shape \(4,\), got \(4, 2\)"),
        (np.ones(4), np.ones(4), r"x_t must have shape \(3,\) .* got \(4,\)"),
        (np.ones((4, 2)), np.ones((4, 2)), r"x_t must have shape .*\(3, B\), got \(4, 2\)"),
    ],
)
def test_step_names_a_vector_that_does_not_fit(h_prev: Array, x_t: Array, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rnn.step(RNNParams(W, R, B_H), h_prev, x_t)
