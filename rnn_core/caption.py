"""One to many: a sentence about a vector, as an image's features, the only thing it is told of it.

    (1)  v' = W_v v + b_v                          the vector as one of the decoder's inputs
    (2)  once:        x_0 = v', then x_t = E y*_{t−1} for t = 1 … T      (nothing is said at 0)
    (3)  every step:  x_t = E y*_{t−1} + v'        for t = 1 … T
    (4)  L = mean of −log softmax(y_t)[y*_t] over the real places of the sentence, t = 1 … T
    (5)  greedy:  y*_t = argmax y_t, until it is the end symbol

y*_0 is the start symbol, y*_t the right word (teacher forcing), or in use the word of (5). The ways
(2) and (3) have the same weights.
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

    v_in: v' (B, D). decoder: the trace, with one step more, the first, where the vector is given
    once. y and p: (T, B, V). losses: (T, B), loss: their mean where the mask is True.
    """

    model: Captioner
    batch: Described
    when: str
    v_in: Array
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
    v_in = project_image(model, batch.v)
    x = _inputs(embedding.forward(model.E, batch.x), v_in, when)
    return _run(model, batch, when, v_in, decoder.forward(model.decoder, x))


def greedy(model: Captioner, v: Array, when: str = ONCE, *, start: int, end: int, longest: int) -> Run:
    """The pass that writes the sentence of (5) about one vector v (F,), at most `longest` tokens with the end.

    Each step is computed once, as its word is chosen; the sentence is the run's targets (T, 1).
    """
    if longest < 1:
        raise ValueError(f"longest must be at least 1, got {longest}")
    v_in = project_image(model, v[np.newaxis])
    before_words = _inputs(v_in[np.newaxis][:0], v_in, when)
    traces = [decoder.forward(model.decoder, before_words)] if len(before_words) else []
    tokens = [start]
    while len(tokens) <= longest and (len(tokens) == 1 or tokens[-1] != end):
        e = embedding.forward(model.E, np.array([tokens[-1:]]))
        state = traces[-1].cell.last if traces else ()
        traces.append(decoder.forward(model.decoder, e if when == ONCE else e + v_in, state))
        tokens.append(int(traces[-1].y[0, 0].argmax()))
    words = np.array(tokens)[:, np.newaxis]
    batch = Described(v[np.newaxis], words[:-1], words[1:], np.ones((len(words) - 1, 1), bool))
    return _run(model, batch, when, v_in, decoder.DecoderTrace.joined(traces))


def backward(run: Run) -> Grads:
    """The gradients of the run's mean loss."""
    model, batch, once = run.model, run.batch, run.when == ONCE
    dy = loss_of.gradient(run.p, batch.targets, batch.mask)
    from_y = np.concatenate([np.zeros_like(dy[:1]), dy]) if once else dy
    wrote = decoder.backward(model.decoder, run.decoder, from_y)
    dv_in = wrote.x[0] if once else wrote.x.sum(0)
    table = embedding.backward(model.E, batch.x, wrote.x[1:] if once else wrote.x)
    grads = Captioner(dv_in.T @ batch.v, dv_in.sum(0), table, wrote.params)
    return Grads(grads, dy, dv_in @ model.W_v, wrote)


def advance(model: Captioner, v: Array, when: str = ONCE) -> tuple[beam.Advance, beam.State]:
    """What `beam.search` needs to write about one vector v (F,)."""
    v_in = project_image(model, v[np.newaxis])
    start = _inputs(v_in[np.newaxis][:0], v_in, when)  # given once: the step before any word
    state = decoder.forward(model.decoder, start).cell.last if len(start) else ()

    def one_step(state: beam.State, tokens: Tokens) -> tuple[Array, beam.State]:
        e = embedding.forward(model.E, tokens[np.newaxis])
        trace = decoder.forward(model.decoder, e if when == ONCE else e + v_in, state)
        return log_softmax(trace.y[0]), trace.cell.last

    return one_step, state


def project_image(model: Captioner, v: Array) -> Array:
    """The v' (B, D) of equation (1) from vectors v (B, F); ValueError for other shapes and numbers not finite."""
    check_shape("v", v, (len(v), model.W_v.shape[1]))
    check_dtype("v", v, model.W_v.dtype)
    check_finite("v", v)
    check_finite("W_v", model.W_v)
    check_finite("b_v", model.b_v)
    return v @ model.W_v.T + model.b_v  # (1)


def _run(model: Captioner, batch: Described, when: str, v_in: Array, trace: decoder.DecoderTrace) -> Run:
    y = trace.y[1:] if when == ONCE else trace.y
    log_p = log_softmax(y)
    losses = loss_of.pick(log_p, batch.targets)
    loss = loss_of.mean(losses, batch.mask)  # (4)
    return Run(model, batch, when, v_in, trace, y, np.exp(log_p), losses, loss)


def _inputs(e: Array, v_in: Array, when: str) -> Array:
    """The x of equation (2) or (3), from the words' e (T, B, D) and v' (B, D)."""
    if when not in (ONCE, EVERY_STEP):
        raise ValueError(f"when must be {ONCE!r} or {EVERY_STEP!r}, got {when!r}")
    check_shape("v", v_in, e.shape[1:])
    return np.concatenate([v_in[np.newaxis], e]) if when == ONCE else e + v_in
