"""A whole network: a recurrent cell and the readout on top of it.

    E x_t → h_t → y_t → p_t = softmax(y_t) → L_t    rnn, lstm or deep; readout (1), losses (1)–(3)

Without an embedding E, x_t itself enters the cell.
"""

from dataclasses import dataclass
from typing import Any

from rnn_core import embedding
from rnn_core import losses as loss_of
from rnn_core import readout as output
from rnn_core.activations import log_softmax_and_softmax
from rnn_core.cells import protocol as cells
from rnn_core.types import Array, Tokens, check_dtype, check_shape
from rnn_core.workspace import Workspace


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The weights of a network, or their gradient: the cell, the readout and maybe an embedding.

    cell: the weights of any cell of `protocol.MODULES`, as RNNParams or LSTMParams.
    """

    cell: Any
    readout: output.ReadoutParams
    E: Array | None = None

    def __post_init__(self) -> None:
        """ValueError unless the parts fit together and the dtypes are equal."""
        cells.of(self.cell)
        H, D, dtype = self.cell.n_hidden, self.cell.n_inputs, self.cell.dtype
        W_hy = self.readout.W_hy
        if W_hy.shape[1] != H:
            raise ValueError(f"W_hy must have shape (V, {H}), got {W_hy.shape}")
        if W_hy.dtype != dtype:
            raise ValueError(f"W_hy must be {dtype} like the cell, got {W_hy.dtype}")
        if self.E is not None:
            check_shape("E", self.E, (len(self.E), D))
            check_dtype("E", self.E, dtype)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Everything one forward pass computed.

    x: tokens (T, B) or vectors (T, B, D). targets: tokens (T, B), numbers (T, B, V) or None.
    trace: the cell's. y (logits) and p: (T, B, V). losses: (T, B), in nats for tokens, and loss,
    their mean where the mask (T, B) is True; both None without targets.
    """

    model: Model
    x: Array
    targets: Array | Tokens | None
    trace: Any
    y: Array
    p: Array
    losses: Array | None
    loss: float | None
    mask: Array | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grads:
    """Everything one backward pass computed: total derivatives of the mean loss.

    model: Model of gradients. dy: (T, B, V). cell: all of the cell's, as RNNGrads or LSTMGrads.
    from_output: (T, B, H), the part of h that comes from each step's own loss.
    """

    model: Model
    dy: Array
    cell: Any
    from_output: Array

    @property
    def h(self) -> Array:
        """dL/dh (T+1, B, H), row 0 for h_0."""
        h: Array = self.cell.h
        return h

    @property
    def a(self) -> Array:
        """dL/da: (T, B, H), for an LSTM (T, 4, B, H)."""
        a: Array = self.cell.a
        return a


def run(
    model: Model,
    x: Array | Tokens,
    targets: Array | Tokens | None = None,
    h_0: Array | None = None,
    C_0: Array | None = None,
    *,
    mask: Array | None = None,
    workspace: Workspace | None = None,
) -> Run:
    """The forward pass: x tokens (T, B) or (T, B, D), targets and mask (T, B), h_0 and C_0 (B, H).

    To go on where another run ended, pass `*other.trace.last` for the states.
    """
    fed = x if model.E is None else embedding.forward(model.E, x)
    trace = cells.forward(model.cell, fed, h_0, C_0, workspace=workspace)
    y = output.forward(model.readout, trace.h[1:], workspace=workspace)
    log_p, p = log_softmax_and_softmax(y)
    if targets is None:
        return Run(model, x, None, trace, y, p, None, None)
    squared = targets.dtype.kind == "f"
    losses = loss_of.squares(y, targets) if squared else loss_of.pick(log_p, targets)
    return Run(model, x, targets, trace, y, p, losses, loss_of.mean(losses, mask), mask)


def backward(run: Run, *, workspace: Workspace | None = None) -> Grads:
    """The gradients of the run's mean loss; ValueError for a run without targets."""
    if run.targets is None:
        raise ValueError("targets must be given to the run for a loss to have gradients, got None")
    if run.targets.dtype.kind == "f":
        dy = loss_of.slope(run.y, run.targets, run.mask)
    else:
        dy = loss_of.gradient(run.p, run.targets, run.mask)
    return backward_from(run, dy, workspace=workspace)


def backward_from(run: Run, dy: Array, *, workspace: Workspace | None = None) -> Grads:
    """The gradients of any loss of the outputs, from dL/dy (T, B, V)."""
    top = output.backward(run.model.readout, run.trace.h[1:], dy)
    cell = cells.backward(run.model.cell, run.trace, top.h, workspace=workspace)
    if run.model.E is None:
        return Grads(Model(cell.params, top.params), dy, cell, top.h)
    table = embedding.backward(run.model.E, run.x, cell.x)
    return Grads(Model(cell.params, top.params, table), dy, cell, top.h)
