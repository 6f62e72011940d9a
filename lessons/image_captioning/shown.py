"""What the page shows of a picture and its sentence, in each of its views."""

from dataclasses import dataclass

from lessons.image_captioning.model import captioners
from lessons.image_captioning.model.caption_trace import beam_search
from lessons.image_captioning.model.captioners import Caption, JudgedPicture, Writer
from lessons.image_captioning.model.pictures import Picture, drawing
from lessons.image_captioning.model.twins import Twins, twins
from lessons.image_captioning.state import Captions
from rnn_core.beam import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Who writes about which picture, the sentence, and in the other views what is compared with it."""

    writer: Writer
    picture: Picture
    caption: Caption
    tree: Tree | None = None
    judged: tuple[JudgedPicture, ...] = ()
    twins: Twins | None = None


def result(state: Captions) -> Shown:
    """What the page shows in a state; a scene of ours stands for an upload."""
    picture = drawing(state.shown_scene, state.shown_as)
    return shown(state, picture, captioners.caption(state.writer, picture))


def shown(state: Captions, picture: Picture, written: Caption) -> Shown:
    """What the page shows of ``picture``, about which ``written`` was written, in the view of ``state``."""
    writer = state.writer
    if state.view == "beam":
        return Shown(writer, picture, written, tree=beam_search(written.trace, state.width))
    if state.view == "grades":
        first, scenes = state.page_of_scenes
        return Shown(writer, picture, written, judged=captioners.judged(writer, scenes, first))
    if state.view == "features":
        return Shown(writer, picture, written, twins=twins(writer, picture))
    return Shown(writer, picture, written)
