"""The GRU: slide, fast pass, PyTorch, complex step and known limits agree."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.cells import gru, rnn
from rnn_core.cells.gru import GRUParams
from rnn_core.grads.gradcheck import directional
from rnn_core.types import Array
from rnn_core.weights import flatten, named, unflatten
from rnn_core.workspace import Workspace
from tests.rnn_core.golden import assert_equal_to
from tests.rnn_core.stacks import case, gru_of, names, random_gru

SIZES = st.tuples(st.integers(1, 9), st.integers(1, 3), st.integers(1, 5), st.integers(1, 6))
SEEDS = st.integers(0, 2**32 - 1)
WEIGHTS = ("W_x", "W_h", "b_x", "b_hn")


@pytest.mark.parametrize("name", names("gru", "-L1"))
def test_forward_and_backward_equal_pytorch(name: str) -> None:
    numbers = case(name)
    params = gru_of(numbers)
    trace = gru.forward(params, numbers["x"], numbers["h_0"][0])
    assert_equal_to(trace.h, numbers["h"][0])
    grads = gru.backward(params, trace, numbers["weight"])
    for weight in WEIGHTS:
        assert_equal_to(getattr(grads.params, weight), numbers[f"d{weight}.0"])
    assert_equal_to(grads.x, numbers["dx"])
    assert_equal_to(grads.h, numbers["dh"][0])


@pytest.mark.parametrize("name", names("gru", "-L1"))
def test_float32_agrees_to_single_precision(name: str) -> None:
    numbers = {key: value.astype(np.float32) for key, value in case(name).items()}
    params = gru_of(numbers)
    trace = gru.forward(params, numbers["x"], numbers["h_0"][0])
    grads = gru.backward(params, trace, numbers["weight"])
    kept = (trace.gates, trace.m, trace.h, grads.h, grads.a, grads.m, *(getattr(grads.params, w) for w in WEIGHTS))
    assert {array.dtype for array in kept} == {np.dtype(np.float32)}
    assert_equal_to(trace.h, numbers["h"][0], 1e-5)
    assert_equal_to(grads.params.W_h, numbers["dW_h.0"], 1e-4)


@given(SIZES, SEEDS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_loop_of_slide_steps_equals_forward(sizes: tuple[int, int, int, int], seed: int, given_state: bool) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, x = random_gru(rng, D, H), rng.standard_normal((T, B, D))
    h_0 = rng.standard_normal((B, H)) if given_state else None
    trace = gru.forward(params, x, h_0)
    h = np.zeros((H, B)) if h_0 is None else h_0.T
    for t in range(T):
        single, columns = gru.step(params, h[:, 0], x[t, 0]), gru.step(params, h, x[t].T)
        h = columns.h
        for name in ("r", "z", "m", "n"):
            assert_equal_to(getattr(trace, name)[t], getattr(columns, name).T)
            assert_equal_to(getattr(single, name), getattr(columns, name)[:, 0])
        assert_equal_to(trace.h[t + 1], h.T)


def test_the_step_is_the_equations_written_out_for_one_unit() -> None:
    params = GRUParams(np.array([[0.5], [-0.3], [0.8]]), np.array([[0.2], [0.7], [-0.6]]),
                       np.array([0.1, -0.2, 0.3]), np.array([0.4]))  # fmt: skip
    r = 1 / (1 + np.exp(-(0.5 * 2 + 0.2 * 0.9 + 0.1)))
    z = 1 / (1 + np.exp(-(-0.3 * 2 + 0.7 * 0.9 - 0.2)))
    n = np.tanh(0.8 * 2 + 0.3 + r * (-0.6 * 0.9 + 0.4))
    found = gru.step(params, np.array([0.9]), np.array([2.0]))
    assert found.h[0] == pytest.approx((1 - z) * n + z * 0.9, rel=1e-14)
    assert (found.r[0], found.z[0], found.n[0]) == pytest.approx((r, z, n), rel=1e-14)


@given(SIZES, SEEDS)
@settings(max_examples=60, deadline=None)
def test_tokens_equal_one_hot_vectors(sizes: tuple[int, int, int, int], seed: int) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, tokens = random_gru(rng, D, H), rng.integers(D, size=(T, B))
    dh = rng.standard_normal((T, B, H))
    by_token = gru.backward(params, gru.forward(params, tokens), dh)
    by_vector = gru.backward(params, gru.forward(params, np.eye(D)[tokens]), dh)
    assert by_token.x is None
    assert_equal_to(by_token.h, by_vector.h)
    assert_equal_to(flatten(by_token.params), flatten(by_vector.params))


@given(SIZES, SEEDS)
@settings(max_examples=40, deadline=None)
def test_a_batch_equals_its_sequences_one_by_one(sizes: tuple[int, int, int, int], seed: int) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, x = random_gru(rng, D, H), rng.standard_normal((T, B, D))
    dh, h_0 = rng.standard_normal((T, B, H)), rng.standard_normal((B, H))
    together = gru.backward(params, gru.forward(params, x, h_0), dh)
    alone = [gru.backward(params, gru.forward(params, x[:, [b]], h_0[[b]]), dh[:, [b]]) for b in range(B)]
    assert_equal_to(together.h, np.concatenate([one.h for one in alone], axis=1))
    assert_equal_to(together.a, np.concatenate([one.a for one in alone], axis=2))
    assert_equal_to(together.m, np.concatenate([one.m for one in alone], axis=1))
    assert_equal_to(flatten(together.params), np.sum([flatten(one.params) for one in alone], axis=0))


@given(SIZES, SEEDS)
@settings(max_examples=40, deadline=None)
def test_permuted_units_give_permuted_traces_and_gradients(sizes: tuple[int, int, int, int], seed: int) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, x, dh = random_gru(rng, D, H), rng.integers(D, size=(T, B)), np.ones((T, B, H))
    order = rng.permutation(H)
    rows = np.concatenate([gate * H + order for gate in range(3)])

    def moved(weights: GRUParams) -> GRUParams:
        square = np.ix_(rows, order)
        return GRUParams(weights.W_x[rows], weights.W_h[square].copy(), weights.b_x[rows], weights.b_hn[order])

    trace, permuted = gru.forward(params, x), gru.forward(moved(params), x)
    assert_equal_to(permuted.h, trace.h[..., order])
    grads = gru.backward(params, trace, dh)
    assert_equal_to(flatten(gru.backward(moved(params), permuted, dh).params), flatten(moved(grads.params)), 1e-11)


@pytest.mark.parametrize("B", [1, 3])
def test_directional_finite_differences_agree_for_weights_inputs_and_states(B: int) -> None:
    rng = np.random.default_rng(2)
    point: Any = (random_gru(rng, 4, 5), rng.standard_normal((7, B, 4)), rng.standard_normal((B, 5)))
    weight = rng.standard_normal((7, B, 5))
    grads = gru.backward(point[0], gru.forward(*point), weight)
    errors = directional(
        lambda p: float((weight * gru.forward(*p).h[1:]).sum()), point, (grads.params, grads.x, grads.h[0]), rng
    )
    assert set(errors) == {"0.W_x", "0.W_h", "0.b_x", "0.b_hn", "1", "2"}
    assert max(errors.values()) < 1e-8


def test_step_works_on_complex_numbers_and_its_imaginary_part_is_the_gradient() -> None:
    rng = np.random.default_rng(3)
    params, x = random_gru(rng, 3, 4), rng.standard_normal((5, 3))
    direction = rng.standard_normal(flatten(params).size)
    moved, h = unflatten(params, flatten(params) + 1e-200j * direction), np.zeros(4, complex)
    for x_t in x:
        h = gru.step(moved, h, x_t).h
    dh = np.zeros((5, 1, 4))
    dh[-1] = 1
    grads = gru.backward(params, gru.forward(params, x[:, np.newaxis]), dh).params
    assert h.sum().imag / 1e-200 == pytest.approx(flatten(grads) @ direction, rel=1e-13)


def test_an_update_gate_that_is_open_to_the_past_keeps_the_state_for_ever() -> None:
    params = random_gru(np.random.default_rng(6), 3, 4)
    params.b_x[4:8] = 800  # z = 1 exactly
    h_0 = np.random.default_rng(7).standard_normal((2, 4))
    trace = gru.forward(params, np.zeros((50, 2), int), h_0)
    assert (trace.h == h_0).all()
    grads = gru.backward(params, trace, np.eye(50)[-1][:, np.newaxis, np.newaxis] * np.ones((50, 2, 4)))
    assert (grads.h == 1).all()


def test_a_closed_reset_gate_makes_the_candidate_forget_the_state_and_its_bias() -> None:
    params = random_gru(np.random.default_rng(8), 3, 4)
    params.b_x[:4], params.b_x[4:8] = -800, -800  # r = z = 0 exactly
    x = np.random.default_rng(9).integers(3, size=(9, 2))
    trace = gru.forward(params, x, np.ones((2, 4)))
    assert_equal_to(trace.h[1:], np.tanh(params.W_x[8:].T[x] + params.b_x[8:]))
    grads = gru.backward(params, trace, np.ones((9, 2, 4)))
    assert not grads.params.W_h.any()
    assert not grads.params.b_hn.any()


def test_as_a_vanilla_cell_it_is_the_vanilla_cell() -> None:
    params = random_gru(np.random.default_rng(10), 3, 4)
    params.W_x[:8], params.W_h[:8], params.b_x[:4], params.b_x[4:8] = 0, 0, 800, -800  # r = 1, z = 0
    vanilla = rnn.RNNParams(params.W_x[8:].copy(), params.W_h[8:].copy(), params.b_x[8:] + params.b_hn)
    x, dh = np.random.default_rng(11).standard_normal((6, 2, 3)), np.ones((6, 2, 4))
    trace, known = gru.forward(params, x), rnn.forward(vanilla, x)
    assert_equal_to(trace.h, known.h)
    grads, expected = gru.backward(params, trace, dh), rnn.backward(vanilla, known, dh)
    assert_equal_to(grads.h, expected.h)
    assert_equal_to(grads.params.W_h[8:], expected.params.W_hh)
    assert_equal_to(grads.params.b_hn, expected.params.b_h)


def test_a_workspace_changes_where_numbers_lie_but_not_one_of_them() -> None:
    rng = np.random.default_rng(12)
    params, workspace = random_gru(rng, 3, 4), Workspace()
    for B in (1, 2, 1):
        x, dh = rng.integers(3, size=(5, B)), rng.standard_normal((5, B, 4))
        first = gru.forward(params, x)
        fresh = gru.backward(params, first, dh)
        trace = gru.forward(params, x, workspace=workspace)
        again = gru.forward(params, x, workspace=workspace)
        assert np.shares_memory(trace.h, again.h)
        reused = gru.backward(params, again, dh, workspace=workspace)
        for one, other in ((fresh.h, reused.h), (fresh.a, reused.a), (first.gates, again.gates), (first.m, again.m)):
            assert np.array_equal(one, other)
        assert np.array_equal(flatten(fresh.params), flatten(reused.params))


def test_forward_and_backward_leave_their_inputs_alone() -> None:
    params = random_gru(np.random.default_rng(13), 3, 4)
    before = flatten(params)
    x, h_0, dh = np.ones((2, 1, 3)), np.full((1, 4), 0.5), np.ones((2, 1, 4))
    trace = gru.forward(params, x, h_0)
    kept = trace.gates.copy(), trace.m.copy(), trace.h.copy()
    gru.backward(params, trace, dh)
    for one, other in zip(kept, (trace.gates, trace.m, trace.h), strict=True):
        assert np.array_equal(one, other)
    assert np.array_equal(flatten(params), before)
    assert (h_0 == 0.5).all()
    assert (dh == 1).all()


GOOD = {"W_x": np.ones((12, 3)), "W_h": np.ones((12, 4)), "b_x": np.ones(12), "b_hn": np.ones(4)}


@pytest.mark.parametrize(
    ("wrong", "arguments", "message"),
    [
        ({"W_h": np.ones(12)}, [[[0]]], r"W_h must have shape \(3H, H\), got \(12,\)"),
        ({"W_h": np.ones((12, 3))}, [[[0]]], r"W_h must have shape \(3H, H\), got \(12, 3\)"),
        ({"W_x": np.ones((9, 3))}, [[[0]]], r"W_x must have shape \(12, D\), got \(9, 3\)"),
        ({"b_x": np.ones(4)}, [[[0]]], r"b_x must have shape \(12,\), got \(4,\)"),
        ({"b_hn": np.ones(12)}, [[[0]]], r"b_hn must have shape \(4,\), got \(12,\)"),
        ({"b_hn": np.ones(4, np.float32)}, [[[0]]], "b_hn must be float64 .* got float32"),
        ({"W_x": np.full((12, 3), np.nan)}, [[[0]]], r"W_x must be finite everywhere, got nan at \(0, 0\)"),
        ({"b_hn": np.full(4, np.inf)}, [[[0]]], r"b_hn must be finite everywhere, got inf at \(0,\)"),
        ({}, [[[3]]], "x must hold tokens in 0 … 2, got 3"),
        ({}, [np.zeros((0, 2), int)], r"x must have shape .* got \(0, 2\)"),
        ({}, [np.ones((2, 2, 4))], r"x must have shape \(2, 2, 3\), got \(2, 2, 4\)"),
        ({}, [[[0]], np.ones((1, 3))], r"h_0 must have shape \(1, 4\) .* got \(1, 3\)"),
    ],
)
def test_bad_input_is_named_with_what_was_expected_and_found(
    wrong: dict[str, Array], arguments: list[Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        gru.forward(GRUParams(**GOOD | wrong), *map(np.asarray, arguments))


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (((3,), (3,)), r"h_prev must have shape \(4,\), got \(3,\)"),
        (((4, 2), (4, 2)), r"x_t must have shape .*\(3, B\), got \(4, 2\)"),
    ],
)
def test_step_names_a_vector_that_does_not_fit(shapes: tuple[tuple[int, ...], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gru.step(GRUParams(**GOOD), *map(np.ones, shapes))


def test_a_gradient_of_the_wrong_shape_is_named() -> None:
    params = GRUParams(**GOOD)
    with pytest.raises(ValueError, match=r"dh must have shape \(2, 1, 4\), got \(1, 4\)"):
        gru.backward(params, gru.forward(params, np.array([[0], [1]])), np.ones((1, 4)))


def test_the_names_of_its_weights_are_those_of_its_gradient() -> None:
    params = GRUParams(**GOOD)
    grads = gru.backward(params, gru.forward(params, np.array([[0]])), np.ones((1, 1, 4)))
    assert [array.shape for array in named(grads.params).values()] == [array.shape for array in named(params).values()]
