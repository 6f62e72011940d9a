"""Five wirings of one network: which steps have an input, which an output, and whose weights.

    (1)  h_t = tanh(W_xh x_t + W_hh h_{t−1} + b_h)     h_0 = 0; no x_t where nothing is read
    (2)  s_j = tanh(W_xs x_j + W_ss s_{j−1} + b_s)     s_0 = 0; in an encoder, before (1)
    (3)  y_t = W_hy h_t + b_y
    (4)  L = Σ_t L_t,  L_t = −log softmax(y_t)[target_t]                             losses (2)
One to one has one h and no W_hh. Sequence to sequence is an encoder with the weights W_1 (W_xs,
W_ss, b_s) and a decoder with weights W_2 of its own (W_hh, b_h, W_hy, b_y); the one vector h_0 = s
at the end of the source is all that passes between them. What is written is not fed back, as in
the lecture's drawings.

Backward: dL/dy_t = p_t − onehot(target_t); through (3) as in `readout`, through (1) and (2) as in
`rnn`; the decoder's dL/dh_0 arrives at s at the end of the source.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from rnn_core import losses as loss_of
from rnn_core import readout
from rnn_core.activations import log_softmax
from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNParams
from rnn_core.readout import ReadoutParams
from rnn_core.types import Array, Tokens

Wiring: TypeAlias = Literal["one-one", "one-many", "many-one", "seq2seq", "aligned"]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The weights, or their gradient; those that the wiring does not have are None."""

    b_h: Array
    W_hy: Array
    b_y: Array
    W_xh: Array | None = None
    W_hh: Array | None = None
    W_xs: Array | None = None
    W_ss: Array | None = None
    b_s: Array | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """A batch: x (T_x, B, D), lengths (B,) of the sources, targets and mask (T_y, B)."""

    x: Array
    lengths: Tokens
    targets: Tokens
    mask: Array


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Everything one forward pass computed.

    encoded: the trace of (2), None without an encoder; trace: that of (1), None for one to one.
    a and h: (T, B, H), h = tanh(a); answering: (T_y, B, H), those h that y is read from;
    y and p: (T_y, B, V); losses: (T_y, B); loss: their sum over t, the mean over B.
    """

    wiring: Wiring
    network: Network
    examples: Examples
    encoded: rnn.RNNTrace | None
    trace: rnn.RNNTrace | None
    a: Array
    h: Array
    answering: Array
    y: Array
    p: Array
    losses: Array
    loss: float


def run(wiring: Wiring, network: Network, examples: Examples) -> Run:
    """The forward pass over a batch."""
    x, (n_written, B) = examples.x, examples.targets.shape
    ends = examples.lengths - 1, np.arange(B)
    encoded = trace = None
    if wiring == "one-one":
        assert network.W_xh is not None
        a = x @ network.W_xh.T + network.b_h
        h = answering = np.tanh(a)
    else:
        if wiring == "seq2seq":
            encoded = rnn.forward(_encoder(network), x)  # (2)
            trace = rnn.forward(_cell(network), np.zeros((n_written, B, 1)), encoded.h[1:][ends])
        else:
            fed = np.zeros((n_written if wiring == "one-many" else len(x), *x.shape[1:]))
            fed[: len(x)] = x
            trace = rnn.forward(_cell(network), fed)  # (1)
        a, h = trace.a, trace.h[1:]
        answering = h[ends][np.newaxis] if wiring == "many-one" else h
    y = readout.forward(ReadoutParams(network.W_hy, network.b_y), answering)  # (3)
    log_p = log_softmax(y)
    losses = loss_of.pick(log_p, examples.targets)
    loss = float(losses.sum(where=examples.mask)) / B  # (4)
    p = np.exp(log_p)
    return Run(wiring, network, examples, encoded, trace, a, h, answering, y, p, losses, loss)


def backward(run: Run) -> Network:
    """The gradient of the run's loss, for every set of weights."""
    network, examples = run.network, run.examples
    ends = examples.lengths - 1, np.arange(len(examples.lengths))
    dy = loss_of.gradient(run.p, examples.targets, examples.mask)  # of the mean over all places
    dy *= np.count_nonzero(examples.mask) / len(examples.lengths)
    top = readout.backward(ReadoutParams(network.W_hy, network.b_y), run.answering, dy)
    out = {"W_hy": top.params.W_hy, "b_y": top.params.b_y}
    if run.trace is None:
        da = top.h * (1 - run.h**2)
        return Network(W_xh=da[0].T @ examples.x[0], b_h=da.sum((0, 1)), **out)
    dh = top.h
    if run.wiring == "many-one":
        dh = np.zeros_like(run.h)
        dh[ends] = top.h[0]
    back = rnn.backward(_cell(network), run.trace, dh)
    own = {"W_hh": back.params.W_hh, "b_h": back.params.b_h}
    if run.encoded is None:
        return Network(W_xh=back.params.W_xh, **own, **out)
    ds = np.zeros_like(run.encoded.h[1:])
    ds[ends] = back.h[0]
    read = rnn.backward(_encoder(network), run.encoded, ds).params
    return Network(W_xs=read.W_xh, W_ss=read.W_hh, b_s=read.b_h, **own, **out)


def _encoder(network: Network) -> RNNParams:
    assert network.W_xs is not None
    assert network.W_ss is not None
    assert network.b_s is not None
    return RNNParams(network.W_xs, network.W_ss, network.b_s)


def _cell(network: Network) -> RNNParams:
    """The cell of the states h; what a decoder is fed is 0, and so is what would weigh it."""
    assert network.W_hh is not None
    W_xh = np.zeros((len(network.b_h), 1)) if network.W_xh is None else network.W_xh
    return RNNParams(W_xh, network.W_hh, network.b_h)
