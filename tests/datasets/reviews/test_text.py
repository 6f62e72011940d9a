"""A typed sentence as words: contractions, punctuation, emoji, words nobody knows."""

import numpy as np
import pytest

from datasets.reviews import text
from rnn_core.text import Vocabulary


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("It wasn't good!!", "it was n't good ."),
        ("I can’t say it’s “great”…", "i ca n't say it 's great ."),
        ("You cannot miss it", "you can not miss it"),
        ("Bad, bad; BAD", "bad , bad , bad"),
        ("  two   spaces ", "two spaces"),
        ("a feel-good film", "a feel-good film"),
        ("10/10", "10 / 10"),
        ("schön café", "schön café"),
        ("great 👍🏽👍🏽!", "great 👍🏽 👍🏽 ."),
        ("", ""),
        ("?!?", "."),
        ("don't won't isn't", "do n't wo n't is n't"),
    ],
)
def test_a_sentence_becomes_words(typed: str, words: str) -> None:
    assert text.words(typed) == words.split()


def test_words_that_are_not_known_get_the_token_of_the_unknown() -> None:
    vocabulary = Vocabulary((text.UNKNOWN, "bad", "good"))
    np.testing.assert_array_equal(text.tokens(vocabulary, ["good", "zorb", "bad", "👍🏽"]), [2, 0, 1, 0])
