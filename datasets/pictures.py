"""Pictures as text that a browser can show: PNG in a data URI."""

import base64
from io import BytesIO

import numpy as np
from PIL import Image

from rnn_core.types import Array

PNG = "data:image/png;base64,"


def png(pixels: Array) -> str:
    """The picture of ``pixels``, uint8: gray (rows, columns) or red, green, blue (…, 3)."""
    if pixels.dtype != np.uint8:
        raise ValueError(f"pixels must be uint8, got {pixels.dtype}")
    if pixels.ndim not in (2, 3) or 0 in pixels.shape or pixels.shape[2:] not in ((), (3,)):
        raise ValueError(f"pixels must have shape (rows, columns) or (…, 3), got {pixels.shape}")
    file = BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(file, "PNG")
    return PNG + base64.b64encode(file.getvalue()).decode()


def gray(values: Array, scale: float | None = None) -> str:
    """The picture of numbers from 0 (black) to ``scale`` (white), by default the largest one."""
    most = float(values.max(initial=0.0)) if scale is None else scale
    share = np.clip(values / most, 0, 1) if most > 0 else np.zeros_like(values)
    return png((255 * share).round().astype(np.uint8))
