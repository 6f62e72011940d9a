"""A toy programming language: nested brackets, strings, comments, indentation, and no meaning.

Every line is drawn from a grammar, so what a model can know of the next character is known: the
bits that the grammar itself spends on its choices. Inside a string brackets count for nothing, and
comments are filled up to a fixed width; who predicts such a text well must keep track of both.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Option = TypeVar("Option")

WORDS = (
    "alpha", "beta", "blue", "box", "close", "count", "delta", "depth", "end", "find", "first",
    "fox", "gamma", "index", "item", "jump", "key", "left", "list", "map", "name", "node", "open",
    "queue", "red", "right", "size", "sum", "total", "value", "view", "width", "zero",
)  # fmt: skip
BLOCKS = ("if", "while")
"""The words that begin a block."""
FUNCTIONS = ("add", "call", "get", "load", "make", "max", "next", "print", "put", "save")
KINDS = ("word", "number", "string", "call", "list", "sum")
"""What an expression may be: a name, digits, text in quotes, f(…), […], (a + b)."""
OPERATORS = "+-*/"
SYMBOLS = '\n "#()*+,-/0123456789:=[]abcdefghijklmnopqrstuvwxyz'
DEEPEST = 4
"""Brackets are nested so deep in training, and no deeper."""
INDENT, INDENT_MOST = "  ", 3
COMMENT_WIDTH = 32
"""A comment goes on until its next word would pass this column."""
UNSEEN = {"load": "list", "save": "string", "max": "sum"}
"""Functions that, in training, never have such a first argument: held-out combinations."""


class Dice:
    """Choices drawn from `rng`; bits: what they cost, −log₂ of their probabilities together."""

    __slots__ = ("bits", "rng")

    def __init__(self, rng: np.random.Generator) -> None:
        """Nothing is drawn yet."""
        self.rng = rng
        self.bits = 0.0

    def pick(self, options: Sequence[Option], shares: Sequence[float] | None = None) -> Option:
        """One of the options, all alike unless their shares are given."""
        weights = [1.0] * len(options) if shares is None else list(shares)
        whole, at = sum(weights), 0
        left = float(self.rng.random()) * whole
        while at < len(weights) - 1 and (left >= weights[at] or not weights[at]):
            left -= weights[at]
            at += 1
        self.bits -= math.log2(weights[at] / whole)
        return options[at]

    def chance(self, p: float) -> bool:
        """True with probability p."""
        return self.pick((True, False), (p, 1 - p))


@dataclass(frozen=True, slots=True)
class Grammar:
    """The language; with `unseen` calls of `UNSEEN` always have the arguments training lacks.

    deepest: how deep brackets may be nested.
    """

    dice: Dice
    unseen: bool = False
    deepest: int = DEEPEST

    def lines(self, indent: int = 0) -> Iterator[str]:
        """Lines of a block: one to three statements, for ever where nothing is indented."""
        more = True
        while more:
            yield from self._statement(indent)
            more = indent == 0 or self.dice.chance(0.5)

    def _statement(self, indent: int) -> Iterator[str]:
        pick, margin = self.dice.pick, INDENT * indent
        nests = indent < INDENT_MOST
        kind = pick(("assign", "call", "comment", "block"), (0.4, 0.2, 0.15, 0.25 * nests))
        if kind == "block":
            yield f"{margin}{pick(BLOCKS)} {self._expression(2)}:"
            yield from self.lines(indent + 1)
        elif kind == "comment":
            yield self._comment(margin + "#")
        elif kind == "call":
            yield margin + self._call(0)
        else:
            yield f"{margin}{pick(WORDS)} = {self._expression(0)}"

    def _comment(self, text: str) -> str:
        while fits := [word for word in WORDS if len(text) + 1 + len(word) <= COMMENT_WIDTH]:
            if not self.dice.chance(len(fits) / len(WORDS)):
                break
            text += " " + self.dice.pick(fits)
        return text

    def _expression(self, depth: int, without: str = "", only: str = "") -> str:
        """An expression inside `depth` brackets; not of the kind `without`, or `only` of one."""
        pick, deeper = self.dice.pick, depth < self.deepest
        shares = (0.26, 0.16, 0.2, 0.18 * deeper, 0.12 * deeper, 0.08 * deeper)
        open_to = [share * (kind != without) for kind, share in zip(KINDS, shares, strict=True)]
        kind = only if only and deeper else pick(KINDS, open_to)
        if kind == "word":
            return pick(WORDS)
        if kind == "number":
            return str(pick(range(100)))
        if kind == "string":
            return self._string()
        if kind == "call":
            return self._call(depth)
        if kind == "list":
            return f"[{self._arguments(depth + 1)}]"
        inside = self._expression(depth + 1), pick(OPERATORS), self._expression(depth + 1)
        return f"({' '.join(inside)})"

    def _call(self, depth: int) -> str:
        name = self.dice.pick(FUNCTIONS)
        kind = UNSEEN.get(name, "")
        first = ("", kind) if self.unseen else (kind, "")
        return f"{name}({self._arguments(depth + 1, *first)})"

    def _arguments(self, depth: int, without: str = "", only: str = "") -> str:
        text = self._expression(depth, without, only)
        while self.dice.chance(0.4):
            text += ", " + self._expression(depth)
        return text

    def _string(self) -> str:
        """Words in quotes; any of them may carry a bracket or # that counts for nothing."""
        words = [self._marked()]
        while self.dice.chance(0.7):
            words.append(self._marked())
        return '"' + " ".join(words) + '"'

    def _marked(self) -> str:
        word, mark = self.dice.pick(WORDS), self.dice.pick(("", *"()[]#"), (0.85, *[0.03] * 5))
        return f"{word}{mark}"


def text(rng: np.random.Generator, length: int, *, unseen: bool = False) -> str:
    """A program of exactly `length` characters, cut off where it is longer."""
    return "".join(_characters(Grammar(Dice(rng), unseen), length))


def program(rng: np.random.Generator, least: int, **settings: bool | int) -> tuple[str, float]:
    """Whole lines of at least `least` characters, and the bits that the grammar spent on them."""
    grammar = Grammar(Dice(rng), **settings)  # type: ignore[arg-type]
    lines, length = [], 0
    for line in grammar.lines():
        lines.append(line + "\n")
        length += len(line) + 1
        if length >= least:
            break
    return "".join(lines), grammar.dice.bits


def _characters(grammar: Grammar, length: int) -> Iterator[str]:
    for line in grammar.lines():
        yield line[:length] + "\n" if len(line) < length else line[:length]
        length -= len(line) + 1
        if length <= 0:
            return
