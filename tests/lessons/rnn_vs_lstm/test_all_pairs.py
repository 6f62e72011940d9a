"""All pairs of the trained networks at a text: agreed with differences, taken home, refused where they cannot be."""

import numpy as np
import pytest

from lessons.rnn_vs_lstm import all_pairs
from lessons.rnn_vs_lstm.all_pairs import LINES
from lessons.rnn_vs_lstm.export import pairs_notebook, pairs_table
from tests.notebooks import called_by_itself, tampered
from ui.export.notebook import as_json

TEXT = 'print("a", [left, 3])\nqueue = 87'


@pytest.mark.parametrize("text", [TEXT, all_pairs.first_text(), "(" * 120, "\n" * 60, "# " + "sum open item " * 8])
def test_the_pairs_of_every_network_agree_with_complex_steps_however_short_they_are(text: str) -> None:
    errors = all_pairs.errors(text)
    assert {name.partition(":")[0] for name in errors} == {"rnn", "gru", "lstm"}
    assert any("∂C" in name for name in errors)
    assert max(errors.values()) < 1e-9


def test_each_line_is_1_at_its_own_time_relative_to_it_and_nothing_after() -> None:
    found = all_pairs.of_text(TEXT)
    assert len(TEXT) == found.T
    for name in LINES:
        ratios = found.ratios(name)
        np.testing.assert_allclose(np.diagonal(ratios), 1)
        assert (np.tril(ratios, -1) == 0).all()


def test_the_cell_state_carries_farther_than_the_hidden_state_on_the_first_text() -> None:
    found = all_pairs.of_text(all_pairs.first_text())
    for k in (5, 10, 20):
        assert found.left_after("memory", k) > 2 * found.left_after("lstm", k)


@pytest.mark.parametrize("t", [1, 20, len(TEXT)])
def test_the_notebook_computes_the_past_of_a_prediction_again(t: int) -> None:
    text = as_json(pairs_notebook(TEXT, all_pairs.of_text(TEXT), t), "Title")
    called_by_itself(text)
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "memory"))


def test_the_table_has_a_row_for_each_pair() -> None:
    T = len(TEXT)
    rows = pairs_table(all_pairs.of_text(TEXT)).splitlines()
    assert rows[0].startswith("s,state after,t,loss after,rnn,gru,lstm,memory")
    assert len([row for row in rows if row[:1].isdigit()]) == T * (T + 1) / 2


@pytest.mark.parametrize(
    ("text", "why"), [("short", "too short"), ("a" * 121, "too long"), ("Capital letters in it", "small letters only")]
)
def test_a_text_that_cannot_be_read_is_refused_with_the_reason(text: str, why: str) -> None:
    assert why in (all_pairs.unreadable(text) or "")
