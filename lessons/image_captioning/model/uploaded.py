"""A picture file as cameras, phones and programs save it, made into the small square that the networks read."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from rnn_core.types import Array

SIDE, MOST_BYTES, MOST_PIXELS = 64, 8_000_000, 50_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""What Pillow is asked to read; other formats of its would run programs or are nobody's pictures."""
FILE_TYPES = ("png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "avif")
READABLE = "PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF can be read"
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
DRAWN = b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"
"""The parts of a PNG that its picture is drawn from."""
SCAN, SIDE_DATA = 0xDA, {*range(0xE1, 0xEE), 0xEF, 0xFE}
"""Of a JPEG, the part from which on it is drawn, and the parts that say something about it."""
ORIENTATION = 0x0112
UNPACKING = (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, EOFError, RuntimeError,
             struct.error, zlib.error, Warning)  # fmt: skip
"""What Pillow raises for files that break off or contradict themselves."""


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """The pixels, uint8 (64, 64, 3), and in one line what the file was and what was done to it."""

    pixels: Array
    done: str


def read_file(data: bytes) -> Taken | str:
    """The middle of the picture in a file; else what it is and why it cannot be used."""
    if len(data) > MOST_BYTES:
        return f"too large: more than {MOST_BYTES // 1_000_000} MB"
    try:
        return _taken(data, [])
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels()
    except UNPACKING as error:
        broken = error
    if (bare := _without_side_data(data)) != data:
        try:
            return _taken(bare, ["read without its damaged side data"])
        except UNPACKING as error:
            broken = error
    if isinstance(broken, UnidentifiedImageError):
        return f"{_what(data)}; {READABLE}"
    return "a damaged or incomplete picture: it ends or breaks off before all of it is there"


def _too_many_pixels() -> str:
    return f"too large: more than {MOST_PIXELS // 1_000_000} million pixels"


def _taken(data: bytes, done: list[str]) -> Taken | str:
    image = Image.open(BytesIO(data), formats=FORMATS)
    width, height = image.size
    if width * height > MOST_PIXELS:
        return _too_many_pixels()
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    if frames > 1:
        done.append(f"the first of its {frames} pictures taken")
    image.draft(None, (4 * SIDE, 4 * SIDE))
    image.load()
    orientation = _orientation(image, done)
    square = _eight_bits(_middle(image), done)
    small = ImageOps.fit(_on_white(square, done), (SIDE, SIDE), Image.Resampling.BOX)
    if orientation != 1:
        small.getexif()[ORIENTATION] = orientation
        small = ImageOps.exif_transpose(small)
        done.append("turned as the camera says")
    if (width, height) != (SIDE, SIDE):
        done.append("its middle square scaled to 64×64")
    return Taken(
        np.asarray(small), f"The file: {kind}, {width:,}×{height:,} pixels; {', '.join(done or ['taken as it is'])}"
    )


def _orientation(image: Image.Image, done: list[str]) -> int:
    """How the camera was held, 1 to 8; 1 where that cannot be read."""
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except UNPACKING:
        done.append("read without its damaged side data")
        return 1
    return found if found in range(1, 9) else 1


def _middle(image: Image.Image) -> Image.Image:
    """The square in the middle, so that what is wide or large is converted for no more than is used."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def _eight_bits(image: Image.Image, done: list[str]) -> Image.Image:
    """Gray of 16 or 32 bits and of floating point with 256 levels, other modes as they are."""
    if not image.mode.startswith(("I", "F")):
        return image
    levels = np.asarray(image, dtype=float)
    known = levels[np.isfinite(levels)]
    if image.mode.startswith("I;16"):
        low, high = 0.0, 65535.0
        done.append("16-bit gray scaled to 8 bits")
    else:
        low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        if low >= 0 and high <= 255:
            low, high = 0.0, 1.0 if high <= 1 else 255.0
        done.append(f"its gray from {low:.6g} to {high:.6g} scaled to 8 bits")
    share = (np.nan_to_num(levels, nan=low, posinf=high, neginf=low) - low) / ((high - low) or 1)
    return Image.fromarray(np.rint(share.clip(0, 1) * 255).astype(np.uint8))


def _on_white(image: Image.Image, done: list[str]) -> Image.Image:
    """The picture in red, green and blue; what is transparent is white."""
    if image.mode == "LAB":
        return _of_lab(image)
    if image.has_transparency_data:
        colored = image.convert("RGBA")
        if colored.getchannel("A").getextrema() != (255, 255):
            done.append("what is transparent shown as white")
        ground = Image.new("RGBA", colored.size, "white")
        ground.alpha_composite(colored)
        image = ground
    return image.convert("RGB")


def _of_lab(image: Image.Image) -> Image.Image:
    to_screen = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    colored = ImageCms.applyTransform(image, to_screen)
    return image.convert("RGB") if colored is None else colored


def _without_side_data(data: bytes) -> bytes:
    """A PNG or JPEG with nothing but its picture: what says who took it, how and when may be damaged."""
    if data.startswith(PNG):
        return PNG + b"".join(chunk for name, chunk in _chunks(data) if name in DRAWN or _is_sound_exif(name, chunk))
    if data.startswith(JPEG):
        return JPEG + b"".join(segment for name, segment in _segments(data) if name not in SIDE_DATA)
    return data


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and the bytes of each part of a PNG."""
    at = len(PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at:end]
        at = end


def _is_sound_exif(name: bytes, chunk: bytes) -> bool:
    """Whether it may say how the camera was held."""
    return name == b"eXIf" and zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:], "big")


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each part of a JPEG; the last one is the scan with all behind it."""
    at = len(JPEG)
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data) and data[at + 1] != SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at:end]
        at = end
    yield SCAN, data[at:]


def _what(data: bytes) -> str:
    """What a file is that is no picture of a kind that can be read."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[4:8] == b"ftyp":
        return "a HEIC photo" if data[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1") else "a film"
    if start.startswith(b"%pdf"):
        return "a PDF document"
    if start.startswith((b"<svg", b"<?xml")) and b"<svg" in start:
        return "an SVG drawing"
    return "empty" if not data else "not a picture"
