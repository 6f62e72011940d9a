"""The LSTM: slide, fast pass, PyTorch, complex step and known limits agree."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.cells import lstm
from rnn_core.cells.lstm import LSTMParams
from rnn_core.grads.gradcheck import directional
from rnn_core.types import Array
from rnn_core.workspace import Workspace
from tests.rnn_core.golden import assert_equal_to
from tests.rnn_core.stacks import case, lstm_of, names, random_lstm

SIZES = st.tuples(st.integers(1, 9), st.integers(1, 3), st.integers(1, 5), st.integers(1, 6))
SEEDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("name", names("lstm", "-L1"))
def test_forward_and_backward_equal_pytorch(name: str) -> None:
    numbers = case(name)
    params = lstm_of(numbers)
    trace = lstm.forward(params, numbers["x"], numbers["h_0"][0], numbers["C_0"][0])
    assert_equal_to(trace.h, numbers["h"][0])
    assert_equal_to(trace.C, numbers["C"][0])
    grads = lstm.backward(params, trace, numbers["weight"], numbers["weight_C"][0])
    assert_equal_to(grads.params.W, numbers["dW.0"])
    assert_equal_to(grads.params.b, numbers["db.0"])
    assert_equal_to(grads.x, numbers["dx"])
    assert_equal_to(grads.h, numbers["dh"][0])
    assert_equal_to(grads.C, numbers["dC"][0])


@pytest.mark.parametrize("name", names("lstm", "-L1"))
def test_float32_agrees_to_single_precision(name: str) -> None:
    numbers = {key: value.astype(np.float32) for key, value in case(name).items()}
    params = lstm_of(numbers)
    trace = lstm.forward(params, numbers["x"], numbers["h_0"][0], numbers["C_0"][0])
    grads = lstm.backward(params, trace, numbers["weight"], numbers["weight_C"][0])
    kept = (trace.gates, trace.C, trace.h, trace.tanh_C, grads.h, grads.C, grads.a, grads.params.W)
    assert {array.dtype for array in kept} == {np.dtype(np.float32)}
    assert_equal_to(trace.h, numbers["h"][0], 1e-5)
    assert_equal_to(grads.params.W, numbers["dW.0"], 1e-4)


@given(SIZES, SEEDS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_loop_of_slide_steps_equals_forward(sizes: tuple[int, int, int, int], seed: int, given_states: bool) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, x = random_lstm(rng, D, H), rng.standard_normal((T, B, D))
    h_0, C_0 = rng.standard_normal((2, B, H)) if given_states else (None, None)
    trace = lstm.forward(params, x, h_0, C_0)
    h, C = (np.zeros((H, B)) if state is None else state.T for state in (h_0, C_0))
    for t in range(T):
        single = lstm.step(params, h[:, 0], C[:, 0], x[t, 0])
        columns = lstm.step(params, h, C, x[t].T)
        h, C = columns.h, columns.C
        for name in ("f", "i", "o", "C_tilde"):
            assert_equal_to(getattr(trace, name)[t], getattr(columns, name).T)
            assert_equal_to(getattr(single, name), getattr(columns, name)[:, 0])
        assert_equal_to(trace.C[t + 1], C.T)
        assert_equal_to(trace.h[t + 1], h.T)
        assert_equal_to(trace.tanh_C[t], np.tanh(C.T))


@given(SIZES, SEEDS)
@settings(max_examples=60, deadline=None)
def test_tokens_equal_one_hot_vectors(sizes: tuple[int, int, int, int], seed: int) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, tokens = random_lstm(rng, D, H), rng.integers(D, size=(T, B))
    dh = rng.standard_normal((T, B, H))
    by_token = lstm.backward(params, lstm.forward(params, tokens), dh)
    by_vector = lstm.backward(params, lstm.forward(params, np.eye(D)[tokens]), dh)
    assert by_token.x is None
    assert_equal_to(by_token.h, by_vector.h)
    assert_equal_to(by_token.C, by_vector.C)
    assert_equal_to(by_token.params.W, by_vector.params.W)


@given(SIZES, SEEDS)
@settings(max_examples=40, deadline=None)
def test_a_batch_equals_its_sequences_one_by_one(sizes: tuple[int, int, int, int], seed: int) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, x = random_lstm(rng, D, H), rng.standard_normal((T, B, D))
    dh, C_0 = rng.standard_normal((T, B, H)), rng.standard_normal((B, H))
    together = lstm.backward(params, lstm.forward(params, x, None, C_0), dh)
    alone = [lstm.backward(params, lstm.forward(params, x[:, [b]], None, C_0[[b]]), dh[:, [b]]) for b in range(B)]
    assert_equal_to(together.h, np.concatenate([one.h for one in alone], axis=1))
    assert_equal_to(together.a, np.concatenate([one.a for one in alone], axis=2))
    assert_equal_to(together.params.W, sum((one.params.W for one in alone), np.zeros_like(params.W)))


@given(SIZES, SEEDS)
@settings(max_examples=40, deadline=None)
def test_permuted_units_give_permuted_traces_and_gradients(sizes: tuple[int, int, int, int], seed: int) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, x, dh = random_lstm(rng, D, H), rng.integers(D, size=(T, B)), np.ones((T, B, H))
    order = rng.permutation(H)
    rows = np.concatenate([gate * H + order for gate in range(4)])
    columns = np.concatenate([order, np.arange(H, H + D)])
    permuted = LSTMParams(params.W[np.ix_(rows, columns)].copy(), params.b[rows])
    trace, moved = lstm.forward(params, x), lstm.forward(permuted, x)
    assert_equal_to(moved.C, trace.C[..., order])
    grads, moved_grads = lstm.backward(params, trace, dh), lstm.backward(permuted, moved, dh)
    assert_equal_to(moved_grads.params.W, grads.params.W[np.ix_(rows, columns)])


@pytest.mark.parametrize("B", [1, 3])
def test_directional_finite_differences_agree_for_weights_inputs_and_states(B: int) -> None:
    rng = np.random.default_rng(2)
    point = (random_lstm(rng, 4, 5), rng.standard_normal((7, B, 4)), *rng.standard_normal((2, B, 5)))
    weight, dC_T = rng.standard_normal((7, B, 5)), rng.standard_normal((B, 5))

    def loss(p: Any) -> float:
        trace = lstm.forward(*p)
        return float((weight * trace.h[1:]).sum() + (dC_T * trace.C[-1]).sum())

    grads = lstm.backward(point[0], lstm.forward(*point), weight, dC_T)
    found = (grads.params, grads.x, grads.h[0], grads.C[0])
    errors = directional(loss, point, found, rng)
    assert set(errors) == {"0.W", "0.b", "1", "2", "3"}
    assert max(errors.values()) < 1e-8


def test_step_works_on_complex_numbers_and_its_imaginary_part_is_the_gradient() -> None:
    rng = np.random.default_rng(3)
    params, x = random_lstm(rng, 3, 4), rng.standard_normal((5, 3))
    direction, along_b = rng.standard_normal((16, 7)), rng.standard_normal(16)
    moved = LSTMParams(params.W + 1e-200j * direction, params.b + 1e-200j * along_b)
    h = C = np.zeros(4, complex)
    for x_t in x:
        now = lstm.step(moved, h, C, x_t)
        h, C = now.h, now.C
    dh = np.zeros((5, 1, 4))
    dh[-1] = 1
    grads = lstm.backward(params, lstm.forward(params, x[:, np.newaxis]), dh).params
    slope = (grads.W * direction).sum() + (grads.b * along_b).sum()
    assert h.sum().imag / 1e-200 == pytest.approx(slope, rel=1e-13)


def test_the_gradients_of_the_gates_are_slopes_of_the_equations() -> None:
    rng = np.random.default_rng(4)
    params, x = random_lstm(rng, 3, 4), rng.standard_normal((6, 2, 3))
    dh = rng.standard_normal((6, 2, 4))
    trace = lstm.forward(params, x)
    grads = lstm.backward(params, trace, dh)
    slopes = {name: g * (1 - g) for name, g in (("i", trace.i), ("f", trace.f), ("o", trace.o))}
    slopes["C_tilde"] = 1 - trace.C_tilde**2
    for gate, name in enumerate(("i", "f", "o", "C_tilde")):
        assert_equal_to(getattr(grads, name) * slopes[name], grads.a[:, gate])


def test_from_gates_puts_every_gate_into_its_rows() -> None:
    rng = np.random.default_rng(5)
    parts = {f"W_{g}": rng.standard_normal((3, 5)) for g in "fiCo"}
    parts |= {f"b_{g}": rng.standard_normal(3) for g in "fiCo"}
    params = LSTMParams.from_gates(**parts)
    for name, part in parts.items():
        assert np.array_equal(getattr(params, name), part)
        assert np.shares_memory(getattr(params, name), params.W if name[0] == "W" else params.b)
    assert np.array_equal(params.W[3:6], parts["W_f"])
    assert (params.n_hidden, params.n_inputs, params.dtype) == (3, 2, np.dtype(np.float64))


def test_a_gate_open_to_the_past_and_closed_to_the_present_keeps_the_memory_for_ever() -> None:
    rng = np.random.default_rng(6)
    params = random_lstm(rng, 3, 4)
    params.b_f[:], params.b_i[:] = 800, -800  # f = 1 and i = 0 exactly
    C_0 = rng.standard_normal((2, 4))
    trace = lstm.forward(params, rng.integers(3, size=(50, 2)), None, C_0)
    assert (trace.C == C_0).all()


def test_the_direct_path_meets_nothing_but_forget_gates() -> None:
    rng = np.random.default_rng(7)
    params = random_lstm(rng, 3, 4)
    trace = lstm.forward(params, rng.standard_normal((6, 2, 3)))
    dC_T = rng.standard_normal((2, 4))
    direct = lstm.direct(trace, dC_T)
    assert_equal_to(direct[0], dC_T * trace.f.prod(0))
    assert_equal_to(direct[4], dC_T * trace.f[5] * trace.f[4])
    no_way_through_h = LSTMParams(params.W.copy(), params.b)
    no_way_through_h.W[:, :4] = 0
    alone = lstm.forward(no_way_through_h, rng.standard_normal((6, 2, 3)))
    total = lstm.backward(no_way_through_h, alone, np.zeros((6, 2, 4)), dC_T)
    assert_equal_to(total.C, lstm.direct(alone, dC_T))


def test_a_workspace_changes_where_numbers_lie_but_not_one_of_them() -> None:
    rng = np.random.default_rng(8)
    params, workspace = random_lstm(rng, 3, 4), Workspace()
    for B in (1, 2, 1):
        x, dh = rng.integers(3, size=(5, B)), rng.standard_normal((5, B, 4))
        fresh = lstm.backward(params, lstm.forward(params, x), dh)
        trace = lstm.forward(params, x, workspace=workspace)
        again = lstm.forward(params, x, workspace=workspace)
        assert np.shares_memory(trace.h, again.h)
        reused = lstm.backward(params, again, dh, workspace=workspace)
        assert np.array_equal(fresh.h, reused.h)
        assert np.array_equal(fresh.params.W, reused.params.W)
        assert np.array_equal(fresh.trace.gates, again.gates)


def test_forward_and_backward_leave_their_inputs_alone() -> None:
    params = random_lstm(np.random.default_rng(9), 3, 4)
    before = params.W.copy(), params.b.copy()
    x, h_0, dh = np.ones((2, 1, 3)), np.full((1, 4), 0.5), np.ones((2, 1, 4))
    trace = lstm.forward(params, x, h_0, h_0)
    kept = trace.gates.copy(), trace.C.copy(), trace.h.copy(), trace.tanh_C.copy()
    lstm.backward(params, trace, dh, h_0)
    for one, other in zip(kept, (trace.gates, trace.C, trace.h, trace.tanh_C), strict=True):
        assert np.array_equal(one, other)
    assert np.array_equal(params.W, before[0])
    assert np.array_equal(params.b, before[1])
    assert (h_0 == 0.5).all()
    assert (dh == 1).all()


W, B_ALL = np.ones((16, 7)), np.ones(16)


@pytest.mark.parametrize(
    ("weights", "arguments", "message"),
    [
        ((W[0], B_ALL), [[[0]]], r"W must have shape \(4H, H\+D\), got \(7,\)"),
        ((W[:15], B_ALL), [[[0]]], r"W must have shape \(4H, H\+D\), got \(15, 7\)"),
        ((W[:, :4], B_ALL), [[[0]]], r"W must have shape \(4H, H\+D\), got \(16, 4\)"),
        ((W, W), [[[0]]], r"b must have shape \(16,\), got \(16, 7\)"),
        ((W, B_ALL.astype(np.float32)), [[[0]]], "b must be float64 .* got float32"),
        ((W * np.nan, B_ALL), [[[0]]], r"W must be finite everywhere, got nan at \(0, 0\)"),
        ((W, B_ALL * np.inf), [[[0]]], r"b must be finite everywhere, got inf at \(0,\)"),
        ((W, B_ALL), [[[3]]], "x must hold tokens in 0 … 2, got 3"),
        ((W, B_ALL), [np.zeros((0, 2), int)], r"x must have shape .* got \(0, 2\)"),
        ((W, B_ALL), [np.ones((2, 2, 4))], r"x must have shape \(2, 2, 3\), got \(2, 2, 4\)"),
        ((W, B_ALL), [[[0]], np.ones((1, 3))], r"h_0 must have shape \(1, 4\) .* got \(1, 3\)"),
        ((W, B_ALL), [[[0]], None, np.ones((2, 4))], r"C_0 must have shape \(1, 4\) .* \(2, 4\)"),
        ((W, B_ALL), [[[0]], None, np.ones(4, np.float32)], "C_0 must be float64 .* got float32"),
    ],
)
def test_bad_input_is_named_with_what_was_expected_and_found(
    weights: tuple[Array, Array], arguments: list[Any], message: str
) -> None:
    given_arrays = [None if one is None else np.asarray(one) for one in arguments]
    with pytest.raises(ValueError, match=message):
        lstm.forward(LSTMParams(*weights), *given_arrays)  # type: ignore[arg-type]


def test_gates_that_do_not_fit_are_named() -> None:
    parts = {f"W_{g}": np.ones((3, 5)) for g in "fiCo"} | {f"b_{g}": np.ones(3) for g in "fiCo"}
    with pytest.raises(ValueError, match=r"W_o must have shape \(3, 5\), got \(3, 4\)"):
        LSTMParams.from_gates(**parts | {"W_o": np.ones((3, 4))})
    with pytest.raises(ValueError, match=r"b_f must have shape \(3,\), got \(4,\)"):
        LSTMParams.from_gates(**parts | {"b_f": np.ones(4)})


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (((3,), (4,), (3,)), r"h_prev must have shape \(4,\), got \(3,\)"),
        (((4,), (4, 2), (3,)), r"C_prev must have shape \(4,\), got \(4, 2\)"),
        (((4, 2), (4, 2), (4, 2)), r"x_t must have shape .*\(3, B\), got \(4, 2\)"),
    ],
)
def test_step_names_a_vector_that_does_not_fit(shapes: tuple[tuple[int, ...], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lstm.step(LSTMParams(W, B_ALL), *map(np.ones, shapes))


def test_a_gradient_of_the_wrong_shape_is_named() -> None:
    params = LSTMParams(W, B_ALL)
    trace = lstm.forward(params, np.array([[0], [1]]))
    with pytest.raises(ValueError, match=r"dh must have shape \(2, 1, 4\), got \(1, 4\)"):
        lstm.backward(params, trace, np.ones((1, 4)))
    with pytest.raises(ValueError, match=r"dC_T must have shape \(1, 4\) .* got \(3,\)"):
        lstm.backward(params, trace, np.ones((2, 1, 4)), np.ones(3))
