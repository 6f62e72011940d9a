"""A whole network: a recurrent cell and the readout on top of it.

x_t → h_t → y_t → p_t = softmax(y_t) → L_t        rnn (1)–(2), readout (1), losses (1)–(3)
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import losses as loss_of
from rnn_core import readout as output
from rnn_core import rnn
from rnn_core.activations import log_softmax
from rnn_core.types import Array, Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The weights of a network, or their gradient: those of the cell and those of the readout."""

    cell: rnn.RNNParams
    readout: output.ReadoutParams

    def __post_init__(self) -> None:
        """ValueError unless the readout reads as many hidden units as the cell has."""
        H, n_read = self.cell.W_hh.shape[0], self.readout.W_hy.shape[1]
        if n_read != H:
            raise ValueError(f"W_hy must have shape (V, {H}), got {self.readout.W_hy.shape}")
        if self.readout.W_hy.dtype != self.cell.W_hh.dtype:
            raise ValueError(
                f"W_hy must be {self.cell.W_hh.dtype} like W_hh, got {self.readout.W_hy.dtype}"
            )


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Everything one forward pass computed.

    x: tokens (T, B) or vectors (T, B, D). targets: (T, B) or None. trace: the cell's. y (logits)
    and p: (T, B, V). losses: (T, B) in nats, and loss, their mean; both None without targets.
    """

    model: Model
    x: Array
    targets: Tokens | None
    trace: rnn.RNNTrace
    y: Array
    p: Array
    losses: Array | None
    loss: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Grads:
    """Everything one backward pass computed: total derivatives of the mean loss.

    model: Model of gradients. dy: (T, B, V). h: (T+1, B, H), row 0 for h_0. a: (T, B, H).
    from_output: (T, B, H), the part of h that comes from each step's own loss.
    """

    model: Model
    dy: Array
    h: Array
    a: Array
    from_output: Array


def run(
    model: Model,
    x: Array | Tokens,
    targets: Tokens | None = None,
    h_0: Array | None = None,
) -> Run:
    """The forward pass: x tokens (T, B) or (T, B, D), targets (T, B), h_0 (B, H) or 0."""
    trace = rnn.forward(model.cell, x, h_0)
    y = output.forward(model.readout, trace.h[1:])
    log_p = log_softmax(y)
    p: Array = np.exp(log_p)
    if targets is None:
        return Run(model, x, None, trace, y, p, None, None)
    losses = loss_of.pick(log_p, targets)
    return Run(model, x, targets, trace, y, p, losses, loss_of.mean(losses))


def backward(run: Run) -> Grads:
    """The gradients of the run's mean loss; ValueError for a run without targets."""
    if run.targets is None:
        raise ValueError("targets must be given to the run for a loss to have gradients, got None")
    dy = loss_of.gradient(run.p, run.targets)
    top = output.backward(run.model.readout, run.trace.h[1:], dy)
    cell = rnn.backward(run.model.cell, run.trace, top.h)
    return Grads(Model(cell.params, top.params), dy, cell.h, cell.a, top.h)
