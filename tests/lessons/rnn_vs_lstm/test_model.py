"""What is left of the LSTM's gradient is computed from its own curve, and the proof holds."""

import numpy as np
import pytest

from lessons.rnn_vs_lstm import model
from rnn_core.studies.gradient_comparison import Setting


@pytest.mark.parametrize(
    ("bias", "answer"),
    [(0, "less than 1/1000000"), (1, "less than 1/1000000"), (2, "a part"), (5, "most of it, or more")],
)
def test_the_verdict_is_computed_from_the_lstm_s_own_curve(bias: float, answer: str) -> None:
    found = model.measure(Setting(bias=bias))
    total = np.median(found.curve("total"), axis=0)
    assert model.fate(found) == answer
    left = total[0] - total[-1]
    limits = {"most of it, or more": (-0.5, 99), "a part": (-3, -0.5), "less than 1/1000": (-6, -3)}
    low, high = limits.get(answer, (-999, -6))
    assert low <= left <= high


def test_the_proof_s_errors_are_small() -> None:
    assert max(model.errors(model.measure(Setting())).values()) < 1e-7
