"""The cells a network can be made of, told apart by the class of their weights.

A cell is a module with `step(params, h_prev, …, x_t)`, `forward(params, x, h_0, …) -> trace`,
`backward(params, trace, dh) -> grads` and `shares(trace, grads)`, what each step adds to the
gradients of the weights. Its weights know n_inputs, n_hidden, dtype, has_memory, and with `drawn`
how a training customarily starts; its trace has x, h (T+1, B, H), `last` (the states the next pass
starts from, in the order `forward` takes them), `part` and `joined`; its gradients have params, x,
h and a. A step gives h_t, or a named tuple of all it computed, h among it.

A new cell is a new module and a line in `registry`. Stacks of layers and the bag of words are cells
too, of another kind: a bag cannot go on, so its trace has no `last`, `part` and `joined`.
"""

from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from rnn_core.cells import bag, deep, lstm, registry
from rnn_core.types import Array, Tokens
from rnn_core.workspace import Workspace

Params: TypeAlias = registry.Layer | deep.DeepParams | bag.BagParams
"""The weights of any cell."""

MODULES: dict[type, ModuleType] = {
    **{cell.params: cell.module for cell in registry.CELLS.values()},
    deep.DeepParams: deep,
    bag.BagParams: bag,
}
"""The module of each class of weights."""


def forward(
    params: Params,
    x: Array | Tokens,
    h_0: Array | None = None,
    C_0: Array | None = None,
    *,
    workspace: Workspace | None = None,
) -> Any:
    """The trace of the cell's own `forward`; ValueError for a C_0 that the cell does not have."""
    cell = of(params)
    if params.has_memory:
        return cell.forward(params, x, h_0, C_0, workspace=workspace)
    if C_0 is not None:
        raise ValueError(f"C_0 must be None for a cell without memory, got shape {C_0.shape}")
    return cell.forward(params, x, h_0, workspace=workspace)


def step(params: Params, x: Array, *states: Array) -> tuple[Array, ...]:
    """The states after x (B, D), from ``states`` (B, H) in the order of `forward`; no trace."""
    if isinstance(params, lstm.LSTMParams):
        h, C = states
        after = lstm.step(params, h.T, C.T, x.T)
        return after.h.T, after.C.T
    last: tuple[Array, ...] = forward(params, x[np.newaxis], *states).last
    return last


def backward(
    params: Params, trace: Any, dh: Array, dC_T: Array | None = None, *, workspace: Workspace | None = None
) -> Any:
    """The gradients of the cell's own `backward`; dh (T, B, H) arrives from the outputs.

    dC_T: what arrives at the last memory, for cells that have one.
    """
    cell = of(params)
    if params.has_memory:
        return cell.backward(params, trace, dh, dC_T, workspace=workspace)
    if dC_T is not None:
        raise ValueError(f"dC_T must be None for a cell without memory, got shape {dC_T.shape}")
    return cell.backward(params, trace, dh, workspace=workspace)


def of(params: Params) -> ModuleType:
    """The module of these weights; ValueError if there is none."""
    try:
        return MODULES[type(params)]
    except KeyError:
        known = ", ".join(kind.__name__ for kind in MODULES)
        raise ValueError(f"cell must be one of {known}, got {type(params).__name__}") from None
