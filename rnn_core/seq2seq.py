"""Sequence to sequence: the encoder W_1 reads all of the source, the decoder W_2 writes the answer.

    (1)  s_1 … s_J, last = encoder(source)                                     encoder (1)–(3)
    (2)  h_0 (and C_0) of the decoder = last: the one vector between the two
    (3)  y_1 … y_T = decoder(E y*_0 … y*_{T−1})        y*_0 is the start symbol, then the right
                                                       answer so far: teacher forcing
    (4)  L = mean of −log softmax(y_t)[y*_t] over the real places of the answer
With attention every y_t sees s_1 … s_J as well. Going backward, the gradients of the decoder's
first states are those of `last`.

Source: the lecture; Sutskever, Vinyals, Le (2014); attention: Luong, Pham, Manning (2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn_core import beam, decoder, embedding, encoder
from rnn_core import losses as loss_of
from rnn_core.activations import log_softmax
from rnn_core.batches import aligned, inside, pad
from rnn_core.types import Array, Tokens, check_dtype, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class Seq2Seq:
    """The weights, or their gradient: W_1, the embedding E (V, D) of the answer, and W_2."""

    encoder: encoder.EncoderParams
    E: Array
    decoder: decoder.DecoderParams

    def __post_init__(self) -> None:
        """ValueError unless the parts fit together and the dtypes are equal."""
        cell, attention = self.decoder.cell, self.decoder.attention
        check_shape("E", self.E, (len(self.E), cell.n_inputs))
        check_dtype("E", self.E, cell.dtype)
        check_dtype("E of the encoder", self.encoder.E, cell.dtype)
        if type(cell) is not type(self.encoder.ahead) or self.encoder.n_hidden != cell.n_hidden:
            wanted = f"{type(cell).__name__} with {cell.n_hidden} hidden units in all"
            got = f"{type(self.encoder.ahead).__name__} with {self.encoder.n_hidden}"
            raise ValueError(f"encoder must be {wanted} like the decoder, got {got}")
        if attention is not None:
            check_shape("W_a", attention.W_a, (cell.n_hidden, self.encoder.n_hidden))


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """A batch: source (J, B), lengths (B,), x and targets (T, B), mask (T, B) of the real ones.

    x is the answer with the start symbol before it, targets the answer with the end symbol.
    """

    source: Tokens
    lengths: Tokens
    x: Tokens
    targets: Tokens
    mask: Array

    @classmethod
    def of(cls, pairs: Sequence[tuple[Tokens, Tokens]], start: int, end: int) -> "Pairs":
        """The batch of (source, answer) pairs, neither with start or end symbols."""
        source, lengths = pad([one for one, _ in pairs])
        answers = [np.concatenate([[start], answer, [end]]) for _, answer in pairs]
        batch = aligned([one[:-1] for one in answers], [one[1:] for one in answers])
        return cls(source, lengths, batch.x, batch.targets, batch.mask)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Everything one forward pass computed: both traces, y and p (T, B, V), losses (T, B), loss.

    The attention weights are decoder.attention.alpha (T, B, J).
    """

    model: Seq2Seq
    batch: Pairs
    encoder: encoder.EncoderTrace
    decoder: decoder.DecoderTrace
    p: Array
    losses: Array
    loss: float

    @property
    def y(self) -> Array:
        """The logits (T, B, V)."""
        return self.decoder.y


@dataclass(frozen=True, slots=True, eq=False)
class Grads:
    """Everything one backward pass computed: model (Seq2Seq of gradients), dy, and both parts'."""

    model: Seq2Seq
    dy: Array
    encoder: encoder.EncoderGrads
    decoder: decoder.DecoderGrads


def run(model: Seq2Seq, batch: Pairs) -> Run:
    """The forward pass with teacher forcing."""
    read = encoder.forward(model.encoder, batch.source, batch.lengths)  # (1)
    real = inside(batch.lengths, len(batch.source))
    x = embedding.forward(model.E, batch.x)
    written = decoder.forward(model.decoder, x, read.last, read.s, real)  # (2), (3)
    log_p = log_softmax(written.y)
    losses = loss_of.pick(log_p, batch.targets)
    loss = loss_of.mean(losses, batch.mask)  # (4)
    return Run(model, batch, read, written, np.exp(log_p), losses, loss)


def backward(run: Run) -> Grads:
    """The gradients of the run's mean loss."""
    model, batch = run.model, run.batch
    dy = loss_of.gradient(run.p, batch.targets, batch.mask)
    wrote = decoder.backward(model.decoder, run.decoder, dy)
    ds = np.zeros_like(run.encoder.s) if wrote.s is None else wrote.s
    read = encoder.backward(model.encoder, run.encoder, ds, wrote.states)
    table = embedding.backward(model.E, batch.x, wrote.x)
    return Grads(Seq2Seq(read.params, table, wrote.params), dy, read, wrote)


def loss_and_gradient(model: Seq2Seq, batch: Pairs) -> tuple[float, Seq2Seq]:
    """The objective of `loop.Loop`."""
    forward = run(model, batch)
    return forward.loss, backward(forward).model


def advance(model: Seq2Seq, source: Tokens) -> tuple[beam.Advance, beam.State]:
    """What `beam.search` needs to write the answer to one source (J,)."""
    read = encoder.forward(model.encoder, source[:, np.newaxis], np.array([len(source)]))

    def one_step(state: beam.State, tokens: Tokens) -> tuple[Array, beam.State]:
        s = read.s.repeat(len(tokens), axis=1)
        x = embedding.forward(model.E, tokens[np.newaxis])
        trace = decoder.forward(model.decoder, x, state, s, np.ones(s.shape[:2], bool))
        return log_softmax(trace.y[0]), trace.cell.last

    return one_step, read.last
