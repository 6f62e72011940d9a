"""What follows from what a reader set on the page of gradients: measured once, and kept."""

from dataclasses import replace
from functools import lru_cache

from lessons.gradient_flow.state import Setting, Training, Walk
from rnn_core.studies import clipped_descent as cliff
from rnn_core.studies import clipping_pair as twins
from rnn_core.studies import gradient_norm_study as laboratory
from rnn_core.studies.clipping_pair import Pair, Twin
from rnn_core.studies.gradient_norm_study import Chance, Laboratory
from rnn_core.surface import Descent


@lru_cache(maxsize=400)
def _chance(seed: int, number: int, hidden: int) -> Chance:
    return laboratory.draw(seed, number, hidden)


@lru_cache(maxsize=8)
def measure(setting: Setting) -> Laboratory:
    """The networks of the setting and their gradients."""
    chances = tuple(_chance(setting.seed, k, setting.hidden) for k in range(setting.networks))
    return laboratory.measure(
        chances,
        sigma_max=setting.sigma_max,
        spectral_radius=setting.spectral_radius,
        cell=setting.cell,
        T=setting.steps,
    )


@lru_cache(maxsize=16)
def _pair(kind: str, learning_rate: float, lag: int, seed: int) -> Pair:
    return twins.pair(kind, lag=lag, learning_rate=learning_rate, seed=seed)


@lru_cache(maxsize=16)
def twin(training: Training) -> Twin:
    """The twin that clips; with an infinite threshold the one that does not."""
    start = _pair(training.kind, training.learning_rate, training.lag, training.seed)
    return twins.train(start, training.threshold if training.threshold < 1e9 else None)


def both(training: Training) -> tuple[Twin, Twin]:
    """Without and with clipping."""
    return twin(replace(training, threshold=float("inf"))), twin(training)


@lru_cache(maxsize=32)
def descents(walk: Walk) -> tuple[Descent, Descent]:
    """The steps without and with clipping."""
    free, clipped = (
        cliff.descend((walk.w, walk.b), learning_rate=walk.learning_rate, n=walk.steps, threshold=threshold)
        for threshold in (None, walk.threshold)
    )
    return free, clipped
