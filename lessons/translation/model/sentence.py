"""The sentence that a reader types: the words that are read of it, and what was changed on the way."""

from datasets.phrases import reading
from datasets.typed import apostrophes

LECTURE = "she does not like my red hat"
LONGEST, LETTERS = 60, 30
"""Words that a sentence may have (six clauses with everything have fewer), and letters of a word."""
MARKS = frozenset(".,;:!\"“”«»()…'")
"""What is read otherwise or not at all."""


def unusable(text: str) -> str | None:
    """Why nothing can be read of the text; None if something can."""
    words = reading.typed(text)
    if len(words) > LONGEST:
        return f"too long: {len(words)} words, at most {LONGEST}"
    if any(len(word) > LETTERS for word in words):
        return f"a word may have {LETTERS} letters at most"
    return None if set(words) - {"?"} else "there is no word in it"


def whole(text: str) -> str:
    """The words that are read, a question with its "?" even where none was typed."""
    words = reading.typed(text)
    if reading.asks(words) and words[-1] != "?" and (reading.understood([*words, "?"]) or not _begins(words)):
        words.append("?")
    return " ".join(words)


def changed(text: str) -> str:
    """That the text is read in another form; nothing for capitals and blanks alone."""
    words, plain = whole(text).split(), apostrophes(text)
    if MARKS.intersection(plain) or len(plain.split()) != len(words):
        return f"Read as “{' '.join(words)}”."
    return ""


def _begins(words: list[str]) -> bool:
    """True if the words can begin a sentence of the grammar."""
    return reading.known(words) == len(words)
