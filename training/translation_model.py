"""The translators before training, and their batches: sentences of about one length together."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from datasets.phrases.exam import Pair
from lessons.translation.model.translator import END, START, Translator, tokens_of
from rnn_core import attention, encoder, weights
from rnn_core.cells.lstm import LSTMParams
from rnn_core.decoder import DecoderParams
from rnn_core.readout import ReadoutParams
from rnn_core.seq2seq import Pairs, Seq2Seq
from rnn_core.text import Vocabulary
from rnn_core.types import Array

NAMES = ("plain", "reversed", "bidirectional", "attention")


def untrained(name: str, pairs: Sequence[Pair], H: int, D: int, seed: int) -> Translator:
    """Random weights in float32 for the words of the pairs."""
    source = Vocabulary(tuple(sorted({word for words, _ in pairs for word in words})))
    words = sorted({word for _, words in pairs for word in words})
    answer = Vocabulary((START, END, *words))
    rng = np.random.default_rng(seed)
    symbols, attend = (len(source), len(answer)), name == "attention"
    model = _network(rng, symbols, D, H, both_ways=attend or name == "bidirectional", attend=attend)
    return Translator(source, answer, model, name == "reversed")


def in_double(translator: Translator, model: Seq2Seq) -> Translator:
    """The translator with these weights, in float64."""
    vector: Array = weights.flatten(model).astype(np.float64)
    return replace(translator, model=weights.unflatten(model, vector))


class Buckets:
    """Batches of sentences of about one length, in a new order each epoch."""

    def __init__(self, translator: Translator, pairs: Sequence[Pair], size: int, seed: int) -> None:
        """Batches of ``size`` of these pairs, as many as are full."""
        self.seed = seed
        by_length = sorted(pairs, key=lambda pair: (len(pair[0]), len(pair[1])))
        tokens = [(translator.read(words), tokens_of(translator.answer, other)) for words, other in by_length]
        self.batches = [
            Pairs.of(tokens[first : first + size], translator.start, translator.end)
            for first in range(0, len(tokens) // size * size, size)
        ]

    def __len__(self) -> int:
        """The number of batches of an epoch."""
        return len(self.batches)

    def __call__(self, step: int) -> Pairs:
        """The batch of this step."""
        epoch, place = divmod(step, len(self.batches))
        order = np.random.default_rng([self.seed, epoch]).permutation(len(self.batches))
        return self.batches[int(order[place])]


def _network(
    rng: np.random.Generator, symbols: tuple[int, int], D: int, H: int, *, both_ways: bool, attend: bool
) -> Seq2Seq:
    """An encoder that reads both ways has two cells of half the size: its states are as long all the same."""
    n_source, n_answer = symbols
    cells = [_cell(rng, D, size) for size in ([H // 2, H // 2] if both_ways else [H])]
    read = encoder.EncoderParams(_normal(rng, n_source, D, 0.1), *cells)
    look = None
    if attend:
        look = attention.AttentionParams(
            _normal(rng, H, H, H**-0.5), _normal(rng, H, 2 * H, (2 * H) ** -0.5), _zeros(H)
        )
    readout = ReadoutParams(_normal(rng, n_answer, H, H**-0.5), _zeros(n_answer))
    write = DecoderParams(_cell(rng, D, H), readout, look)
    return Seq2Seq(read, _normal(rng, n_answer, D, 0.1), write)


def _cell(rng: np.random.Generator, D: int, H: int) -> LSTMParams:
    """An LSTM whose forget gates begin open, at a bias of 1."""
    b = np.repeat(np.array([0, 1, 0, 0], np.float32), H)
    return LSTMParams(_normal(rng, 4 * H, H + D, (H + D) ** -0.5), b)


def _normal(rng: np.random.Generator, rows: int, columns: int, deviation: float) -> Array:
    drawn: Array = rng.standard_normal((rows, columns)) * deviation
    return drawn.astype(np.float32)


def _zeros(n: int) -> Array:
    return np.zeros(n, np.float32)
