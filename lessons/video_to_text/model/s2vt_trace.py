"""A network writes about what it saw: its words, and everything that was computed on the way.

    (1)  Y_t = argmax p_t, read as the next input, until it is the end symbol       greedy
    (2)  log P(Y) = Σ_t log p_t[Y_t]

One `s2vt.Run` holds both phases, reading and writing, with every intermediate; its p are the p of (1).
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import s2vt
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
class S2VTTrace:
    """The pass over one clip that wrote its sentence."""

    vocabulary: Vocabulary
    run: s2vt.Run

    @property
    def tokens(self) -> tuple[int, ...]:
        """What was written, the end symbol included."""
        return tuple(self.run.batch.targets[:, 0].tolist())

    @property
    def symbols(self) -> list[str]:
        """The words as they are printed, the end symbol included."""
        return [self.vocabulary.symbols[token] for token in self.tokens]

    @property
    def words(self) -> list[str]:
        """The words, without the end symbol."""
        return self.symbols[:-1] if self.symbols[-1] == END else self.symbols

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


def s2vt_trace(vocabulary: Vocabulary, model: s2vt.S2VT, v: Array) -> S2VTTrace:
    """The pass that writes the sentence about the vectors v (n, F)."""
    start, end = vocabulary.symbols.index(START), vocabulary.symbols.index(END)
    return S2VTTrace(vocabulary, s2vt.greedy(model, v, start=start, end=end, longest=LONGEST))


def errors(trace: S2VTTrace, rng: np.random.Generator) -> dict[str, float]:
    """How far log P is from that of single steps, and every gradient from finite differences."""
    steps = abs(log_p_by_steps(trace) - trace.log_p) / abs(trace.log_p)
    model, clip = trace.run.model, trace.run.batch
    grads = s2vt.backward(trace.run).model
    found = gradcheck.directional(lambda m: s2vt.run(m, clip).loss, model, grads, rng, SMALL)
    return {"log P of the sentence, step by step": steps} | found


def log_p_by_steps(trace: S2VTTrace) -> float:
    """The log P of equation (2), one `lstm.step` after the other."""
    model, total = trace.run.model, 0.0
    h_1, C_1 = np.zeros((2, model.first.n_hidden))
    h_2, C_2 = np.zeros((2, model.second.n_hidden))
    nothing, no_word = np.zeros(len(model.b_v)), np.zeros(model.E.shape[1])
    start = trace.vocabulary.symbols.index(START)
    inputs = [(np.maximum(model.W_v @ v + model.b_v, 0), no_word) for v in trace.run.batch.v[:, 0]]
    inputs += [(nothing, model.E[token]) for token in (start, *trace.tokens[:-1])]
    for step, (seen, word) in enumerate(inputs):
        *_, C_1, _, h_1 = lstm.step(model.first, h_1, C_1, seen)
        *_, C_2, _, h_2 = lstm.step(model.second, h_2, C_2, np.concatenate([h_1, word]))
        if step >= trace.n_frames:
            log_p = log_softmax(model.readout.W_hy @ h_2 + model.readout.b_y)
            total += float(log_p[trace.tokens[step - trace.n_frames]])
    return total
