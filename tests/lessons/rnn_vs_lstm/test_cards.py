"""What is said of the duel: the verdict, its reason, and the matrix forms."""

import numpy as np
import pytest

from figures.curve_data import spoken
from lessons.rnn_vs_lstm import cards as duel
from rnn_core import weights
from rnn_core.studies.gradient_comparison import Setting


@pytest.mark.parametrize(
    ("bias", "answer"),
    [
        (0, "less than 1/1000000"),
        (1, "less than 1/1000000"),
        (2, "a part"),
        (5, "most of it, or more"),
    ],
)
def test_the_verdict_is_computed_from_the_lstm_s_own_curve(bias: float, answer: str) -> None:
    found = duel.measure(Setting(bias=bias))
    total = np.median(found.curve("total"), axis=0)
    assert duel.fate(found) == answer
    left = total[0] - total[-1]
    limits = {"most of it, or more": (-0.5, 99), "a part": (-3, -0.5), "less than 1/1000": (-6, -3)}
    low, high = limits.get(answer, (-999, -6))
    assert low <= left <= high


def test_the_reason_has_the_numbers_of_the_duel() -> None:
    found = duel.measure(Setting())
    vanilla = np.median(found.curve("vanilla"), axis=0)
    assert f"vanilla network's {spoken(float(vanilla[0]), log=True)} times" in duel.because(found)


@pytest.mark.parametrize("equal", [False, True])
def test_the_matrix_forms_tell_shapes_and_counts(equal: bool) -> None:
    found = duel.measure(Setting(equal_count=equal))
    text = duel.forms(found)
    n = found.vanilla[0].n_hidden
    assert f"W is {n} × ({n} + 4), **{weights.count(found.vanilla[0]):,}**" in text
    assert f"W is 64 × (16 + 4), **{weights.count(found.lstms[0]):,}**" in text
    assert text.index(r"i \\ f \\ o \\ \tilde C") > 0


def test_the_proof_s_errors_are_small() -> None:
    assert max(duel.errors(duel.measure(Setting())).values()) < 1e-7
