"""A sentence as the words a network reads: small letters, "wasn't" as "was" and "n't"."""

import re
from collections.abc import Iterable

import numpy as np

from datasets.typed import symbols
from rnn_core.text import Vocabulary
from rnn_core.types import Tokens

UNKNOWN = "<unk>"
"""The symbol that stands for every word outside of the vocabulary."""

_SPELLINGS = {"’": "'", "‘": "'", "“": '"', "”": '"', "…": ".", "cannot": "can not"}
_CONTRACTED = re.compile(r"(?<=\w)(n't|'s|'re|'m|'ve|'ll|'d)\b")
_WORD = re.compile(r"n't|'(?:s|re|m|ve|ll|d)\b|[^\W_]+(?:[-'][^\W_]+)*|[^\s\w\"'()*]")
_STOPS = {"!": ".", "?": ".", ";": ",", ":": ",", "-": ",", "–": ",", "—": ","}


def words(sentence: str) -> list[str]:
    """The words of the sentence in order; a stop or comma is a word, an emoji is one."""
    text = sentence.lower()
    for written, meant in _SPELLINGS.items():
        text = text.replace(written, meant)
    text = _CONTRACTED.sub(r" \1", text)
    found: list[str] = []
    for part in text.split():
        if part.isascii():
            found += _WORD.findall(part)
        else:
            found += _with_emoji(part)
    merged: list[str] = []
    for word in (_STOPS.get(word, word) for word in found):
        if not (word in (".", ",") and merged and merged[-1] == word):
            merged.append(word)
    return merged


def _with_emoji(part: str) -> list[str]:
    """The words of a part that holds more than ASCII: what is no letter or digit is one symbol."""
    found: list[str] = []
    letters = ""
    for symbol in symbols(part):
        if symbol[0].isalnum() or symbol[0] in "-'":
            letters += symbol
            continue
        found += [*_WORD.findall(letters), symbol]
        letters = ""
    return [*found, *_WORD.findall(letters)]


def tokens(vocabulary: Vocabulary, read: Iterable[str]) -> Tokens:
    """(T,): the words' tokens, that of UNKNOWN for those which the vocabulary does not have."""
    token = {symbol: k for k, symbol in enumerate(vocabulary.symbols)}
    return np.array([token.get(word, token[UNKNOWN]) for word in read], dtype=np.int64)
