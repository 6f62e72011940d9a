"""Rules that turn a gradient g into a step of the weights θ: state in, state out.

    SGD      (1)  θ ← θ − η g                                          Robbins and Monro 1951
    Adagrad  (2)  s ← s + g²,  θ ← θ − η g / (√s + ε)                  Duchi, Hazan, Singer 2011
    Adam     (3)  m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²       Kingma and Ba 2015
             (4)  θ ← θ − η m̂ / (√v̂ + ε),  m̂ = m / (1 − β₁ⁿ),  v̂ = v / (1 − β₂ⁿ)

η is the learning rate, n the number of steps taken, all operations elementwise.
"""

import math
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from rnn_core.types import Array
from rnn_core.weights import flatten, unflatten

Weights = TypeVar("Weights")


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What an optimizer remembers: its name, the steps taken, and a few numbers per weight.

    moments: vectors in the order of `weights.flatten`: () for SGD, (s,) for Adagrad, (m, v) for
    Adam.
    """

    optimizer: str
    step: int
    moments: tuple[Array, ...]


class Optimizer(Protocol):
    """A rule with a state: pure functions of what they are given."""

    @property
    def learning_rate(self) -> float:
        """η."""

    def init(self, model: Any) -> State:
        """The state before the first step."""

    def update(self, model: Weights, grads: Weights, state: State) -> tuple[Weights, State]:
        """The weights after one step, and the new state; nothing is changed in place."""


@dataclass(frozen=True, slots=True)
class SGD:
    """Plain gradient descent, equation (1)."""

    learning_rate: float

    def __post_init__(self) -> None:
        """ValueError unless the learning rate is positive."""
        _check_positive("learning_rate", self.learning_rate)

    def init(self, model: Any) -> State:  # noqa: ARG002 - the protocol's signature
        """The state before the first step: nothing to remember."""
        return State("SGD", 0, ())

    def update(self, model: Weights, grads: Weights, state: State) -> tuple[Weights, State]:
        """The weights after one step, and the new state."""
        theta = flatten(model) - self.learning_rate * flatten(grads)  # (1)
        return unflatten(model, theta), State("SGD", state.step + 1, ())


@dataclass(frozen=True, slots=True)
class Adagrad:
    """A learning rate per weight that only falls, equation (2)."""

    learning_rate: float
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        """ValueError unless the settings are positive."""
        _check_positive("learning_rate", self.learning_rate)
        _check_positive("epsilon", self.epsilon)

    def init(self, model: Any) -> State:
        """The state before the first step: s = 0."""
        return State("Adagrad", 0, (np.zeros_like(flatten(model)),))

    def update(self, model: Weights, grads: Weights, state: State) -> tuple[Weights, State]:
        """The weights after one step, and the new state."""
        g = flatten(grads)
        s = state.moments[0] + g * g  # (2)
        theta = flatten(model)
        theta -= self.learning_rate * g / (np.sqrt(s) + self.epsilon)
        return unflatten(model, theta), State("Adagrad", state.step + 1, (s,))


@dataclass(frozen=True, slots=True)
class Adam:
    """Steps of about η whatever the size of the gradient, equations (3) and (4)."""

    learning_rate: float
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        """ValueError unless η and ε are positive and both β lie in [0, 1)."""
        _check_positive("learning_rate", self.learning_rate)
        _check_positive("epsilon", self.epsilon)
        for name, beta in (("beta_1", self.beta_1), ("beta_2", self.beta_2)):
            if not 0 <= beta < 1:
                raise ValueError(f"{name} must lie in [0, 1), got {beta}")

    def init(self, model: Any) -> State:
        """The state before the first step: m = v = 0."""
        zeros = np.zeros_like(flatten(model))
        return State("Adam", 0, (zeros, zeros))

    def update(self, model: Weights, grads: Weights, state: State) -> tuple[Weights, State]:
        """The weights after one step, and the new state."""
        beta_1, beta_2, n = self.beta_1, self.beta_2, state.step + 1
        g = flatten(grads)
        m = beta_1 * state.moments[0] + (1 - beta_1) * g  # (3)
        v = beta_2 * state.moments[1] + (1 - beta_2) * g * g
        m_hat, v_hat = m / (1 - beta_1**n), v / (1 - beta_2**n)
        theta = flatten(model) - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)  # (4)
        return unflatten(model, theta), State("Adam", n, (m, v))


def _check_positive(name: str, value: float) -> None:
    if not (value > 0 and math.isfinite(value)):
        raise ValueError(f"{name} must be a positive number, got {value}")
