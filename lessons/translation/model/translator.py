"""A translator of sentences given as words, and what it writes for many of them at once.

    (1)  greedy: Y_t = argmax_k p_t[k], fed back as the next input, until the end symbol
    (2)  exact match: the share of sentences whose every word is the reference's

A reversed translator reads the source from its last word to its first (Sutskever, Vinyals, Le 2014,
§3.3): what is to be written first was then read last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core import decoder, embedding, encoder
from rnn_core.batches import inside, pad
from rnn_core.seq2seq import Seq2Seq
from rnn_core.text import Vocabulary
from rnn_core.types import Tokens

START, END = "‹start›", "‹end›"
LONGEST = 80
"""More words than that are not written; the longest sentence of training has fewer."""


@dataclass(frozen=True, slots=True, eq=False)
class Translator:
    """A network with the words of both languages; those it writes begin with START and END."""

    source: Vocabulary
    answer: Vocabulary
    model: Seq2Seq
    reverse: bool = False

    @classmethod
    def of(cls, stored: tuple[Any, ...]) -> "Translator":
        """The translator that `stored` was made from."""
        return cls(*stored)

    @property
    def stored(self) -> tuple[Any, ...]:
        """What `store` can keep."""
        return self.source, self.answer, self.model, self.reverse

    @property
    def attends(self) -> bool:
        """True if the decoder looks back at all states of the encoder."""
        return self.model.decoder.attention is not None

    def read(self, words: Sequence[str]) -> Tokens:
        """The tokens (J,) in the order in which the encoder reads them."""
        tokens = tokens_of(self.source, words)
        return tokens[::-1] if self.reverse else tokens

    def words(self, tokens: Sequence[int]) -> list[str]:
        """The words of these tokens, without START and END."""
        symbols = [self.answer.symbols[token] for token in tokens]
        return [symbol for symbol in symbols if symbol not in (START, END)]

    @property
    def start(self) -> int:
        """The token the decoder is given first."""
        return self.answer.symbols.index(START)

    @property
    def end(self) -> int:
        """The token that ends an answer."""
        return self.answer.symbols.index(END)


def tokens_of(vocabulary: Vocabulary, words: Sequence[str]) -> Tokens:
    """The tokens of the words; ValueError naming one that is not in the vocabulary."""
    number = {word: k for k, word in enumerate(vocabulary.symbols)}
    unknown = next((word for word in words if word not in number), None)
    if unknown is not None:
        raise ValueError(f"words must be of the vocabulary, got {unknown!r}")
    return np.array([number[word] for word in words], np.int64)


def translations(translator: Translator, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """The words that the translator writes for each sentence, all side by side, equation (1)."""
    source, lengths = pad([translator.read(words) for words in sentences])
    read = encoder.forward(translator.model.encoder, source, lengths)
    tokens = greedy(translator, read, read.last, lengths)
    return [translator.words(one) for one in tokens]


def greedy(
    translator: Translator, read: encoder.EncoderTrace, given: encoder.States, lengths: Tokens
) -> list[list[int]]:
    """The tokens written for each source that was read, END not among them, equation (1).

    given: the states that the decoder starts from.
    """
    model, state = translator.model, given
    real = inside(lengths, len(read.tokens))
    latest = np.full(len(lengths), translator.start)
    written: list[Tokens] = []
    ended = np.zeros(len(lengths), bool)
    while len(written) < LONGEST and not ended.all():
        x = embedding.forward(model.E, latest[np.newaxis])
        trace = decoder.forward(model.decoder, x, state, read.s, real)
        latest, state = trace.y[0].argmax(1), trace.cell.last
        ended |= latest == translator.end
        written.append(latest)
    answers: list[list[int]] = np.array(written).T.tolist()
    return [one[: [*one, translator.end].index(translator.end)] for one in answers]


def exact(written: Sequence[Sequence[str]], references: Sequence[Sequence[str]]) -> float:
    """The share of sentences that are right, equation (2)."""
    right = [list(one) == list(other) for one, other in zip(written, references, strict=True)]
    return sum(right) / len(right)
