"""Pictures that were tampered with: what a drawing shows stays, what a network sees may not."""

import numpy as np

from rnn_core.types import Array

KINDS = ("as drawn", "mirrored", "noisy", "covered", "gray", "upside down")
NOISE, COVER = 25, 0.25
"""The noise's standard deviation, of 255; the side of the square that covers, of the picture's."""


def disturbed(picture: Array, kind: str, seed: int = 0) -> Array:
    """The picture, uint8 (rows, columns, 3), disturbed; chance is that of the seed."""
    rng = np.random.default_rng([seed, 41])
    if kind == "mirrored":
        return np.ascontiguousarray(picture[:, ::-1])
    if kind == "upside down":
        return np.ascontiguousarray(picture[::-1])
    if kind == "gray":
        luma = picture @ np.array([0.299, 0.587, 0.114])
        return np.repeat(luma.round().astype(np.uint8)[..., np.newaxis], 3, 2)
    if kind == "noisy":
        noise = rng.normal(0, NOISE, picture.shape)
        return np.clip(picture + noise, 0, 255).round().astype(np.uint8)
    if kind == "covered":
        side = round(COVER * len(picture))
        row, column = rng.integers(len(picture) // 4, 3 * len(picture) // 4 - side + 1, 2)
        found = picture.copy()
        found[row : row + side, column : column + side] = 127
        return found
    if kind != "as drawn":
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    return picture
