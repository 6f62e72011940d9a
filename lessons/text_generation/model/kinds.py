"""The loss of a network by the kind of character: what can be known early, and what late or never.

The first letter of a word is mostly open; how a known word goes on is not.
"""

import numpy as np

from rnn_core.batches import Batch
from rnn_core.text import Vocabulary
from rnn_core.types import Array

KINDS = ("first letters of words", "letters within words", "spaces, line ends", "brackets", "other marks")
LEAST = 20
"""A kind that occurs less often in an exam has no mean worth showing."""


def of(vocabulary: Vocabulary, batch: Batch) -> Array:
    """The place in `KINDS` of each target of the batch, in the shape of the targets."""
    letter = np.array([symbol.isalpha() for symbol in vocabulary.symbols])
    alone = np.array([kind("", symbol) for symbol in vocabulary.symbols])
    kinds: Array = alone[batch.targets]
    kinds[letter[batch.x] & letter[batch.targets]] = KINDS.index("letters within words")
    return kinds


def means(kinds: Array, costs: Array) -> dict[str, float]:
    """The mean cost of each kind that occurs at least `LEAST` times."""
    chosen = {name: costs[kinds == k] for k, name in enumerate(KINDS)}
    return {name: float(each.mean()) for name, each in chosen.items() if each.size >= LEAST}


def kind(before: str, symbol: str) -> int:
    """The place of a symbol in `KINDS` after the one before it ("" for none)."""
    if symbol.isalpha():
        return KINDS.index("letters within words" if before.isalpha() else "first letters of words")
    if symbol.isspace():
        return KINDS.index("spaces, line ends")
    return KINDS.index("brackets" if symbol in "()[]{}" else "other marks")
