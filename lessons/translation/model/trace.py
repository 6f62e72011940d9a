"""One sentence through a translator, every intermediate kept, and what becomes of it otherwise.

    (1)  log P(Y) = Σ_t log p_t[Y_t]                     of the words written, the end included
    (2)  without_tj = log p_t[Y_t] − log p_t[Y_t | word j not read]        how much t needs j

In (2) the vector of word j is 0, and the words written so far are given as they were. What the
decoder starts from can be replaced: by nothing, or by what another sentence left behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lessons.translation.model.translator import LONGEST, Translator, greedy
from rnn_core import beam, decoder, embedding, encoder, seq2seq
from rnn_core.activations import log_softmax
from rnn_core.types import Array, Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A sentence read and its translation written, with B = 1 in every array.

    words: as given. tokens: (T,) what was written, END included unless it was too long. read and
    wrote: the traces of W_1 and W_2. log_p: (T, V). given: the states the decoder started from.
    """

    translator: Translator
    words: tuple[str, ...]
    tokens: tuple[int, ...]
    read: encoder.EncoderTrace
    wrote: decoder.DecoderTrace
    log_p: Array
    given: encoder.States

    @property
    def written(self) -> tuple[str, ...]:
        """The words written, END not among them."""
        return tuple(self.translator.words(self.tokens))

    @property
    def total(self) -> float:
        """Log P of the whole, equation (1)."""
        return float(self.log_p[np.arange(len(self.tokens)), self.tokens].sum())

    @property
    def alpha(self) -> Array | None:
        """(T, J): the weights of attention on s_1 … s_J; None without attention."""
        looked = self.wrote.attention
        return None if looked is None else looked.alpha[:, 0]


def translate(translator: Translator, words: Sequence[str], given: encoder.States | None = None) -> Trace:
    """A sentence read and translated; given: what the decoder starts from, the encoder's own if None."""
    read = _read(translator, words)
    states = read.last if given is None else given
    tokens = greedy(translator, read, states, read.lengths)[0]
    if len(tokens) < LONGEST:
        tokens.append(translator.end)
    wrote = _write(translator, read, states, tokens)
    log_p = log_softmax(wrote.y[:, 0])
    return Trace(translator, tuple(words), tuple(tokens), read, wrote, log_p, states)


def last_states(translator: Translator, words: Sequence[str]) -> encoder.States:
    """What the encoder hands over after these words: h and C, each (1, H)."""
    return _read(translator, words).last


def needs(of: Trace) -> Array:
    """(T, J): equation (2), the words in the order of the sentence.

    For a trace whose decoder started from the encoder's own last states.
    """
    model, n_words = of.translator.model, len(of.words)
    source = np.repeat(of.read.tokens, n_words, axis=1)
    # A symbol more, whose vector is 0, stands where a word is not read.
    silent = len(model.encoder.E)
    table = np.concatenate([model.encoder.E, np.zeros_like(model.encoder.E[:1])])
    np.fill_diagonal(source, silent)
    params = replace(model.encoder, E=table)
    read = encoder.forward(params, source, np.repeat(of.read.lengths, n_words))
    wrote = _write(of.translator, read, read.last, of.tokens)
    log_p = log_softmax(wrote.y)[np.arange(len(of.tokens)), :, of.tokens]
    own = of.log_p[np.arange(len(of.tokens)), of.tokens]
    lost: Array = own[:, np.newaxis] - log_p
    return lost[:, ::-1] if of.translator.reverse else lost


def search(translator: Translator, words: Sequence[str], width: int) -> beam.Tree:
    """The tree of a beam search for the translation of the words."""
    advance, state = seq2seq.advance(translator.model, translator.read(words))
    return beam.search(advance, state, translator.start, width=width, longest=LONGEST, end=translator.end)


def _read(translator: Translator, words: Sequence[str]) -> encoder.EncoderTrace:
    source = translator.read(words)[:, np.newaxis]
    return encoder.forward(translator.model.encoder, source, np.array([len(words)]))


def _write(
    translator: Translator, read: encoder.EncoderTrace, states: encoder.States, tokens: Sequence[int]
) -> decoder.DecoderTrace:
    """The decoder's pass over the words it wrote, START first; the same for each source read."""
    fed: Tokens = np.array([translator.start, *tokens[:-1]])[:, np.newaxis]
    x = embedding.forward(translator.model.E, fed.repeat(len(read.lengths), axis=1))
    real = np.ones(read.s.shape[:2], bool)
    return decoder.forward(translator.model.decoder, x, states, read.s, real)
