"""What a text must be to serve as a lesson's word."""

from datasets.typed import symbols

LONGEST_WORD = 40
LONGEST_SYMBOL = 32
"""In code points: a family of emoji has 11, and a link must stay one that can be sent."""


def unusable(text: str) -> str | None:
    """Why ``text`` cannot be a lesson's word; None if it can."""
    typed = symbols(text)
    if len(typed) < 2:
        return "too short: a word needs two symbols, one to read and one to predict"
    if len(typed) > LONGEST_WORD:
        return f"too long: {len(typed)} symbols, the lesson reads at most {LONGEST_WORD}"
    if max(map(len, typed)) > LONGEST_SYMBOL:
        return f"not text: a symbol of it has more than {LONGEST_SYMBOL} code points"
    return None
