"""What characters of each kind cost."""

import numpy as np

from lessons.text_generation.model import kinds
from lessons.text_generation.model.kinds import KINDS, LEAST
from rnn_core.batches import Batch
from rnn_core.text import Vocabulary

TEXT = "Öl (ab, c1)\n"


def batch(text: str) -> tuple[Vocabulary, Batch]:
    vocabulary = Vocabulary(tuple(sorted(set(text))))
    tokens = np.array(vocabulary.encode(text))[:, np.newaxis]
    return vocabulary, Batch(tokens[:-1], tokens[1:], np.ones((len(text) - 1, 1), bool))


def test_every_character_is_of_one_kind_by_itself_and_what_stands_before_it() -> None:
    found = kinds.of(*batch(" " + TEXT))[:, 0]
    first, within, space, bracket, other = range(len(KINDS))
    assert found.tolist() == [first, within, space, bracket, first, within, other, space, first,
                              other, bracket, space]  # fmt: skip


def test_the_mean_of_a_kind_is_that_of_its_characters_and_rare_kinds_have_none() -> None:
    vocabulary, asked = batch("ab" * LEAST + "(")
    costs = np.arange(len(asked.x), dtype=float)[:, np.newaxis]
    found = kinds.means(kinds.of(vocabulary, asked), costs)
    assert found == {"letters within words": costs[:-1].mean()}
