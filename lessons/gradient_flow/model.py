"""What the lesson gradient-flow computes: networks, twins and walks of a setting, and their gradients checked.

Each is measured once and kept. A state's gradient is given the length that the page shows: a wrong one is a wrong
slope against finite differences.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

import numpy as np

from rnn_core import model
from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNGrads, RNNParams
from rnn_core.grads import gradcheck
from rnn_core.studies import clipped_descent, clipping_pair, gradient_norm_study
from rnn_core.studies.clipping_pair import Pair, Twin
from rnn_core.studies.gradient_norm_study import Cell, Chance, Laboratory
from rnn_core.surface import Descent
from rnn_core.types import Array
from rnn_core.weights import flatten

LEAST_CHECKED, MOST_CHECKED = -4, 6
"""Powers of ten: beyond them rounding hides the slope, or the smallest move leaves the tangent."""
CHECKED_STEPS = (0, 5, 20)


@dataclass(frozen=True, slots=True)
class Networks:
    """Many networks of one σ_max and one spectral radius, and how many steps their gradient walks back."""

    sigma_max: float
    spectral_radius: float
    cell: Cell
    hidden: int
    steps: int
    networks: int
    seed: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two trainings of one kind, of which one clips at the threshold."""

    kind: str
    threshold: float
    learning_rate: float
    lag: int
    seed: int


@dataclass(frozen=True, slots=True)
class Walks:
    """Steps of gradient descent on the cliff, from a start."""

    w: float
    b: float
    learning_rate: float
    steps: int
    threshold: float


@lru_cache(maxsize=400)
def _chance(seed: int, number: int, hidden: int) -> Chance:
    return gradient_norm_study.draw(seed, number, hidden)


@lru_cache(maxsize=8)
def measure(setting: Networks) -> Laboratory:
    """The networks of the setting and their gradients."""
    chances = tuple(_chance(setting.seed, k, setting.hidden) for k in range(setting.networks))
    return gradient_norm_study.measure(
        chances,
        sigma_max=setting.sigma_max,
        spectral_radius=setting.spectral_radius,
        cell=setting.cell,
        T=setting.steps,
    )


@lru_cache(maxsize=8)
def moved_by_rounding(setting: Networks) -> float:
    """How many powers of ten a norm moves at most when each entry of every W_hh moves by its last digit."""
    found = measure(setting)
    moved = gradient_norm_study.measure_networks(
        tuple(_last_digits(params) for params in found.networks),
        found.x,
        sigma_max=setting.sigma_max,
        spectral_radius=setting.spectral_radius,
        cell=setting.cell,
    )
    with np.errstate(invalid="ignore"):
        change = np.abs(found.log10 - moved.log10)
    return float(np.nanmax(np.where(np.isfinite(found.log10) & np.isfinite(moved.log10), change, 0.0)))


@lru_cache(maxsize=8)
def twins_moved_by_rounding(training: Twins) -> float:
    """How far a loss of either training moves at most when each entry of W_hh begins one last digit away."""
    start = _pair(training.kind, training.learning_rate, training.lag, training.seed)
    cell = start.model.cell
    assert isinstance(cell, RNNParams)
    moved = replace(start, model=replace(start.model, cell=_last_digits(cell)))
    change = 0.0
    for one, threshold in zip(both(training), (None, training.threshold), strict=True):
        other = clipping_pair.train(moved, threshold)
        n = min(len(one.losses), len(other.losses))
        change = max(change, float(np.abs(np.subtract(one.losses[:n], other.losses[:n])).max(initial=0.0)))
        if len(one.losses) != len(other.losses):
            return float("inf")
    return change


def _last_digits(params: RNNParams) -> RNNParams:
    """The network with each entry of W_hh moved by at most its last binary digit."""
    digits = np.random.default_rng(0).integers(-1, 2, params.W_hh.shape)
    return replace(params, W_hh=params.W_hh * (1 + np.finfo(params.W_hh.dtype).eps * digits))


@lru_cache(maxsize=16)
def _pair(kind: str, learning_rate: float, lag: int, seed: int) -> Pair:
    return clipping_pair.pair(kind, lag=lag, learning_rate=learning_rate, seed=seed)


@lru_cache(maxsize=16)
def twin(training: Twins) -> Twin:
    """The twin that clips; with an infinite threshold the one that does not."""
    start = _pair(training.kind, training.learning_rate, training.lag, training.seed)
    return clipping_pair.train(start, training.threshold if training.threshold < 1e9 else None)


def both(training: Twins) -> tuple[Twin, Twin]:
    """Without and with clipping."""
    return twin(replace(training, threshold=float("inf"))), twin(training)


