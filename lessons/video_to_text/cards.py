"""The controls of the lesson on video, its question, and what else stands beside its figures."""

import streamlit as st

from datasets.clips.clip import Clip
from datasets.clips.draws import news
from lessons.video_to_text.model.stories import LAST_TAKE, Story, story
from lessons.video_to_text.state import NO_SECOND, Video
from ui import cards, controls, predict
from ui.state import LAST, Page

BETS = {
    "": "nothing",
    "color": "only the color",
    "object": "only the object",
    "object color": "object and color",
    "motion": "the motion",
}


def choose(page: Page[Video]) -> None:
    """The six controls, and the button that takes the clip anew."""
    controls.draw(page, "view", "input", "color", "thing", "motion", "then")
    st.button(
        f"New take ({page.now.take})",
        key=page.key("new_take"),
        on_click=lambda: page.change(take=page.now.take % LAST_TAKE + 1),
        help="The same facts filmed anew: place, start, speed, size and light are drawn again.",
    )


def what_is_lost(page: Page[Video], clip: Clip) -> None:
    """What the sentence loses once only the flow is left."""
    of_flow = story(clip, "flow")
    wrong = of_flow.verdict.wrong

    def reveal() -> None:
        page.change(view="story", input="flow")
        page.jump(LAST, highlight=tuple(f"y.{of_flow.trace.n_frames + 1 + n}" for n in of_flow.wrong))

    predict.question(
        page,
        clip,
        f"The {clip.color} {clip.thing}: take the pictures away and leave the network only the "
        "**flow**. What in its sentence will be wrong?",
        list(BETS.values()),
        answer=BETS["motion" if "motion" in wrong else " ".join(wrong)],
        because=f"It writes “{of_flow.trace.sentence}”.",
        reveal=reveal,
    )


def read_clip(page: Page[Video], shown: Story) -> None:
    """A button that puts a clip with one motion into the controls and reads it."""
    clip = shown.clip

    def read() -> None:
        page.change(
            view="story", color=clip.color, thing=clip.thing, motion=clip.motions[0], then=NO_SECOND, take=clip.take
        )
        page.jump(LAST)

    what = f"{clip.color} {clip.thing}, {clip.motions[0]}"
    st.button(f"Read and tell it: {what}", key=page.key("read_clip"), on_click=read, width="stretch")


def not_in_training(clip: Clip) -> None:
    """What of this clip no training showed, where there is such a thing."""
    if found := news(clip):
        cards.note("Not in training", f"No clip showed {' or '.join(found)}.")
