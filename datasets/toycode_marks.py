"""What a reader of toy code keeps in mind after each character: depth, quotes, comments, place."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rnn_core.types import Array

CLOSERS = {"(": ")", "[": "]"}
MARKS = {
    "bracket depth": "how many brackets are open, those in strings and comments not counted",
    "inside quotes": "whether a string has begun and not ended",
    "inside [ ]": "whether the innermost open bracket is a square one",
    "inside a comment": "whether the rest of the line is a comment",
    "place in the line": "how many characters the line has so far",
    "indentation": "how many spaces the line begins with",
}
"""The marks by name, and what each says of the text up to a character, that one included."""
YES_OR_NO = ("inside quotes", "inside [ ]", "inside a comment")


@dataclass(frozen=True, slots=True)
class Pair:
    """A bracket and the one that closes it, as places in the text from 0; depth: of its inside."""

    opens: int
    closes: int
    depth: int
    kind: str


class _Reader:
    """Reads a text character by character; lines end strings, comments and brackets alike."""

    __slots__ = ("comment", "indent", "open", "place", "quoted")

    def __init__(self) -> None:
        self.open: list[tuple[int, str]] = []
        self.quoted = self.comment = False
        self.place = self.indent = 0

    def read(self, at: int, character: str) -> Pair | None:
        """Take in the next character; the pair that it closes, if it does."""
        if character == "\n":
            self.open, self.quoted, self.comment, self.place, self.indent = [], False, False, 0, 0
            return None
        if character == " " and self.place == self.indent:
            self.indent += 1
        self.place += 1
        if character == '"' and not self.comment:
            self.quoted = not self.quoted
        elif not self.quoted and not self.comment:
            return self._bracket(at, character)
        return None

    def _bracket(self, at: int, character: str) -> Pair | None:
        if character == "#":
            self.comment = True
        elif character in CLOSERS:
            self.open.append((at, character))
        elif character in CLOSERS.values() and self.open:
            begun, kind = self.open.pop()
            if CLOSERS[kind] == character:
                return Pair(begun, at, len(self.open) + 1, kind)
        return None


def marks(text: str) -> dict[str, Array]:
    """The marks (n,) of `MARKS` after each of the n characters of the text."""
    reader, rows = _Reader(), []
    for at, character in enumerate(text):
        reader.read(at, character)
        square = bool(reader.open) and reader.open[-1][1] == "["
        rows.append((len(reader.open), reader.quoted, square, reader.comment, reader.place,
                     reader.indent))  # fmt: skip
    table = np.array(rows, dtype=np.float64).reshape(-1, len(MARKS))
    return dict(zip(MARKS, table.T, strict=True))


def pairs(text: str) -> Iterator[Pair]:
    """The brackets of the text that are closed by their own kind, in the order of closing."""
    reader = _Reader()
    for at, character in enumerate(text):
        found = reader.read(at, character)
        if found:
            yield found


def is_balanced(line: str) -> bool:
    """Whether every bracket outside of strings and comments is closed by its own kind, in order."""
    reader, closed, brackets = _Reader(), 0, 0
    for at, character in enumerate(line):
        counts = not reader.quoted and not reader.comment and character in "()[]"
        brackets += counts
        closed += reader.read(at, character) is not None
    return not reader.open and 2 * closed == brackets


def ends_strings(line: str) -> bool:
    """Whether every string of the line is ended."""
    reader = _Reader()
    for at, character in enumerate(line):
        reader.read(at, character)
    return not reader.quoted
