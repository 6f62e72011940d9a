"""Optimizers: the same path as PyTorch's, and pure."""

from typing import Any

import numpy as np
import pytest

from rnn_core.optim import SGD, Adagrad, Adam, Optimizer
from rnn_core.weights import flatten
from tests.rnn_core.golden import assert_equal_to, random_model, stored

ALL = [SGD(0.1), Adagrad(0.1), Adam(0.1)]


@pytest.mark.parametrize("optimizer", ALL, ids=lambda o: type(o).__name__)
def test_five_steps_equal_pytorch(optimizer: Optimizer) -> None:
    path = stored()[f"optim/{type(optimizer).__name__}"]
    theta = np.array([1.0, -2.0, 0.5, 3.0])
    state = optimizer.init(theta)
    for number, expected in enumerate(path, start=1):
        gradient = np.arange(1.0, 5.0) * np.cos(theta)
        theta, state = optimizer.update(theta, gradient, state)
        assert_equal_to(theta, expected)
        assert state.step == number
        assert state.optimizer == type(optimizer).__name__


@pytest.mark.parametrize("optimizer", ALL, ids=lambda o: type(o).__name__)
def test_a_step_changes_nothing_in_place_and_keeps_the_dtype(optimizer: Optimizer) -> None:
    model = random_model(np.random.default_rng(0), 4, 3)
    before = flatten(model)
    first = optimizer.init(model)
    once, second = optimizer.update(model, model, first)
    optimizer.update(once, model, second)
    assert np.array_equal(flatten(model), before)
    again, second_again = optimizer.update(model, model, first)
    assert np.array_equal(flatten(again), flatten(once))
    for a, b in zip(second.moments, second_again.moments, strict=True):
        assert np.array_equal(a, b)
    single = np.ones(3, np.float32)
    moved, _ = optimizer.update(single, single, optimizer.init(single))
    assert moved.dtype == np.float32


@pytest.mark.parametrize(
    ("kind", "settings", "message"),
    [
        (SGD, {"learning_rate": 0.0}, "learning_rate must be a positive number, got 0.0"),
        (SGD, {"learning_rate": float("nan")}, "learning_rate must be a positive number, got nan"),
        (Adagrad, {"learning_rate": float("inf")}, "learning_rate must be .* got inf"),
        (Adagrad, {"learning_rate": 1.0, "epsilon": 0.0}, "epsilon must be a positive number"),
        (Adam, {"learning_rate": -1.0}, "learning_rate must be a positive number, got -1.0"),
        (Adam, {"learning_rate": 1.0, "beta_1": 1.0}, r"beta_1 must lie in \[0, 1\), got 1.0"),
        (Adam, {"learning_rate": 1.0, "beta_2": -0.1}, r"beta_2 must lie in \[0, 1\), got -0.1"),
    ],
)
def test_impossible_settings_are_named(kind: Any, settings: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kind(**settings)
