"""Sequences of different lengths side by side: padding, masks, and the order of minibatches.

A batch is time first. Shorter sequences are padded at their end, and a mask (T, B) is True at the
places whose loss counts. A recurrent network is causal: nothing after a place can change its
state, and a place without a loss sends no gradient back. So with

    (1)  L = Σ_t m_t L_t / Σ_t m_t                                          losses (3)

padding adds nothing to the loss or to any gradient, and the batch is exactly its sequences one by
one, weighted by how many of their places count. Many to one is the mask with one place a sequence.

Which examples form the batch of a step depends on a seed and the number of the step alone, so the
state of a training needs no random generator: its step number is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core.types import Array, Tokens, check_dtype, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What a network is trained on in one step.

    x: tokens (T, B) or vectors (T, B, D). targets: tokens (T, B), or numbers (T, B, V).
    mask: (T, B), True where the loss counts.
    """

    x: Array | Tokens
    targets: Array | Tokens
    mask: Array

    def __post_init__(self) -> None:
        """ValueError unless all have the same T and B."""
        places = self.x.shape[:2]
        check_shape("targets", self.targets, (*places, *self.targets.shape[2:]))
        check_shape("mask", self.mask, places)
        check_dtype("mask", self.mask, np.dtype(bool))


def pad(sequences: Sequence[Array | Tokens]) -> tuple[Array, Tokens]:
    """The sequences (T_b, …) as one array (T, B, …), zeros at the ends; and their lengths (B,)."""
    lengths = np.array([len(sequence) for sequence in sequences])
    if not lengths.size or not lengths.all():
        raise ValueError(f"sequences must hold at least one step each, got lengths {lengths}")
    first = np.asarray(sequences[0])
    padded = np.zeros((lengths.max(), len(lengths), *first.shape[1:]), first.dtype)
    for b, sequence in enumerate(sequences):
        check_shape(f"sequences[{b}]", np.asarray(sequence), (len(sequence), *first.shape[1:]))
        padded[: lengths[b], b] = sequence
    return padded, lengths


def inside(lengths: Tokens, T: int | None = None) -> Array:
    """(T, B): True at the steps a sequence has, False on its padding."""
    longest = int(lengths.max()) if T is None else T
    if not 1 <= lengths.min() <= lengths.max() <= longest:
        raise ValueError(f"lengths must lie in 1 … {longest}, got {lengths.min()}, {lengths.max()}")
    mask: Array = np.arange(longest)[:, np.newaxis] < lengths
    return mask


def last(lengths: Tokens, T: int | None = None) -> Array:
    """(T, B): True at the last step of each sequence, where a many-to-one network answers."""
    steps = len(inside(lengths, T))
    mask: Array = np.arange(steps)[:, np.newaxis] == lengths - 1
    return mask


def backwards(x: Array | Tokens, lengths: Tokens) -> Array:
    """Each sequence of x (T, B, …) in reverse, its padding left at the end; its own inverse."""
    t = np.arange(len(x))[:, np.newaxis]
    turned: Array = x[np.where(t < lengths, lengths - 1 - t, t), np.arange(len(lengths))]
    return turned


def aligned(x: Sequence[Array | Tokens], targets: Sequence[Array | Tokens]) -> Batch:
    """One target for each input; every real place counts."""
    padded, lengths = pad(x)
    answers, n_answers = pad(targets)
    check_shape("targets", answers, (*padded.shape[:2], *answers.shape[2:]))
    if (lengths != n_answers).any():
        raise ValueError(f"targets must have lengths {lengths} like x, got {n_answers}")
    return Batch(padded, answers, inside(lengths))


def many_to_one(x: Sequence[Array | Tokens], labels: Array | Tokens) -> Batch:
    """One target for each sequence, asked for at its last step; labels (B,), or numbers (B, V)."""
    padded, lengths = pad(x)
    check_shape("labels", labels, (len(lengths), *labels.shape[1:]))
    targets = np.zeros((len(padded), *labels.shape), labels.dtype)
    targets[lengths - 1, np.arange(len(lengths))] = labels
    return Batch(padded, targets, last(lengths))


@dataclass(frozen=True, slots=True)
class Epochs:
    """n examples in minibatches of `size`, each example once an epoch, in a new order each epoch.

    The n % size examples at the end of an order are left out of that epoch.
    """

    n: int
    size: int
    seed: int

    def __post_init__(self) -> None:
        """ValueError unless at least one batch can be filled."""
        if not 1 <= self.size <= self.n:
            raise ValueError(f"size must lie in 1 … {self.n}, got {self.size}")

    def indices(self, step: int) -> Tokens:
        """(size,): the examples of the batch of this step, counted from 0."""
        epoch, place = divmod(step, self.n // self.size)
        order = np.random.default_rng([self.seed, epoch]).permutation(self.n)
        return order[place * self.size : (place + 1) * self.size]


def fresh(make: Callable[[np.random.Generator], Any], seed: int) -> Callable[[int], Any]:
    """Batches that never come again: what `make` draws from a generator of each step's own."""
    return lambda step: make(np.random.default_rng([seed, step]))
