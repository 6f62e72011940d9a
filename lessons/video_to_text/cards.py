"""The controls of the lesson on video, and the cards beside its figures."""

import streamlit as st

from datasets.clips.clip import Clip
from datasets.clips.draws import news
from lessons.video_to_text.model.stories import LAST_TAKE, Story
from lessons.video_to_text.state import NO_SECOND, Video
from ui import controls
from ui import page as lesson
from ui.components.card import Card, Press
from ui.state import LAST, Page


def choose(page: Page[Video]) -> None:
    """The controls, and the button that takes the clip anew."""
    controls.draw(page, "view", "input", "motion", "then")
    with lesson.more(page) as opened:
        if opened:
            controls.draw(page, "color", "thing")
            st.button(
                f"New take ({page.now.take})",
                key=page.key("new_take"),
                on_click=lambda: page.change(take=page.now.take % LAST_TAKE + 1),
                help="The same facts filmed anew: place, start, speed, size and light are chosen at random again.",
            )


def read_clip(page: Page[Video], shown: Story) -> Card:
    """A card that puts a clip with one motion into the controls and reads it."""
    clip = shown.clip

    def read() -> None:
        page.change(
            view="story", color=clip.color, thing=clip.thing, motion=clip.motions[0], then=NO_SECOND, take=clip.take
        )
        page.jump(LAST)

    what = f"{clip.color} {clip.thing}, {clip.motions[0]}"
    return Card("read_clip", "The chosen clip", presses=[Press(f"Read and write: {what}", read)])


def not_in_training(clip: Clip) -> list[Card]:
    """What of this clip no training showed, where there is such a thing."""
    found = news(clip)
    return [Card("news", "Not in training", f"No clip showed {' or '.join(found)}.")] if found else []
