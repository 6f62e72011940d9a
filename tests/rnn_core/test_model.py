"""The whole network: PyTorch from the input to every gradient, in both dtypes."""

import numpy as np
import pytest

from rnn_core import losses, readout
from rnn_core import model as network
from rnn_core.cells import rnn
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.weights import flatten, named, unflatten
from tests.rnn_core.golden import assert_equal_to, case, cases, model_of, random_model


@pytest.mark.parametrize("name", cases())
def test_a_run_and_its_gradients_equal_pytorch(name: str) -> None:
    numbers = case(name)
    run = network.run(model_of(numbers), numbers["x"], numbers["targets"], numbers["h_0"])
    assert_equal_to(run.trace.h, numbers["h"])
    assert_equal_to(run.y, numbers["y"])
    assert_equal_to(run.p, numbers["p"])
    assert_equal_to(run.losses, numbers["losses"])
    assert run.loss == pytest.approx(float(numbers["loss"]), rel=1e-12)
    grads = network.backward(run)
    for parameter, gradient in named(grads.model).items():
        assert_equal_to(gradient, numbers[f"d{parameter.split('.')[1]}"])
    assert_equal_to(grads.dy, numbers["dy"])
    assert_equal_to(grads.h, numbers["dh"])
    assert_equal_to(grads.from_output, numbers["dy"] @ numbers["W_hy"])


@pytest.mark.parametrize("name", cases())
def test_float32_agrees_to_single_precision(name: str) -> None:
    numbers = case(name)
    single = {k: v.astype(np.float32) if v.dtype.kind == "f" else v for k, v in numbers.items()}
    run = network.run(model_of(single), single["x"], numbers["targets"], single["h_0"])
    grads = network.backward(run)
    assert run.p.dtype == grads.h.dtype == flatten(grads.model).dtype == np.float32
    assert_equal_to(run.trace.h, numbers["h"], 1e-5)
    assert_equal_to(grads.model.cell.W_hh, numbers["dW_hh"], 1e-4)


def test_directional_finite_differences_agree_for_every_parameter() -> None:
    rng = np.random.default_rng(0)
    model = random_model(rng, 5, 4)
    x, targets = rng.integers(5, size=(6, 3)), rng.integers(5, size=(6, 3))
    grads = network.backward(network.run(model, x, targets)).model

    def loss(m: Model) -> float:
        found = network.run(m, x, targets).loss
        assert found is not None
        return found

    errors = directional(loss, model, grads, rng)
    assert set(errors) == set(named(model))
    assert max(errors.values()) < 1e-7


def test_the_gradient_of_the_initial_state_agrees_with_finite_differences() -> None:
    rng = np.random.default_rng(1)
    model = random_model(rng, 4, 3)
    x, targets, h_0 = rng.integers(4, size=(5, 1)), rng.integers(4, size=(5, 1)), np.zeros((1, 3))
    analytic = network.backward(network.run(model, x, targets, h_0)).h[0]
    errors = directional(lambda h: network.run(model, x, targets, h).loss or 0.0, h_0, analytic, rng)
    assert max(errors.values()) < 1e-7


def test_a_run_is_made_of_the_parts_the_lesson_shows() -> None:
    rng = np.random.default_rng(2)
    model = random_model(rng, 4, 3)
    x, targets = rng.integers(4, size=(5, 1)), rng.integers(4, size=(5, 1))
    run = network.run(model, x, targets)
    trace = rnn.forward(model.cell, x)
    logits = readout.forward(model.readout, trace.h[1:])
    loss, dy = losses.cross_entropy(logits, targets)
    assert np.array_equal(run.y, logits)
    assert run.loss == loss
    assert np.array_equal(network.backward(run).dy, dy)


def test_without_targets_there_is_no_loss_and_no_gradient() -> None:
    model = random_model(np.random.default_rng(3), 4, 3)
    run = network.run(model, np.array([[1]]))
    assert run.losses is None
    assert run.loss is None
    with pytest.raises(ValueError, match="targets must be given"):
        network.backward(run)


def test_parts_that_do_not_fit_are_named() -> None:
    model = random_model(np.random.default_rng(4), 4, 3)
    with pytest.raises(ValueError, match=r"W_hy must have shape \(V, 3\), got \(4, 2\)"):
        Model(model.cell, ReadoutParams(np.ones((4, 2)), np.ones(4)))
    single = ReadoutParams(np.ones((4, 3), np.float32), np.ones(4, np.float32))
    with pytest.raises(ValueError, match=r"W_hy must be float64 .* got float32"):
        Model(model.cell, single)


def test_nan_weights_are_named_before_anything_is_computed() -> None:
    model = random_model(np.random.default_rng(5), 4, 3)
    for name in named(model):
        bad = flatten(model)
        start = 0
        for other, array in named(model).items():
            if other == name:
                bad[start] = np.nan
            start += array.size
        with pytest.raises(ValueError, match=f"{name.split('.')[1]} must be finite"):
            network.run(unflatten(model, bad), np.array([[1]]))
