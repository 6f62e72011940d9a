"""The four views of the video lesson: what each draws, how it explains, what it takes home."""

from collections.abc import Callable
from dataclasses import dataclass

from figures.arithmetic import Arithmetic
from figures.graph import Graph
from figures.video_to_text import (
    flow_arithmetic,
    flow_field,
    gallery,
    shares,
    shares_arithmetic,
    strip_arithmetic,
)
from figures.video_to_text import strip as reading
from ui import lesson
from ui.export import clip as take_home
from ui.lesson import LookFor
from ui.lessons import video
from ui.lessons.video import NO_SECOND, Choice
from worlds.clips.path import FRAMES

RED_BALL = {"view": "story", "color": "red", "thing": "ball", "motion": "left", "then": "falling"}
LOOK_FOR = (
    LookFor("RGB alone cannot tell a spin from standing still.",
            {**RED_BALL, "input": "rgb", "thing": "flower", "motion": "spinning",
             "then": NO_SECOND}),
    LookFor("Flow alone: the motion is right, the color is not.", {**RED_BALL, "input": "flow"}),
    LookFor("Two motions: the states keep their order.",
            {**RED_BALL, "input": "both", "motion": "left", "then": "right"}),
    LookFor("Pairs never trained: some right, some wrong.", {"view": "unseen", "input": "both"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The figure of a view, how its numbers are explained, and what is chosen at first."""

    figure: Graph
    explain: Callable[[str], Arithmetic | None]
    selected: str


def of(choice: Choice) -> Shown:
    """What the chosen view shows."""
    return {"story": _story, "flow": _flow, "table": _table, "unseen": _unseen}[choice.view](choice)


def offer(slug: str, choice: Choice) -> None:
    """The downloads of the view: of the flow, or of the sentence on the clip."""
    if choice.view == "flow":
        take_home.offer_flow(slug, video.seen(choice.clip))
    else:
        take_home.offer(slug, video.story(choice.clip, choice.inputs))


def _story(choice: Choice) -> Shown:
    story = video.story(choice.clip, choice.inputs)
    selected = f"y.{FRAMES + 3}"
    view = lesson.view(
        choice.clip, choice.inputs, selected=selected,
        ask_after=FRAMES - 1 if choice.inputs == "flow" else None,
    )  # fmt: skip
    figure = reading.strip(story, view)
    return Shown(figure, lambda node: strip_arithmetic.explain(story, node), selected)


def _flow(choice: Choice) -> Shown:
    field = video.field(choice.clip)
    selected = flow_field.fastest(field)
    view = lesson.view(choice.clip, "flow", selected=selected)
    figure = flow_field.field(field, view)
    return Shown(figure, lambda node: flow_arithmetic.explain(field, node), selected)


def _table(choice: Choice) -> Shown:
    compared = video.comparison(choice.clip)
    selected = "both_test.0.5"
    view = lesson.view(choice.clip, "table", selected=selected, ask_after=0)
    figure = shares.shares(compared, view)
    return Shown(figure, lambda node: shares_arithmetic.explain(compared, node), selected)


def _unseen(choice: Choice) -> Shown:
    stories = video.unseen(choice.clip.take, choice.inputs)
    selected = "word1.3"
    view = lesson.view((choice.clip, choice.inputs), "unseen", selected=selected)
    figure = gallery.gallery(stories, view)
    return Shown(figure, lambda node: shares_arithmetic.in_gallery(stories, node), selected)
