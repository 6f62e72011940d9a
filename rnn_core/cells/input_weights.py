"""What cells share whose inputs enter by W_xh x_t + b_h: the vanilla cell and the bag of words."""

from typing import Any, ClassVar

import numpy as np

from rnn_core.types import Array, check_dtype, check_shape


class Entrance:
    """The weights W_xh (H, D) and b_h (H,), and what they say of the cell they are part of."""

    __slots__ = ()
    W_xh: Array
    b_h: Array
    has_memory: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the dtypes are equal."""
        if self.W_xh.ndim != 2:
            raise ValueError(f"W_xh must have shape (H, D), got {self.W_xh.shape}")
        check_shape("b_h", self.b_h, self.W_xh.shape[:1])
        check_dtype("b_h", self.b_h, self.W_xh.dtype)

    @property
    def n_hidden(self) -> int:
        """H."""
        return len(self.W_xh)

    @property
    def n_inputs(self) -> int:
        """D."""
        return int(self.W_xh.shape[1])

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of all weights."""
        return self.W_xh.dtype
