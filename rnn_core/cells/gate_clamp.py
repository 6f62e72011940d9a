"""Be the gate: hold gates of an LSTM at a value instead of letting the network choose it.

Where a gate g is held at v, g_t = v whatever the inputs are, so dg_t/da_t = 0: no gradient passes
through the gate to the weights, to h_{t−1} or to x_t. What the value multiplies stays in the graph.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn_core.cells.lstm_params import GATES
from rnn_core.types import Array


@dataclass(frozen=True, slots=True)
class Hold:
    """`gate` ("i", "f", "o" or "C_tilde") held at `value` for units and steps; None means all.

    Steps and units count from 0, as in arrays.
    """

    gate: str
    value: float
    units: tuple[int, ...] | None = None
    steps: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        """ValueError unless the gate exists and can take the value."""
        if self.gate not in GATES:
            raise ValueError(f"gate must be one of {', '.join(GATES)}, got {self.gate!r}")
        low = -1.0 if self.gate == "C_tilde" else 0.0
        if not low <= self.value <= 1:
            raise ValueError(f"value of {self.gate} must lie in [{low:g}, 1], got {self.value}")


def spread(holds: Sequence[Hold], T: int, B: int, H: int) -> tuple[Array, Array]:
    """Which entries of gates (T, 4, B, H) are held, and at which values; later holds win."""
    held, values = np.zeros((T, 4, B, H), bool), np.zeros((T, 4, B, H))
    for hold in holds:
        steps, units = _checked("steps", hold.steps, T), _checked("units", hold.units, H)
        place = np.ix_(steps, [GATES.index(hold.gate)], range(B), units)
        held[place] = True
        values[place] = hold.value
    return held, values


def _checked(symbol: str, chosen: tuple[int, ...] | None, size: int) -> list[int]:
    """The chosen numbers, all of them for None; ValueError if one is outside 0 … size−1."""
    if chosen is None:
        return list(range(size))
    for number in chosen:
        if not 0 <= number < size:
            raise ValueError(f"{symbol} of a hold must lie in 0 … {size - 1}, got {number}")
    return list(chosen)
