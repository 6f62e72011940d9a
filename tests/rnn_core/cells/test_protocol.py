"""Cells of any kind, one step at a time."""

from typing import Any

import numpy as np
import pytest

from rnn_core.cells import protocol as cells
from rnn_core.cells import registry
from rnn_core.weights import count, flatten, named, unflatten

H, D, B = 4, 3, 2


def cell(kind: str, rng: np.random.Generator) -> Any:
    drawn = registry.CELLS[kind].params.drawn(lambda *shape: rng.normal(size=shape), D, H)
    return unflatten(drawn, flatten(drawn) + 0.3 * rng.normal(size=count(drawn)))


@pytest.mark.parametrize("kind", registry.CELLS)
def test_steps_one_by_one_end_in_the_states_of_the_whole_sequence(kind: str) -> None:
    rng = np.random.default_rng(5)
    params, x = cell(kind, rng), rng.normal(size=(6, B, D))
    last = cells.forward(params, x).last
    states = tuple(np.zeros((B, H)) for _ in last)
    for x_t in x:
        states = cells.step(params, x_t, *states)
    for state, known in zip(states, last, strict=True):
        np.testing.assert_allclose(state, known, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("kind", registry.CELLS)
def test_every_cell_has_the_face_that_the_protocol_asks_for(kind: str) -> None:
    rng = np.random.default_rng(6)
    params, x = cell(kind, rng), rng.normal(size=(6, B, D))
    assert (params.n_inputs, params.n_hidden, params.dtype) == (D, H, np.dtype(float))
    trace, parts = cells.forward(params, x), []
    states: tuple[Any, ...] = ()
    for begin in (0, 2):
        parts.append(cells.forward(params, x[begin : begin + 2 + begin], *states))
        states = parts[-1].last
    joined = type(trace).joined(parts)
    grads = cells.backward(params, trace, rng.normal(size=(6, B, H)))
    shares = registry.module_of(params).shares(trace, grads)
    for name, gradient in named(grads.params).items():
        np.testing.assert_allclose(getattr(shares, name).sum(0), gradient, rtol=1e-12, atol=1e-13)
    for name in set(trace.__slots__) - {"held"}:
        np.testing.assert_allclose(getattr(joined, name), getattr(trace, name), rtol=1e-12, atol=1e-13)
        assert np.array_equal(getattr(trace.part(0, 6), name), getattr(trace, name))
    after = registry.module_of(params).step(params, *(np.zeros(H) for _ in trace.last), x[0, 0])
    np.testing.assert_allclose(registry.state_of(after), trace.h[1, 0], rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("kind", registry.CELLS)
def test_a_customary_start_takes_its_matrices_from_the_draw_and_its_dtype_too(kind: str) -> None:
    params = registry.CELLS[kind].params.drawn(lambda *shape: np.full(shape, 0.5, np.float32), D, H)
    matrices = [array for array in named(params).values() if array.ndim == 2]
    assert all((array == 0.5).all() for array in matrices)
    assert {array.dtype for array in named(params).values()} == {np.dtype(np.float32)}
    assert {float(b) for array in named(params).values() if array.ndim == 1 for b in array} <= {0.0, 1.0}


def test_weights_that_make_no_layer_are_named() -> None:
    with pytest.raises(ValueError, match="layer must be one of RNNParams, LSTMParams, GRUParams, got tuple"):
        registry.module_of((1, 2))
