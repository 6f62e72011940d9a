"""What becomes of the picture files that people bring: every kind, depth and damage is a file made here."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from lessons.image_captioning.model.uploaded import MOST_BYTES, SIDE, Taken, read_file
from rnn_core.types import Array

RAMP = np.tile(np.linspace(0, 1, 96), (96, 1))
"""Dark on the left, light on the right."""


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def plain(mode: str, size: tuple[int, int] = (96, 96), kind: str = "PNG", color: Any = 0) -> bytes:
    """A file of one color."""
    return saved(Image.new(mode, size, color), kind)


def gray(levels: Array) -> Image.Image:
    """A gray picture of the numbers' own depth."""
    return Image.fromarray(levels)


def colored() -> Image.Image:
    """Red above, blue below; noise in green, which no compression makes small."""
    pixels = np.zeros((96, 96, 3), np.uint8)
    pixels[:48, :, 0] = pixels[48:, :, 2] = 255
    pixels[..., 1] = np.random.default_rng(0).integers(0, 40, (96, 96))
    return Image.fromarray(pixels)


def taken(data: bytes) -> Taken:
    """What the file is read as."""
    found = read_file(data)
    assert isinstance(found, Taken), found
    assert found.pixels.shape == (SIDE, SIDE, 3)
    assert found.pixels.dtype == np.uint8
    assert "\n" not in found.done
    return found


def with_chunk(png: bytes, name: bytes, content: bytes, *, sum_is_right: bool = True) -> bytes:
    """The PNG with one more part behind its head."""
    check = zlib.crc32(name + content) ^ (0 if sum_is_right else 1)
    chunk = struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
    return png[:33] + chunk + png[33:]


def is_ramp(pixels: Array) -> bool:
    """Whether it goes from dark to light with most levels between."""
    row = pixels[SIDE // 2, :, 0].astype(int)
    return bool(row[0] < 10 and row[-1] > 245 and (np.diff(row) >= 0).all() and len(set(row.tolist())) > 50)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("I;16", "PNG"),
        ("L", "JPEG"), ("RGB", "JPEG"), ("CMYK", "JPEG"), ("RGB", "WEBP"), ("RGBA", "WEBP"), ("RGB", "AVIF"),
        ("P", "GIF"), ("L", "GIF"), ("1", "BMP"), ("P", "BMP"), ("RGB", "BMP"), ("1", "TIFF"), ("L", "TIFF"),
        ("LA", "TIFF"), ("P", "TIFF"), ("RGB", "TIFF"), ("RGBA", "TIFF"), ("CMYK", "TIFF"), ("YCbCr", "TIFF"),
        ("LAB", "TIFF"), ("I", "TIFF"), ("F", "TIFF"), ("I;16", "TIFF"), ("I;16B", "TIFF"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [(1, 1), (64, 64), (3000, 7), (2, 4000)])
def test_a_picture_of_any_kind_depth_and_shape_becomes_a_small_square(
    mode: str, kind: str, size: tuple[int, int]
) -> None:
    assert f"{size[0]:,}×{size[1]:,} pixels" in taken(plain(mode, size, kind)).done


@pytest.mark.parametrize(
    ("levels", "kind", "said"),
    [
        ((RAMP * 65535).astype(np.uint16), "PNG", "16-bit gray scaled to 8 bits"),
        ((RAMP * 65535).astype(np.uint16), "TIFF", "16-bit gray scaled to 8 bits"),
        ((RAMP * 1e6).astype(np.int32), "TIFF", "gray from 0 to 1e+06 scaled to 8 bits"),
        ((RAMP * 900 - 50).astype(np.float32), "TIFF", "gray from -50 to 850 scaled to 8 bits"),
        (np.where(RAMP > 0.99, np.inf, RAMP).astype(np.float32), "TIFF", "gray from 0 to 1 scaled to 8 bits"),
    ],
    ids=["16-bit PNG", "16-bit TIFF", "32-bit TIFF", "floating point", "with infinity"],
)
def test_deep_gray_is_scaled_and_not_cut_off_at_white(levels: Array, kind: str, said: str) -> None:
    found = taken(saved(gray(levels), kind))
    assert is_ramp(found.pixels)
    assert said in found.done


def test_a_dark_picture_of_sixteen_bits_stays_dark() -> None:
    assert taken(saved(gray((RAMP * 6553).astype(np.uint16)))).pixels.max() == 25


def test_numbers_that_are_none_are_black() -> None:
    levels = np.full((SIDE, SIDE), np.nan, np.float32)
    levels[0, 0] = 1
    assert taken(saved(gray(levels), "TIFF")).pixels[1:].max() == 0


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "YCbCr", "LAB"])
def test_the_colors_of_every_space_are_kept(mode: str) -> None:
    image = Image.new("RGB", (64, 64), (200, 60, 90))
    if mode == "LAB":
        to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
        converted = ImageCms.applyTransform(image, to_lab)
        assert converted is not None
    else:
        converted = image.convert(mode)
    found = taken(saved(converted, "TIFF")).pixels.astype(int)
    assert np.abs(found - (200, 60, 90)).max() <= 4


def test_what_is_transparent_is_white_in_every_kind_of_transparency() -> None:
    palette = Image.new("P", (64, 64), 0)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    for data in (
        plain("RGBA", color=(0, 0, 0, 0)),
        plain("LA", color=(0, 0)),
        saved(palette, "PNG", transparency=0),
        saved(palette, "GIF", transparency=0),
        saved(Image.new("RGB", (64, 64), "black"), "PNG", transparency=(0, 0, 0)),
    ):
        found = taken(data)
        assert (found.pixels == 255).all()
        assert "transparent shown as white" in found.done


