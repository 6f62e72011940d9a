"""A stack of layers that reads a word, drawn from a seed, with the lecture's n × 2n matrices.

    (1)  h_t^0 = x_t = E[symbol]     a vector of n numbers too, so that every W^l is n × 2n
    (2)  h_t^l = tanh(W^l [h_t^{l−1}; h_{t−1}^l] + b^l)        deep (1); the slide: b = 0
    (3)  y_t = W_hy h_t^L + b_y

The numbers of a symbol depend on the seed and the symbol only, those of a layer on the seed and the
layer: another word, another layer on top, or more units change no number that both networks have.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np

from datasets import typed
from rnn_core import model
from rnn_core.cells.deep import DeepParams
from rnn_core.grads import gradcheck
from rnn_core.model import Grads, Model, Run
from rnn_core.optim import Adam
from rnn_core.readout import ReadoutParams
from rnn_core.studies import grid_paths
from rnn_core.text import Vocabulary
from rnn_core.train import Trainer
from rnn_core.types import Array

MOST_LAYERS, DRAWN_UNITS = 4, 16
"""The most layers, and how many units are always drawn: another number would change every weight of old links."""
MOST_PATHS = 3000
"""So many paths are summed one by one when the proof is asked for."""

SCALE_BELOW, SCALE_BEFORE, SCALE_OUTPUT = 0.8, 0.5, 0.8
"""Standard deviations of the drawn entries for the layer below, for the step before, of W_hy."""

TRAINED_STEPS, RATE = 150, 0.03


@dataclass(frozen=True, slots=True)
class Stack:
    """Which stack reads which word, and whether its loss is taken at every step."""

    kind: Literal["random", "trained"]
    word: str
    layers: int
    hidden: int
    seed: int
    every: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A word read forward and backward: the loss is that of the steps where the mask is True."""

    vocabulary: Vocabulary
    run: Run
    grads: Grads

    @property
    def layers(self) -> int:
        """L, the number of layers."""
        return len(self.run.trace.layers)

    @property
    def steps(self) -> int:
        """T, the number of steps."""
        return len(self.run.y)

    @property
    def asked(self) -> tuple[int, ...]:
        """The times, from 1, whose output is compared with the next symbol."""
        mask: Array = np.ones((self.steps, 1), bool) if self.run.mask is None else self.run.mask
        return tuple((np.flatnonzero(mask[:, 0]) + 1).tolist())

    @property
    def states(self) -> Array:
        """h_t^l, (L, T+1, n)."""
        grid: Array = self.run.trace.grid[:, :, 0]
        return grid

    @property
    def gradients(self) -> Array:
        """dL/dh_t^l, (L, T+1, n)."""
        return np.stack([layer.h[:, 0] for layer in self.grads.cell.layers])

    @property
    def norms(self) -> Array:
        """‖dL/dh_t^l‖, (L, T+1)."""
        norms: Array = self.grads.cell.norms[:, :, 0]
        return norms

    def paths(self, t: int, layer: int) -> int:
        """The number of paths from h_t^l through the grid to the losses."""
        return sum(grid_paths.count(T, self.layers, t, layer) for T in self.asked if t <= T)

    def from_above(self, layer: int) -> Array:
        """The part of dL/dh_t^l, t = 1 … T, that comes down from layer l + 1 or the output."""
        if layer == self.layers:
            return self.grads.from_output[:, 0]
        above: Array = self.grads.cell.layers[layer].x[:, 0]
        return above


def reading_of(stack: Stack) -> Reading:
    """The word as ``stack`` reads it, forward and backward."""
    vocabulary = Vocabulary.of(typed.symbols(stack.word))
    sizes = stack.hidden, stack.layers, stack.seed
    network = trained(vocabulary, stack.word, *sizes) if stack.kind == "trained" else drawn(vocabulary, *sizes)
    return read(network, vocabulary, stack.word, every=stack.every)


def read(network: Model, vocabulary: Vocabulary, word: str, *, every: bool) -> Reading:
    """The word read by the network, its loss taken at every step or at the last one only."""
    x, targets = vocabulary.pairs(typed.symbols(word))
    mask = np.full(x.shape, every)
    mask[-1] = True
    run = model.run(network, x, targets, mask=mask)
    return Reading(vocabulary, run, model.backward(run))


def drawn(vocabulary: Vocabulary, n: int, layers: int, seed: int) -> Model:
    """The network before training; ValueError unless 1 ≤ n ≤ DRAWN_UNITS, and a layer at least."""
    if not 1 <= n <= DRAWN_UNITS:
        raise ValueError(f"n must lie in 1 … {DRAWN_UNITS}, got {n}")
    symbols = np.stack([_normal((2, DRAWN_UNITS), seed, 0, *map(ord, s)) for s in vocabulary.symbols])
    matrices = []
    for layer in range(1, layers + 1):
        below, before = _normal((2, DRAWN_UNITS, DRAWN_UNITS), seed, 1, layer)[:, :n, :n]
        matrices.append(np.hstack([SCALE_BELOW * below, SCALE_BEFORE * before]))
    readout = ReadoutParams(SCALE_OUTPUT * symbols[:, 1, :n], np.zeros(len(vocabulary)))
    return Model(DeepParams.from_matrices(matrices), readout, symbols[:, 0, :n].copy())


def trained(vocabulary: Vocabulary, word: str, n: int, layers: int, seed: int) -> Model:
    """The same network after it learned to say the next symbol at every step of the word."""
    start = drawn(vocabulary, n, layers, seed)
    trainer = Trainer(start, *vocabulary.pairs(typed.symbols(word)), Adam(RATE), clip=1.0)
    snapshots = islice(trainer, TRAINED_STEPS, TRAINED_STEPS + 1)
    return next(snapshots).model


def gradient_errors(reading: Reading) -> dict[str, float]:
    """Relative errors of the gradients, and of dL/dh at (1, 1) against the sum over its paths."""
    run, mask = reading.run, reading.run.mask

    def loss(weights: Model) -> float:
        again = model.run(weights, run.x, run.targets, mask=mask)
        return float("nan") if again.loss is None else again.loss

    found = gradcheck.directional(loss, run.model, reading.grads.model, np.random.default_rng(0))
    n_paths = grid_paths.count(reading.steps, reading.layers, 1, 1)
    if len(reading.asked) == 1 and n_paths <= MOST_PATHS:
        end = reading.from_above(reading.layers)[-1]
        summed = grid_paths.gradient(run.model.cell, run.trace, end, 1, 1)
        total = reading.gradients[0, 1]
        scale = float(np.linalg.norm(total)) or 1.0
        name = f"h at t = 1, layer 1: sum over {n_paths} path{'s' * (n_paths != 1)}"
        found[name] = float(np.linalg.norm(summed - total)) / scale
    return found


def _normal(shape: tuple[int, ...], *seed: int) -> Array:
    """Standard normal numbers that depend on the seed only."""
    return np.random.default_rng(seed).standard_normal(shape)
