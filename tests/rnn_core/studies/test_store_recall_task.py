"""The task of keeping a letter: its right answers and its words."""

import numpy as np
import pytest

from rnn_core.studies.store_recall_task import NOTHING, READS, SAYS, Keep, answers


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("a?", "–a"),
        ("a..?", "–––a"),
        ("ab?", "––b"),
        ("a!?", "–––"),
        ("?", "–"),
        ("a??", "–aa"),
        ("a!b.?!?", "––––b––"),
    ],
)
def test_the_last_letter_that_was_not_erased_is_said_when_asked_for(word: str, said: str) -> None:
    assert "".join(SAYS.symbols[k] for k in answers(READS.encode(word))) == said


def test_words_have_the_lengths_promised_and_every_symbol() -> None:
    batch = Keep(8).batch(np.random.default_rng(0), 500)
    lengths = batch.mask.sum(0)
    assert lengths.min() == 1
    assert lengths.max() == 16
    assert set(batch.x[batch.mask].tolist()) == set(range(len(READS)))


def test_the_targets_of_a_batch_are_the_right_answers() -> None:
    batch = Keep(5).batch(np.random.default_rng(1), 50)
    for b in range(50):
        T = int(batch.mask[:, b].sum())
        np.testing.assert_array_equal(batch.targets[:T, b], answers(batch.x[:T, b]))


def test_nothing_is_the_last_answer_and_a_lag_of_one_is_refused() -> None:
    assert SAYS.symbols[-1] == NOTHING
    with pytest.raises(ValueError, match="lag must be at least 2"):
        Keep(1)
