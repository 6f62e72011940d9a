"""The clip that a reader composed, and what the shipped networks see and say of it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import streamlit as st

from datasets.clips.clip import COLORS, PAINT, THINGS, Clip
from datasets.clips.drawing import frames
from datasets.clips.draws import TEST_SEED, UNSEEN, news, several
from datasets.clips.judge import judge
from datasets.clips.path import INSTANTS, MOTIONS
from lessons.video_to_text.figure.boxes import Story
from lessons.video_to_text.figure.flow_field import Field
from lessons.video_to_text.figure.shares import Comparison
from lessons.video_to_text.model import clip_features as watching
from lessons.video_to_text.model import s2vt_trace as telling
from lessons.video_to_text.model.clip_features import INPUTS, Eyes, Seen
from lessons.video_to_text.model.s2vt_trace import Told
from rnn_core import vision
from rnn_core.text import Vocabulary
from ui import cards, controls, link, predict, shipped, walk

NAMES = {"both": "both", "rgb": "RGB", "flow": "flow"}
VIEWS = {"story": "read and write", "flow": "flow", "table": "table", "unseen": "unseen"}
BETS = {
    "": "nothing",
    "color": "only the color",
    "object": "only the object",
    "object color": "object and color",
    "motion": "the motion",
}
NO_SECOND = "–"
FIRST_TAKE, LAST_TAKE = 3, 9999


@dataclass(frozen=True, slots=True)
class Choice:
    """Which clip, what the network sees of it, what the page shows."""

    clip: Clip
    inputs: str
    view: str


def choose() -> Choice:
    """The six controls, and the button that takes the clip anew."""
    view = controls.choice(
        "view",
        "View",
        VIEWS,
        help="The network at work; the optical flow; what each input is worth; what it never saw.",
    )
    inputs = controls.choice(
        "input",
        "It sees",
        NAMES,
        help="The frames' features, those of the optical flow between them, or both side by side. "
        "Each has a network of its own.",
    )
    color = controls.option("color", "Color", PAINT, help="What the thing is painted.", width=76)
    thing = controls.option("thing", "Thing", THINGS, default="ball", help="What is to be seen in the clip.", width=88)
    motion = controls.option(
        "motion",
        "Motion",
        MOTIONS,
        default="left",
        width=96,
        help="How it moves; with a second motion, in the first six frames.",
    )
    then = controls.option(
        "then",
        "and then",
        (NO_SECOND, *MOTIONS),
        default="falling",
        width=96,
        help="How it moves in the last six frames.",
    )
    motions = (motion,) if then in (NO_SECOND, motion) else (motion, then)
    return Choice(Clip(thing, color, motions, take()), inputs, view)


def take() -> int:
    """The number of the take, with the button that takes the next one."""
    number = link.recall("take", FIRST_TAKE, parse_take)

    def again() -> None:
        link.remember("take", number % LAST_TAKE + 1)

    st.button(
        f"New take ({number})",
        key="new_take",
        on_click=again,
        help="The same facts filmed anew: place, start, speed, size and light are drawn again.",
    )
    return number


def first_take() -> None:
    """Go back to the take of the lesson's start; for use in a callback."""
    link.remember("take", FIRST_TAKE)


def parse_take(text: str) -> int | None:
    """The take a link says; None where it is none."""
    usable = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_TAKE))
    return int(text) if usable and 1 <= int(text) <= LAST_TAKE else None


def eyes() -> Eyes:
    """The shipped networks that look at frames and at flows."""
    return Eyes(shipped.model("picture_features")[1], shipped.model("video_to_text")[1])


@lru_cache(maxsize=16)
def seen(clip: Clip) -> Seen:
    """The clip, drawn and looked at."""
    return watching.look(eyes(), frames(clip))


@lru_cache(maxsize=32)
def told(clip: Clip, inputs: str) -> Told:
    """What the network with this input writes about the clip."""
    known, _, models = shipped.model("video_to_text")
    return telling.tell(known, models[INPUTS.index(inputs)], seen(clip).vectors(inputs))


def story(clip: Clip, inputs: str) -> Story:
    """The clip and what is told of it from this input."""
    return Story(clip, seen(clip), inputs, told(clip, inputs))


def field(clip: Clip) -> Field:
    """The flow of the clip, and what both convolution networks would name."""
    both, look = seen(clip), eyes()
    labels: Vocabulary = shipped.model("picture_features")[0]
    named = vision.features(look.rgb, watching.pictures(both.frames)).scores
    moved = vision.features(look.flow, both.flow.transpose(0, 3, 1, 2)).scores
    return Field(both, labels.symbols, named, INSTANTS, moved)


def comparison(clip: Clip) -> Comparison:
    """What was measured of the three inputs, and the clip told from each."""
    scores = shipped.measured("video_to_text")["scores"]
    return Comparison(scores, {inputs: story(clip, inputs) for inputs in INPUTS})


def unseen(take: int, inputs: str) -> tuple[Story, ...]:
    """One clip of each pair that training never showed, from this take on."""
    found = []
    for number, (thing, motion) in enumerate(UNSEEN):
        colors = COLORS[thing]
        another = (take + number - 1) % LAST_TAKE + 1
        clip = Clip(thing, colors[take % len(colors)], (motion,), another)
        found.append(story(clip, inputs))
    return tuple(found)


def ask(slug: str, clip: Clip) -> None:
    """What the sentence loses once only the flow is left."""
    said = told(clip, "flow")
    wrong = judge(said.sentence, clip).wrong

    def reveal() -> None:
        controls.set_to({"view": "story", "input": "flow"})
        walk.jump(walk.LAST, highlight=tuple(f"y.{said.n_frames + 1 + n}" for n in errors_of(clip)))

    predict.question(
        slug,
        clip,
        f"The {clip.color} {clip.thing}: take the pictures away and leave the network only the "
        "**flow**. What in its sentence will be wrong?",
        list(BETS.values()),
        answer=BETS["motion" if "motion" in wrong else " ".join(wrong)],
        because=f"It writes “{said.sentence}”.",
        reveal=reveal,
    )


def offer_clip(clip: Clip) -> None:
    """A button that puts a clip with one motion into the controls and reads it."""

    def read() -> None:
        controls.set_to(
            {"view": "story", "color": clip.color, "thing": clip.thing, "motion": clip.motions[0], "then": NO_SECOND}
        )
        link.remember("take", clip.take)
        walk.jump(walk.LAST)

    what = f"{clip.color} {clip.thing}, {clip.motions[0]}"
    st.button(f"Read and tell it: {what}", key="read_clip", on_click=read, width="stretch")


def errors_of(clip: Clip) -> dict[int, str]:
    """The wrong words of what is told from the flow."""
    return story(clip, "flow").wrong


def say_news(clip: Clip) -> None:
    """What of this clip no training showed, where there is such a thing."""
    if found := news(clip):
        cards.note("Not in training", f"No clip showed {' or '.join(found)}.")


def proof(choice: Choice) -> dict[str, float]:
    """Relative errors of log P and of gradients, and of the score on held-out clips told anew."""
    found = telling.errors(told(choice.clip, choice.inputs), np.random.default_rng(0))
    right, n = shipped.measured("video_to_text")["scores"][choice.inputs]["first"]
    again = sum(judge(told(clip, choice.inputs).sentence, clip).right for clip in several(TEST_SEED, n))
    return {f"held-out clips 1 to {n}: {again} right, card {right}": abs(again - right) / n} | found
