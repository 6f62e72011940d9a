"""The symbols that a network knows, each with its number.

A text is given as its symbols. A string is the sequence of its characters; what a reader takes for one character may
be several of those, and whoever has such a text divides it first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rnn_core.types import Tokens


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
    def of(cls, text: Iterable[str]) -> "Vocabulary":
        """The vocabulary of the text, in the order of first appearance: "hello" → h e l o."""
        return cls(tuple(dict.fromkeys(text)))

    def __len__(self) -> int:
        """V, the number of symbols."""
        return len(self.symbols)

    def encode(self, text: Sequence[str]) -> Tokens:
        """The tokens (T,) of the text; ValueError naming a symbol that is not in the vocabulary."""
        token = {symbol: k for k, symbol in enumerate(self.symbols)}
        unknown = next((symbol for symbol in text if symbol not in token), None)
        if unknown is not None:
            known = " ".join(self.symbols)
            raise ValueError(f"text must be made of the symbols {known}, got {unknown!r}")
        return np.array([token[symbol] for symbol in text], dtype=np.int64)

    def decode(self, tokens: Iterable[int]) -> str:
        """The text of the tokens; ValueError for a token outside 0 … V−1."""
        found = []
        for token in tokens:
            if not 0 <= token < len(self.symbols):
                raise ValueError(f"token must lie in 0 … {len(self.symbols) - 1}, got {token}")
            found.append(self.symbols[token])
        return "".join(found)

    def pairs(self, text: Sequence[str]) -> tuple[Tokens, Tokens]:
        """Inputs (T, 1) and targets (T, 1), the same shifted by one: "hello" → hell, ello."""
        tokens = self.encode(text)
        if len(tokens) < 2:
            raise ValueError(f"text must have at least 2 symbols, got {len(tokens)}")
        return tokens[:-1, np.newaxis], tokens[1:, np.newaxis]
