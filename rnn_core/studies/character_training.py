"""A character network learns a text: windows at random places, Adam, exams on what is held back.

The last tenth of a text is never trained on. A window begins with an empty state, wherever it lies.
The batch of a step depends on the seed and the number of the step alone, as in `batches`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rnn_core import model as network
from rnn_core.batches import Batch
from rnn_core.cells import registry
from rnn_core.loop import Loop
from rnn_core.model import Model
from rnn_core.optim import Adam
from rnn_core.readout import ReadoutParams
from rnn_core.text import Vocabulary
from rnn_core.types import Array, Tokens
from rnn_core.workspace import Workspace

WINDOW, BATCH, CLIP = 48, 16, 1.0
HELD_OUT = 0.1
EXAM_WINDOW, EXAM_MOST = 96, 16
"""An exam reads so many windows of the held-out part, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A text to learn: its symbols, its tokens (n,), and how many of them may be trained on."""

    vocabulary: Vocabulary
    tokens: Tokens
    n_train: int

    @classmethod
    def of(cls, text: Sequence[str]) -> "Corpus":
        """The text, given as its symbols, with its last tenth held out."""
        vocabulary = Vocabulary(tuple(sorted(set(text))))
        token = {symbol: k for k, symbol in enumerate(vocabulary.symbols)}
        tokens = np.array([token[symbol] for symbol in text], dtype=np.int16)
        return cls(vocabulary, tokens, len(tokens) - max(2, round(HELD_OUT * len(tokens))))

    def batch(self, seed: int, step: int) -> Batch:
        """The windows of one step, from anywhere in the part that is trained on."""
        T = min(WINDOW, self.n_train - 1)
        rng = np.random.default_rng([seed, step])
        return _windows(self.tokens, rng.integers(0, self.n_train - T, BATCH), T)

    def exam(self) -> Batch:
        """Windows of the held-out part side by side, always the same."""
        n = len(self.tokens) - self.n_train
        T = min(EXAM_WINDOW, n - 1)
        starts = self.n_train + np.arange(min(EXAM_MOST, (n - 1) // T)) * T
        return _windows(self.tokens, starts, T)

    def unigram_bits(self) -> float:
        """Bits a character that knowing only how often each occurs costs, on the whole text."""
        share = np.bincount(self.tokens) / len(self.tokens)
        return float(-(share * np.log2(share)).sum())


def start(n_symbols: int, hidden: int, seed: int, cell: str = "lstm") -> Model:
    """A network in float32: weights drawn evenly within ±1/√H, an LSTM's forget bias 1, no other bias.

    cell: its name in `registry.CELLS`.
    """
    rng = np.random.default_rng(seed)
    reach = 1 / math.sqrt(hidden)

    def draw(*shape: int) -> Array:
        return rng.uniform(-reach, reach, shape).astype(np.float32)

    weights = registry.CELLS[cell].params.drawn(draw, n_symbols, hidden)
    return Model(weights, ReadoutParams(draw(n_symbols, hidden), np.zeros(n_symbols, np.float32)))


def training(corpus: Corpus, hidden: int, seed: int, rate: float, cell: str = "lstm") -> Loop:
    """The training of a network of so many hidden units on the text, from the seed's weights."""
    model = start(len(corpus.vocabulary), hidden, seed, cell)
    return Loop(model, lambda step: corpus.batch(seed, step), objective(), Adam(rate), CLIP)


def objective() -> Callable[[Model, Batch], tuple[float, Model]]:
    """Mean loss and gradient on a batch, in memory that is used again from step to step."""
    own = Workspace()

    def measure(model: Model, batch: Batch) -> tuple[float, Model]:
        forward = network.run(model, batch.x, batch.targets, mask=batch.mask, workspace=own)
        loss = math.nan if forward.loss is None else forward.loss
        return loss, network.backward(forward, workspace=own).model

    return measure


def costs(model: Model, batch: Batch) -> Array:
    """(T, B): the bits that each character of the batch costs the model."""
    losses = network.run(model, batch.x, batch.targets).losses
    assert losses is not None, "a batch has targets"
    return np.asarray(losses / math.log(2), dtype=np.float64)


def bits(model: Model, batch: Batch) -> float:
    """Mean bits a character of the batch costs the model."""
    return float(costs(model, batch).mean())


def _windows(tokens: Tokens, starts: Tokens, T: int) -> Batch:
    """The windows of T symbols from each start, and the symbols that follow them."""
    places = np.arange(T)[:, np.newaxis] + starts
    x, targets = tokens[places].astype(np.int64), tokens[places + 1].astype(np.int64)
    return Batch(x, targets, np.ones(x.shape, bool))