@lru_cache(maxsize=32)
def descents(walk: Walks) -> tuple[Descent, Descent]:
    """The steps without and with clipping."""
    free, clipped = (
        clipped_descent.descend((walk.w, walk.b), learning_rate=walk.learning_rate, n=walk.steps, threshold=threshold)
        for threshold in (None, walk.threshold)
    )
    return free, clipped


def errors(view: str, result: Any) -> dict[str, float]:
    """The relative errors of the gradients that a view shows against finite differences, by name."""
    checks: dict[str, Callable[[Any], dict[str, float]]] = {
        "curves": network_errors,
        "twins": lambda pair: twin_errors(pair[1]),
        "cliff": lambda pair: walk_errors(pair[1]),
    }
    return checks[view](result)


def network_errors(measured: Laboratory) -> dict[str, float]:
    """The relative errors of network 1: of its states at several times; with tanh, its weights."""
    params, x, T = measured.networks[0], measured.x[:, [0]], len(measured.x)
    linear, rng = measured.cell == "linear", np.random.default_rng(0)
    squash: Callable[[Array], Array] = np.asarray if linear else np.tanh
    pull = np.full(params.n_hidden, params.n_hidden**-0.5)

    def loss(weights: RNNParams, after: int, h: Array) -> float:
        for x_t in x[after:, 0]:
            h = squash(weights.W_hh @ h + weights.W_xh @ x_t + weights.b_h)
        return float(pull @ h)

    states = [np.zeros(params.n_hidden)]
    for x_t in x[:, 0]:
        states.append(squash(params.W_hh @ states[-1] + params.W_xh @ x_t + params.b_h))
    with np.errstate(over="ignore", under="ignore"):
        grads = None if linear else _backward(params, x, pull)
        back = _linear(params.W_hh, pull, T) if grads is None else grads.h[:, 0]
    found: dict[str, float] = {}
    for t in dict.fromkeys((T - 1, T - 3, T - 10, T - 30, T // 2, 0)):
        if 0 <= t < T and LEAST_CHECKED < measured.log10[0, t] < MOST_CHECKED:
            g = back[t] / np.linalg.norm(back[t]) * 10 ** measured.log10[0, t]
            small = _small_move(g)
            checked = gradcheck.directional(partial(loss, params, t), states[t], g, rng, small)
            found[f"h at t = {t}"] = next(iter(checked.values()))
    if grads is not None and measured.log10[0].max() < MOST_CHECKED:
        small = _small_move(flatten(grads.params))
        found |= gradcheck.directional(lambda weights: loss(weights, 0, states[0]), params, grads.params, rng, small)
    return found or {"h at T": 0.0}


def twin_errors(twin: Twin) -> dict[str, float]:
    """The relative errors of a twin's gradients at several steps of its training."""
    found: dict[str, float] = {}
    for step in CHECKED_STEPS:
        if step < len(twin.snapshots):
            batch, weights = twin.pair.batches[step], twin.snapshots[step].model

            def loss(moved: model.Model, batch: Any = batch) -> float:
                return float(model.run(moved, batch.x, batch.targets, mask=batch.mask).loss or 0)

            g, rng = twin.gradient(step), np.random.default_rng(step)
            checked = gradcheck.directional(loss, weights, g, rng, _small_move(flatten(g)))
            found |= {f"{name} at step {step}": error for name, error in checked.items()}
    return found


def walk_errors(walk: Descent) -> dict[str, float]:
    """The relative errors of the slopes at every place of a walk on the cliff."""
    rng, found = np.random.default_rng(0), {}
    for k, (point, g) in enumerate(zip(walk.points, walk.gradients, strict=True)):
        small = 1e-2 * _small_move(g) ** 1.5
        checked = gradcheck.directional(lambda at: clipped_descent.loss_at(*at), point, g, rng, small)
        found[f"(w, b) at step {k}"] = next(iter(checked.values()))
    return found


def _backward(params: RNNParams, x: Array, pull: Array) -> RNNGrads:
    """Back-propagation of a loss at T whose dL/dh_T is `pull`."""
    dh = np.zeros((len(x), 1, len(pull)))
    dh[-1, 0] = pull
    return rnn.backward(params, rnn.forward(params, x), dh)


def _linear(W_hh: Array, pull: Array, T: int) -> Array:
    """dL/dh_t of a linear cell, (T+1, H)."""
    back = [pull]
    for _ in range(T):
        back.append(back[-1] @ W_hh)
    return np.array(back[::-1])


def _small_move(gradient: Array) -> float:
    """How far to move where the loss changes by this gradient: less where it is steep."""
    return 1e-3 / max(1.0, float(np.linalg.norm(gradient)))
