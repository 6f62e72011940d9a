"""What single units of a network do over a text: how often a gate is nearly shut or open, how long a state lasts.

    (1)  left(u)  = share of the times at which a gate is below 0.1        nearly shut
         right(u) = share of the times at which it is above 0.9            nearly open
    (2)  r_k(u)   = Σ_t (s_t − s̄)(s_{t+k} − s̄) / Σ_t (s_t − s̄)²          the correlation of a state with itself
         τ(u)     = the smallest k with r_k < 1/e

Source of (1): Karpathy, Johnson and Fei-Fei, Visualizing and understanding recurrent networks (2015), figure 3.
"""

import numpy as np

from rnn_core.types import Array

SHUT, OPEN = 0.1, 0.9


def saturation(gate: Array) -> tuple[Array, Array]:
    """Equation (1) for a gate (T, H): left and right, (H,) each."""
    left: Array = (gate < SHUT).mean(axis=0)
    right: Array = (gate > OPEN).mean(axis=0)
    return left, right


def time_scales(states: Array) -> Array:
    """Equation (2) for states (T, H): τ in time steps, (H,); T for a state that does not fall so far or never moves."""
    T = len(states)
    centered = states - states.mean(axis=0)
    spread = (centered**2).sum(axis=0)
    found = np.full(states.shape[1], float(T))
    for k in range(T - 1, 0, -1):
        fell = (centered[:-k] * centered[k:]).sum(axis=0) < spread / np.e
        found[fell & (spread > 0)] = k
    return found
