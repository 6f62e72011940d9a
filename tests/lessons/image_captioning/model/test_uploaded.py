"""What becomes of a file that a reader brings."""

import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from lessons.image_captioning.model.uploaded import MOST_BYTES, SIDE, NoPicture, read_file
from rnn_core.types import Array

KINDS = (
    *("RGB PNG", "RGB JPEG", "RGB WEBP", "L PNG", "LA PNG", "RGBA PNG", "P GIF", "1 BMP", "1 PNG", "CMYK JPEG"),
    *("CMYK TIFF", "YCbCr JPEG", "I;16 PNG", "I;16 TIFF", "I TIFF", "F TIFF", "LAB TIFF"),
)
"""How pixels are stored, and in which kind of file."""
DEEP = (
    *((65535, np.uint16, "PNG"), (65535, np.uint16, "TIFF"), (255, np.int32, "TIFF"), (65535, np.int32, "TIFF")),
    *((10**6, np.int32, "TIFF"), (1, np.float32, "TIFF"), (255, np.float32, "TIFF")),
)
CORNERS = {1: (1, 1), 2: (1, 0), 3: (0, 0), 4: (0, 1), 5: (1, 1), 6: (1, 0), 7: (0, 0), 8: (0, 1)}
"""By a camera's orientation: 1 where the corner that is stored first is at the top, and where it is at the left."""
SIDE_DATA = {
    "eXIf": b"no record",
    "iCCP": b"profile\0\0broken",
    "tEXt": b"Title\0x",
    "zTXt": b"a\0\0broken",
    "gAMA": b"",
}
NONE = {
    "empty": b"",
    "head": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "pdf": b"%PDF-1.7\n",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "zeros": b"\0" * 999,
}


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def file(mode: str, size: tuple[int, int], kind: str = "PNG", color: object = None) -> bytes:
    """A picture as a file."""
    return saved(Image.new(mode, size, color), kind)  # type: ignore[arg-type]


def noise() -> Image.Image:
    """A picture that no compression makes small."""
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8))


def ramp(top: float, kind: type) -> Image.Image:
    """From 0 at the left to ``top`` at the right."""
    return Image.fromarray(np.tile(np.linspace(0, top, SIDE).astype(kind), (SIDE, 1)))


def with_chunk(png: bytes, name: bytes, content: bytes, *, sound: bool) -> bytes:
    """A PNG with one more chunk behind its head, whose checksum may be wrong."""
    check = zlib.crc32(name + content) ^ (0 if sound else 1)
    chunk = len(content).to_bytes(4) + name + content + check.to_bytes(4)
    return png[:33] + chunk + png[33:]


def refused(data: bytes) -> str:
    with pytest.raises(NoPicture) as found:
        read_file(data)
    return str(found.value)


@pytest.mark.parametrize(("mode", "kind"), [tuple(each.split()) for each in KINDS])
@pytest.mark.parametrize("size", [(1, 1), (64, 64), (300, 100), (90, 1000)])
def test_a_picture_of_any_kind_and_shape_becomes_a_small_square(mode: str, kind: str, size: tuple[int, int]) -> None:
    found = read_file(file(mode, size, kind)).array
    assert found.shape == (SIDE, SIDE, 3)
    assert found.dtype == np.uint8


def test_what_is_transparent_is_white_and_the_middle_is_kept() -> None:
    assert (read_file(file("RGBA", (9, 9), color=(0, 0, 0, 0))).array == 255).all()
    palette = Image.new("P", (9, 9), 0)
    assert (read_file(saved(palette, transparency=0)).array == 255).all()
    wide = Image.new("RGB", (192, 64), "red")
    wide.paste("blue", (64, 0, 128, 64))
    assert (read_file(saved(wide)).array == (0, 0, 255)).all()


@pytest.mark.parametrize(("top", "kind", "to"), DEEP)
def test_deep_gray_goes_from_black_to_white_and_says_so(top: float, kind: type, to: str) -> None:
    found = read_file(saved(ramp(top, kind), to))
    np.testing.assert_allclose(found.array[:, :, 0], np.tile(np.linspace(0, 255, SIDE), (SIDE, 1)), atol=1)
    assert "deep numbers were scaled" in found.done


def test_a_dark_picture_of_sixteen_bits_stays_dark() -> None:
    assert read_file(saved(ramp(6553, np.uint16))).array.max() == 25


def test_numbers_that_are_none_are_black() -> None:
    numbers: Array = np.full((SIDE, SIDE), np.nan, np.float32)
    numbers[0, 0] = 1
    assert read_file(saved(Image.fromarray(numbers), "TIFF")).array[1:].max() == 0


def test_lab_is_read_as_the_color_that_it_means() -> None:
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    lab = ImageCms.applyTransform(Image.new("RGB", (9, 9), (200, 40, 30)), to_lab)
    assert lab is not None
    np.testing.assert_allclose(read_file(saved(lab, "TIFF")).array[0, 0], (200, 40, 30), atol=12)


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_stands_as_the_camera_was_held(turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    image = Image.new("RGB", (SIDE, SIDE), "white")
    image.paste("black", (0, 0, 20, 10))
    dark = np.argwhere(read_file(saved(image, exif=exif)).array[:, :, 0] < 128)
    top, left = dark.mean(0) < SIDE / 2
    assert (top, left) == CORNERS[turned]
    high, wide = np.ptp(dark, axis=0)
    assert (high > wide) == (turned >= 5)


@pytest.mark.parametrize("name", SIDE_DATA)
@pytest.mark.parametrize("sound", [True, False], ids=["its checksum right", "its checksum wrong"])
def test_a_good_picture_is_read_whatever_its_side_data_are(name: str, sound: bool) -> None:
    plain = saved(noise())
    found = read_file(with_chunk(plain, name.encode(), SIDE_DATA[name], sound=sound))
    np.testing.assert_array_equal(found.array, read_file(plain).array)
    assert ("side data" in found.done) is not sound


def test_of_moving_pictures_the_first_is_taken_and_that_is_said() -> None:
    frames = [Image.new("RGB", (9, 9), color) for color in ("red", "blue", "green")]
    for kind in ("GIF", "WEBP", "PNG"):
        found = read_file(saved(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True))
        np.testing.assert_allclose(found.array[0, 0], (255, 0, 0), atol=3)
        assert kind == "PNG" or "the first was taken" in found.done


def test_an_ordinary_picture_needs_no_remark() -> None:
    assert read_file(saved(noise())).done == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_that_ends_too_early_is_refused_with_a_reason(kind: str, share: float) -> None:
    data = saved(noise(), kind)
    assert refused(data[: int(share * len(data))]).startswith("not ")


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_what_is_no_picture_is_said_to_be_none_and_what_would_be(data: bytes) -> None:
    assert refused(data) == "not a picture that can be read. PNG, JPEG, WebP, GIF, BMP and TIFF can"


def test_what_is_too_large_is_refused_before_it_is_unpacked() -> None:
    assert refused(b"x" * (MOST_BYTES + 1)) == "too large: more than 8 MB"
    for side in (9000, 14000, 30000):
        assert refused(file("1", (side, side))).startswith("too large: more than 50 million")
