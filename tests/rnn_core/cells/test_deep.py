"""Stacks of layers: PyTorch, the slide's step, the lecture's matrices."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core import model as network
from rnn_core.cells import deep, registry
from rnn_core.cells.deep import DeepParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.weights import flatten, named
from rnn_core.workspace import Workspace
from tests.rnn_core.golden import assert_equal_to, random_model
from tests.rnn_core.stacks import case, gru_of, lstm_of, names, random_gru, random_lstm, rnn_of

PASSES = [name for kind in ("lstm", "rnn", "gru") for name in names(f"{kind}-")]


def stack_of(name: str) -> DeepParams:
    numbers, layers = case(name), range(int(name.rpartition("L")[2]))
    make: Any = {"lstm": lstm_of, "rnn": rnn_of, "gru": gru_of}[name.partition("-")[0]]
    return DeepParams(tuple(make(numbers, "", layer) for layer in layers))


def random_stack(kind: str, rng: np.random.Generator, D: int, H: int, layers: int) -> DeepParams:
    sizes = [D] + [H] * (layers - 1)
    if kind == "lstm":
        return DeepParams(tuple(random_lstm(rng, size, H) for size in sizes))
    if kind == "gru":
        return DeepParams(tuple(random_gru(rng, size, H) for size in sizes))
    return DeepParams(tuple(random_model(rng, size, H).cell for size in sizes))


@pytest.mark.parametrize("name", PASSES)
def test_forward_and_backward_equal_pytorch(name: str) -> None:
    numbers, params = case(name), stack_of(name)
    starts = [numbers[key] for key in ("h_0", "C_0") if key in numbers]
    trace = deep.forward(params, numbers["x"], *starts)
    assert_equal_to(trace.grid, numbers["h"])
    assert_equal_to(trace.h, numbers["h"][-1])
    grads = deep.backward(params, trace, numbers["weight"], numbers.get("weight_C"))
    assert_equal_to(grads.x, numbers["dx"])
    for number, layer in enumerate(grads.layers):
        assert_equal_to(layer.h, numbers["dh"][number])
        for weight, gradient in named(layer.params).items():
            assert_equal_to(gradient, numbers[f"d{weight}.{number}"])
    assert_equal_to(grads.norms, np.linalg.norm(numbers["dh"], axis=-1))


@given(
    st.sampled_from(["rnn", "lstm", "gru"]),
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 4), st.integers(1, 4)),
    st.integers(1, 3),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60, deadline=None)
def test_a_loop_of_slide_steps_equals_forward(
    kind: str, sizes: tuple[int, int, int, int], layers: int, seed: int
) -> None:
    T, B, D, H = sizes
    rng = np.random.default_rng(seed)
    params, x = random_stack(kind, rng, D, H, layers), rng.standard_normal((T, B, D))
    trace = deep.forward(params, x)
    h, C = np.zeros((2, layers, H, B))
    for t in range(T):
        if kind == "lstm":
            single = deep.step(params, h[..., 0], C[..., 0], x[t, 0]).h
            h, C = (now := deep.step(params, h, C, x[t].T)).h, now.C
            assert_equal_to(np.stack([layer.C[t + 1] for layer in trace.layers]), C.swapaxes(1, 2))
        elif kind == "gru":
            single = deep.step(params, h[..., 0], x[t, 0]).h
            h = deep.step(params, h, x[t].T).h
        else:
            single = deep.step(params, h[..., 0], x[t, 0])
            h = deep.step(params, h, x[t].T)
        assert_equal_to(trace.grid[:, t + 1], h.swapaxes(1, 2))
        assert_equal_to(single, h[..., 0])


def test_the_lectures_matrices_are_the_weights() -> None:
    rng = np.random.default_rng(0)
    W = [rng.standard_normal((3, 6)) for _ in range(3)]
    params = DeepParams.from_matrices(W)
    for own, given_one, layer in zip(params.matrices, W, params.layers, strict=True):
        assert np.array_equal(own, given_one)
        assert isinstance(layer, RNNParams)
        assert np.shares_memory(layer.W_hh, given_one)
    x_t, h_prev = rng.standard_normal(3), rng.standard_normal((3, 3))
    below = x_t
    for l, h in enumerate(deep.step(params, h_prev, x_t)):  # noqa: E741 - the lecture's l
        below = np.tanh(W[l] @ np.concatenate([below, h_prev[l]]))
        assert_equal_to(h, below)


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_directional_finite_differences_agree_for_every_layer_of_a_whole_network(kind: str) -> None:
    rng = np.random.default_rng(1)
    cell = random_stack(kind, rng, 5, 4, 3)
    model = Model(cell, ReadoutParams(rng.standard_normal((5, 4)), rng.standard_normal(5)))
    x, targets = rng.integers(5, size=(2, 6, 2))
    run = network.run(model, x, targets)
    grads = network.backward(run)
    errors = directional(lambda m: network.run(m, x, targets).loss or 0.0, model, grads.model, rng)
    assert set(errors) == set(named(model))
    assert len(errors) == {"lstm": 6, "rnn": 9, "gru": 12}[kind] + 2
    assert max(errors.values()) < 1e-7


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_one_layer_is_the_cell_itself_and_states_carry_on(kind: str) -> None:
    rng = np.random.default_rng(2)
    params, x = random_stack(kind, rng, 3, 4, 1), rng.integers(3, size=(6, 2))
    cell = registry.CELLS[kind].module
    assert np.array_equal(deep.forward(params, x).h, cell.forward(params.layers[0], x).h)
    params = random_stack(kind, rng, 3, 4, 2)
    whole, first = deep.forward(params, x), deep.forward(params, x[:4])
    second = deep.forward(params, x[4:], *first.last)
    assert np.array_equal(second.grid[:, 1:], whole.grid[:, 5:])
    assert np.array_equal(whole.part(4, 6).grid, whole.grid[:, 4:])


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_a_workspace_keeps_the_layers_apart(kind: str) -> None:
    rng = np.random.default_rng(3)
    params, x = random_stack(kind, rng, 3, 3, 3), rng.integers(3, size=(5, 2))
    dh, workspace = rng.standard_normal((5, 2, 3)), Workspace()
    fresh = deep.backward(params, deep.forward(params, x), dh)
    for _ in range(2):
        trace = deep.forward(params, x, workspace=workspace)
        reused = deep.backward(params, trace, dh, workspace=workspace)
        assert np.array_equal(flatten(fresh.params), flatten(reused.params))
        assert np.array_equal(fresh.norms, reused.norms)


A, B_A = np.ones((3, 2)), np.ones(3)
LAYER = RNNParams(np.ones((3, 3)), np.ones((3, 3)), B_A)


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ((), "layers must hold at least 1 layer, got none"),
        ((RNNParams(A, LAYER.W_hh, B_A), RNNParams(A, LAYER.W_hh, B_A)),
         "layer 2 must have 3 inputs and units, got 2 and 3"),
        ((LAYER, random_lstm(np.random.default_rng(0), 3, 3)),
         "layer 2 must be RNNParams like layer 1, got LSTMParams"),
        ((LAYER, RNNParams(*(w.astype(np.float32) for w in (LAYER.W_xh, LAYER.W_hh, B_A)))),
         "layer 2 must be float64 .* got float32"),
    ],
)  # fmt: skip
def test_layers_that_do_not_fit_are_named(layers: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DeepParams(layers)


def test_states_that_do_not_fit_are_named() -> None:
    vanilla = DeepParams((LAYER, LAYER))
    memory = random_stack("lstm", np.random.default_rng(0), 3, 3, 2)
    x, three, two = np.array([[0]]), np.zeros((3, 1, 3)), np.zeros((2, 1, 3))
    for call, message in (
        (lambda: deep.forward(vanilla, x, three), "h_0 must have 2 layers, got 3"),
        (lambda: deep.forward(vanilla, x, two, two), "C_0 must be None for layers without memory"),
        (lambda: deep.step(vanilla, np.zeros((2, 4)), np.zeros(3)), r"h_prev must have shape"),
        (lambda: deep.step(memory, np.zeros((2, 3)), np.zeros(3)), "must be given h_prev, C_prev"),
        (lambda: deep.step(vanilla, np.zeros((2, 3)), A, A), "must be given h_prev, x_t, got 3"),
        (lambda: memory.matrices, "matrices must be asked of vanilla layers"),
        (lambda: DeepParams.from_matrices([A]), r"W of layer 1 must have shape \(n, 2n\)"),
    ):
        with pytest.raises(ValueError, match=message):
            call()


def test_a_cell_the_network_does_not_know_is_named() -> None:
    readout = ReadoutParams(np.ones((3, 3)), np.ones(3))
    with pytest.raises(ValueError, match=r"cell must be one of RNNParams, .* got tuple"):
        Model((LAYER,), readout)
    with pytest.raises(ValueError, match="C_0 must be None for a cell without memory"):
        network.run(Model(LAYER, readout), np.array([[0]]), C_0=np.zeros((1, 3)))
