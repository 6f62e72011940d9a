"""Video to text: two stacked cells that first read n frames and then write the sentence.

    (1)  v'_j = max(W_v v_j + b_v, 0)                     the features of frame j = 1 … n
    (2)  h¹ = first cell over  v'_1 … v'_n, then 0 … 0            T zeros: nothing more to see
    (3)  h² = second cell over [h¹; 0] n times, then [h¹; E y*_{t−1}]   t = 1 … T
    (4)  y_t = W_hy h²_{n+t} + b_y                        nothing is said while reading
    (5)  L = mean of −log softmax(y_t)[y*_t] over the real places of the sentence
    (6)  greedy:  y*_t = argmax y_t, until it is the end symbol

The zeros are the <pad> of the paper; y*_0 is the start symbol, y*_t the right word, or in use the
word of (6). Source:
Venugopalan et al., Sequence to sequence: video to text (2015), §3.2; the maximum in (1) is ours.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core import beam, embedding
from rnn_core import losses as loss_of
from rnn_core import readout as output
from rnn_core.activations import log_softmax
from rnn_core.cells import protocol as cells
from rnn_core.types import Array, Tokens, check_dtype, check_finite, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class S2VT:
    """The weights, or their gradient: W_v (D, F), b_v (D,), E (V, D), both cells, the readout."""

    W_v: Array
    b_v: Array
    E: Array
    first: Any
    second: Any
    readout: output.ReadoutParams

    def __post_init__(self) -> None:
        """ValueError unless the parts fit together and the dtypes are equal."""
        second, D, H = self.second, self.first.n_inputs, self.first.n_hidden
        if self.W_v.ndim != 2 or len(self.W_v) != D:
            raise ValueError(f"W_v must have shape ({D}, F), got {self.W_v.shape}")
        check_shape("b_v", self.b_v, (D,))
        n_word = self.E.shape[-1]
        check_shape("E", self.E, (len(self.E), n_word))
        if second.n_inputs != H + n_word:
            raise ValueError(f"second must read {H} + {n_word} numbers, got {second.n_inputs}")
        check_shape("W_hy", self.readout.W_hy, (len(self.readout.W_hy), second.n_hidden))
        for name in ("W_v", "b_v", "E"):
            check_dtype(name, getattr(self, name), second.dtype)
        check_dtype("W_hy", self.readout.W_hy, second.dtype)


@dataclass(frozen=True, slots=True, eq=False)
class Clips:
    """A batch: v (n, B, F), x, targets and mask (T, B); x begins with the start symbol."""

    v: Array
    x: Tokens
    targets: Tokens
    mask: Array


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Everything one forward pass computed.

    seen: v' (n, B, D). first and second: the cells' traces over n + T steps. y and p (T, B, V),
    losses (T, B), loss: their mean where the mask is True.
    """

    model: S2VT
    batch: Clips
    seen: Array
    first: Any
    second: Any
    y: Array
    p: Array
    losses: Array
    loss: float


@dataclass(frozen=True, slots=True, eq=False)
class Grads:
    """What `backward` returns: model (S2VT of gradients), dy, v (n, B, F), and both cells'."""

    model: S2VT
    dy: Array
    v: Array
    first: Any
    second: Any


def run(model: S2VT, batch: Clips) -> Run:
    """The forward pass with teacher forcing."""
    seen = _seen(model, batch.v)
    first = cells.forward(model.first, _padded(seen, after=len(batch.x)))  # (2)
    said = _padded(embedding.forward(model.E, batch.x), before=len(seen))
    second = cells.forward(model.second, np.concatenate([first.h[1:], said], 2))  # (3)
    return _run(model, batch, seen, first, second)