CORNERS = {1: (1, 1), 2: (1, 0), 3: (0, 0), 4: (0, 1), 5: (1, 1), 6: (1, 0), 7: (0, 0), 8: (0, 1)}
"""By a camera's orientation: 1 where the corner that is stored first is at the top, and where it is at the left."""


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("damaged", [False, True], ids=["whole", "with a damaged text"])
def test_a_picture_stands_as_the_camera_was_held(turned: int, damaged: bool) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    image = Image.new("RGB", (SIDE, SIDE), "white")
    image.paste("black", (0, 0, 20, 10))
    data = saved(image, exif=exif)
    found = taken(with_chunk(data, b"tEXt", b"Title\0x", sum_is_right=False) if damaged else data)
    dark = np.argwhere(found.pixels[:, :, 0] < 128)
    top, left = dark.mean(0) < SIDE / 2
    assert (top, left) == CORNERS[turned]
    high, wide = np.ptp(dark, axis=0)
    assert (high > wide) == (turned >= 5)
    assert ("turned as the camera says" in found.done) is (turned > 1)
    assert ("without its damaged side data" in found.done) is damaged


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize(("orientation", "red"), [(1, "top"), (3, "bottom"), (6, "right"), (8, "left")])
def test_a_photo_stands_upright_however_the_camera_was_held(kind: str, orientation: int, red: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    pixels = taken(saved(colored(), kind, exif=exif)).pixels[..., 0].astype(int)
    halves = {
        "top": pixels[:20].mean(),
        "bottom": pixels[-20:].mean(),
        "left": pixels[:, :20].mean(),
        "right": pixels[:, -20:].mean(),
    }
    assert max(halves, key=lambda side: halves[side]) == red


@pytest.mark.parametrize(
    ("name", "content", "sum_is_right"),
    [
        (b"eXIf", b"II*\0" + b"\xff" * 30, True),
        (b"eXIf", b"rubbish", True),
        (b"eXIf", b"II*\0\x08\0\0\0\0\0", False),
        (b"iCCP", b"sRGB\0\0not compressed", True),
        (b"iCCP", b"", False),
        (b"tEXt", b"\xff" * 40, False),
        (b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 5_000_000), True),
        (b"pHYs", b"\0", True),
        (b"gAMA", b"", True),
    ],
)
def test_a_picture_is_read_without_side_data_that_are_damaged(name: bytes, content: bytes, sum_is_right: bool) -> None:
    found = taken(with_chunk(saved(colored()), name, content, sum_is_right=sum_is_right))
    assert (found.pixels == taken(saved(colored())).pixels).all()


def test_a_jpeg_is_read_without_a_damaged_description() -> None:
    whole = saved(colored(), "JPEG", exif=b"Exif\0\0II*\0" + b"\xff" * 60)
    assert "without its damaged side data" in taken(whole).done
    assert (taken(whole).pixels == taken(saved(colored(), "JPEG")).pixels).all()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_a_moving_picture_the_first_is_taken_and_that_is_said(kind: str) -> None:
    frames = [Image.new("RGB", (64, 64), color) for color in ("red", "lime", "blue")]
    found = taken(saved(frames[0], kind, save_all=True, append_images=frames[1:]))
    assert found.pixels[..., 0].min() > 240
    assert "the first of its 3 pictures taken" in found.done


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_file_that_breaks_off_is_said_to(kind: str) -> None:
    whole = saved(colored(), kind)
    for share in (0.3, 0.7):
        assert "it ends or breaks off" in str(read_file(whole[: int(len(whole) * share)]))


def test_a_text_that_comes_with_the_picture_does_not_count() -> None:
    notes = PngInfo()
    notes.add_text("Comment", "x" * 50_000, zip=True)
    assert taken(saved(colored(), pnginfo=notes)).done == taken(saved(colored())).done


def test_the_middle_of_a_wide_picture_is_kept() -> None:
    wide = Image.new("RGB", (192, 64), "red")
    wide.paste("blue", (64, 0, 128, 64))
    assert (taken(saved(wide)).pixels == (0, 0, 255)).all()


def test_what_is_too_large_is_refused_before_it_is_unpacked() -> None:
    assert read_file(b"x" * (MOST_BYTES + 1)) == "too large: more than 8 MB"
    for side in (9_000, 14_000, 60_000):
        head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
            for name, content in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(9000))), (b"IEND", b""))
        )
        assert read_file(bomb) == "too large: more than 50 million pixels"


def test_a_photo_of_many_pixels_is_scaled_and_that_is_said() -> None:
    found = taken(saved(Image.new("RGB", (8000, 6000), "red"), "JPEG"))
    assert found.done == "The file: JPEG, 8,000×6,000 pixels; its middle square scaled to 64×64"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg/>", "an SVG drawing"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC photo"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp41", "a film"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture"),
        (b"\0" * 999, "not a picture"),
        (b"name,value\n1,2\n", "not a picture"),
    ],
)
def test_what_is_no_picture_is_named_and_what_can_be_read_is_said(data: bytes, what: str) -> None:
    assert read_file(data) == f"{what}; PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF can be read"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "AVIF"])
def test_a_file_with_any_bytes_changed_is_read_or_refused(kind: str) -> None:
    whole, lots = saved(colored(), kind), np.random.default_rng(1)
    for _ in range(60):
        changed = np.frombuffer(whole, np.uint8).copy()
        changed[lots.integers(0, min(len(changed), 400), 3)] = lots.integers(0, 256, 3)
        assert isinstance(read_file(changed.tobytes()), Taken | str)
