"""A set of weights: frozen dataclasses (and tuples) whose leaves are arrays.

Optimizers, clipping and gradient checks treat every network alike through these functions; a
gradient is a set of the same class as the weights it belongs to.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from rnn_core.types import Array

Weights = TypeVar("Weights")


def _names(kind: type) -> tuple[str, ...]:
    names: tuple[str, ...] = kind.__match_args__  # the fields of a dataclass, in order
    return names


def _children(weights: Any) -> tuple[Any, ...]:
    if isinstance(weights, tuple):
        return weights
    return tuple([getattr(weights, name) for name in _names(type(weights))])


def arrays(weights: Any) -> list[Array]:
    """The arrays in the order of the fields, depth first."""
    if isinstance(weights, np.ndarray):
        return [weights]
    return [array for child in _children(weights) for array in arrays(child)]


def named(weights: Any, prefix: str = "") -> dict[str, Array]:
    """The arrays by dotted name, as `cell.W_hh`."""
    if isinstance(weights, np.ndarray):
        return {prefix: weights}
    children = _children(weights)
    names = map(str, range(len(children))) if isinstance(weights, tuple) else _names(type(weights))
    found: dict[str, Array] = {}
    for name, child in zip(names, children, strict=True):
        found |= named(child, f"{prefix}.{name}" if prefix else name)
    return found


def rebuild(weights: Weights, leaves: list[Array]) -> Weights:
    """A set like `weights` made of `leaves`, in the order in which `arrays` gives them."""
    iterator = iter(leaves)

    def build(part: Any) -> Any:
        if isinstance(part, np.ndarray):
            return next(iterator)
        children = [build(child) for child in _children(part)]
        return tuple(children) if isinstance(part, tuple) else type(part)(*children)

    built: Weights = build(weights)
    return built


def transform(function: Callable[..., Array], weights: Weights, *others: Any) -> Weights:
    """A set like `weights` with function(array, …) of the corresponding arrays as its leaves."""
    columns = [arrays(one) for one in (weights, *others)]
    return rebuild(weights, [function(*row) for row in zip(*columns, strict=True)])


def count(weights: Any) -> int:
    """The number of weights."""
    return sum(array.size for array in arrays(weights))
