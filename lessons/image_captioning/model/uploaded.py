"""A picture from a file as cameras, scanners and editors write it: 64×64 pixels, and what had to be done for that."""

import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms, ImageOps

from rnn_core.types import Array

SIDE, MOST_BYTES, MOST_PIXELS = 64, 8_000_000, 50_000_000
FILE_TYPES = ("png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff")
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""What Pillow may read here: of its other formats some would start another program."""
PNG = b"\x89PNG\r\n\x1a\n"
NEEDED = (b"tRNS", b"eXIf")
"""Of the chunks that a PNG may be without: what is transparent, and which way is up."""
DEEP = ("I", "F")
"""Modes whose numbers are not bytes; there are more that begin so, such as I;16B."""


class NoPicture(ValueError):  # noqa: N818 - what a file is not, no fault of the program
    """A file that cannot be used, and why."""


@dataclass(frozen=True, slots=True, eq=False)
class FromFile:
    """The middle of a picture, uint8 (64, 64, 3), and what was done to it beyond scaling; "" for nothing."""

    array: Array
    done: str


def read_file(data: bytes) -> FromFile:
    """The middle square of the picture in a file, upright, on white, in 64×64 pixels.

    Raises `NoPicture` for a file that is too large, that is no picture, or that ends too early.
    """
    if len(data) > MOST_BYTES:
        raise NoPicture(f"too large: more than {MOST_BYTES // 1_000_000} MB")
    whole, dropped = _without_side_data(data)
    done = ["its side data, such as texts, color profiles and thumbnails, were not read"] if dropped else []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is told here: a large picture, broken side data
            image = Image.open(BytesIO(whole), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise NoPicture(f"too large: more than {MOST_PIXELS // 1_000_000} million pixels")
            if getattr(image, "n_frames", 1) > 1:
                done.append("of its several pictures the first was taken")
            image.load()
            upright = _upright(image)
            if upright.mode.startswith(DEEP):
                done.append("its deep numbers were scaled to the range from black to white")
            return FromFile(_square(_in_color(upright)), "; ".join(done))
    except NoPicture:
        raise
    except Image.DecompressionBombError as error:
        raise NoPicture(f"too large: more than {MOST_PIXELS // 1_000_000} million pixels") from error
    except (OSError, ValueError, SyntaxError, zlib.error, EOFError, IndexError, TypeError) as error:
        if "truncated" in str(error) or "unexpected end" in str(error):
            raise NoPicture("not complete: it ends before its picture does") from error
        raise NoPicture("not a picture that can be read. PNG, JPEG, WebP, GIF, BMP and TIFF can") from error


def _without_side_data(data: bytes) -> tuple[bytes, bool]:
    """A PNG without the chunks that its picture does not need, of which a broken one would spoil it; True if any broke.

    Other files are left as they are.
    """
    if not data.startswith(PNG):
        return data, False
    kept, at, broken = [PNG], len(PNG), False
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        name, chunk = data[at + 4 : at + 8], data[at : at + 12 + length]
        sound = len(chunk) == 12 + length and zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:])
        optional = bool(name[:1].islower())
        broken |= optional and not sound
        if not optional or (name in NEEDED and sound):
            kept.append(chunk)
        at += 12 + length
    return b"".join(kept), broken


def _upright(image: Image.Image) -> Image.Image:
    """The picture as the camera was held; as it lies where that cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error, ZeroDivisionError):
        return image


def _in_color(image: Image.Image) -> Image.Image:
    """The picture in red, green, blue and how opaque it is."""
    if image.mode.startswith(DEEP):
        numbers = np.nan_to_num(np.asarray(image, dtype=float), posinf=0, neginf=0)
        low, most = min(0.0, float(numbers.min())), float(numbers.max())
        tops = (65535.0,) if image.mode.startswith("I;16") else (1.0, 255.0, 65535.0)
        high = next((top for top in tops if most <= top), most)
        return Image.fromarray(np.round(255 * (numbers - low) / (high - low)).astype(np.uint8)).convert("RGBA")
    if image.mode == "LAB":
        to_color = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
        image = ImageCms.applyTransform(image, to_color) or image
    return image.convert("RGBA")


def _square(image: Image.Image) -> Array:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return np.asarray(ImageOps.fit(ground.convert("RGB"), (SIDE, SIDE), Image.Resampling.BOX))
