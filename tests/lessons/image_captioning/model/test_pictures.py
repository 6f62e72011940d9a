"""What becomes of a file that a reader brings."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from lessons.image_captioning.model.pictures import MOST_BYTES, SIDE, read_file


def file(mode: str, size: tuple[int, int], kind: str = "PNG", color: object = None) -> bytes:
    """A picture as a file."""
    out = BytesIO()
    Image.new(mode, size, color).save(out, kind)  # type: ignore[arg-type]
    return out.getvalue()


def noise() -> bytes:
    """A picture that no compression makes small."""
    out = BytesIO()
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


CUT = noise()[:3000]


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "PNG"), ("RGB", "JPEG"), ("L", "PNG"), ("RGBA", "PNG"), ("P", "GIF"), ("1", "BMP")]
)
@pytest.mark.parametrize("size", [(1, 1), (64, 64), (300, 100), (90, 1000)])
def test_a_picture_of_any_kind_and_shape_becomes_a_small_square(mode: str, kind: str, size: tuple[int, int]) -> None:
    found = read_file(file(mode, size, kind))
    assert not isinstance(found, str)
    assert found.shape == (SIDE, SIDE, 3)
    assert found.dtype == np.uint8


def test_what_is_transparent_is_white_and_the_middle_is_kept() -> None:
    assert (read_file(file("RGBA", (9, 9), color=(0, 0, 0, 0))) == 255).all()  # type: ignore[union-attr]
    wide = Image.new("RGB", (192, 64), "red")
    wide.paste("blue", (64, 0, 128, 64))
    out = BytesIO()
    wide.save(out, "PNG")
    assert (np.asarray(read_file(out.getvalue())) == (0, 0, 255)).all()


@pytest.mark.parametrize(
    "data",
    [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<svg/>", b"\0" * 999, CUT],
    ids=["empty", "head", "gif", "svg", "zeros", "cut short"],
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    assert read_file(data) == "not a picture that can be read"


def test_what_is_too_large_is_refused_before_it_is_unpacked() -> None:
    assert read_file(b"x" * (MOST_BYTES + 1)) == "too large: more than 8 MB"
    assert str(read_file(file("1", (9000, 9000)))).startswith("too large: more than 50 million")
    assert isinstance(read_file(file("1", (14000, 14000))), str)
