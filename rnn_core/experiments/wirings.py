"""Five wirings of one network: which steps have an input, which an output, and whose weights.

    (1)  h_t = tanh(W_xh x_t + W_hh h_{t−1} + b_h)     h_0 = 0; no x_t where nothing is read
    (2)  s_t = tanh(W_ss s_{t−1} + b_s)                s_0 = h at the end of the source
    (3)  y_t = W_hy h_t + b_y,  in the decoder W_sy s_t + b_y
    (4)  L = Σ_t L_t,  L_t = −log softmax(y_t)[target_t]                             losses (2)
One to one has one h and no W_hh. Sequence to sequence is an encoder with the weights W_1 (W_xh,
W_hh, b_h) and a decoder with weights W_2 of its own (W_ss, b_s, W_sy, b_y); the one vector s_0 is
all that passes between them. What is written is not fed back, as in the lecture's drawings.

Backward: dL/dy_t = p_t − onehot(target_t); through (3) as in `readout`, through (1) and (2) as in
`rnn`; dL/ds_0 arrives at h at the end of the source.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from rnn_core import losses as loss_of
from rnn_core import readout, rnn
from rnn_core.activations import log_softmax
from rnn_core.readout import ReadoutParams
from rnn_core.rnn import RNNParams
from rnn_core.types import Array, Tokens

Wiring: TypeAlias = Literal["one-one", "one-many", "many-one", "seq2seq", "aligned"]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The weights, or their gradient; those that the wiring does not have are None."""

    W_xh: Array
    b_h: Array
    b_y: Array
    W_hh: Array | None = None
    W_hy: Array | None = None
    W_ss: Array | None = None
    b_s: Array | None = None
    W_sy: Array | None = None


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

    encoded: the trace of (1), None for one to one; decoded: that of (2), None without a decoder.
    a and h: (T, B, H), h = tanh(a); answering: (T_y, B, H), the states that y is read from;
    y and p: (T_y, B, V); losses: (T_y, B); loss: their sum over t, the mean over B.
    """

    wiring: Wiring
    network: Network
    examples: Examples
    encoded: rnn.RNNTrace | None
    decoded: rnn.RNNTrace | None
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
    encoded = decoded = None
    if wiring == "one-one":
        a = x @ network.W_xh.T + network.b_h
        h = answering = np.tanh(a)
    else:
        fed = np.zeros((n_written if wiring == "one-many" else len(x), *x.shape[1:]))
        fed[: len(x)] = x
        encoded = rnn.forward(_encoder(network), fed)  # (1)
        a, h = encoded.a, encoded.h[1:]
        answering = h
        last = h[examples.lengths - 1, np.arange(B)]
        if wiring == "many-one":
            answering = last[np.newaxis]
        if wiring == "seq2seq":
            decoded = rnn.forward(_decoder(network), np.zeros((n_written, B, 1)), last)  # (2)
            answering = decoded.h[1:]
    y = readout.forward(_readout(network), answering)  # (3)
    log_p = log_softmax(y)
    losses = loss_of.pick(log_p, examples.targets)
    loss = float(losses.sum(where=examples.mask)) / B  # (4)
    p = np.exp(log_p)
    return Run(wiring, network, examples, encoded, decoded, a, h, answering, y, p, losses, loss)


def backward(run: Run) -> Network:
    """The gradient of the run's loss, for every set of weights."""
    network, examples = run.network, run.examples
    ends = examples.lengths - 1, np.arange(len(examples.lengths))
    dy = loss_of.gradient(run.p, examples.targets, examples.mask)  # of the mean over all places
    dy *= np.count_nonzero(examples.mask) / len(examples.lengths)
    top = readout.backward(_readout(network), run.answering, dy)
    d_out, d_bias = top.params.W_hy, top.params.b_y
    if run.encoded is None:
        da = top.h * (1 - run.h**2)
        dW_xh = da[0].T @ examples.x[0]
        return Network(dW_xh, da.sum((0, 1)), d_bias, W_hy=d_out)
    dh = top.h
    if run.wiring in ("many-one", "seq2seq"):
        dh = np.zeros_like(run.h)
    if run.decoded is None:
        if run.wiring == "many-one":
            dh[ends] = top.h[0]
        back = rnn.backward(_encoder(network), run.encoded, dh).params
        return Network(back.W_xh, back.b_h, d_bias, W_hh=back.W_hh, W_hy=d_out)
    written = rnn.backward(_decoder(network), run.decoded, top.h)
    dh[ends] = written.h[0]
    back, own = rnn.backward(_encoder(network), run.encoded, dh).params, written.params
    return Network(
        back.W_xh, back.b_h, d_bias, W_hh=back.W_hh, W_ss=own.W_hh, b_s=own.b_h, W_sy=d_out
    )


def _encoder(network: Network) -> RNNParams:
    assert network.W_hh is not None
    return RNNParams(network.W_xh, network.W_hh, network.b_h)


def _decoder(network: Network) -> RNNParams:
    """A cell without inputs: what it is fed is 0, and so is what would weigh it."""
    assert network.W_ss is not None
    assert network.b_s is not None
    return RNNParams(np.zeros((len(network.b_s), 1)), network.W_ss, network.b_s)


def _readout(network: Network) -> ReadoutParams:
    W = network.W_sy if network.W_hy is None else network.W_hy
    assert W is not None
    return ReadoutParams(W, network.b_y)
