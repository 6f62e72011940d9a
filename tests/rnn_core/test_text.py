"""Symbols and their numbers."""

import numpy as np
import pytest

from rnn_core.text import Vocabulary


def test_a_symbol_may_be_of_several_characters_where_they_are_given_as_one() -> None:
    vocabulary = Vocabulary.of(["e\u0301", "👩\u200d🚀", "e\u0301"])
    assert len(vocabulary) == 2
    assert vocabulary.decode(vocabulary.encode(["👩\u200d🚀", "e\u0301"])) == "👩\u200d🚀e\u0301"


def test_the_vocabulary_is_in_order_of_first_appearance() -> None:
    assert Vocabulary.of("hello").symbols == ("h", "e", "l", "o")
    assert len(Vocabulary.of("hello")) == 4


def test_inputs_and_targets_are_the_word_shifted_by_one() -> None:
    vocabulary = Vocabulary.of("hello")
    x, targets = vocabulary.pairs("hello")
    assert x.shape == targets.shape == (4, 1)
    assert vocabulary.decode(x[:, 0]) == "hell"
    assert vocabulary.decode(targets[:, 0]) == "ello"
    assert vocabulary.encode("").shape == (0,)
    assert vocabulary.encode("hello").dtype == np.int64


def test_what_cannot_be_a_vocabulary_or_a_text_of_it_is_named() -> None:
    vocabulary = Vocabulary.of("hello")
    with pytest.raises(ValueError, match="at least one symbol"):
        Vocabulary.of("")
    with pytest.raises(ValueError, match="must differ"):
        Vocabulary(("a", "b", "a"))
    with pytest.raises(ValueError, match="made of the symbols h e l o, got 'x'"):
        vocabulary.encode("hex")
    with pytest.raises(ValueError, match="token must lie in 0 … 3, got 4"):
        vocabulary.decode([0, 4])
    with pytest.raises(ValueError, match="token must lie in 0 … 3, got -1"):
        vocabulary.decode([-1])
    with pytest.raises(ValueError, match="at least 2 symbols, got 1"):
        vocabulary.pairs("h")


def test_vocabularies_are_equal_by_their_symbols_and_can_be_cached() -> None:
    assert Vocabulary.of("hello") == Vocabulary.of("helo")
    assert hash(Vocabulary.of("hello")) == hash(Vocabulary.of("helo"))
