"""A stack of layers: the states of one layer are the inputs of the layer above.

    (1)  h_t^l = tanh(W^l [h_t^{l−1}; h_{t−1}^l])       W^l (n, 2n), h_t^0 = x_t           (lecture)
    (2)  dL/dh_t^{l−1} gets the first n entries of W^lᵀ dL/da_t^l     from above
         dL/dh_{t−1}^l gets the last n                                 from the future

With layers of another cell, (1) is the step of that cell. States of all layers are (layers, B, H).
Source: the lecture; Schmidhuber, Learning complex, extended sequences (1992).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn_core.cells import registry
from rnn_core.cells.deep_params import DeepGrads, DeepParams, DeepTrace
from rnn_core.types import Array, Tokens, check_shape
from rnn_core.workspace import Workspace

__all__ = ["DeepGrads", "DeepParams", "DeepTrace", "backward", "forward", "step"]


def step(params: DeepParams, h_prev: Array, *rest: Array) -> Any:
    """One step of every layer from h_prev (L, H) and x_t (D,), or B columns: (L, H, B), (D, B).

    rest is x_t, for layers with a memory C_prev and x_t. Returns h_t (L, H), or a named tuple of
    such arrays where the cell's step gives one.
    """
    *C_prev, below = rest
    if len(C_prev) != int(params.has_memory):
        expected = "C_prev and x_t" if params.has_memory else "x_t"
        raise ValueError(f"step must be given h_prev, {expected}, got {1 + len(rest)} arrays")
    shape = (len(params.layers), params.n_hidden, *below.shape[1:])
    for symbol, states in zip(("h_prev", "C_prev"), (h_prev, *C_prev), strict=False):
        check_shape(symbol, states, shape)
    steps: list[Any] = []
    for number, layer in enumerate(params.layers):
        own = (states[number] for states in (h_prev, *C_prev))
        now = registry.module_of(layer).step(layer, *own, below)  # (1)
        below = registry.state_of(now)
        steps.append(now)
    if isinstance(steps[0], tuple):
        return type(steps[0])(*map(np.stack, zip(*steps, strict=True)))
    return np.stack(steps)


def forward(
    params: DeepParams,
    x: Array | Tokens,
    h_0: Array | None = None,
    C_0: Array | None = None,
    *,
    workspace: Workspace | None = None,
) -> DeepTrace:
    """The trace of a whole sequence, layer by layer; h_0 and C_0 (L, B, H) or 0."""
    starts = [_per_layer("h_0", h_0, params)]
    if params.has_memory:
        starts.append(_per_layer("C_0", C_0, params))
    elif C_0 is not None:
        raise ValueError(f"C_0 must be None for layers without memory, got shape {C_0.shape}")
    traces: list[Any] = []
    below = x
    for number, layer in enumerate(params.layers):
        own = None if workspace is None else workspace.part(number)
        states = (start[number] for start in starts)
        traces.append(registry.module_of(layer).forward(layer, below, *states, workspace=own))
        below = traces[-1].h[1:]
    return DeepTrace(tuple(traces))


def backward(
    params: DeepParams, trace: DeepTrace, dh: Array, dC_T: Array | None = None, *, workspace: Workspace | None = None
) -> DeepGrads:
    """All gradients; dh (T, B, H) arrives at the top layer, dC_T (L, B, H) at the last memories."""
    ends = _per_layer("dC_T", dC_T, params)
    grads: list[Any] = []
    for number in reversed(range(len(params.layers))):
        own = None if workspace is None else workspace.part(number)
        layer, own_trace = params.layers[number], trace.layers[number]
        end = (ends[number],) if params.has_memory else ()
        grads.append(registry.module_of(layer).backward(layer, own_trace, dh, *end, workspace=own))
        dh = grads[-1].x  # (2), what the layer below gets from above
    return DeepGrads(DeepParams(tuple(g.params for g in grads[::-1])), tuple(grads[::-1]))


def _per_layer(symbol: str, states: Array | None, params: DeepParams) -> Sequence[Array | None]:
    """The state of each layer; ValueError unless there are as many as layers."""
    if states is None:
        return [None] * len(params.layers)
    if len(states) != len(params.layers):
        raise ValueError(f"{symbol} must have {len(params.layers)} layers, got {len(states)}")
    return list(states)
