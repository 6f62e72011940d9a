"""Optical flow: how far each pixel moves from one frame to the next; forward only.

    (1)  I_x u + I_y v + I_t = 0                       brightness moves along, it does not change
    (2)  Σ [I_x² + λ, I_x I_y; I_x I_y, I_y² + λ] [u; v] = −Σ [I_x I_t; I_y I_t]
         least squares of (1), sums over a square window around each pixel

λ draws the flow towards 0 where the window has no structure (Tikhonov). The slopes I_x and I_y are
central differences of the mean of both frames, I_t is their difference.
Source: Lucas and Kanade, An iterative image registration technique (1981), one iteration: right
for motions of up to about one pixel of an image that is smooth on that scale.
"""

import numpy as np

from rnn_core.types import Array, check_finite

LUMA = (0.299, 0.587, 0.114)
"""How bright red, green and blue appear: ITU-R BT.601."""


def gray(images: Array) -> Array:
    """Brightness (…,) of colors (…, 3), in the same units, as floating point numbers."""
    if images.ndim < 1 or images.shape[-1] != len(LUMA):
        raise ValueError(f"images must have shape (…, 3), got {images.shape}")
    bright: Array = images @ np.array(LUMA, np.result_type(images.dtype, np.float32))
    return bright


def optical_flow(frames: Array, window: int = 5, smoothing: float = 8.0) -> Array:
    """(F−1, rows, columns, 2): u to the right and v downward, in pixels per frame.

    frames: brightness (F, rows, columns), F ≥ 2. window: odd width in pixels. smoothing: λ of (2),
    in squared units of brightness per window.
    """
    if frames.ndim != 3 or min(frames.shape) < 2:
        raise ValueError(f"frames must have shape (F, rows, columns), all ≥ 2, got {frames.shape}")
    if frames.dtype.kind != "f":
        raise ValueError(f"frames must be floating point numbers, got {frames.dtype}")
    if window < 1 or window % 2 == 0:
        raise ValueError(f"window must be odd and at least 1, got {window}")
    if not smoothing > 0:
        raise ValueError(f"smoothing must be positive, got {smoothing}")
    check_finite("frames", frames)
    xx, yy, xy, xt, yt = equations(frames, window, smoothing)
    determinant = xx * yy - xy * xy
    u, v = (xy * yt - yy * xt) / determinant, (xy * xt - xx * yt) / determinant  # (2)
    return np.stack([u, v], axis=-1)


def equations(frames: Array, window: int, smoothing: float) -> Array:
    """(5, F−1, rows, columns), the sums of (2): I_x² + λ, I_y² + λ, I_x I_y, I_x I_t, I_y I_t."""
    before, after = frames[:-1], frames[1:]
    down, across = np.gradient((before + after) / 2, axis=(1, 2))  # I_y, I_x
    later = after - before  # I_t
    products = across * across, down * down, across * down, across * later, down * later
    sums = np.array([_window_sum(np.asarray(product), window) for product in products])
    sums[:2] += smoothing
    return sums


def _window_sum(image: Array, window: int) -> Array:
    """The sum over the window around each pixel of (F, rows, columns); nothing beyond the edge."""
    margin = window // 2
    for axis in (1, 2):
        frame = [(0, 0)] * 3
        frame[axis] = (margin, margin)
        padded = np.pad(image, frame)
        n = image.shape[axis]
        image = np.add.reduce([padded.take(range(shift, shift + n), axis) for shift in range(window)])
    return image