def greedy(model: S2VT, v: Array, *, start: int, end: int, longest: int) -> Run:
    """The pass that reads one clip v (n, F) and writes the sentence of (6), at most `longest` tokens with the end.

    Each step is computed once, as its word is chosen; the sentence is the run's targets (T, 1).
    """
    if longest < 1:
        raise ValueError(f"longest must be at least 1, got {longest}")
    seen = _seen(model, v[:, np.newaxis])
    first, second = _read(model, seen)
    firsts, seconds, tokens = [first], [second], [start]
    nothing = np.zeros_like(seen[:1])
    while len(tokens) <= longest and (len(tokens) == 1 or tokens[-1] != end):
        firsts.append(cells.forward(model.first, nothing, *firsts[-1].last))
        word = embedding.forward(model.E, np.array([tokens[-1:]]))
        seconds.append(cells.forward(model.second, np.concatenate([firsts[-1].h[1:], word], 2), *seconds[-1].last))
        tokens.append(int(output.forward(model.readout, seconds[-1].h[1:])[0, 0].argmax()))
    words = np.array(tokens)[:, np.newaxis]
    batch = Clips(v[:, np.newaxis], words[:-1], words[1:], np.ones((len(words) - 1, 1), bool))
    return _run(model, batch, seen, type(first).joined(firsts), type(second).joined(seconds))


def backward(run: Run) -> Grads:
    """The gradients of the run's mean loss."""
    model, batch, n = run.model, run.batch, len(run.seen)
    dy = loss_of.gradient(run.p, batch.targets, batch.mask)
    top = output.backward(model.readout, run.second.h[1 + n :], dy)
    second = cells.backward(model.second, run.second, _padded(top.h, before=n))
    from_second, d_words = np.split(second.x, [model.first.n_hidden], axis=2)
    first = cells.backward(model.first, run.first, np.ascontiguousarray(from_second))
    d_seen = (first.x[:n] * (run.seen > 0)).reshape(-1, len(model.b_v))
    rows = batch.v.reshape(len(d_seen), -1)
    table = embedding.backward(model.E, batch.x, d_words[n:])
    grads = S2VT(d_seen.T @ rows, d_seen.sum(0), table, first.params, second.params, top.params)
    return Grads(grads, dy, (d_seen @ model.W_v).reshape(batch.v.shape), first, second)


def advance(model: S2VT, v: Array) -> tuple[beam.Advance, beam.State]:
    """What `beam.search` needs to write about one clip v (n, F)."""
    seen = _seen(model, v[:, np.newaxis])
    first, second = _read(model, seen)
    n_first = len(first.last)

    def one_step(state: beam.State, tokens: Tokens) -> tuple[Array, beam.State]:
        nothing = np.zeros((len(tokens), seen.shape[2]), seen.dtype)
        below = cells.step(model.first, nothing, *state[:n_first])
        word = embedding.forward(model.E, tokens[np.newaxis])[0]
        top = cells.step(model.second, np.hstack([below[0], word]), *state[n_first:])
        return log_softmax(output.forward(model.readout, top[0][np.newaxis])[0]), (*below, *top)

    return one_step, (*first.last, *second.last)


def _seen(model: S2VT, v: Array) -> Array:
    """The v' of equation (1), (n, B, D)."""
    check_shape("v", v, (*v.shape[:2], model.W_v.shape[1]))
    check_dtype("v", v, model.W_v.dtype)
    for name, array in (("v", v), ("W_v", model.W_v), ("b_v", model.b_v)):
        check_finite(name, array)
    return np.asarray(np.maximum(v @ model.W_v.T + model.b_v, 0))


def _read(model: S2VT, seen: Array) -> tuple[Any, Any]:
    """Both cells' traces over the frames alone, from v' (n, B, D)."""
    first = cells.forward(model.first, seen)
    return first, cells.forward(model.second, np.pad(first.h[1:], ((0, 0), (0, 0), (0, model.E.shape[1]))))


def _run(model: S2VT, batch: Clips, seen: Array, first: Any, second: Any) -> Run:
    y = output.forward(model.readout, second.h[1 + len(seen) :])  # (4)
    log_p = log_softmax(y)
    losses = loss_of.pick(log_p, batch.targets)
    kept = model, batch, seen, first, second, y, np.exp(log_p), losses
    return Run(*kept, loss_of.mean(losses, batch.mask))  # (5)


def _padded(x: Array, before: int = 0, after: int = 0) -> Array:
    """The sequence x (T, B, D) with zeros before and after it."""
    return np.pad(x, ((before, after), (0, 0), (0, 0)))
