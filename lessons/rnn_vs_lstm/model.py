"""What the lesson rnn-vs-lstm computes: both gradients, what is left of the LSTM's, the stored trainings."""

from functools import lru_cache

import numpy as np

from rnn_core.studies import gradient_comparison
from rnn_core.studies.forget_bias import Outcome, Trial
from rnn_core.studies.gradient_comparison import Comparison, Setting
from rnn_core.types import Array
from ui import shipped

FATES = ("most of it, or more", "a part", "less than 1/1000", "less than 1/1000000")
"""What may be left of a gradient."""


@lru_cache(maxsize=32)
def measure(setting: Setting) -> Comparison:
    """The networks of a setting and their gradients."""
    return gradient_comparison.measure(setting)


def median(comparison: Comparison, line: str) -> Array:
    """(T+1,): the median over the networks of the logarithms of a line's lengths."""
    return np.asarray(np.median(comparison.curve(line), axis=0))


def fate(comparison: Comparison) -> str:
    """What is left at t = 0 of the LSTM's gradient, in the middle of the networks."""
    total = median(comparison, "total")
    left = float(total[0] - total[-1])
    return FATES[int(np.searchsorted([0.5, 3, 6], -left))]


@lru_cache(maxsize=1)
def trials() -> tuple[Outcome, ...]:
    """The stored trainings with different forget biases."""
    stored = shipped.measured("forget_bias")
    return tuple(Outcome(Trial(**one["trial"]), tuple(one["accuracy"])) for one in stored)


def errors(comparison: Comparison) -> dict[str, float]:
    """The relative errors of the first pair's gradients against finite differences."""
    return gradient_comparison.errors(comparison, np.random.default_rng(0))
