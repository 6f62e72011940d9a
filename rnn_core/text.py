"""Symbols of a text: what a reader calls a character, and its number.

A symbol is a grapheme cluster: a letter with its combining marks, an emoji with its modifiers, a
flag, a Hangul syllable. The rules are those of Unicode Standard Annex 29, §3.1, as far as the
standard library knows the character properties (GB3–GB13 without GB9b and GB9c).
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rnn_core.types import Tokens

_ZERO_WIDTH_JOINER = "\u200d"
_ZERO_WIDTH_NON_JOINER = "\u200c"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_EMOJI_BLOCKS = range(0x1F000, 0x1FB00)  # those not yet assigned included
_TAGS = range(0xE0020, 0xE0080)
_HANGUL = {  # kind of jamo, the kinds that may follow it in one syllable (GB6–GB8)
    "L": "LVST",  # leading consonant; S and T: precomposed syllables without and with a final
    "V": "VF",
    "S": "VF",
    "T": "F",
    "F": "F",  # final consonant
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The symbols a network knows; a symbol's token is its place in `symbols`."""

    symbols: tuple[str, ...]

    def __post_init__(self) -> None:
        """ValueError for no symbols or a repeated one."""
        if not self.symbols:
            raise ValueError("symbols must hold at least one symbol, got none")
        if len(set(self.symbols)) != len(self.symbols):
            raise ValueError(f"symbols must differ from one another, got {self.symbols}")

    @classmethod
    def of(cls, text: str) -> "Vocabulary":
        """The vocabulary of the text, in the order of first appearance: "hello" → h e l o."""
        return cls(tuple(dict.fromkeys(graphemes(text))))

    def __len__(self) -> int:
        """V, the number of symbols."""
        return len(self.symbols)

    def encode(self, text: str) -> Tokens:
        """The tokens (T,) of the text; ValueError naming a symbol that is not in the vocabulary."""
        token = {symbol: k for k, symbol in enumerate(self.symbols)}
        symbols = graphemes(text)
        unknown = next((symbol for symbol in symbols if symbol not in token), None)
        if unknown is not None:
            known = " ".join(self.symbols)
            raise ValueError(f"text must be made of the symbols {known}, got {unknown!r}")
        return np.array([token[symbol] for symbol in symbols], dtype=np.int64)

    def decode(self, tokens: Iterable[int]) -> str:
        """The text of the tokens; ValueError for a token outside 0 … V−1."""
        found = []
        for token in tokens:
            if not 0 <= token < len(self.symbols):
                raise ValueError(f"token must lie in 0 … {len(self.symbols) - 1}, got {token}")
            found.append(self.symbols[token])
        return "".join(found)

    def pairs(self, text: str) -> tuple[Tokens, Tokens]:
        """Inputs (T, 1) and targets (T, 1), the same shifted by one: "hello" → hell, ello."""
        tokens = self.encode(text)
        if len(tokens) < 2:
            raise ValueError(f"text must have at least 2 symbols, got {len(tokens)}")
        return tokens[:-1, np.newaxis], tokens[1:, np.newaxis]


def graphemes(text: str) -> list[str]:
    """The user-perceived characters of the text, in order; joined they are the text again."""
    clusters: list[str] = []
    for character in text:
        if clusters and _belongs_to(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _belongs_to(cluster: str, character: str) -> bool:
    """Whether `character` goes on with the cluster before it."""
    last = cluster[-1]
    if last == "\r" and character == "\n":  # GB3
        return True
    if _is_control(last) or _is_control(character):  # GB4, GB5
        return False
    if _hangul_kind(character) in _HANGUL.get(_hangul_kind(last), ""):  # GB6–GB8
        return True
    if _extends(character):  # GB9, GB9a
        return True
    if last == _ZERO_WIDTH_JOINER:  # GB11
        return _is_pictograph(cluster[0]) and _is_pictograph(character)
    if ord(last) in _REGIONAL_INDICATORS:  # GB12, GB13: flags are pairs
        return len(cluster) == 1 and ord(character) in _REGIONAL_INDICATORS
    return False


def _is_control(character: str) -> bool:
    if character in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER) or ord(character) in _TAGS:
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _extends(character: str) -> bool:
    if character in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER):
        return True
    if ord(character) in _SKIN_TONES or ord(character) in _TAGS:
        return True
    return unicodedata.category(character) in ("Mn", "Me", "Mc")


def _is_pictograph(character: str) -> bool:
    if ord(character) in _EMOJI_BLOCKS or character in "‼⁉〰〽↔":
        return ord(character) not in _REGIONAL_INDICATORS
    return unicodedata.category(character) == "So"


def _hangul_kind(character: str) -> str:
    code = ord(character)
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "F"
    if 0xAC00 <= code <= 0xD7A3:
        return "S" if (code - 0xAC00) % 28 == 0 else "T"
    return "-"
