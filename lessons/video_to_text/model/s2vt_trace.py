"""A network tells what it saw: the words it writes, and everything that was computed on the way.

    (1)  Y_t = argmax p_t, read as the next input, until it is the end symbol       greedy
    (2)  log P(Y) = Σ_t log p_t[Y_t]

The words written are then read again as if they were given, so that one `s2vt.Run` holds both
phases with every intermediate; its p are the p of (1).
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import beam, s2vt
from rnn_core.activations import log_softmax
from rnn_core.cells import lstm
from rnn_core.grads import gradcheck
from rnn_core.text import Vocabulary
from rnn_core.types import Array

START, END = "<start>", "<end>"
LONGEST = 24
"""The most words of a sentence, the end symbol included."""
SMALL = 1e-5
"""How far weights move for finite differences: hardly any v' crosses the corner of its maximum."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What was written, the symbols' tokens without the start, and the pass that wrote it."""

    vocabulary: Vocabulary
    tokens: tuple[int, ...]
    run: s2vt.Run

    @property
    def words(self) -> list[str]:
        """The words, without the end symbol."""
        symbols = [self.vocabulary.symbols[token] for token in self.tokens]
        return symbols[:-1] if symbols[-1] == END else symbols

    @property
    def sentence(self) -> str:
        """The words in one line."""
        return " ".join(self.words)

    @property
    def n_frames(self) -> int:
        """n, the steps of reading; as many steps of writing follow as there are tokens."""
        return len(self.run.seen)

    @property
    def log_p(self) -> float:
        """The log P of equation (2)."""
        return -float(self.run.losses.sum())


def tell(vocabulary: Vocabulary, model: s2vt.S2VT, v: Array) -> Told:
    """The sentence about the vectors v (n, F)."""
    start, end = vocabulary.symbols.index(START), vocabulary.symbols.index(END)
    advance, state = s2vt.advance(model, v)
    tree = beam.search(advance, state, start, width=1, longest=LONGEST, end=end)
    tokens = tree.tokens(tree.best)
    return Told(vocabulary, tuple(tokens), s2vt.run(model, batch(v, [start, *tokens])))


def batch(v: Array, tokens: list[int]) -> s2vt.Clips:
    """One clip and one sentence, its start symbol first, as the network takes them."""
    column = np.array(tokens)[:, np.newaxis]
    x, targets = column[:-1], column[1:]
    return s2vt.Clips(v[:, np.newaxis], x, targets, np.ones(targets.shape, bool))


def errors(told: Told, rng: np.random.Generator) -> dict[str, float]:
    """How far log P is from that of single steps, and every gradient from finite differences."""
    steps = abs(by_hand(told) - told.log_p) / abs(told.log_p)
    model, clip = told.run.model, told.run.batch
    grads = s2vt.backward(told.run).model
    found = gradcheck.directional(lambda m: s2vt.run(m, clip).loss, model, grads, rng, SMALL)
    return {"log P of the sentence, step by step": steps} | found


def by_hand(told: Told) -> float:
    """The log P of equation (2), one `lstm.step` after the other."""
    model, total = told.run.model, 0.0
    h_1, C_1 = np.zeros((2, model.first.n_hidden))
    h_2, C_2 = np.zeros((2, model.second.n_hidden))
    nothing, no_word = np.zeros(len(model.b_v)), np.zeros(model.E.shape[1])
    start = told.vocabulary.symbols.index(START)
    inputs = [(np.maximum(model.W_v @ v + model.b_v, 0), no_word) for v in told.run.batch.v[:, 0]]
    inputs += [(nothing, model.E[token]) for token in (start, *told.tokens[:-1])]
    for step, (seen, said) in enumerate(inputs):
        *_, C_1, _, h_1 = lstm.step(model.first, h_1, C_1, seen)
        *_, C_2, _, h_2 = lstm.step(model.second, h_2, C_2, np.concatenate([h_1, said]))
        if step >= told.n_frames:
            log_p = log_softmax(model.readout.W_hy @ h_2 + model.readout.b_y)
            total += float(log_p[told.tokens[step - told.n_frames]])
    return total
