"""What the cards say of the comparison: the verdict's reason, and the matrix forms."""

import numpy as np
import pytest

from figures.curve_data import spoken
from lessons.rnn_vs_lstm import cards, model
from rnn_core import weights
from rnn_core.studies.gradient_comparison import Setting


def test_the_reason_has_the_numbers_of_the_duel() -> None:
    found = model.measure(Setting())
    vanilla = np.median(found.curve("vanilla"), axis=0)
    assert f"vanilla network's {spoken(float(vanilla[0]), log=True)} times" in cards.because(found)


def test_the_gru_has_its_form_and_its_part_of_the_reason_only_where_it_is() -> None:
    found = model.measure(Setting(gru=True))
    text = cards.forms(found)
    assert f"GRU: W is 48 × (16 + 4), with a second bias for the candidate **{weights.count(found.grus[0]):,}**" in text
    gru = np.median(found.curve("gru"), axis=0)
    assert f"The GRU's becomes {spoken(float(gru[0]), log=True)} times" in cards.because(found)
    alone = model.measure(Setting())
    assert "GRU" not in cards.forms(alone) + cards.because(alone)


@pytest.mark.parametrize("equal", [False, True])
def test_the_matrix_forms_tell_shapes_and_counts(equal: bool) -> None:
    found = model.measure(Setting(equal_count=equal))
    text = cards.forms(found)
    n = found.vanilla[0].n_hidden
    assert f"W is {n} × ({n} + 4), **{weights.count(found.vanilla[0]):,}**" in text
    assert f"W is 64 × (16 + 4), **{weights.count(found.lstms[0]):,}**" in text
    assert text.index(r"i \\ f \\ o \\ \tilde C") > 0
