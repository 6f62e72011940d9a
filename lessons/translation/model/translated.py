"""A sentence translated by a shipped network, and compared with the grammar's translation."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np

from datasets.phrases import french, reading
from datasets.phrases.lexicon import UNKNOWN
from lessons.translation.model import trace as traces
from lessons.translation.model.trace import Trace, last_states
from lessons.translation.model.translator import Translator
from rnn_core import beam
from rnn_core.types import Array, Tokens
from ui import shipped

ELSEWHERE = "they are going to eat two cakes"
"""The sentence whose last states can be handed over instead of the reader's own."""
OWN, NOTHING, OTHER = "own", "nothing", "other"
"""What the decoder is handed: the encoder's last states, 0, or those after ELSEWHERE."""
UNITS = 18
"""So many units of a state are drawn."""


@dataclass(frozen=True, eq=False)
class Translated:
    """A sentence translated, with its reference and what the decoder was handed (OWN, NOTHING or OTHER).

    right: of each written word, whether the reference has it there; True for all without a reference.
    typed: the words as they were typed, where some were unknown.
    """

    trace: Trace
    reference: tuple[str, ...]
    right: tuple[bool, ...]
    handed: str = OWN
    typed: tuple[str, ...] = ()

    @property
    def strangers(self) -> tuple[str, ...]:
        """The words that the networks never saw, each once; they are read as `UNKNOWN`."""
        pairs = zip(self.typed, self.trace.words, strict=False)
        return tuple(dict.fromkeys(word for word, read in pairs if word != read))

    @property
    def source(self) -> tuple[str, ...]:
        """The words in the order in which the encoder reads them."""
        words = self.trace.words
        return words[::-1] if self.trace.translator.reverse else words

    @property
    def symbols(self) -> tuple[str, ...]:
        """The French words by their tokens."""
        return self.trace.translator.answer.symbols

    @property
    def read_and_typed(self) -> list[tuple[str, str]]:
        """Each word as the encoder reads it and as it was typed, in the order of reading."""
        typed = self.typed or self.trace.words
        return list(zip(self.source, typed[::-1] if self.trace.translator.reverse else typed, strict=True))

    @cached_property
    def units(self) -> Tokens:
        """The units that are drawn: those that move most in this sentence, in their order."""
        trace = self.trace
        states = np.concatenate([trace.read.s[:, 0], trace.wrote.cell.h[1:, 0]])
        chosen: Tokens = np.sort(np.argsort(-states.std(0), kind="stable")[:UNITS])
        return chosen


def translator(network: str) -> Translator:
    """The shipped translator ``network``: plain, reversed, bidirectional or attention."""
    return Translator.of(shipped.model(f"translation_{network}"))


def translated(network: str, sentence: str, handed: str = OWN) -> Translated:
    """A sentence through a shipped translator whose decoder is handed OWN, NOTHING or OTHER."""
    of, typed = translator(network), sentence.split()
    words = read_as(of, typed)
    trace = traces.translate(of, words, _given(of, words, handed))
    expected = reference(sentence)
    right = agreeing(trace.written, expected) if expected else (True,) * len(trace.written)
    return Translated(trace, expected, right, handed, tuple(typed))


def read_as(of: Translator, words: Sequence[str]) -> list[str]:
    """The words as the network reads them: `UNKNOWN` for each that it never saw."""
    return [word if word in of.source.symbols else UNKNOWN for word in words]


def needs(network: str, sentence: str) -> Array | None:
    """How much each written word needs each word read, (T, J); None with attention, which says so."""
    of = translator(network)
    return None if of.attends else traces.needs(traces.translate(of, read_as(of, sentence.split())))


def searched(network: str, sentence: str, width: int) -> beam.Tree:
    """The tree of a beam search for the translation of a sentence."""
    of = translator(network)
    return traces.search(of, read_as(of, sentence.split()), width)


def reference(sentence: str) -> tuple[str, ...]:
    """The grammar's translation of a sentence; none for what is no sentence of the grammar."""
    found = reading.understood(sentence.split())
    return () if found is None else tuple(french.words(found))


def agreeing(written: tuple[str, ...], expected: tuple[str, ...]) -> tuple[bool, ...]:
    """Of each written word, whether the reference has it there, as a comparison of lines does."""
    right = [False] * len(written)
    for block in SequenceMatcher(None, written, expected, autojunk=False).get_matching_blocks():
        right[block.a : block.a + block.size] = [True] * block.size
    return tuple(right)


def _given(network: Translator, words: list[str], handed: str) -> tuple[Array, ...] | None:
    if handed == OWN:
        return None
    other = ELSEWHERE.split() if handed == OTHER else words
    states = last_states(network, other)
    return states if handed == OTHER else tuple(np.zeros_like(state) for state in states)
