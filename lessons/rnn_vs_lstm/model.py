"""What the lesson rnn-vs-lstm computes: both gradients, what is left of the LSTM's, the stored trainings."""

from functools import lru_cache

import numpy as np

from lessons.rnn_vs_lstm.state import RnnVsLstm
from rnn_core.studies import gradient_comparison
from rnn_core.studies.forget_bias import Outcome, Trial
from rnn_core.studies.gradient_comparison import Comparison, Setting, Split
from rnn_core.types import Array
from ui import shipped

FATES = ("a third or more", "a thousandth to a third", "a millionth to a thousandth", "less than a millionth")
"""What may be left of a gradient."""


@lru_cache(maxsize=32)
def measure(setting: Setting) -> Comparison:
    """The networks of a setting and their gradients."""
    return gradient_comparison.measure(setting)


def median(comparison: Comparison, line: str) -> Array:
    """(T+1,): the median over the networks of the logarithms of a line's lengths."""
    return np.asarray(np.median(comparison.curve(line), axis=0))


def log10_left(comparison: Comparison, line: str) -> float:
    """The decimal logarithm of what is left of a line's gradient at t = 0, in the middle of the networks."""
    lengths = median(comparison, line)
    return float(lengths[0] - lengths[-1])


def fate(comparison: Comparison, line: str = "total") -> str:
    """What is left at t = 0 of a line's gradient, in the middle of the networks."""
    return FATES[int(np.searchsorted([0.5, 3, 6], -log10_left(comparison, line)))]


@lru_cache(maxsize=32)
def split(comparison: Comparison) -> Split:
    """How the direct path's part of ∂L/∂C_t and the part through h and the gates add up."""
    return gradient_comparison.split(comparison)


def first_step_back(parts: Array) -> float:
    """The mean over the networks of an array of `split` at the first step back from the end."""
    return float(parts[:, -1].mean())


def far_back(parts: Array) -> float:
    """The mean of an array of `split` over the half of the time steps that is farther from the end."""
    return float(parts[:, : parts.shape[1] // 2].mean())


def range_left(comparison: Comparison) -> tuple[float, float]:
    """The smallest and the largest decimal logarithm of what is left of the total in one of the networks."""
    curve = comparison.curve("total")
    left = curve[:, 0] - curve[:, -1]
    return float(left.min()), float(left.max())


def result(state: RnnVsLstm) -> Comparison:
    """The comparison that the page shows in ``state``."""
    return measure(state.setting)


@lru_cache(maxsize=1)
def trials() -> tuple[Outcome, ...]:
    """The stored trainings with different forget biases."""
    stored = shipped.measured("forget_bias")
    return tuple(Outcome(Trial(**one["trial"]), tuple(one["accuracy"])) for one in stored)


def errors(comparison: Comparison) -> dict[str, float]:
    """The relative errors of the first pair's gradients against finite differences."""
    return gradient_comparison.errors(comparison, np.random.default_rng(0))
