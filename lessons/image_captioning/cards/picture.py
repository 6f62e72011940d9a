"""The controls of the lesson, and the picture that they choose: a scene composed part by part, or a file."""

import streamlit as st

from lessons.image_captioning.model.pictures import SEEDS, Picture, disturb, drawing
from lessons.image_captioning.model.scene_parts import PARTS, changed, options, part_of
from lessons.image_captioning.model.uploaded import FILE_TYPES, MOST_BYTES, NoPicture, read_file
from lessons.image_captioning.state import JUDGED_SOURCES, Captions
from ui import controls
from ui import page as lesson
from ui.state import Page

LABELS = {
    "place": "Place",
    "count": "How many",
    "thing": "Who or what",
    "color": "Color (of shirt or dress)",
    "action": "Does",
    "other": "And",
    "other color": "Its color",
    "relation": "Stands",
    "drawing": "Drawing no.",
}


def choose(page: Page[Captions]) -> Picture:
    """The row of controls; returns the picture to write about."""
    state = page.now
    own = {"write": ("image",), "beam": ("width",), "grades": ("decoder",)}.get(state.view, ())
    behind = {"write": ("decoder", "disturb"), "grades": ("image",)}.get(state.view, ("decoder", "image"))
    controls.draw(page, "view", *own)
    controls.control(page, "pictures", options=JUDGED_SOURCES if state.view == "grades" else ())
    if state.source in SEEDS:
        controls.draw(page, "number")
    elif state.source == "own":
        _compose(page)
    uploaded = _upload(page) if state.source == "upload" else None
    with lesson.more(page) as opened:
        if opened:
            controls.draw(page, *behind)
    return uploaded or page.memo(drawing, state.shown_scene, state.shown_as)


def _compose(page: Page[Captions]) -> None:
    """The popover in which the reader's scene is put together."""
    scene = page.now.scene
    with st.popover("Compose", icon=":material/edit:", help="Put a scene together, part by part."):
        columns = st.columns(2)
        for count, part in enumerate(part for part in PARTS if options(scene, part)):
            with columns[count % 2]:
                _part(page, part)


def _part(page: Page[Captions], part: str) -> None:
    scene = page.now.scene
    offered, key = options(scene, part), f"{page.key('scene')}.{part}"
    st.selectbox(
        LABELS[part],
        offered,
        offered.index(part_of(scene, part)),
        key=key,
        on_change=lambda: page.change(scene=changed(scene, part, st.session_state[key])),
    )


def _upload(page: Page[Captions]) -> Picture | None:
    """The uploaded picture, maybe disturbed; None while there is none that can be used."""
    with st.popover("Upload", icon=":material/upload:"):
        st.markdown(
            "A photo becomes 64×64 pixels. The networks were trained only on small drawings of 18 "
            "things: **expect nonsense, with probabilities as high as for a true sentence.** The file is kept for "
            "this visit only and is not in the link."
        )
        file = st.file_uploader(
            "A picture", FILE_TYPES, key=page.key("upload"), max_upload_size=MOST_BYTES // 1_000_000
        )
    if file is None:
        page.remark("No picture was uploaded yet. Still showing a scene of ours.")
        return None
    try:
        found = read_file(file.getvalue())
    except NoPicture as reason:
        page.remark(f"The file is {reason}. Still showing a scene of ours.")
        return None
    if found.done:
        page.remark(f"The file was read: {found.done}.")
    return disturb(Picture.of(found.array), page.now.shown_as)
