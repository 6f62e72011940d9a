"""One to many: a sentence about a vector, as an image's features, the only thing it is told of it.

    (1)  v' = W_v v + b_v                          the vector as one of the decoder's inputs
    (2)  once:        x_0 = v', then x_t = E y*_{t−1} for t = 1 … T      (nothing is said at 0)
    (3)  every step:  x_t = E y*_{t−1} + v'        for t = 1 … T
    (4)  L = mean of −log softmax(y_t)[y*_t] over the real places of the sentence, t = 1 … T

y*_0 is the start symbol, y*_t the right word (teacher forcing). Both have the same weights.
Sources: (2) Vinyals, Toshev, Bengio, Erhan, Show and Tell (2015); (3) Mao et al., m-RNN (2015),
adding where they concatenate.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import beam, decoder, embedding
from rnn_core import losses as loss_of
from rnn_core.activations import log_softmax
from rnn_core.types import Array, Tokens, check_dtype, check_finite, check_shape

ONCE, EVERY_STEP = "once", "every step"


@dataclass(frozen=True, slots=True, eq=False)
class Captioner:
    """The weights, or their gradient: W_v (D, F), b_v (D,), E (V, D), and the decoder."""

    W_v: Array
    b_v: Array
    E: Array
    decoder: decoder.DecoderParams

    def __post_init__(self) -> None:
        """ValueError unless the parts fit together and the dtypes are equal."""
        D, dtype = self.decoder.cell.n_inputs, self.decoder.cell.dtype
        if self.W_v.ndim != 2 or len(self.W_v) != D:
            raise ValueError(f"W_v must have shape ({D}, F), got {self.W_v.shape}")
        check_shape("b_v", self.b_v, (D,))
        check_shape("E", self.E, (len(self.E), D))
        for name in ("W_v", "b_v", "E"):
            check_dtype(name, getattr(self, name), dtype)
        if self.decoder.attention is not None:
            raise ValueError("attention must be None without a source, got weights")


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """A batch: v (B, F), x and targets (T, B) and mask (T, B); x begins with the start symbol."""

    v: Array
    x: Tokens
    targets: Tokens
    mask: Array


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Everything one forward pass computed.

    decoder: the trace, with one step more, the first, where the vector is given once. y and p:
    (T, B, V). losses: (T, B), loss: their mean where the mask is True.
    """

    model: Captioner
    batch: Described
    when: str
    decoder: decoder.DecoderTrace
    y: Array
    p: Array
    losses: Array
    loss: float


@dataclass(frozen=True, slots=True, eq=False)
class Grads:
    """What `backward` returns: model (Captioner of gradients), dy (T, B, V), v (B, F), decoder."""

    model: Captioner
    dy: Array
    v: Array
    decoder: decoder.DecoderGrads


def run(model: Captioner, batch: Described, when: str = ONCE) -> Run:
    """The forward pass with teacher forcing; when: ONCE or EVERY_STEP."""
    x = _inputs(embedding.forward(model.E, batch.x), _told(model, batch.v), when)
    trace = decoder.forward(model.decoder, x)
    y = trace.y[1:] if when == ONCE else trace.y
    log_p = log_softmax(y)
    losses = loss_of.pick(log_p, batch.targets)
    loss = loss_of.mean(losses, batch.mask)  # (4)
    return Run(model, batch, when, trace, y, np.exp(log_p), losses, loss)


def backward(run: Run) -> Grads:
    """The gradients of the run's mean loss."""
    model, batch, once = run.model, run.batch, run.when == ONCE
    dy = loss_of.gradient(run.p, batch.targets, batch.mask)
    from_y = np.concatenate([np.zeros_like(dy[:1]), dy]) if once else dy
    wrote = decoder.backward(model.decoder, run.decoder, from_y)
    told = wrote.x[0] if once else wrote.x.sum(0)
    table = embedding.backward(model.E, batch.x, wrote.x[1:] if once else wrote.x)
    grads = Captioner(told.T @ batch.v, told.sum(0), table, wrote.params)
    return Grads(grads, dy, told @ model.W_v, wrote)


def advance(model: Captioner, v: Array, when: str = ONCE) -> tuple[beam.Advance, beam.State]:
    """What `beam.search` needs to write about one vector v (F,)."""
    told = _told(model, v[np.newaxis])
    start = _inputs(told[np.newaxis][:0], told, when)  # told once: the step before any word
    state = decoder.forward(model.decoder, start).cell.last if len(start) else ()

    def one_step(state: beam.State, tokens: Tokens) -> tuple[Array, beam.State]:
        e = embedding.forward(model.E, tokens[np.newaxis])
        trace = decoder.forward(model.decoder, e if when == ONCE else e + told, state)
        return log_softmax(trace.y[0]), trace.cell.last

    return one_step, state


def _told(model: Captioner, v: Array) -> Array:
    """The v' of equation (1), (B, D)."""
    check_shape("v", v, (len(v), model.W_v.shape[1]))
    check_dtype("v", v, model.W_v.dtype)
    check_finite("v", v)
    check_finite("W_v", model.W_v)
    check_finite("b_v", model.b_v)
    return v @ model.W_v.T + model.b_v  # (1)


def _inputs(e: Array, told: Array, when: str) -> Array:
    """The x of equation (2) or (3), from the words' e (T, B, D) and v' (B, D)."""
    if when not in (ONCE, EVERY_STEP):
        raise ValueError(f"when must be {ONCE!r} or {EVERY_STEP!r}, got {when!r}")
    check_shape("v", told, e.shape[1:])
    return np.concatenate([told[np.newaxis], e]) if when == ONCE else e + told
