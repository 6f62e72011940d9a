"""States seen in a plane: along the direction of the readout, and along what something else changes.

    (1)  u = w / ‖w‖                                     then s = ‖w‖ u·h + b are the log-odds
    (2)  v ∝ (I − u uᵀ) (mean of h with it − mean of h without it),  ‖v‖ = 1
    (3)  share of an axis = variance along it / variance of h in all directions

The first axis is the verdict, exactly. The second is where states with something (a negation was
read) differ most in their mean from those without, in directions that leave the verdict as it is.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.types import Array, check_dtype, check_shape


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The axes u and v (H,), orthogonal and of length 1, and the share of the variance of each."""

    u: Array
    v: Array
    shares: tuple[float, float]

    def place(self, h: Array) -> Array:
        """(…, 2): where the states h (…, H) lie."""
        return np.stack([h @ self.u, h @ self.v], axis=-1)


def plane(w: Array, states: Array, present: Array) -> Plane:
    """The plane of w (H,) and of what is present (N,), booleans, in some of the states (N, H)."""
    check_shape("states", states, (len(states), len(w)))
    check_shape("present", present, (len(states),))
    check_dtype("present", present, np.dtype(bool))
    u = w / np.linalg.norm(w)  # (1)
    between = states[present].mean(0) - states[~present].mean(0)
    rest = between - (between @ u) * u
    v = rest / (np.linalg.norm(rest) or 1.0)  # (2)
    centered = states - states.mean(0)
    total = float(np.square(centered).sum()) or 1.0
    across, up = (float(np.square(centered @ axis).sum()) / total for axis in (u, v))  # (3)
    return Plane(u, v, (across, up))
