"""What the lesson rnn-vs-lstm computes: both gradients, what is left of the LSTM's, the stored trainings."""

from functools import lru_cache

import numpy as np

from lessons.rnn_vs_lstm.state import RnnVsLstm
from rnn_core.cells import lstm
from rnn_core.studies import gradient_comparison
from rnn_core.studies.forget_bias import Outcome, Trial
from rnn_core.studies.gradient_comparison import Comparison, Setting
from rnn_core.types import Array
from ui import shipped

FATES = ("a third or more", "between a thousandth and a third", "less than a thousandth", "less than a millionth")
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


def lengthened(comparison: Comparison) -> int:
    """At how many time steps of the first LSTM the way through h and the gates makes the gradient longer."""
    _, gradients = gradient_comparison.first_pair(comparison)
    f = lstm.forward(comparison.lstms[0], comparison.x[:, :1]).f[:, 0]
    total, direct = gradients.C[:-1, 0], gradients.C[1:, 0] * f
    return int(np.sum(np.linalg.norm(total, axis=1) > np.linalg.norm(direct, axis=1)))


def fate(comparison: Comparison, line: str = "total") -> str:
    """What is left at t = 0 of a line's gradient, in the middle of the networks."""
    return FATES[int(np.searchsorted([0.5, 3, 6], -log10_left(comparison, line)))]


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
