"""What a text must be to serve as a lesson's word."""

import unicodedata

from rnn_core.text import graphemes

LONGEST_WORD = 40
NOT_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Unicode's categories of control, format, surrogate, private and unassigned code points."""
LONGEST_SYMBOL = 32
"""In code points: a family of emoji has 11, and a link must stay one that can be sent."""


def unusable(text: str) -> str | None:
    """Why ``text`` cannot be a lesson's word; None if it can."""
    symbols = graphemes(text)
    if len(symbols) < 2:
        return "too short: a word needs two symbols, one to read and one to predict"
    if len(symbols) > LONGEST_WORD:
        return f"too long: {len(symbols)} symbols, the lesson reads at most {LONGEST_WORD}"
    if max(map(len, symbols)) > LONGEST_SYMBOL:
        return f"not text: a symbol of it has more than {LONGEST_SYMBOL} code points"
    if any(unicodedata.category(symbol[0]) in NOT_TEXT for symbol in symbols if symbol != "\t"):
        return "not text: it contains control characters"
    return None
