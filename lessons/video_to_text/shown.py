"""What the page shows of a clip, in each of its views."""

from dataclasses import dataclass

from datasets.clips.clip import Clip
from datasets.clips.path import FRAMES
from lessons.video_to_text.figure.streams import Sizes
from lessons.video_to_text.model import stories
from lessons.video_to_text.model.stories import Comparison, FlowField, Story
from lessons.video_to_text.state import Video


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The clip, and what the view of the page computes of it; None or () what it does not."""

    clip: Clip
    story: Story | None = None
    field: FlowField | None = None
    compared: Comparison | None = None
    pairs: tuple[Story, ...] = ()


def result(state: Video) -> Shown:
    """What the page shows in a state."""
    clip = state.clip
    if state.view == "story":
        return Shown(clip, story=stories.story(clip, state.input))
    if state.view == "flow":
        return Shown(clip, field=stories.flow_field(clip))
    if state.view == "table":
        return Shown(clip, compared=stories.comparison(clip))
    if state.view == "unseen":
        return Shown(clip, pairs=stories.unseen(clip.take, state.input))
    return Shown(clip)


def sizes() -> Sizes:
    """The numbers of the networks here."""
    networks, writers = stories.feature_networks(), stories.video_models().writers
    return Sizes(
        rgb=len(networks.rgb.dense.b),
        flow=len(networks.flow.dense.b),
        motions=len(networks.flow.last.b),
        units=writers["both"].first.n_hidden,
        frames=FRAMES,
    )
