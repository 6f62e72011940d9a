"""The controls of the lesson on video."""

from dataclasses import dataclass
from typing import Literal

from datasets.clips.clip import PAINT, THINGS, Clip
from datasets.clips.path import MOTIONS
from lessons.video_to_text.model.stories import FIRST_TAKE, LAST_TAKE, Input
from ui.fields import choice, number, option
from ui.state import PageState

View = Literal["story", "flow", "streams", "table", "unseen"]
NO_SECOND = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(PageState):
    """Which clip, what the network sees of it, what the page shows; ``take`` is the seed of the clip's accidents."""

    view: View = choice(
        "story",
        {"story": "read and write", "flow": "flow", "streams": "paper", "table": "table", "unseen": "unseen"},
        "View",
        help="Read and write: the network at work. Flow: the optical flow. Paper: the two streams of the paper and "
        "those here. Table: how often each input is right. Unseen: pairs that training never showed.",
    )
    input: Input = choice(
        "both",
        {"both": "RGB and flow", "rgb": "RGB", "flow": "flow"},
        "Input",
        help="Features of the frames (RGB), of the optical flow between them, or both side by side. "
        "For each input there is a network of its own.",
    )
    color: str = option("red", "Color", options=PAINT, help="The color of the thing.", width=76)
    thing: str = option("ball", "Thing", options=THINGS, help="The thing that moves in the clip.", width=88)
    motion: str = option(
        "left", "Motion", options=MOTIONS, width=96, help="How it moves; with a second motion, in the first six frames."
    )
    then: str = option(
        "falling", "And then", options=(NO_SECOND, *MOTIONS), width=96, help="How it moves in the last six frames."
    )
    take: int = number(FIRST_TAKE, 1, LAST_TAKE)

    @property
    def clip(self) -> Clip:
        """The clip of these facts."""
        motions = (self.motion,) if self.then in (NO_SECOND, self.motion) else (self.motion, self.then)
        return Clip(self.thing, self.color, motions, self.take)
