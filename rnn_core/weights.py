"""A set of weights: frozen dataclasses (and tuples) whose leaves are arrays.

A part that a network goes without is None and has no arrays. A gradient is a set of the same class
as the weights it belongs to. Optimizers, clipping and gradient checks see every network alike: as
one vector of numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np

from rnn_core.types import Array, check_finite

Weights = TypeVar("Weights")


def arrays(weights: Any) -> list[Array]:
    """The arrays, depth first, in the order of the fields."""
    if isinstance(weights, np.ndarray):
        return [weights]
    found: list[Array] = []
    for child in _children(weights):
        if isinstance(child, np.ndarray):
            found.append(child)
        else:
            found += arrays(child)
    return found


def named(weights: Any, prefix: str = "") -> dict[str, Array]:
    """The arrays by dotted name, as `cell.W_hh`, in the same order."""
    if isinstance(weights, np.ndarray):
        return {prefix: weights}
    found: dict[str, Array] = {}
    parts = _children(weights)
    if isinstance(weights, tuple) or weights is None:
        names: Iterable[str] = map(str, range(len(parts)))
    else:
        names = _names(weights.__class__)
    for name, child in zip(names, parts, strict=True):
        found |= named(child, f"{prefix}.{name}" if prefix else name)
    return found


def check_weights(weights: Any) -> None:
    """Nothing, if the arrays of this one dataclass are finite; else a ValueError naming which."""
    for name in _names(weights.__class__):
        check_finite(name, getattr(weights, name))


def flatten(weights: Any) -> Array:
    """All numbers in one new vector, in the order of `arrays`, each array row by row."""
    return np.concatenate([array.ravel() for array in arrays(weights)])


def unflatten(like: Weights, vector: Array) -> Weights:
    """A set of the classes and shapes of `like` whose arrays are views of `vector`."""
    start = 0

    def build(part: Any) -> Any:
        nonlocal start
        if isinstance(part, np.ndarray):
            end = start + part.size
            view = vector[start:end].reshape(part.shape)
            start = end
            return view
        if part is None:
            return None
        children = map(build, _children(part))
        return tuple(children) if isinstance(part, tuple) else part.__class__(*children)

    built: Weights = build(like)
    if start != vector.size:
        raise ValueError(f"vector must hold {start} numbers, got {vector.size}")
    return built


def count(weights: Any) -> int:
    """The number of weights."""
    return sum(array.size for array in arrays(weights))


def _children(weights: Any) -> tuple[Any, ...]:
    """The parts of a set; None has none."""
    if weights is None:
        return ()
    return weights if isinstance(weights, tuple) else _parts(weights.__class__)(weights)


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=64)
def _parts(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the fields of an object of this dataclass."""
    first, *others = _names(kind)
    return attrgetter(first, *others) if others else lambda whole: (getattr(whole, first),)
