"""Recurrent matrices with a chosen largest singular value σ and spectral radius ρ.

What one step back through time can do to a gradient at most is σ, what many steps do to it is ρᵏ:
a matrix is told apart by both. It is Q diag(blocks) Qᵀ with Q orthogonal and 2 × 2 blocks

    (1)  r [[cos θ, −q sin θ], [sin θ / q, cos θ]]     eigenvalues r e^{±iθ}, stretched by q ≥ 1
         q − 1/q = (s/r − r/s) / sin θ                   largest singular value s ≥ r
    (2)  [[0, s], [0, 0]]                              eigenvalues 0, nilpotent

where the first block has r = ρ and s = σ, and the others have r and s drawn below them.
(1) follows from s² + r⁴/s² = Σ entries² and |determinant| = r². Source: Horn and Johnson, Matrix
analysis (2013), §2.6; Pascanu, Mikolov, Bengio (2013), §2.1, for what σ and ρ say.
"""

import math

import numpy as np

from rnn_core.types import Array

ANGLES = (np.pi / 4, 3 * np.pi / 4)
_TOO_STRETCHED = 1e-3  # below this ρ/σ an eigenvalue is known no better than 1e-10 once rotated


def with_spectrum(rng: np.random.Generator, n: int, *, sigma_max: float, spectral_radius: float) -> Array:
    """A random (n, n) with exactly these two, to 1e-10; ValueError where there is none.

    There is one for every 0 ≤ spectral_radius ≤ sigma_max if n ≥ 2; for n = 1 the two are equal.
    """
    _check(n, sigma_max=sigma_max)
    if not (spectral_radius >= 0 and math.isfinite(spectral_radius)):
        raise ValueError(f"spectral_radius must be at least 0, got {spectral_radius}")
    if spectral_radius > sigma_max:
        raise ValueError(
            "spectral_radius must be at most sigma_max, since no eigenvalue is larger than the "
            f"largest singular value, got {spectral_radius} and {sigma_max}"
        )
    if n == 1 and spectral_radius != sigma_max:
        raise ValueError(
            f"spectral_radius must equal sigma_max for n = 1, where both are |w|, got {spectral_radius} and {sigma_max}"
        )
    blocks = np.zeros((n, n))
    for start in range(0, n - 1, 2):
        pair = slice(start, start + 2)
        r = spectral_radius * math.sqrt(rng.random()) if start else spectral_radius
        s = r + (sigma_max - r) * rng.random() if start else sigma_max
        theta = 0.0 if stretched(r, s) else rng.uniform(*ANGLES)
        blocks[pair, pair] = block(theta, r, s)
    if n % 2:
        blocks[-1, -1] = spectral_radius * rng.choice([-1, 1])
    if stretched(spectral_radius, sigma_max):
        order, signs = rng.permutation(n), rng.choice([-1.0, 1.0], n)
        return np.asarray((signs[:, np.newaxis] * blocks * signs)[np.ix_(order, order)])
    rotation = orthogonal(rng, n)
    return np.asarray(rotation @ blocks @ rotation.T)


def orthogonal(rng: np.random.Generator, n: int, scale: float = 1.0) -> Array:
    """A random (n, n), `scale` times a rotation or reflection: all singular values are `scale`."""
    _check(n, scale=scale)
    columns, triangle = np.linalg.qr(rng.standard_normal((n, n)))
    return np.asarray(scale * columns * np.sign(np.diag(triangle)))


def nilpotent(rng: np.random.Generator, n: int, sigma_max: float, order: int = 2) -> Array:
    """A random (n, n) whose `order`-th power is 0 and whose largest singular value is sigma_max.

    It passes a chain of `order` units along by sigma_max each step and loses it at the end.
    """
    _check(n, sigma_max=sigma_max)
    if not 2 <= order <= n:
        raise ValueError(f"order must lie in 2 … {n}, the number of units, got {order}")
    chain = np.zeros((n, n))
    for row in range(n - 1):
        if (row + 1) % order:
            chain[row, row + 1] = sigma_max * rng.choice([-1, 1])
    place = rng.permutation(n)
    return np.asarray(chain[np.ix_(place, place)])


def stretched(r: float, s: float) -> bool:
    """True where a rotation would lose the eigenvalues ± r beside the singular value s."""
    return r < _TOO_STRETCHED * s


def block(theta: Array | float, r: float, s: float) -> Array:
    """The block (1) of each angle, or (2) where it is too stretched; (…, 2, 2) for theta (…)."""
    theta = np.asarray(theta)
    if stretched(r, s):  # real eigenvalues ± r: triangular, so that they stay exact
        return np.broadcast_to(np.array([[r, s - r * r / s], [0, -r]]), (*theta.shape, 2, 2))
    cosine, sine = np.cos(theta), np.sin(theta)
    u = (s - r) * (s + r) / (r * s) / sine  # q − 1/q
    q = u / 2 + np.sqrt(1 + u * u / 4)
    rows = np.stack([cosine, -q * sine, sine / q, cosine], -1)
    return r * rows.reshape(*theta.shape, 2, 2)


def _check(n: int, **positive: float) -> None:
    """ValueError unless n ≥ 1 and the sizes are positive numbers."""
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    for name, value in positive.items():
        if not (value > 0 and math.isfinite(value)):
            raise ValueError(f"{name} must be a positive number, got {value}")
