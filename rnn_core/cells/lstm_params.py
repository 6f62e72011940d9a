"""The weights of an LSTM: four gates in one matrix, each visible by its name.

    (1)  W = [W_i; W_f; W_o; W_C]  (4H, H+D)     acts on [h_{t−1}; x_t]           (lecture)
    (2)  b = [b_i; b_f; b_o; b_C]  (4H,)

Source: Hochreiter and Schmidhuber, Long short-term memory (1997); the forget gate is that of Gers,
Schmidhuber, Cummins, Learning to forget (2000).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from rnn_core.types import Array, check_dtype, check_shape

GATES = ("i", "f", "o", "C_tilde")
"""The gates in the order of the rows of W; the last is the candidate, not a gate."""


@dataclass(frozen=True, slots=True, eq=False)
class LSTMParams:
    """The weights of equations (1) and (2), or their gradient: W (4H, H+D), b (4H,)."""

    W: Array
    b: Array

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the dtypes are equal."""
        if self.W.ndim != 2 or self.W.shape[0] % 4 or self.W.shape[1] <= self.W.shape[0] // 4:
            raise ValueError(f"W must have shape (4H, H+D), got {self.W.shape}")
        check_shape("b", self.b, (self.W.shape[0],))
        check_dtype("b", self.b, self.W.dtype)

    @classmethod
    def from_gates(
        cls, *, W_i: Array, W_f: Array, W_o: Array, W_C: Array, b_i: Array, b_f: Array, b_o: Array, b_C: Array
    ) -> "LSTMParams":
        """The stacked weights from W_i, W_f, W_o, W_C (H, H+D) and b_i, b_f, b_o, b_C (H,)."""
        if W_i.ndim != 2:
            raise ValueError(f"W_i must have shape (H, H+D), got {W_i.shape}")
        for gate, W, b in (("i", W_i, b_i), ("f", W_f, b_f), ("o", W_o, b_o), ("C", W_C, b_C)):
            check_shape(f"W_{gate}", W, W_i.shape)
            check_shape(f"b_{gate}", b, W_i.shape[:1])
            check_dtype(f"W_{gate}", W, W_i.dtype)
            check_dtype(f"b_{gate}", b, W_i.dtype)
        return cls(np.concatenate([W_i, W_f, W_o, W_C]), np.concatenate([b_i, b_f, b_o, b_C]))

    @classmethod
    def drawn(cls, draw: Callable[..., Array], D: int, H: int) -> "LSTMParams":
        """A customary start: ``draw(*shape)`` gives W; the forget gates' bias is 1, all others are 0."""
        W = draw(4 * H, H + D)
        return cls(W, np.repeat(np.array([0, 1, 0, 0], W.dtype), H))

    has_memory: ClassVar[bool] = True

    @property
    def n_hidden(self) -> int:
        """H."""
        return len(self.W) // 4

    @property
    def n_inputs(self) -> int:
        """D."""
        return int(self.W.shape[1]) - self.n_hidden

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of all weights."""
        return self.W.dtype

    @property
    def W_i(self) -> Array:
        """The rows of the input gate, a view (H, H+D)."""
        return _rows(self.W, 0)

    @property
    def W_f(self) -> Array:
        """The rows of the forget gate, a view (H, H+D)."""
        return _rows(self.W, 1)

    @property
    def W_o(self) -> Array:
        """The rows of the output gate, a view (H, H+D)."""
        return _rows(self.W, 2)

    @property
    def W_C(self) -> Array:
        """The rows of the candidate C~, a view (H, H+D)."""
        return _rows(self.W, 3)

    @property
    def b_i(self) -> Array:
        """The bias of the input gate, a view (H,)."""
        return _rows(self.b, 0)

    @property
    def b_f(self) -> Array:
        """The bias of the forget gate, a view (H,)."""
        return _rows(self.b, 1)

    @property
    def b_o(self) -> Array:
        """The bias of the output gate, a view (H,)."""
        return _rows(self.b, 2)

    @property
    def b_C(self) -> Array:
        """The bias of the candidate C~, a view (H,)."""
        return _rows(self.b, 3)


def _rows(stacked: Array, gate: int) -> Array:
    """The quarter of the rows that belongs to one gate."""
    H = len(stacked) // 4
    return stacked[gate * H : (gate + 1) * H]
