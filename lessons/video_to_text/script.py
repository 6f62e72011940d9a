"""The four views of the video lesson: what each draws, how it explains, what it takes home."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from datasets.clips.clip import Clip
from datasets.clips.path import FRAMES
from figures.arithmetic import Arithmetic
from figures.graph import Graph
from lessons.video_to_text import cards as video
from lessons.video_to_text import export as take_home
from lessons.video_to_text.cards import Choice
from lessons.video_to_text.figure import arithmetic as strip_arithmetic
from lessons.video_to_text.figure import flow_arithmetic, flow_field, gallery, shares, shares_arithmetic
from lessons.video_to_text.figure import graph as reading
from ui import page as lesson
from ui.page import LookFor

RED_BALL = {"view": "story", "color": "red", "thing": "ball", "motion": "left", "then": "falling"}
CAR = {"view": "story", "color": "red", "thing": "car", "motion": "left", "then": "right"}
LOOK_FOR = (
    LookFor("RGB alone: thing and color right, the motion not.", {**CAR, "input": "rgb"}, then=video.first_take),
    LookFor("Flow alone: the motion is right, the color is not.", {**RED_BALL, "input": "flow"}, then=video.first_take),
    LookFor("Two motions: the states keep their order.", {**CAR, "input": "both"}, then=video.first_take),
    LookFor("Pairs never trained: some right, some wrong.", {"view": "unseen", "input": "both"}, then=video.first_take),
)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The figure of a view, and how its numbers are explained.

    ``clip_of`` says to which other clip a node belongs.
    """

    figure: Graph
    explain: Callable[[str], Arithmetic | None]
    clip_of: Callable[[str], Clip | None] = lambda _: None


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
    view = lesson.view(
        choice.clip,
        choice.inputs,
        selected=f"y.{FRAMES + 3}",
        ask_after=FRAMES - 1 if choice.inputs == "flow" else None,
    )
    figure = reading.strip(story, view)
    return Shown(figure, lambda node: strip_arithmetic.explain(story, node))


def _flow(choice: Choice) -> Shown:
    field = video.field(choice.clip)
    figure = flow_field.field(field, lesson.view(choice.clip, "flow"))
    return Shown(figure, lambda node: flow_arithmetic.explain(field, node))


def _table(choice: Choice) -> Shown:
    compared = video.comparison(choice.clip)
    view = lesson.view(choice.clip, "table", selected="both_test.0.5", ask_after=0)
    figure = shares.shares(compared, view)
    return Shown(figure, lambda node: shares_arithmetic.explain(compared, node))


def _unseen(choice: Choice) -> Shown:
    stories = video.unseen(choice.clip.take, choice.inputs)
    view = lesson.view((choice.clip, choice.inputs), "unseen", selected="word1.3")
    figure = gallery.gallery(stories, view)

    def clip_of(node: str) -> Clip | None:
        found = gallery.row_of(node)
        return stories[found - 1].clip if found else None

    explain = partial(shares_arithmetic.in_gallery, stories)
    return Shown(figure, explain, clip_of)
