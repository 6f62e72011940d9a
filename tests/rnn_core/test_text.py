"""Symbols: what a reader calls a character stays one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_core.text import Vocabulary, graphemes


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("hello", ["h", "e", "l", "l", "o"]),
        ("", []),
        ("e\u0301\u0323a", ["e\u0301\u0323", "a"]),  # combining marks
        ("\u0301a", ["\u0301", "a"]),  # a mark with nothing before it
        ("नि", ["नि"]),  # Devanagari vowel sign
        ("👍👍🏽", ["👍", "👍🏽"]),  # skin tone
        ("👩\u200d🚀👨\u200d👩\u200d👧", ["👩\u200d🚀", "👨\u200d👩\u200d👧"]),  # joined
        ("👩🏽\u200d🚀x", ["👩🏽\u200d🚀", "x"]),
        ("❤\ufe0f❤\ufe0f\u200d🔥", ["❤\ufe0f", "❤\ufe0f\u200d🔥"]),  # variation selector
        ("a\u200db", ["a\u200d", "b"]),  # a joiner does not join letters
        ("a\u200d👩", ["a\u200d", "👩"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),  # flags
        ("🇩🇪🇫", ["🇩🇪", "🇫"]),
        ("🏴\U000e0067\U000e0062\U000e007f!", ["🏴\U000e0067\U000e0062\U000e007f", "!"]),
        ("1\ufe0f\u20e32", ["1\ufe0f\u20e3", "2"]),  # keycap
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", ["\u1112\u1161\u11ab", "\u1100\u1173\u11af"]),
        ("한글", ["한", "글"]),
        ("가\u11a8\u1112", ["가\u11a8", "\u1112"]),
        ("\r\n\n\u0301", ["\r\n", "\n", "\u0301"]),
        ("a\u200bb", ["a", "\u200b", "b"]),  # zero width space
        ("日本語", ["日", "本", "語"]),
    ],
)
def test_a_user_perceived_character_stays_one_symbol(text: str, clusters: list[str]) -> None:
    assert graphemes(text) == clusters


@given(st.text())
def test_no_text_loses_anything(text: str) -> None:
    clusters = graphemes(text)
    assert "".join(clusters) == text
    assert all(clusters)
    if text:
        vocabulary = Vocabulary.of(text)
        assert vocabulary.decode(vocabulary.encode(text)) == text


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
