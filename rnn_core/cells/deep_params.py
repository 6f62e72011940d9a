"""The weights, the trace and the gradients of a stack of layers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_core.cells import registry
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads.norms import row_norms
from rnn_core.types import Array, check_dtype
from rnn_core.weights import arrays


@dataclass(frozen=True, slots=True, eq=False)
class DeepParams:
    """The weights of the layers, lowest first: all of one class of `registry.CELLS`, all with H units.

    The lowest layer reads D inputs, the others H.
    """

    layers: tuple[registry.Layer, ...]

    def __post_init__(self) -> None:
        """ValueError unless there is a layer and the layers fit on each other."""
        if not self.layers:
            raise ValueError("layers must hold at least 1 layer, got none")
        first = self.layers[0]
        for number, layer in enumerate(self.layers[1:], start=2):
            if type(layer) is not type(first):
                kinds = type(first).__name__, type(layer).__name__
                raise ValueError(f"layer {number} must be {kinds[0]} like layer 1, got {kinds[1]}")
            if (layer.n_inputs, layer.n_hidden) != (first.n_hidden, first.n_hidden):
                got = f"{layer.n_inputs} and {layer.n_hidden}"
                raise ValueError(f"layer {number} must have {first.n_hidden} inputs and units, got {got}")
            check_dtype(f"layer {number}", arrays(layer)[-1], first.dtype)

    @classmethod
    def from_matrices(cls, W: Sequence[Array], b: Sequence[Array] | None = None) -> "DeepParams":
        """Vanilla layers from W^l (n, n_below + n), acting on [h_t^{l−1}; h_{t−1}^l]; b^l or 0."""
        biases = [np.zeros(len(one), one.dtype) for one in W] if b is None else b
        layers = []
        for number, (matrix, bias) in enumerate(zip(W, biases, strict=True), start=1):
            if matrix.ndim != 2 or matrix.shape[1] <= matrix.shape[0]:
                shape = matrix.shape
                raise ValueError(f"W of layer {number} must have shape (n, 2n), got {shape}")
            below = matrix.shape[1] - matrix.shape[0]
            layers.append(RNNParams(matrix[:, :below], matrix[:, below:], bias))
        return cls(tuple(layers))

    @property
    def matrices(self) -> tuple[Array, ...]:
        """W^l (n, 2n) of vanilla layers, side by side W_xh and W_hh; the lowest is (n, D + n)."""
        vanilla = [layer for layer in self.layers if isinstance(layer, RNNParams)]
        if not vanilla:
            got = type(self.layers[0]).__name__
            raise ValueError(f"matrices must be asked of vanilla layers, got {got}")
        return tuple(np.hstack([w.W_xh, w.W_hh]) for w in vanilla)

    @property
    def n_hidden(self) -> int:
        """H, of every layer."""
        return self.layers[0].n_hidden

    @property
    def n_inputs(self) -> int:
        """D."""
        return self.layers[0].n_inputs

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of all weights."""
        return self.layers[0].dtype

    @property
    def has_memory(self) -> bool:
        """Whether the layers have a C beside h."""
        return self.layers[0].has_memory


@dataclass(frozen=True, slots=True, eq=False)
class DeepTrace:
    """The traces of the layers, lowest first; as a whole it looks like the top layer on x."""

    layers: tuple[Any, ...]

    @property
    def x(self) -> Array:
        """The inputs as given."""
        x: Array = self.layers[0].x
        return x

    @property
    def h(self) -> Array:
        """The states of the top layer (T+1, B, H)."""
        h: Array = self.layers[-1].h
        return h

    @property
    def grid(self) -> Array:
        """h_t^l of all layers, (L, T+1, B, H)."""
        return np.stack([layer.h for layer in self.layers])

    @property
    def last(self) -> tuple[Array, ...]:
        """h_T, and with memory C_T, each (L, B, H): what the next pass starts from."""
        return tuple(map(np.stack, zip(*(layer.last for layer in self.layers), strict=True)))

    def part(self, start: int, stop: int) -> "DeepTrace":
        """The trace of the steps start … stop−1 (array numbers), made of views."""
        parts: Any = tuple(layer.part(start, stop) for layer in self.layers)
        return DeepTrace(parts)

    @classmethod
    def joined(cls, traces: "Sequence[DeepTrace]") -> "DeepTrace":
        """One trace of passes each of which started from the `last` of the one before."""
        layers = zip(*(trace.layers for trace in traces), strict=True)
        return cls(tuple(type(parts[0]).joined(parts) for parts in layers))


@dataclass(frozen=True, slots=True, eq=False)
class DeepGrads:
    """All weights' gradients as DeepParams; those of the layers, lowest first."""

    params: DeepParams
    layers: tuple[Any, ...]

    @property
    def x(self) -> Array | None:
        """dL/dx (T, B, D), None for tokens."""
        x: Array | None = self.layers[0].x
        return x

    @property
    def h(self) -> Array:
        """dL/dh of the top layer (T+1, B, H)."""
        h: Array = self.layers[-1].h
        return h

    @property
    def a(self) -> Array:
        """dL/da of the top layer."""
        a: Array = self.layers[-1].a
        return a

    @property
    def norms(self) -> Array:
        """‖dL/dh_t^l‖ at every node, (L, T+1, B)."""
        return np.stack([row_norms(layer.h) for layer in self.layers])
