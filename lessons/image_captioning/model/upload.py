"""A picture of the reader's own file, made a small square; it is shown once and kept nowhere."""

import warnings
from io import BytesIO

import numpy as np
import streamlit as st
from PIL import Image, ImageOps

from datasets.disturbed import disturbed
from lessons.image_captioning.captions import Look
from rnn_core.types import Array
from ui import controls

SIDE, MOST_BYTES, MOST_PIXELS = 64, 8_000_000, 50_000_000
KINDS = ("png", "jpg", "jpeg", "webp", "gif", "bmp")


def picture(kind: str) -> Look | None:
    """The uploaded picture, maybe disturbed; None while there is none that can be used."""
    with st.popover("Upload", icon=":material/upload:"):
        st.markdown(
            "A photo becomes 64×64 pixels. The networks know nothing but small drawings of 18 "
            "things: **expect nonsense, said as surely as the truth.** The file stays in this "
            "visit, and not in the link."
        )
        file = st.file_uploader("A picture", KINDS, key="caption_upload")
    if file is None:
        controls.remark("No picture was uploaded yet. Still showing a scene of ours.")
        return None
    found = read(file.getvalue())
    if isinstance(found, str):
        controls.remark(f"The file is {found}. Still showing a scene of ours.")
        return None
    return Look.of(disturbed(found, kind))


def read(data: bytes) -> Array | str:
    """The middle of the picture as uint8 (64, 64, 3); else why it cannot be used."""
    if len(data) > MOST_BYTES:
        return f"too large: more than {MOST_BYTES // 1_000_000} MB"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data))
            if image.width * image.height > MOST_PIXELS:
                return f"too large: more than {MOST_PIXELS // 1_000_000} million pixels"
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return "not a picture that can be read"
    ground = Image.new("RGBA", upright.size, "white")
    ground.alpha_composite(upright)
    return np.asarray(ImageOps.fit(ground.convert("RGB"), (SIDE, SIDE), Image.Resampling.BOX))
