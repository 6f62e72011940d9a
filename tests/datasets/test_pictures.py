"""Pictures that a browser can show."""

import base64
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from datasets.pictures import PNG, gray, png
from rnn_core.types import Array


def pixels(address: str) -> Array:
    """What the browser decodes."""
    assert address.startswith(PNG)
    return np.asarray(Image.open(BytesIO(base64.b64decode(address[len(PNG) :]))))


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (4, 2, 3)])
def test_every_pixel_arrives(shape: tuple[int, ...]) -> None:
    picture = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    assert np.array_equal(pixels(png(picture)), picture)


def test_numbers_are_gray_up_to_their_scale() -> None:
    values = np.array([[0.0, 1.0], [2.0, 4.0]])
    assert pixels(gray(values)).tolist() == [[0, 64], [128, 255]]
    assert pixels(gray(values, 2.0)).tolist() == [[0, 128], [255, 255]]
    assert pixels(gray(np.zeros((2, 2)))).tolist() == [[0, 0], [0, 0]]


def test_what_is_no_picture_is_named() -> None:
    with pytest.raises(ValueError, match="uint8, got float64"):
        png(np.zeros((2, 2)))
    for shape in ((4,), (2, 2, 4), (0, 2)):
        with pytest.raises(ValueError, match="pixels must have shape"):
            png(np.zeros(shape, np.uint8))
