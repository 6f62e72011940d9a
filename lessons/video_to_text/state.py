"""The controls of the lesson on video."""

from dataclasses import dataclass
from typing import Literal

from datasets.clips.clip import PAINT, THINGS, Clip
from datasets.clips.path import MOTIONS
from lessons.video_to_text.model.stories import FIRST_TAKE, LAST_TAKE, Input
from ui.fields import choice, number, option
from ui.state import PageState

View = Literal["story", "flow", "table", "unseen"]
NO_SECOND = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(PageState):
    """Which clip, what the network sees of it, what the page shows; ``take`` is the seed of the clip's accidents."""

    view: View = choice(
        "story",
        {"story": "read and write", "flow": "flow", "table": "table", "unseen": "unseen"},
        "View",
        help="The network at work; the optical flow; what each input is worth; what it never saw.",
    )
    input: Input = choice(
        "both",
        {"both": "both", "rgb": "RGB", "flow": "flow"},
        "It sees",
        help="The frames' features, those of the optical flow between them, or both side by side. "
        "Each has a network of its own.",
    )
    color: str = option("red", "Color", options=PAINT, help="What the thing is painted.", width=76)
    thing: str = option("ball", "Thing", options=THINGS, help="What is to be seen in the clip.", width=88)
    motion: str = option(
        "left", "Motion", options=MOTIONS, width=96, help="How it moves; with a second motion, in the first six frames."
    )
    then: str = option(
        "falling", "and then", options=(NO_SECOND, *MOTIONS), width=96, help="How it moves in the last six frames."
    )
    take: int = number(FIRST_TAKE, 1, LAST_TAKE)

    @property
    def clip(self) -> Clip:
        """The clip of these facts."""
        motions = (self.motion,) if self.then in (NO_SECOND, self.motion) else (self.motion, self.then)
        return Clip(self.thing, self.color, motions, self.take)
