"""The texts of the page: which can be read, written after or learned, the example programs, what a file says."""

import unicodedata
from functools import lru_cache

import numpy as np

from datasets import toycode
from lessons.text_generation.model.reading import START
from rnn_core.studies.character_training import Corpus
from rnn_core.text import graphemes
from ui.words import LONGEST_SYMBOL, NOT_TEXT

MOST_TEXT, MOST_LINES, MOST_START = 300, 14, 40
"""The longest text that is read, its most lines, the longest start that is written after."""
EXAMPLES, FIRST = 8, 42
"""The seed of the example programs, and the one that the page opens with."""
LEAST, MOST_PASTED, MOST = 300, 20_000, 200_000
"""Characters that can be learned: the fewest, the most in the field, the most in a file."""
MOST_SYMBOLS = 120
EXCERPT = 200


@lru_cache(maxsize=64)
def example(number: int) -> str:
    """A program that fits into the figure, drawn by the grammar; none of the training's."""
    for attempt in range(100):
        rng = np.random.default_rng([EXAMPLES, number, attempt][: 3 if attempt else 2])
        text, _ = toycode.program(rng, 200)
        if unreadable(text) is None:
            return text
    return START


def unreadable(text: str) -> str | None:
    """Why ``text`` cannot be read on the page; None if it can."""
    symbols = graphemes(text)
    if len(symbols) < 2:
        return "too short: two characters are the least"
    if len(symbols) > MOST_TEXT:
        return f"too long: {len(symbols)} characters, the figure shows at most {MOST_TEXT}"
    if text.count("\n") >= MOST_LINES + text.endswith("\n"):
        return f"too long: the figure shows at most {MOST_LINES} lines"
    if max(map(len, symbols)) > LONGEST_SYMBOL:
        return f"not text: a character has more than {LONGEST_SYMBOL} code points"
    return None


def no_start(text: str) -> str | None:
    """Why nothing can be written after ``text``; None if it can."""
    n = len(graphemes(text))
    return f"too long: {n} characters, at most {MOST_START}" if n > MOST_START else None


def unlearnable(text: str) -> str | None:
    """Why a network cannot learn ``text`` here; None if it can."""
    symbols = list(text) if text.isascii() else graphemes(text)
    if len(symbols) < LEAST:
        return f"too short: {len(symbols):,} characters, {LEAST} are the least"
    if len(symbols) > MOST:
        return f"too long: {len(symbols):,} characters, at most {MOST:,}"
    different = set(symbols)
    if len(different) > MOST_SYMBOLS:
        return f"too rich: {len(different)} different characters, at most {MOST_SYMBOLS}"
    if len(different) < 2:
        return "one character over and over: there is nothing to learn"
    strange = next((s for s in sorted(different) if _is_control(s)), None)
    if strange is not None:
        return f"not plain text: it contains the control character U+{ord(strange[0]):04X}"
    if max(map(len, different)) > LONGEST_SYMBOL:
        return f"not text: a character has more than {LONGEST_SYMBOL} code points"
    return None


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text of a file and None, or nothing and why it cannot be read."""
    if len(data) > 4 * MOST:
        return "", f"too large: {len(data):,} bytes, at most {4 * MOST:,}"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return "", f"not UTF-8: byte {fault.start:,} cannot be read. Save the file as UTF-8"
    return cleaned(text), None


def cleaned(text: str) -> str:
    """The text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def excerpt(corpus: Corpus) -> str:
    """A few lines, or words, of the part of the text that is held out."""
    symbols = [corpus.vocabulary.symbols[token] for token in corpus.tokens[corpus.n_train :]]
    text = "".join(symbols[:EXCERPT])
    whole = text[: max(text.rfind("\n"), text.rfind(" "))] if len(symbols) > EXCERPT else text
    return "\n".join((whole if len(whole) > 1 else text).splitlines()[:8]).strip() or text


def _is_control(symbol: str) -> bool:
    return symbol not in ("\n", "\t") and unicodedata.category(symbol[0]) in NOT_TEXT
