"""A stack of layers: the states of one layer are the inputs of the layer above.

    (1)  h_t^l = tanh(W^l [h_t^{l−1}; h_{t−1}^l])       W^l (n, 2n), h_t^0 = x_t           (lecture)
    (2)  dL/dh_t^{l−1} gets the first n entries of W^lᵀ dL/da_t^l     from above
         dL/dh_{t−1}^l gets the last n                                 from the future

With LSTM layers, (1) is the step of the LSTM. States of all layers are (layers, B, H).
Source: the lecture; Schmidhuber, Learning complex, extended sequences (1992).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn_core.cells import lstm, rnn
from rnn_core.cells.deep_params import DeepGrads, DeepParams, DeepTrace
from rnn_core.types import Array, Tokens, check_shape
from rnn_core.workspace import Workspace

__all__ = ["DeepGrads", "DeepParams", "DeepTrace", "backward", "forward", "step"]


def step(params: DeepParams, h_prev: Array, *rest: Array) -> Any:
    """One step of every layer from h_prev (L, H) and x_t (D,), or B columns: (L, H, B), (D, B).

    rest is x_t, for LSTM layers C_prev and x_t. Returns h_t (L, H), or an LSTMStep of such arrays.
    """
    *C_prev, below = rest
    if len(C_prev) != int(params.has_memory):
        expected = "C_prev and x_t" if params.has_memory else "x_t"
        raise ValueError(f"step must be given h_prev, {expected}, got {1 + len(rest)} arrays")
    shape = (len(params.layers), params.n_hidden, *below.shape[1:])
    check_shape("h_prev", h_prev, shape)
    steps: list[Any] = []
    layer: Any
    for number, layer in enumerate(params.layers):
        if isinstance(layer, lstm.LSTMParams):
            check_shape("C_prev", C_prev[0], shape)
            steps.append(lstm.step(layer, h_prev[number], C_prev[0][number], below))
            below = steps[-1].h
        else:
            below = rnn.step(layer, h_prev[number], below)  # (1)
            steps.append(below)
    if params.has_memory:
        return lstm.LSTMStep(*map(np.stack, zip(*steps, strict=True)))
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
    starts = _per_layer("h_0", h_0, params), _per_layer("C_0", C_0, params)
    traces: list[Any] = []
    below = x
    layer: Any
    for number, layer in enumerate(params.layers):
        own = None if workspace is None else workspace.part(number)
        h, C = (states[number] for states in starts)
        if isinstance(layer, lstm.LSTMParams):
            traces.append(lstm.forward(layer, below, h, C, workspace=own))
        elif C is not None:
            raise ValueError(f"C_0 must be None for layers without memory, got shape {C.shape}")
        else:
            traces.append(rnn.forward(layer, below, h, workspace=own))
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
        if isinstance(layer, lstm.LSTMParams):
            grads.append(lstm.backward(layer, own_trace, dh, ends[number], workspace=own))
        else:
            grads.append(rnn.backward(layer, own_trace, dh, workspace=own))
        dh = grads[-1].x  # (2), what the layer below gets from above
    return DeepGrads(DeepParams(tuple(g.params for g in grads[::-1])), tuple(grads[::-1]))


def _per_layer(symbol: str, states: Array | None, params: DeepParams) -> Sequence[Array | None]:
    """The state of each layer; ValueError unless there are as many as layers."""
    if states is None:
        return [None] * len(params.layers)
    if len(states) != len(params.layers):
        raise ValueError(f"{symbol} must have {len(params.layers)} layers, got {len(states)}")
    return list(states)
